#include "line_cutting.h"

#include "rawan/algorithms/disjoint_sets.h"
#include "rawan/algorithms/spatial_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

bool before(Point a, Point b) {
  return a.x != b.x ? a.x < b.x : a.y < b.y;
}

double length_of(std::span<const Point> shape) {
  double length = 0.0;
  for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
    length += std::hypot(shape[i + 1].x - shape[i].x, shape[i + 1].y - shape[i].y);
  }
  return length;
}

/// The vertices of all lines, one after the other, and which of them are nodes.
class Joints {
 public:
  Joints(std::span<const DrawnLine> lines, const LineNetworkOptions& options)
      : vertices_(all_vertices(lines)), sets_(vertices_.size()) {
    choose_candidates(lines, options.junctions);
    join_equal();
    if (options.tolerance.value > 0.0) join_near(lines, options.tolerance);
    number_nodes(lines);
  }

  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  std::uint32_t node(std::uint32_t vertex) const { return node_[vertex]; }
  std::uint32_t nodes() const { return nodes_; }

 private:
  static std::vector<Point> all_vertices(std::span<const DrawnLine> lines) {
    std::vector<Point> result;
    for (const DrawnLine& l : lines) result.insert(result.end(), l.shape.begin(), l.shape.end());
    return result;
  }

  template <class Visit>
  static void for_each_end(std::span<const DrawnLine> lines, const Visit& visit) {
    std::uint32_t first = 0;
    for (const DrawnLine& l : lines) {
      const auto last = first + static_cast<std::uint32_t>(l.shape.size()) - 1;
      visit(first);
      visit(last);
      first = last + 1;
    }
  }

  void choose_candidates(std::span<const DrawnLine> lines, Junctions junctions) {
    if (junctions == Junctions::ends) {
      for_each_end(lines, [&](std::uint32_t end) { candidates_.push_back(end); });
      return;
    }
    candidates_.resize(vertices_.size());
    std::iota(candidates_.begin(), candidates_.end(), 0U);
  }

  void join_equal() {
    std::vector<std::uint32_t> order = candidates_;
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return before(vertices_[a], vertices_[b]) || (vertices_[a] == vertices_[b] && a < b);
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (vertices_[order[i - 1]] == vertices_[order[i]]) sets_.join(order[i - 1], order[i]);
    }
  }

  void join_near(std::span<const DrawnLine> lines, Meters tolerance) {
    std::vector<Point> places;
    for (const std::uint32_t c : candidates_) places.push_back(vertices_[c]);
    const SpatialIndex index(places);
    for_each_end(lines, [&](std::uint32_t end) {
      for (const std::uint32_t near : index.within(vertices_[end], tolerance)) {
        sets_.join(end, candidates_[near]);
      }
    });
  }

  /// Where a line goes back the way it came.
  template <class Visit>
  static void for_each_turn(std::span<const DrawnLine> lines, const Visit& visit) {
    std::uint32_t first = 0;
    for (const DrawnLine& l : lines) {
      for (std::uint32_t i = 1; i + 1 < l.shape.size(); ++i) {
        if (l.shape[i - 1] == l.shape[i + 1]) visit(first + i);
      }
      first += static_cast<std::uint32_t>(l.shape.size());
    }
  }

  /// Ends are nodes, and so is whatever is joined to something.
  void number_nodes(std::span<const DrawnLine> lines) {
    std::vector<std::uint8_t> is_node(vertices_.size(), 0);
    const auto mark = [&](std::uint32_t vertex) { is_node[sets_.find(vertex)] = 1; };
    for_each_end(lines, mark);
    for_each_turn(lines, mark);
    for (const std::uint32_t c : candidates_) {
      if (sets_.find(c) != c) is_node[sets_.find(c)] = 1;
    }
    node_.assign(vertices_.size(), kNone);
    for (std::uint32_t v = 0; v < vertices_.size(); ++v) {
      const std::uint32_t root = sets_.find(v);
      if (is_node[root] != 0) node_[v] = root == v ? nodes_++ : node_[root];
    }
  }

  std::vector<Point> vertices_;
  std::vector<std::uint32_t> candidates_;
  DisjointSets sets_;
  std::vector<std::uint32_t> node_;
  std::uint32_t nodes_ = 0;
};

