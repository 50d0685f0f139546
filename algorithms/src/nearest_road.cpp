#include "rawan/algorithms/nearest_road.h"

#include "box_tree.h"
#include "point_tree.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// Lengths from the beginning to every vertex.
std::vector<double> measures_of(const Polyline& shape) {
  std::vector<double> measures{0.0};
  for (std::size_t i = 1; i < shape.size(); ++i) {
    measures.push_back(measures.back() +
                       std::hypot(shape[i].x - shape[i - 1].x, shape[i].y - shape[i - 1].y));
  }
  return measures;
}

double share_of_nearest(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  if (squared == 0.0) return 0.0;
  return std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
}

Point between(Point a, Point b, double share) {
  if (share <= 0.0) return a;
  if (share >= 1.0) return b;
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

Box box_around(Point a, Point b) {
  Box box;
  box.extend(a);
  box.extend(b);
  return box;
}

struct Segment {
  Point a;
  Point b;
  std::uint32_t edge = 0;
  double begin = 0.0;  ///< Shares of the edge.
  double end = 1.0;

  double share(double t) const {
    if (t <= 0.0) return begin;
    return t >= 1.0 ? end : begin + t * (end - begin);
  }
};

void add_segments(const Polyline& shape, std::uint32_t edge, std::vector<Segment>& segments) {
  const std::vector<double> measures = measures_of(shape);
  const double length = measures.back();
  if (!(length > 0.0)) return;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    segments.push_back(
        {shape[i - 1], shape[i], edge, measures[i - 1] / length, measures[i] / length});
  }
}

std::vector<Segment> segments_of(std::span<const Polyline> shapes, const std::vector<bool>& stops) {
  expects(shapes.size() == stops.size(), "an edge has a shape");
  std::vector<Segment> segments;
  for (std::uint32_t e = 0; e < shapes.size(); ++e) {
    for (const Point p : shapes[e]) {
      expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
    }
    if (stops[e]) add_segments(shapes[e], e, segments);
  }
  return segments;
}

std::vector<Box> boxes_of(std::span<const Segment> segments) {
  std::vector<Box> boxes;
  boxes.reserve(segments.size());
  for (const Segment& segment : segments) boxes.push_back(box_around(segment.a, segment.b));
  return boxes;
}

}  // namespace

struct NearestRoad::Parts {
  Parts(std::span<const Polyline> shapes, const std::vector<bool>& stops)
      : segments(segments_of(shapes, stops)), tree(boxes_of(segments)) {}

  std::vector<Segment> segments;
  BoxTree tree;
};

NearestRoad::NearestRoad(std::span<const Polyline> shapes, const std::vector<bool>& stops)
    : parts_(std::make_unique<Parts>(shapes, stops)) {}
NearestRoad::NearestRoad(NearestRoad&&) noexcept = default;
NearestRoad& NearestRoad::operator=(NearestRoad&&) noexcept = default;
NearestRoad::~NearestRoad() = default;

std::optional<SnappedPlace> NearestRoad::find(Point point, Meters limit) const {
  expects(std::isfinite(point.x) && std::isfinite(point.y), "coordinates must be finite");
  expects(limit.value >= 0.0, "a limit is not negative");
  double least = limit.value * limit.value;
  std::optional<RoadPlace> best;
  parts_->tree.visit_near(
      point, [&] { return least; },
      [&](std::uint32_t s) {
        const Segment& segment = parts_->segments[s];
        const double t = share_of_nearest(point, segment.a, segment.b);
        const double squared = squared_distance(point, between(segment.a, segment.b, t));
        const RoadPlace place{segment.edge, segment.share(t)};
        if (squared > least) return;
        const bool later =
            best && std::pair(place.edge, place.share) >= std::pair(best->edge, best->share);
        if (best && squared == least && later) return;
        least = squared;
        best = place;
      });
  if (!best) return std::nullopt;
  return SnappedPlace{*best, Meters(std::sqrt(least))};
}

Polyline part_of_road(const Polyline& shape, double begin, double end) {
  if (begin > end) {
    Polyline turned = part_of_road(shape, end, begin);
    std::ranges::reverse(turned);
    return turned;
  }
  const std::vector<double> measures = measures_of(shape);
  const double length = measures.back();
  const auto at = [&](double share) {
    const double along = share * length;
    std::size_t i = 1;
    while (i + 1 < shape.size() && measures[i] < along) ++i;
    const double step = measures[i] - measures[i - 1];
    return between(shape[i - 1], shape[i], step > 0.0 ? (along - measures[i - 1]) / step : 1.0);
  };
  Polyline part{at(begin)};
  for (std::size_t i = 1; i + 1 < shape.size(); ++i) {
    if (measures[i] > begin * length && measures[i] < end * length) part.push_back(shape[i]);
  }
  part.push_back(end >= 1.0 ? shape.back() : at(end));
  return part;
}

}  // namespace rawan
