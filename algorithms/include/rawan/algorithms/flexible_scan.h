#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/scan_statistic.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <exception>
#include <span>

namespace rawan {

struct FlexibleScanOptions {
  ScanModel model = ScanModel::poisson;
  std::uint32_t nearest = 15;   ///< Areas around a start, itself counted, that windows choose from;
                                ///< 1 ... 64.
  double mid_p_limit = 0.2;     ///< Only areas whose own mid-p is below; 1: all areas.
  double largest_share = 0.5;   ///< Of the population in a window; at most one half.
  std::uint32_t min_cases = 2;  ///< In a window; at least 1.
  std::uint32_t replicates = 999;
  std::uint32_t stop_after = 0;  ///< As in `ScanOptions`.
  std::uint64_t seed = 0;
  /// Windows in the data, or in one replicate, beyond which `TooManyWindows` is thrown. They double
  /// with each nearest area where every area may join; the limit on mid-p keeps them few.
  std::uint64_t most_windows = 20'000'000;
};

/// The data, or a replicate, have more windows than `most_windows`: take fewer nearest areas or a
/// lower limit on mid-p.
class TooManyWindows : public std::exception {
 public:
  const char* what() const noexcept override { return "too many windows"; }
};

/// Mid-p of a count: P(N > cases) + P(N = cases) / 2, N Poisson with mean `expected`.
/// @throws ContractViolation unless expected >= 0 and finite.
double poisson_mid_p(std::uint32_t cases, double expected);

/// The same, N binomial: of `members` each with probability `share`.
double binomial_mid_p(std::uint32_t cases, std::uint64_t members, double share);

/// Clusters of any shape (Tango & Takahashi 2005): windows are the connected sets of areas that
/// hold a start area and otherwise only areas among its nearest. Restricted (Tango 2008): every
/// area of a window, the start too, has a mid-p below the limit. The restriction belongs to the
/// statistic, so each replicate is restricted by its own counts.
///
/// The best window of each start, in decreasing order, that shares no area with one taken before.
/// Ties among nearest areas go to the lower coordinates, so the order of the input changes nothing.
/// The center of a cluster is its start, the radius the distance to its farthest member.
///
/// @param adjacency n x n; areas are linked where a weight off the diagonal is not 0, either way.
/// @param cases, population one per area.
/// @throws ContractViolation as `scan`, or if the adjacency is not n x n; TooManyWindows.
///
/// Cost: per data set the number of windows, up to n 2^(nearest - 1) without restriction.
///
/// Tango, T. & Takahashi, K. (2005). A flexibly shaped spatial scan statistic for detecting
/// clusters. International Journal of Health Geographics 4.
/// Tango, T. (2008). A spatial scan statistic with a restricted likelihood ratio. Japanese Journal
/// of Biometrics 29.
ScanResult flexible_scan(std::span<const Position> sites, const Weights& adjacency,
                         std::span<const std::uint32_t> cases, std::span<const double> population,
                         const FlexibleScanOptions& options = {}, const Control& control = {});

}  // namespace rawan
