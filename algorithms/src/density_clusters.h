#pragma once

#include "density_cells.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/dbscan.h"

namespace rawan {

/// The clusters of `dbscan` and `st_dbscan`: D = 2 in the plane, D = 3 with time.
///
/// The spots of a cell are neighbors of each other: where there are `min_points` of them all are
/// core, and the core ones are connected. What is left are questions between cells, most of them
/// answered by the extents of the cells.
///
/// @param keys one per spot, distinct, or empty: the positions.
template <int D>
Clustering density_clusters(std::span<const Spot<D>> spots, std::span<const std::uint64_t> keys,
                            const Reach& reach, std::uint32_t min_points, const Control& control);

extern template Clustering density_clusters<2>(std::span<const Spot<2>>,
                                               std::span<const std::uint64_t>, const Reach&,
                                               std::uint32_t, const Control&);
extern template Clustering density_clusters<3>(std::span<const Spot<3>>,
                                               std::span<const std::uint64_t>, const Reach&,
                                               std::uint32_t, const Control&);

/// @throws ContractViolation unless there are none or n distinct ones.
void expect_distinct_keys(std::span<const std::uint64_t> keys, std::size_t n);

}  // namespace rawan
