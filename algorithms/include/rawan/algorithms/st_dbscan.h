#pragma once

#include "rawan/algorithms/dbscan.h"

namespace rawan {

struct StDbscanOptions {
  Meters radius{};               ///< In the plane; closed. "eps1" in the paper.
  double time_radius = 0.0;      ///< In the unit of the times; closed. "eps2".
  std::uint32_t min_points = 5;  ///< Counts the point itself.
};

/// Clusters dense in space and time: points are neighbors if they lie at most `radius` apart in
/// the plane and at most `time_radius` apart in time. The rest is as in `dbscan`: connected core
/// points; a border point joins its nearest core neighbor, nearest in the plane, then in time,
/// then by the lower key. The paper's third parameter, a bound on how far a value other than the
/// time may change within a cluster, is left out: it makes the answer depend on the order of rows.
///
/// @param times one per point, in any unit and from any origin.
/// @param keys one per point, distinct, or empty: the positions.
/// @throws ContractViolation if sizes differ, radius <= 0, time_radius < 0, min_points is 0 or a
///         coordinate or time is not finite.
///
/// Birant, D. and Kut, A. (2007). ST-DBSCAN. Data & Knowledge Engineering 60(1).
Clustering st_dbscan(std::span<const Point> points, std::span<const double> times,
                     std::span<const std::uint64_t> keys, const StDbscanOptions& options,
                     const Control& control = {});

}  // namespace rawan
