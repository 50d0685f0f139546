#include "edge_slabs.h"
#include "edges.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace rawan {
namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using TreeEntry = std::pair<TreeBox, std::uint32_t>;
using BoxTree = bg::index::rtree<TreeEntry, bg::index::rstar<16>>;

/// Below this a scan over all edges is as fast as a search among slabs, and needs no memory.
constexpr std::size_t kManyEdges = 128;

TreeBox tree_box(const Box& box) {
  return {{box.low.x, box.low.y}, {box.high.x, box.high.y}};
}

BoxTree tree_over(std::span<const Polygon> areas) {
  std::vector<TreeEntry> entries;
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    const Box box = bounding_box(areas[i]);
    if (!box.empty()) entries.emplace_back(tree_box(box), i);
  }
  return BoxTree(entries);
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

}  // namespace

struct AreaIndex::Tree {
  explicit Tree(std::vector<Polygon> polygons)
      : areas(std::move(polygons)), boxes(tree_over(areas)), slabs(slabs_of_large(areas)) {}

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

  std::vector<std::uint32_t> candidates(Point p, double tolerance) const {
    std::vector<TreeEntry> entries;
    const TreeBox box{{p.x - tolerance, p.y - tolerance}, {p.x + tolerance, p.y + tolerance}};
    boxes.query(bg::index::intersects(box), std::back_inserter(entries));
    std::vector<std::uint32_t> found;
    for (const TreeEntry& entry : entries) found.push_back(entry.second);
    std::ranges::sort(found);
    return found;
  }

  std::optional<Placement> inside(Point p) const {
    std::optional<Placement> result;
    for (const std::uint32_t site : candidates(p, 0.0)) {
      if (!holds(site, p)) continue;
      if (result) return Placement{Placement::How::overlap, result->site};
      result = Placement{Placement::How::inside, site};
    }
    return result;
  }

  Placement nearest(Point p, double tolerance) const {
    Placement best;
    double least = std::numeric_limits<double>::infinity();
    for (const std::uint32_t site : candidates(p, tolerance)) {
      const double distance = std::sqrt(squared_distance(site, p, tolerance));
      if (distance > tolerance || distance >= least) continue;
      least = distance;
      best = {Placement::How::nearest, site};
    }
    return best;
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
  std::vector<Placement> result(points.size());
  parallel_for(points.size(), [&](std::size_t i) { result[i] = locate(points[i], tolerance); });
  return result;
}

std::span<const Polygon> AreaIndex::areas() const {
  return tree_->areas;
}

}  // namespace rawan
