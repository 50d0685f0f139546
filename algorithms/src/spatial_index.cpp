#include "rawan/algorithms/spatial_index.h"

#include "point_tree.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {

struct SpatialIndex::Tree {
  PointTree points;
};

SpatialIndex::SpatialIndex(std::span<const Point> points)
    : tree_(std::make_unique<Tree>(Tree{PointTree(points)})) {}
SpatialIndex::SpatialIndex(SpatialIndex&&) noexcept = default;
SpatialIndex& SpatialIndex::operator=(SpatialIndex&&) noexcept = default;
SpatialIndex::~SpatialIndex() = default;

std::vector<std::uint32_t> SpatialIndex::within(Point center, Meters radius) const {
  expects(std::isfinite(center.x) && std::isfinite(center.y), "coordinates must be finite");
  expects(radius.value >= 0.0, "a radius is not negative");
  std::vector<std::uint32_t> found;
  tree_->points.visit_within(center, radius.value * radius.value, [&](std::uint32_t slot, double) {
    found.push_back(tree_->points.position(slot));
  });
  std::ranges::sort(found);
  return found;
}

std::vector<std::uint32_t> SpatialIndex::nearest(Point center, std::size_t k) const {
  expects(std::isfinite(center.x) && std::isfinite(center.y), "coordinates must be finite");
  return tree_->points.nearest(center, k);
}

}  // namespace rawan
