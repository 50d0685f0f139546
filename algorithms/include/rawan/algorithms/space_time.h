#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rawan {

/// A stretch of distance or time. Its ends belong to it or not, and it says which.
struct Band {
  double from = 0.0;
  double to = 0.0;
  bool closed_above = true;  ///< [from, to], else [from, to). `from` always belongs to it.

  bool contains(double value) const {
    return value >= from && (closed_above ? value <= to : value < to);
  }
  friend bool operator==(const Band&, const Band&) = default;
};

/// "[0, 200]" or "[1, 201)", numbers as short as they can be and still exact.
std::string in_interval_notation(const Band& band);

/// Half-open bands between rising edges: [e0, e1), [e1, e2), ...
/// @throws ContractViolation unless at least two edges rise from 0 or more.
std::vector<Band> bands_between(std::span<const double> edges);

/// What was counted in one band of distance and one of time.
struct KnoxCount {
  Band distance;            ///< Meters.
  Band time;                ///< In the unit of the times given.
  std::uint64_t close = 0;  ///< Pairs near in space and in time.
  std::uint64_t near_in_space = 0;
  std::uint64_t near_in_time = 0;
  double expected = 0.0;   ///< near_in_space * near_in_time / all pairs.
  double poisson_p = 1.0;  ///< P(X >= close) for a Poisson count of that mean.
  std::optional<double>
      permutation_p;  ///< Rank among random orders of the times; none without them.
};

struct KnoxOptions {
  std::uint32_t permutations = 999;
  std::uint64_t seed = 0;
};

/// Knox (1964): do pairs of events that are near in space tend to be near in time? One answer for
/// each pair of bands, those of distance in the outer order; bands may overlap. The near-repeat
/// table is this over several bands. The permutation p is rank / (permutations + 1), one-sided.
///
/// The answer does not depend on the order of the events.
///
/// @param times one per event, in any unit.
/// @throws ContractViolation if sizes differ, a number is not finite, or a band is empty.
std::vector<KnoxCount> knox(std::span<const Point> events, std::span<const double> times,
                            std::span<const Band> distances, std::span<const Band> spans,
                            const KnoxOptions& options = {}, const Control& control = {});

/// P(X >= count), X Poisson of the mean. 1 for a count of 0.
double poisson_upper_tail(std::uint64_t count, double mean);

}  // namespace rawan
