#pragma once

#include "rawan/engine/study.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// One report of the period with what disclosure and ranking must know of it.
struct Testimony {
  std::uint32_t report = 0;           ///< Row of Records::reports.
  std::optional<std::uint32_t> site;  ///< Village it belongs to.
  std::uint64_t reporter = 0;         ///< Distinct people have distinct numbers, see below.
  std::uint64_t session = 0;          ///< Dialogue; without one: its source and day.
  Origin origin = Origin::asked;
  double weight = 1.0;                   ///< Of its origin; 0 where a duplicate or above the cap.
  std::optional<std::uint32_t> same_as;  ///< Row of the report that is counted in its place.
  bool over_cap = false;                 ///< One reporter's influence ends here.
  bool about_place = false;   ///< A public place that a woman or an officer tells of, no event
                              ///< against a person, no referral matter: may be part of a cell.
  bool about_person = false;  ///< Something that happened or is felt; false for officers' findings.
  bool is_referral =
      false;  ///< Private place, domestic violence, trafficking, child: counters only.
};

/// All reports of the period, in the order of Study::reports.
///
/// A reporter is told by her key where the table has one; without a key all rows of one dialogue
/// (for findings: of one patrol) count as one reporter, and rows with neither all count as one per
/// source (reliability.md J10). Which of two rows is counted does not depend on their order.
std::vector<Testimony> testimonies(const Records& records, const Study& study,
                                   const Config& config);

/// As measure_exposure() of all reports of the period, whose testimonies are known.
Exposure measure_exposure(const Records& records, const Study& study,
                          std::span<const Testimony> testimonies, const Config& config);

}  // namespace rawan::engine
