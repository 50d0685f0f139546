#pragma once

#include "rawan/algorithms/random.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rawan::engine::feedback {

/// Who decides where the next visits go. All but the first are here to fail, or to compare with.
enum class Policy : std::uint8_t {
  production,          ///< The program's own stage.
  counts,              ///< In proportion to what patrols have found.
  counts_and_reports,  ///< In proportion to findings and reports, summed.
  argmax,              ///< The ten areas with the highest rate of findings per effort.
  argmax_rotation,     ///< Eight of them, and two in turn.
  reports,             ///< Reports alone, with a floor.
  rate                 ///< Findings per effort alone, with a floor.
};

std::string_view code_of(Policy policy);
std::optional<Policy> policy_named(std::string_view code);

/// What the policies of this file know: plain sums over all rounds, one per area.
struct Sums {
  std::vector<double> found;
  std::vector<double> reported;
  std::vector<double> effort;
  std::uint32_t rounds = 0;
};

/// Shares of the next round's visits; even where nothing is known. Not for `production`.
std::vector<double> shares_by(Policy policy, const Sums& sums);

/// Visits drawn one by one.
std::vector<std::uint32_t> draw_visits(std::span<const double> shares, std::uint32_t slots,
                                       rawan::Stream& random);

}  // namespace rawan::engine::feedback
