#pragma once

#include "rawan/algorithms/scan_statistic.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace rawan {

/// Statistics that differ by rounding only are ties, and ties are as large: two windows of equal
/// cases may have added their populations in another order.
bool as_large(double maximum, double observed);

/// Values up to here are rounding of logarithms: no cluster.
double least_statistic(double total_cases);

struct Replication {
  std::uint32_t replicates = 0;
  std::uint32_t stop_after = 0;
  std::size_t largest_batch = 1;  ///< Replicates at once, as memory allows.
};

/// Largest statistics of replicates first ... first + size - 1.
using MaximaOfBatch = std::function<std::vector<double>(std::size_t first, std::size_t size)>;

/// Replicates until `stop_after` of them are as large as the data, or all. The answer does not
/// depend on how many are computed at once.
std::vector<double> replicate(double observed, const Replication& test, const MaximaOfBatch& batch);

/// Sets both p-values of a cluster.
void compare_with(std::span<const double> maxima, std::uint32_t stop_after, ScanCluster& cluster);

}  // namespace rawan