NetworkEdge edge_of(const DrawnLine& line, std::size_t begin, std::size_t end) {
  NetworkEdge edge;
  edge.line = line.line;
  edge.shape.assign(line.shape.begin() + static_cast<std::ptrdiff_t>(begin),
                    line.shape.begin() + static_cast<std::ptrdiff_t>(end) + 1);
  return edge;
}

std::vector<NetworkEdge> cut(std::span<const DrawnLine> lines, const Joints& joints) {
  std::vector<NetworkEdge> edges;
  std::uint32_t first = 0;
  for (const DrawnLine& line : lines) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i < line.shape.size(); ++i) {
      const std::uint32_t node = joints.node(first + static_cast<std::uint32_t>(i));
      if (node == Joints::kNone) continue;
      NetworkEdge edge = edge_of(line, begin, i);
      edge.from = joints.node(first + static_cast<std::uint32_t>(begin));
      edge.to = node;
      if (turn_to_canonical(edge.shape)) std::swap(edge.from, edge.to);
      edge.length = Meters(length_of(edge.shape));
      edges.push_back(std::move(edge));
      begin = i;
    }
    first += static_cast<std::uint32_t>(line.shape.size());
  }
  return edges;
}

/// Nodes that lost all their edges lose their number.
std::uint32_t renumber_nodes(std::vector<NetworkEdge>& edges, std::uint32_t nodes) {
  std::vector<std::uint32_t> number(nodes, Joints::kNone);
  std::uint32_t next = 0;
  for (NetworkEdge& edge : edges) {
    for (std::uint32_t* node : {&edge.from, &edge.to}) {
      if (number[*node] == Joints::kNone) number[*node] = next++;
      *node = number[*node];
    }
  }
  return next;
}

}  // namespace

bool drawn_before(const Polyline& a, const Polyline& b) {
  return std::ranges::lexicographical_compare(a, b, before);
}

bool turn_to_canonical(Polyline& shape) {
  const bool turned = std::lexicographical_compare(shape.rbegin(), shape.rend(), shape.begin(),
                                                   shape.end(), before);
  if (turned) std::ranges::reverse(shape);
  return turned;
}

std::vector<DrawnLine> distinct_lines(std::span<const Polyline> lines) {
  std::vector<DrawnLine> result;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    Polyline shape = lines[i];
    shape.erase(std::unique(shape.begin(), shape.end()), shape.end());
    if (shape.size() < 2) continue;
    turn_to_canonical(shape);
    result.push_back({std::move(shape), i});
  }
  // Of identical lines the first is kept: stable.
  std::ranges::stable_sort(result, drawn_before, &DrawnLine::shape);
  const auto rest = std::ranges::unique(result, {}, &DrawnLine::shape);
  result.erase(rest.begin(), rest.end());
  return result;
}

CutLines cut_at_nodes(std::span<const DrawnLine> lines, const LineNetworkOptions& options) {
  const Joints joints(lines, options);
  CutLines result{cut(lines, joints), joints.nodes()};
  std::erase_if(result.edges, [&](const NetworkEdge& e) {
    return e.from == e.to && e.length <= options.tolerance;
  });
  std::ranges::sort(result.edges, [](const NetworkEdge& a, const NetworkEdge& b) {
    if (drawn_before(a.shape, b.shape)) return true;
    return !drawn_before(b.shape, a.shape) && a.line < b.line;
  });
  const auto rest = std::ranges::unique(result.edges, {}, &NetworkEdge::shape);
  result.edges.erase(rest.begin(), rest.end());
  result.nodes = renumber_nodes(result.edges, result.nodes);
  return result;
}

}  // namespace rawan
