#pragma once

#include "rawan/algorithms/hdbscan.h"

#include <span>

namespace rawan::oracle {

/// HDBSCAN* from the matrix of mutual reachability, one component after the other: O(n^3). Clusters
/// in the order of their lowest member.
Hdbscan textbook_hdbscan(std::span<const Point> points, const HdbscanOptions& options);

}  // namespace rawan::oracle
