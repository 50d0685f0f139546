#pragma once

#include "bucket_tree.h"
#include "rawan/algorithms/control.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// An edge between two slots; its weight is a squared distance.
struct TreeEdge {
  double squared = 0.0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

/// A minimum spanning tree of all pairs, the weight of a pair being the largest of its distance
/// and the core distances of both: n - 1 edges, by rising weight. Which of several minimum trees
/// is not said; all of them connect the same points at every weight.
///
/// Boruvka's rounds over a k-d tree: each component looks for its lightest edge to another. What a
/// point has learnt (its lightest edge out, or a weight below which there is none) holds in later
/// rounds as components only grow; the points of a leaf search together.
///
/// March, W. B., Ram, P. and Gray, A. G. (2010). Fast Euclidean minimum spanning tree. KDD '10.
std::vector<TreeEdge> mutual_reachability_tree(const BucketTree& tree,
                                               std::span<const double> squared_core,
                                               const Control& control);

}  // namespace rawan
