#include "box_tree.h"
#include "edge_slabs.h"
#include "edges.h"
#include "morton.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace rawan {
namespace {

/// Below this a scan over all edges is as fast as a search among slabs, and needs no memory.
constexpr std::size_t kManyEdges = 128;

std::vector<Box> boxes_of(std::span<const Polygon> areas) {
  std::vector<Box> boxes(areas.size());
  parallel_for(areas.size(), [&](std::size_t i) { boxes[i] = bounding_box(areas[i]); });
  return boxes;
}

std::size_t edge_count(const Polygon& polygon) {
  std::size_t edges = 0;
  for_each_ring(polygon, [&](const Ring& ring) { edges += ring.size(); });
  return edges;
}

std::vector<std::optional<EdgeSlabs>> slabs_of_large(std::span<const Polygon> areas) {
  std::vector<std::optional<EdgeSlabs>> result(areas.size());
  parallel_for(areas.size(), [&](std::size_t i) {
    if (edge_count(areas[i]) >= kManyEdges) result[i].emplace(areas[i]);
  });
  return result;
}

/// Positions in an order in which the next point is near: its areas are still in the cache.
std::vector<std::uint32_t> along_a_curve(std::span<const Point> points) {
  const Box box = bounding_box(points);
  const double side = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  const double scale = side > 0.0 ? 65535.0 / side : 0.0;  // 0 too if the side is infinite.
  const auto cell = [&](double from) {
    return scale > 0.0 ? static_cast<std::uint32_t>(from * scale) : 0U;
  };
  std::vector<std::uint64_t> keys(points.size());
  parallel_for(points.size(), [&](std::size_t i) {
    const std::uint32_t x = cell(points[i].x - box.low.x);
    const std::uint32_t y = cell(points[i].y - box.low.y);
    keys[i] = (std::uint64_t{morton_code(x, y)} << 32) | i;
  });
  tbb::parallel_sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order(points.size());
  parallel_for(order.size(),
               [&](std::size_t i) { order[i] = static_cast<std::uint32_t>(keys[i]); });
  return order;
}

}  // namespace

struct AreaIndex::Tree {
  explicit Tree(std::vector<Polygon> polygons)
      : areas(std::move(polygons)), boxes(boxes_of(areas)), slabs(slabs_of_large(areas)) {}

  template <class Visit>
  void for_each_edge_between(std::uint32_t site, double low, double high,
                             const Visit& visit) const {
    if (slabs[site]) return slabs[site]->for_each_edge_between(low, high, visit);
    for_each_ring(areas[site], [&](const Ring& ring) { for_each_edge(ring, visit); });
  }

  bool holds(std::uint32_t site, Point p) const {
    CrossingParity parity{p};
    for_each_edge_between(site, p.y, p.y, [&](Point a, Point b) { parity.add(a, b); });
    return parity.inside();
  }

  /// Exact up to the tolerance; beyond it, no less than it.
  double squared_distance(std::uint32_t site, Point p, double tolerance) const {
    double squared = std::numeric_limits<double>::infinity();
    for_each_edge_between(site, p.y - tolerance, p.y + tolerance, [&](Point a, Point b) {
      squared = std::min(squared, squared_distance_to_segment(p, a, b));
    });
    return squared;
  }

  template <class Visit>
  void for_each_candidate(Point p, double tolerance, const Visit& visit) const {
    boxes.visit_meeting({{p.x - tolerance, p.y - tolerance}, {p.x + tolerance, p.y + tolerance}},
                        visit);
  }

  std::optional<Placement> inside(Point p) const {
    std::optional<Placement> result;
    for_each_candidate(p, 0.0, [&](std::uint32_t site) {
      if (!holds(site, p)) return;
      result = result ? Placement{Placement::How::overlap, std::min(site, result->site)}
                      : Placement{Placement::How::inside, site};
    });
    return result;
  }

  Placement nearest(Point p, double tolerance) const {
    std::pair<double, std::uint32_t> best{std::numeric_limits<double>::infinity(), 0};
    for_each_candidate(p, tolerance, [&](std::uint32_t site) {
      const double distance = std::sqrt(squared_distance(site, p, tolerance));
      if (distance <= tolerance) best = std::min(best, {distance, site});
    });
    if (best.first > tolerance) return {};
    return {Placement::How::nearest, best.second};
  }

  std::vector<Polygon> areas;
  BoxTree boxes;
  std::vector<std::optional<EdgeSlabs>> slabs;
};

AreaIndex::AreaIndex(std::vector<Polygon> areas)
    : tree_(std::make_unique<Tree>(std::move(areas))) {}
AreaIndex::AreaIndex(AreaIndex&&) noexcept = default;
AreaIndex& AreaIndex::operator=(AreaIndex&&) noexcept = default;
AreaIndex::~AreaIndex() = default;

Placement AreaIndex::locate(Point point, Meters tolerance) const {
  expects(std::isfinite(point.x) && std::isfinite(point.y), "coordinates must be finite");
  expects(tolerance.value >= 0.0, "a tolerance is not negative");
  if (const std::optional<Placement> found = tree_->inside(point)) return *found;
  return tree_->nearest(point, tolerance.value);
}

std::vector<Placement> AreaIndex::locate(std::span<const Point> points, Meters tolerance) const {
  expects(tolerance.value >= 0.0, "a tolerance is not negative");
  expects(points.size() <= std::numeric_limits<std::uint32_t>::max(), "fewer than 2^32 points");
  for (const Point p : points) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  std::vector<Placement> result(points.size());
  const std::vector<std::uint32_t> order = along_a_curve(points);
  parallel_for(points.size(),
               [&](std::size_t i) { result[order[i]] = locate(points[order[i]], tolerance); });
  return result;
}

std::span<const Polygon> AreaIndex::areas() const {
  return tree_->areas;
}

}  // namespace rawan
