#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <Eigen/SparseCore>

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Spatial weights: row i holds the neighbors of site i. Rows are compressed and sorted by column;
/// an island is an empty row, so it keeps its place. What the functions below make is binary and
/// has no diagonal.
using Weights = Eigen::SparseMatrix<double, Eigen::RowMajor>;

enum class Contiguity : std::uint8_t { rook, queen };

/// Neighbors by a shared border, symmetric.
///
/// The borders of two areas touch where a vertex of one lies at distance <= tolerance of an edge of
/// the other, or where two edges cross. Queen: they touch at all. Rook: two edges run together,
/// that is, touch each other in two places more than `tolerance` apart. A border whose vertices
/// differ between the two areas (a T-junction) therefore counts; with tolerance 0 its vertices must
/// lie on the edge exactly. Keep the tolerance below the length of the edges.
///
/// @throws ContractViolation if a coordinate is not finite or the tolerance negative.
///
/// Cost: pairs of areas whose boxes meet, times a sweep over their edges in both boxes.
Weights contiguity_weights(std::span<const Polygon> areas, Contiguity kind, Meters tolerance);

/// Neighbors at distance <= radius (closed), without the site itself; sites in one place are
/// neighbors. @throws ContractViolation if a coordinate is not finite or the radius negative.
Weights distance_band_weights(std::span<const Point> sites, Meters radius);

/// The k nearest other sites (all others if there are fewer), ties by position; not symmetric.
/// @throws ContractViolation if a coordinate is not finite.
Weights nearest_weights(std::span<const Point> sites, std::uint32_t k);

/// Each row divided by its sum; empty rows stay empty.
Weights row_standardized(Weights weights);

/// The diagonal set to `self`, as Gi* wants it. Before standardizing rows, not after.
/// @throws ContractViolation unless `self` is positive and finite.
Weights with_self(const Weights& weights, double self = 1.0);

/// Sites without a neighbor but themselves, in order.
std::vector<std::uint32_t> islands(const Weights& weights);

/// s0 = sum w_ij; s1 = sum (w_ij + w_ji)^2 / 2; s2 = sum_i (row sum + column sum)^2
/// (Cliff & Ord 1981).
struct WeightSums {
  double s0 = 0.0;
  double s1 = 0.0;
  double s2 = 0.0;
};
WeightSums weight_sums(const Weights& weights);

}  // namespace rawan
