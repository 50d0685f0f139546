#include "rawan/algorithms/weights.h"

#include "neighbor_lists.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/spatial_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rawan {

Weights binary_weights(const NeighborLists& neighbors) {
  std::size_t links = 0;
  for (const auto& row : neighbors) links += row.size();
  expects(links < static_cast<std::size_t>(std::numeric_limits<int>::max()),
          "weights have fewer than 2^31 links");
  const auto n = static_cast<Eigen::Index>(neighbors.size());
  Weights weights(n, n);
  weights.reserve(static_cast<Eigen::Index>(links));
  for (Eigen::Index i = 0; i < n; ++i) {
    weights.startVec(i);
    for (const std::uint32_t j : neighbors[static_cast<std::size_t>(i)]) {
      weights.insertBack(i, static_cast<Eigen::Index>(j)) = 1.0;
    }
  }
  weights.finalize();
  return weights;
}

Weights distance_band_weights(std::span<const Point> sites, Meters radius) {
  expects(radius.value >= 0.0, "a radius is not negative");
  const SpatialIndex index(sites);
  NeighborLists neighbors(sites.size());
  parallel_for(sites.size(), [&](std::size_t i) {
    neighbors[i] = index.within(sites[i], radius);
    std::erase(neighbors[i], static_cast<std::uint32_t>(i));
  });
  return binary_weights(neighbors);
}

Weights nearest_weights(std::span<const Point> sites, std::uint32_t k) {
  const SpatialIndex index(sites);
  NeighborLists neighbors(sites.size());
  parallel_for(sites.size(), [&](std::size_t i) {
    std::vector<std::uint32_t>& mine = neighbors[i];
    mine = index.nearest(sites[i], std::size_t{k} + 1);
    std::erase(mine, static_cast<std::uint32_t>(i));
    // Among many sites in one place the site itself may not be one of the first k + 1.
    mine.resize(std::min<std::size_t>(mine.size(), k));
    std::ranges::sort(mine);
  });
  return binary_weights(neighbors);
}

Weights row_standardized(Weights weights) {
  for (Eigen::Index i = 0; i < weights.rows(); ++i) {
    double sum = 0.0;
    for (Weights::InnerIterator link(weights, i); link; ++link) sum += link.value();
    if (sum == 0.0) continue;
    for (Weights::InnerIterator link(weights, i); link; ++link) link.valueRef() /= sum;
  }
  return weights;
}

Weights with_self(const Weights& weights, double self) {
  expects(weights.rows() == weights.cols(), "weights are square");
  expects(self > 0.0 && std::isfinite(self), "the weight of the site itself is positive");
  Weights result(weights.rows(), weights.cols());
  result.reserve(weights.nonZeros() + weights.rows());
  for (Eigen::Index i = 0; i < weights.rows(); ++i) {
    result.startVec(i);
    Weights::InnerIterator link(weights, i);
    for (; link && link.col() < i; ++link) result.insertBack(i, link.col()) = link.value();
    result.insertBack(i, i) = self;
    if (link && link.col() == i) ++link;
    for (; link; ++link) result.insertBack(i, link.col()) = link.value();
  }
  result.finalize();
  return result;
}

std::vector<std::uint32_t> islands(const Weights& weights) {
  std::vector<std::uint32_t> found;
  for (Eigen::Index i = 0; i < weights.rows(); ++i) {
    bool alone = true;
    for (Weights::InnerIterator link(weights, i); link; ++link) {
      if (link.col() != i && link.value() != 0.0) alone = false;
    }
    if (alone) found.push_back(static_cast<std::uint32_t>(i));
  }
  return found;
}

WeightSums weight_sums(const Weights& weights) {
  expects(weights.rows() == weights.cols(), "weights are square");
  if (weights.rows() == 0) return {};
  const Weights mirrored = weights.transpose();
  const Weights both = weights + mirrored;
  const Eigen::VectorXd margins = both * Eigen::VectorXd::Ones(both.cols());
  return {.s0 = weights.sum(), .s1 = 0.5 * both.squaredNorm(), .s2 = margins.squaredNorm()};
}

}  // namespace rawan
