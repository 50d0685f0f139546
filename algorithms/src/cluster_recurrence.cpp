#include "rawan/algorithms/cluster_recurrence.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/dbscan.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rawan {

std::vector<double> best_jaccard(std::span<const std::int32_t> reference, std::size_t clusters,
                                 std::span<const std::int32_t> other,
                                 std::span<const std::uint8_t> present) {
  expects(reference.size() == other.size(), "two labels for each point");
  expects(present.empty() || present.size() == other.size(), "every point is in the sample or not");
  std::vector<double> size(clusters, 0.0);
  std::map<std::int32_t, double> other_size;
  std::map<std::pair<std::int32_t, std::int32_t>, double> shared;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (!present.empty() && present[i] == 0) continue;
    const bool is_asked = reference[i] != kNoise;
    expects(!is_asked || static_cast<std::size_t>(reference[i]) < clusters, "labels count up");
    if (is_asked) size[static_cast<std::size_t>(reference[i])] += 1.0;
    if (other[i] == kNoise) continue;
    other_size[other[i]] += 1.0;
    if (is_asked) shared[{reference[i], other[i]}] += 1.0;
  }
  std::vector<double> best(clusters, 0.0);
  for (const auto& [labels, both] : shared) {
    const auto cluster = static_cast<std::size_t>(labels.first);
    const double either = size[cluster] + other_size[labels.second] - both;
    best[cluster] = std::max(best[cluster], both / either);
  }
  return best;
}

}  // namespace rawan
