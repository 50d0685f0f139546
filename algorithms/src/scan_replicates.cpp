#include "scan_replicates.h"

#include <algorithm>

namespace rawan {
namespace {

constexpr std::size_t kFirstBatch = 64;  // of a test that may stop early
constexpr double kTie = 1e-9;

}  // namespace

bool as_large(double maximum, double observed) {
  return maximum >= observed * (1.0 - kTie);
}

double least_statistic(double total_cases) {
  return 1e-14 * total_cases;
}

std::vector<double> replicate(double observed, const Replication& test,
                              const MaximaOfBatch& batch) {
  std::size_t size =
      test.stop_after == 0 ? test.largest_batch : std::min(test.largest_batch, kFirstBatch);
  std::vector<double> maxima;
  std::uint32_t larger = 0;
  while (maxima.size() < test.replicates) {
    for (const double maximum :
         batch(maxima.size(), std::min<std::size_t>(size, test.replicates - maxima.size()))) {
      maxima.push_back(maximum);
      if (as_large(maximum, observed) && ++larger == test.stop_after) return maxima;
    }
    size = std::min(test.largest_batch, 2 * size);
  }
  return maxima;
}

void compare_with(std::span<const double> maxima, std::uint32_t stop_after, ScanCluster& cluster) {
  cluster.p_value = rank_p_value(cluster.statistic, maxima, stop_after);
  cluster.gumbel_p = gumbel_p_value(cluster.statistic, maxima);
}

}  // namespace rawan
