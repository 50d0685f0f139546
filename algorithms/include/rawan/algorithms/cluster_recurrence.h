#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// How well each of some clusters is found again in another clustering of the same points, or of a
/// sample of them: the largest Jaccard index of its points that are in the sample with a cluster
/// of the other one, 0 where none of its points is in the sample (Hennig 2007).
///
/// @param reference labels of the clusters asked about, one per point, or kNoise.
/// @param clusters  how many there are.
/// @param other     labels of the other clustering, from 0 up, one per point, or kNoise.
/// @param present   whether a point is in the sample; empty: all are.
/// @throws ContractViolation if sizes differ or a label is not below `clusters`.
///
/// Cost: n and the labels.
///
/// Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics and
/// Data Analysis 52.
std::vector<double> best_jaccard(std::span<const std::int32_t> reference, std::size_t clusters,
                                 std::span<const std::int32_t> other,
                                 std::span<const std::uint8_t> present = {});

}  // namespace rawan
