#include "road_search.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr std::size_t kChildren = 4;  ///< Of a node of the heap: fewer misses than with two.

}  // namespace

RoadCost share_of(RoadCost cost, double share) {
  const auto part = [&](std::uint32_t amount) {
    return static_cast<std::uint32_t>(std::lround(share * amount));
  };
  return road_cost(part(milliseconds_of(cost)), part(centimeters_of(cost)));
}

std::array<Gate, 2> gates_out(const RoadGraph& graph, RoadPlace place) {
  const RoadEdge& edge = graph.edges()[place.edge];
  std::array<Gate, 2> gates{Gate{edge.from}, Gate{edge.to}};
  if (place.share == 0.0) return {Gate{edge.from, 0}, Gate{edge.to}};
  if (place.share == 1.0) return {Gate{edge.from}, Gate{edge.to, 0}};
  if (edge.backward >= 0.0) {
    gates[0].cost = share_of(road_cost_of(edge.backward, edge.meters), place.share);
  }
  if (edge.forward >= 0.0) {
    gates[1].cost = share_of(road_cost_of(edge.forward, edge.meters), 1.0 - place.share);
  }
  return gates;
}

std::array<Gate, 2> gates_in(const RoadGraph& graph, RoadPlace place) {
  const RoadEdge& edge = graph.edges()[place.edge];
  std::array<Gate, 2> gates{Gate{edge.from}, Gate{edge.to}};
  if (place.share == 0.0) return {Gate{edge.from, 0}, Gate{edge.to}};
  if (place.share == 1.0) return {Gate{edge.from}, Gate{edge.to, 0}};
  if (edge.forward >= 0.0) {
    gates[0].cost = share_of(road_cost_of(edge.forward, edge.meters), place.share);
  }
  if (edge.backward >= 0.0) {
    gates[1].cost = share_of(road_cost_of(edge.backward, edge.meters), 1.0 - place.share);
  }
  return gates;
}

RoadCost along_edge(const RoadGraph& graph, RoadPlace source, RoadPlace target) {
  if (source.edge != target.edge) return kNoWay;
  if (source.share == target.share) return 0;
  const RoadEdge& edge = graph.edges()[source.edge];
  const bool forward = target.share > source.share;
  const double seconds = forward ? edge.forward : edge.backward;
  if (seconds < 0.0) return kNoWay;
  return share_of(road_cost_of(seconds, edge.meters), std::fabs(target.share - source.share));
}

RoadSearch::RoadSearch(const AdjacencyArray& graph, bool parents)
    : graph_(graph), cost_(graph.nodes(), kNoWay), wanted_(graph.nodes()) {
  if (parents) last_arc_.assign(graph.nodes(), kNoArc);
}

void RoadSearch::push(Entry entry) {
  std::size_t at = heap_.size();
  heap_.push_back(entry);
  while (at > 0) {
    const std::size_t above = (at - 1) / kChildren;
    if (heap_[above].cost <= entry.cost) break;
    heap_[at] = heap_[above];
    at = above;
  }
  heap_[at] = entry;
}

RoadSearch::Entry RoadSearch::pop() {
  const Entry top = heap_.front();
  const Entry last = heap_.back();
  heap_.pop_back();
  const std::size_t size = heap_.size();
  std::size_t at = 0;
  for (std::size_t child = 1; child < size; child = kChildren * at + 1) {
    std::size_t least = child;
    const std::size_t end = std::min(child + kChildren, size);
    for (std::size_t c = child + 1; c < end; ++c) {
      if (heap_[c].cost < heap_[least].cost) least = c;
    }
    if (last.cost <= heap_[least].cost) break;
    heap_[at] = heap_[least];
    at = least;
  }
  if (size > 0) heap_[at] = last;
  return top;
}

void RoadSearch::reach(std::uint32_t node, RoadCost cost, std::uint32_t arc) {
  if (cost > cost_[node]) return;
  if (cost < cost_[node]) {
    cost_[node] = cost;
    push({cost, node});
  } else if (last_arc_.empty() || arc >= last_arc_[node]) {
    return;
  }
  if (!last_arc_.empty()) last_arc_[node] = arc;
}

void RoadSearch::clear() {
  std::ranges::fill(cost_, kNoWay);
  std::ranges::fill(last_arc_, kNoArc);
  heap_.clear();
}

void RoadSearch::run(std::span<const Gate> starts, std::span<const std::uint32_t> wanted) {
  clear();
  for (const std::uint32_t node : wanted) wanted_[node] = true;
  std::size_t missing = wanted.size();
  for (const Gate& gate : starts) {
    if (gate.open()) reach(gate.node, gate.cost, kNoArc);
  }
  while (missing > 0 && !heap_.empty()) {
    const auto [cost, node] = pop();
    if (cost != cost_[node]) continue;
    if (wanted_[node]) {
      wanted_[node] = false;
      --missing;
    }
    for (const RoadArc& arc : graph_.leaving(node)) reach(arc.head, cost + arc.cost, arc.id);
  }
  for (const std::uint32_t node : wanted) wanted_[node] = false;
}

}  // namespace rawan
