#pragma once

#include "rawan/algorithms/disclosure.h"
#include "rawan/engine/views.h"
#include "rawan/io/release_ledger.h"

#include <cstdint>
#include <vector>

namespace rawan::engine::feedback {

/// Which areas of a world commanders see with a band, round by round, by the rules of the gate:
/// enough people and sessions stand behind it, enough women were asked, and what was shown or
/// masked stays so until k people more have told. Everybody who tells is another person. A test
/// compares it with the gate itself.
class Bands {
 public:
  explicit Bands(std::size_t areas);

  /// What women of an area told in a round.
  void tell(std::size_t area, std::uint32_t women, std::uint64_t people);

  /// Decides anew, as a release does.
  const std::vector<BandedVillage>& decide();

 private:
  struct Area {
    VillageEffort effort;
    std::vector<std::uint64_t> people;
    std::uint32_t sessions = 0;
    std::optional<io::LedgerCell> before;
  };

  void decide(Area& area, BandedVillage& village) const;

  disclosure::SafetyRule rule_;
  std::vector<Area> areas_;
  std::vector<BandedVillage> villages_;
};

}  // namespace rawan::engine::feedback
