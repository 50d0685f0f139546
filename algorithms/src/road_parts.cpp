#include "rawan/algorithms/disjoint_sets.h"
#include "rawan/algorithms/road_graph.h"

#include <algorithm>
#include <limits>
#include <map>

namespace rawan {
namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

bool is_open(const RoadEdge& edge) {
  return edge.forward >= 0.0 || edge.backward >= 0.0;
}

/// Tarjan's search with a stack of its own: roads are longer than the program's.
class StrongSearch {
 public:
  explicit StrongSearch(const RoadGraph& graph)
      : graph_(graph), order_(graph.nodes(), kUnseen), low_(graph.nodes(), 0) {
    component_.assign(graph.nodes(), kUnseen);
    for (std::uint32_t n = 0; n < graph.nodes(); ++n) {
      if (order_[n] == kUnseen) search(n);
    }
  }

  std::vector<std::uint32_t> take() { return std::move(component_); }

 private:
  struct Visit {
    std::uint32_t node;
    std::uint32_t next;  ///< Arc to look at.
  };

  void enter(std::uint32_t node) {
    order_[node] = low_[node] = seen_++;
    open_.push_back(node);
    visits_.push_back({node, 0});
  }

  void search(std::uint32_t start) {
    enter(start);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      const auto arcs = graph_.leaving(visit.node);
      if (visit.next == arcs.size()) {
        leave();
        continue;
      }
      const std::uint32_t head = arcs[visit.next++].head;
      if (order_[head] == kUnseen) {
        enter(head);
      } else if (component_[head] == kUnseen) {
        low_[visit.node] = std::min(low_[visit.node], order_[head]);
      }
    }
  }

  void leave() {
    const std::uint32_t node = visits_.back().node;
    visits_.pop_back();
    if (!visits_.empty()) {
      std::uint32_t& low = low_[visits_.back().node];
      low = std::min(low, low_[node]);
    }
    if (low_[node] == order_[node]) close(node);
  }

  void close(std::uint32_t root) {
    const auto begin = std::find(open_.rbegin(), open_.rend(), root).base() - 1;
    const std::uint32_t lowest = *std::min_element(begin, open_.end());
    for (auto member = begin; member != open_.end(); ++member) component_[*member] = lowest;
    open_.erase(begin, open_.end());
  }

  const RoadGraph& graph_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> open_;
  std::vector<Visit> visits_;
  std::uint32_t seen_ = 0;
};

/// Length of the roads by component, and the island of each.
struct PartLengths {
  std::map<std::uint32_t, double> length;
  std::map<std::uint32_t, std::uint32_t> best;  ///< By island: the longest component.

  PartLengths(const RoadGraph& graph, std::span<const std::uint32_t> component,
              std::span<const std::uint32_t> island) {
    for (const RoadEdge& edge : graph.edges()) {
      const bool inside = component[edge.from] == component[edge.to];
      if (is_open(edge) && inside) length[component[edge.from]] += edge.meters;
    }
    for (const auto& [part, meters] : length) {
      const auto [found, first] = best.emplace(island[part], part);
      if (!first && meters > length[found->second]) found->second = part;
    }
  }

  /// Components to keep, lowest node first.
  std::vector<std::uint32_t> kept(double least) const {
    std::vector<std::uint32_t> parts;
    double longest = 0.0;
    for (const auto& [island, part] : best) longest = std::max(longest, length.at(part));
    for (const auto& [island, part] : best) {
      if (length.at(part) >= std::min(least, longest)) parts.push_back(part);
    }
    std::ranges::sort(parts);
    return parts;
  }
};

}  // namespace

std::vector<std::uint32_t> islands(const RoadGraph& graph) {
  DisjointSets sets(graph.nodes());
  for (const RoadEdge& edge : graph.edges()) {
    if (is_open(edge)) sets.join(edge.from, edge.to);
  }
  std::vector<std::uint32_t> result(graph.nodes());
  for (std::uint32_t n = 0; n < graph.nodes(); ++n) result[n] = sets.find(n);
  return result;
}

std::vector<std::uint32_t> strong_components(const RoadGraph& graph) {
  return StrongSearch(graph).take();
}

MainRoads main_roads(const RoadGraph& graph, double least_meters) {
  const std::vector<std::uint32_t> component = strong_components(graph);
  const PartLengths lengths(graph, component, islands(graph));
  const std::vector<std::uint32_t> parts = lengths.kept(least_meters);
  MainRoads result;
  result.kept.resize(graph.edges().size());
  result.parts = parts.size();
  result.dropped_parts = lengths.length.size() - parts.size();
  for (std::size_t e = 0; e < graph.edges().size(); ++e) {
    const RoadEdge& edge = graph.edges()[e];
    if (!is_open(edge)) continue;
    const bool inside = component[edge.from] == component[edge.to];
    result.kept[e] = inside && std::ranges::binary_search(parts, component[edge.from]);
    if (result.kept[e]) continue;
    ++result.dropped_edges;
    result.dropped_meters += edge.meters;
  }
  return result;
}

}  // namespace rawan
