#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rawan {

/// Where reports could have been raised, and how much was asked there.
struct EffortPlaces {
  std::span<const Point> position;
  std::span<const double> effort;  ///< One per place, in any unit, >= 0, at least one > 0.
};

struct ClusterTestOptions {
  std::uint32_t replicates = 999;  ///< The smallest p-value is 1 / (replicates + 1).
  std::uint64_t seed = 1;
  /// Reports of a replicate are spread over a disc of this radius around their place.
  Meters jitter{};
};

/// The size of the largest cluster among points, found as the observed clusters were.
using LargestCluster = std::function<std::uint32_t(std::span<const Point>)>;

/// One replicate of the null hypothesis "reports fall where women were asked, in proportion to how
/// many": n places drawn with replacement in proportion to effort, spread by the jitter.
std::vector<Point> points_by_effort(const EffortPlaces& places, std::size_t n, Meters jitter,
                                    std::uint64_t seed, std::uint64_t replicate);

struct ClusterTest {
  std::vector<double> p_values;        ///< Of each observed cluster.
  std::vector<std::uint32_t> largest;  ///< Of each replicate the largest cluster, ascending.
};

/// p-values of clusters by their size: how often the largest cluster of a replicate, wherever it
/// lies, is at least as large; (1 + how often) / (1 + replicates). They hold for all clusters
/// together: under the null the chance that any cluster has p <= a is at most a. A cluster in a
/// place with little effort is judged like one in a place with much, so it takes many reports.
///
/// @param sizes points in each observed cluster.
/// @param n all observed points, noise included.
/// @throws ContractViolation if sizes differ, an effort is negative, none is positive, a
///         coordinate is not finite, the jitter is negative or there are no replicates.
ClusterTest cluster_test(std::span<const std::uint32_t> sizes, std::size_t n,
                         const EffortPlaces& places, const LargestCluster& largest,
                         const ClusterTestOptions& options = {}, const Control& control = {});

/// The size of each cluster 0 ... clusters-1 by labels; negative labels are noise.
std::vector<std::uint32_t> cluster_sizes(std::span<const std::int32_t> labels);

}  // namespace rawan
