#pragma once

#include "gate_parts.h"

#include <array>

namespace rawan::engine {

/// Women's marks of public places that were told, verified, and followed up: classes of reports.
struct FollowedMarks {
  std::array<std::optional<std::string>, 3> shown;  ///< Nothing: masked.
  /// Of those told, the share that came so far, in percent, rounded outwards to tens; nothing where
  /// a tenth of them could be fewer than k, and for those told themselves.
  std::array<std::optional<std::pair<int, int>>, 3> share;
};

/// The three are one problem of suppression; they are repeated together until k people came or
/// went.
/// @throws GateRefusal (7) "gate_determined"
FollowedMarks followed_marks(const std::vector<Testimony>& all, const std::vector<bool>& doubtful,
                             const Results& results, const TierPolicy& policy, const Memory& memory,
                             std::vector<io::LedgerCell>& record);

}  // namespace rawan::engine
