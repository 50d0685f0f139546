#pragma once

#include "rawan/algorithms/mann_kendall.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Who carries how much of the patrols, beside how much of the risk is estimated there.
namespace rawan::burden {

/// Patrol hours of units, rounds x units, row by row; the last round is the newest.
struct Hours {
  std::size_t units = 0;
  std::size_t rounds = 0;
  std::vector<double> hours;
};

struct Options {
  double times = 1.5;        ///< A unit is over its share above so many times the estimate.
  std::uint32_t rounds = 8;  ///< After so many rounds in a row there is an alert.
};

struct Burden {
  double hours = 0.0;             ///< Of all rounds.
  double share = 0.0;             ///< Of all units' hours; 0 without any.
  std::uint32_t rounds_over = 0;  ///< Newest rounds in a row above its share.
  bool alert = false;
  std::optional<Trend> trend;  ///< Of its hours: rising or falling at 5 %; nothing: neither.
};

/// @param estimated share of the patrols that each unit's estimated risk asks for; sums to 1.
/// Rounds without any patrol are no rounds: they neither lengthen a row nor end it. A unit whose
/// estimated share is 0 is over it with any hour.
/// Cost: rounds x units, and rounds^2 per unit for the trend.
/// @throws ContractViolation if a table has another size, or a number is negative or not finite.
std::vector<Burden> measure(const Hours& hours, std::span<const double> estimated,
                            const Options& options = {});

}  // namespace rawan::burden
