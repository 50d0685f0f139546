#include "rawan/algorithms/line_network.h"

#include "box_tree.h"
#include "line_cutting.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace rawan {
namespace {

struct SegmentRef {
  std::uint32_t edge = 0;
  std::uint32_t first = 0;  ///< Vertex of the edge's shape.
};

/// Distances of the vertices of a shape from its beginning.
std::vector<double> measures_of(const Polyline& shape) {
  std::vector<double> result(shape.size(), 0.0);
  for (std::size_t i = 1; i < shape.size(); ++i) {
    result[i] =
        result[i - 1] + std::hypot(shape[i].x - shape[i - 1].x, shape[i].y - shape[i - 1].y);
  }
  return result;
}

/// The share of the way from a to b at which p is nearest.
double share_of_nearest(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  if (length2 == 0.0) return 0.0;
  return std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0);
}

Point between(Point a, Point b, double share) {
  if (share >= 1.0) return b;
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

CutLines built(std::span<const Polyline> lines, const LineNetworkOptions& options) {
  expects(options.tolerance.value >= 0.0 && std::isfinite(options.tolerance.value),
          "a tolerance is not negative");
  for (const Polyline& line : lines) {
    for (const Point p : line) {
      expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
    }
  }
  std::vector<DrawnLine> drawn = distinct_lines(lines);
  if (options.junctions == Junctions::crossings) {
    add_vertices_at_crossings(drawn, options.tolerance.value);
  }
  return cut_at_nodes(drawn, options);
}

}  // namespace

struct LineNetwork::Parts {
  explicit Parts(CutLines cut)
      : edges(std::move(cut.edges)), degree(cut.nodes, 0), segments(), tree(boxes()) {
    for (const NetworkEdge& edge : edges) {
      ++degree[edge.from];
      ++degree[edge.to];
      measures.push_back(measures_of(edge.shape));
    }
  }

  /// Also fills `segments`, in the order of the boxes.
  std::vector<Box> boxes() {
    std::vector<Box> result;
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
      const Polyline& shape = edges[e].shape;
      for (std::uint32_t i = 0; i + 1 < shape.size(); ++i) {
        segments.push_back({e, i});
        result.push_back(bounding_box(std::span(shape).subspan(i, 2)));
      }
    }
    return result;
  }

  std::optional<NetworkPosition> nearest(Point p, double limit) const {
    double least = limit * limit;
    std::optional<NetworkPosition> best;
    tree.visit_near(
        p, [&] { return least; },
        [&](std::uint32_t s) {
          const auto [edge, i] = segments[s];
          const Point a = edges[edge].shape[i];
          const Point b = edges[edge].shape[i + 1];
          const double share = share_of_nearest(p, a, b);
          const double squared = squared_distance(p, between(a, b, share));
          const std::vector<double>& measure = measures[edge];
          const NetworkPosition at{
              edge, Meters(share >= 1.0 ? measure[i + 1]
                                        : measure[i] + share * (measure[i + 1] - measure[i]))};
          if (squared > least || (best && squared == least && !(at < *best))) return;
          least = squared;
          best = at;
        });
    return best;
  }

  std::vector<NetworkEdge> edges;
  std::vector<std::uint32_t> degree;
  std::vector<SegmentRef> segments;
  BoxTree tree;
  std::vector<std::vector<double>> measures;
};

LineNetwork::LineNetwork(std::span<const Polyline> lines, const LineNetworkOptions& options)
    : parts_(std::make_unique<Parts>(built(lines, options))) {}
LineNetwork::LineNetwork(LineNetwork&&) noexcept = default;
LineNetwork& LineNetwork::operator=(LineNetwork&&) noexcept = default;
LineNetwork::~LineNetwork() = default;

std::span<const NetworkEdge> LineNetwork::edges() const {
  return parts_->edges;
}

std::uint32_t LineNetwork::nodes() const {
  return static_cast<std::uint32_t>(parts_->degree.size());
}

std::uint32_t LineNetwork::degree(std::uint32_t node) const {
  return parts_->degree[node];
}

Meters LineNetwork::length() const {
  Meters total;
  for (const NetworkEdge& edge : parts_->edges) total = total + edge.length;
  return total;
}

std::optional<NetworkPosition> LineNetwork::nearest(Point point, Meters limit) const {
  expects(std::isfinite(point.x) && std::isfinite(point.y), "coordinates must be finite");
  expects(limit.value >= 0.0, "a limit is not negative");
  return parts_->nearest(point, limit.value);
}

std::vector<std::optional<NetworkPosition>> LineNetwork::nearest(std::span<const Point> points,
                                                                 Meters limit) const {
  std::vector<std::optional<NetworkPosition>> result(points.size());
  parallel_for(points.size(), [&](std::size_t i) { result[i] = nearest(points[i], limit); });
  return result;
}

Point LineNetwork::point_at(NetworkPosition position) const {
  const std::vector<double>& measure = parts_->measures[position.edge];
  const Polyline& shape = parts_->edges[position.edge].shape;
  const double along = std::clamp(position.along.value, 0.0, measure.back());
  const auto after = std::upper_bound(measure.begin() + 1, measure.end() - 1, along);
  const auto i = static_cast<std::size_t>(after - measure.begin());
  const double share = (along - measure[i - 1]) / (measure[i] - measure[i - 1]);
  return between(shape[i - 1], shape[i], share);
}

Polyline LineNetwork::shape_of(const Lixel& lixel) const {
  const std::vector<double>& measure = parts_->measures[lixel.edge];
  const Polyline& shape = parts_->edges[lixel.edge].shape;
  Polyline result{point_at({lixel.edge, lixel.begin})};
  auto vertex = std::upper_bound(measure.begin(), measure.end(), lixel.begin.value);
  for (; vertex != measure.end() && *vertex < lixel.end.value; ++vertex) {
    result.push_back(shape[static_cast<std::size_t>(vertex - measure.begin())]);
  }
  result.push_back(point_at({lixel.edge, lixel.end}));
  return result;
}

std::vector<Lixel> lixels(const LineNetwork& network, Meters longest) {
  expects(longest.value > 0.0, "a lixel has a length");
  std::vector<Lixel> result;
  for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
    const Meters length = network.edges()[e].length;
    const double pieces = std::max(1.0, std::ceil(length / longest));
    for (double k = 0.0; k < pieces; ++k) {
      // The last one ends where the edge does, to the bit.
      const Meters end = k + 1.0 < pieces ? ((k + 1.0) / pieces) * length : length;
      result.push_back({e, (k / pieces) * length, end});
    }
  }
  return result;
}

}  // namespace rawan
