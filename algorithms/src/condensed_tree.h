#pragma once

#include "mutual_reachability.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A cluster of the condensed tree: points that stay together from one radius down to another.
struct CondensedCluster {
  std::uint32_t parent = 0;  ///< The root is its own.
  std::uint32_t begin = 0;   ///< Its points are `CondensedTree::order` from here ...
  std::uint32_t end = 0;     ///< ... to here.
  double birth = 0.0;        ///< Lambda, as `death`.
  double death = 0.0;
  double stability = 0.0;
};

/// The single-linkage hierarchy without what is smaller than the least cluster size. Parents come
/// before their children.
struct CondensedTree {
  std::vector<CondensedCluster> clusters;
  std::vector<std::uint32_t> order;  ///< Points (slots), so that clusters are consecutive.
  std::vector<double> leaves_at;     ///< By slot: lambda at which it leaves its last cluster.
};

/// @param edges a minimum spanning tree, by rising weight; edges of equal weight act at once.
CondensedTree condense(std::span<const TreeEdge> edges, std::uint32_t points,
                       std::uint32_t min_cluster_size);

/// The clusters with the largest total stability of which none holds another, in the order of
/// `clusters` (excess of mass).
std::vector<std::uint32_t> most_stable(const CondensedTree& tree, bool root_may_be_one);

}  // namespace rawan
