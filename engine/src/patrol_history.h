#pragma once

#include "rawan/algorithms/allocation.h"
#include "rawan/engine/study.h"

#include <cstdint>
#include <optional>

namespace rawan::engine {

/// Rounds back from the start of a plan: as long as the plan, at least a week.
class Rounds {
 public:
  explicit Rounds(const Config& config);

  std::size_t count() const { return count_; }
  /// The last one ends the day before the plan. Nothing outside of period and plan.
  std::optional<std::size_t> of(Day day) const;
  /// Rounds from a visit to the coming round; one that is already in it counts as the last round.
  std::optional<std::uint32_t> since(const std::optional<Day>& visit) const;
  std::int32_t days_each() const { return days_; }
  /// Number of the coming round since 1970: another plan draws otherwise, the same one the same.
  std::uint64_t coming() const;
  /// The same of a past round, if every plan was as long as the coming one.
  std::uint64_t number_of(std::size_t round) const { return coming() - (count_ - round); }
  /// Whether the period holds all its days.
  bool is_within_period(std::size_t round) const;
  /// So many weeks in whole rounds, at least one; 0 stays 0.
  std::uint32_t from_weeks(std::uint32_t weeks) const;

 private:
  Day from_;
  Day to_;
  Day start_;
  std::int32_t days_ = 7;
  std::size_t count_ = 0;
};

/// The evidence by rounds: officers' findings per visit, women's marks per woman consulted.
allocation::History patrol_history(const Study& study, const Exposure& exposure,
                                   const Config& config);

}  // namespace rawan::engine
