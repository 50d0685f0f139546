#include "rawan/algorithms/cluster_recurrence.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/dbscan.h"

#include <algorithm>
#include <numeric>

namespace rawan {
namespace {

/// The points of each reference cluster, cluster by cluster.
struct Members {
  std::vector<std::size_t> begin;  ///< One more at the end.
  std::vector<std::size_t> point;

  std::span<const std::size_t> of(std::size_t cluster) const {
    return std::span(point).subspan(begin[cluster], begin[cluster + 1] - begin[cluster]);
  }
};

Members members_of(std::span<const std::int32_t> reference, std::size_t clusters,
                   std::span<const std::uint8_t> present) {
  const auto is_asked = [&](std::size_t i) {
    return reference[i] != kNoise && (present.empty() || present[i] != 0);
  };
  Members members{.begin = std::vector<std::size_t>(clusters + 1, 0), .point = {}};
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (!is_asked(i)) continue;
    expects(static_cast<std::size_t>(reference[i]) < clusters, "labels count up");
    ++members.begin[static_cast<std::size_t>(reference[i]) + 1];
  }
  std::partial_sum(members.begin.begin(), members.begin.end(), members.begin.begin());
  members.point.resize(members.begin.back());
  std::vector<std::size_t> next = members.begin;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    if (is_asked(i)) members.point[next[static_cast<std::size_t>(reference[i])]++] = i;
  }
  return members;
}

/// How many points of the sample each of the other clusters has.
std::vector<std::uint32_t> sizes_of(std::span<const std::int32_t> other,
                                    std::span<const std::uint8_t> present) {
  std::vector<std::uint32_t> sizes;
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (other[i] == kNoise || (!present.empty() && present[i] == 0)) continue;
    const auto label = static_cast<std::size_t>(other[i]);
    if (label >= sizes.size()) sizes.resize(label + 1, 0);
    ++sizes[label];
  }
  return sizes;
}

}  // namespace

std::vector<double> best_jaccard(std::span<const std::int32_t> reference, std::size_t clusters,
                                 std::span<const std::int32_t> other,
                                 std::span<const std::uint8_t> present) {
  expects(reference.size() == other.size(), "two labels for each point");
  expects(present.empty() || present.size() == other.size(), "every point is in the sample or not");
  const Members members = members_of(reference, clusters, present);
  const std::vector<std::uint32_t> sizes = sizes_of(other, present);
  std::vector<std::uint32_t> shared(sizes.size(), 0);
  std::vector<double> best(clusters, 0.0);
  for (std::size_t c = 0; c < clusters; ++c) {
    const auto own = members.of(c);
    for (const std::size_t i : own) {
      if (other[i] != kNoise) ++shared[static_cast<std::size_t>(other[i])];
    }
    for (const std::size_t i : own) {
      if (other[i] == kNoise) continue;
      const auto label = static_cast<std::size_t>(other[i]);
      const double both = shared[label];
      if (both == 0.0) continue;  // Weighed already.
      const double either = static_cast<double>(own.size()) + sizes[label] - both;
      best[c] = std::max(best[c], both / either);
      shared[label] = 0;
    }
  }
  return best;
}

}  // namespace rawan
