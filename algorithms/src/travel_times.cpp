#include "rawan/algorithms/travel_times.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "road_search.h"

#include <algorithm>
#include <limits>

namespace rawan {
namespace {

constexpr std::size_t kSourcesAtOnce = 4;  ///< That share the memory of one search.

void expect_sound(const RoadGraph& graph, std::span<const RoadPlace> places) {
  for (const RoadPlace& place : places) {
    expects(place.edge < graph.edges().size(), "a place lies on an edge");
    expects(place.share >= 0.0 && place.share <= 1.0, "a share is 0 to 1");
  }
}

/// Nodes in the order a search meets them, so that neighbors lie near each other in memory.
std::vector<std::uint32_t> neighborly_order(const RoadGraph& graph) {
  constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> number(graph.nodes(), kUnseen);
  std::vector<std::uint32_t> queue;
  queue.reserve(graph.nodes());
  const auto meet = [&](std::uint32_t node) {
    if (number[node] != kUnseen) return;
    number[node] = static_cast<std::uint32_t>(queue.size());
    queue.push_back(node);
  };
  std::size_t next = 0;
  for (std::uint32_t start = 0; start < graph.nodes(); ++start) {
    meet(start);
    for (; next < queue.size(); ++next) {
      for (const RoadArc& arc : graph.leaving(queue[next])) meet(arc.head);
    }
  }
  return number;
}

/// The same edges between nodes numbered anew.
RoadGraph renumbered(const RoadGraph& graph) {
  const std::vector<std::uint32_t> number = neighborly_order(graph);
  std::vector<RoadEdge> edges(graph.edges().begin(), graph.edges().end());
  for (RoadEdge& edge : edges) {
    edge.from = number[edge.from];
    edge.to = number[edge.to];
  }
  return RoadGraph(graph.nodes(), edges);
}

/// Nodes by which targets are entered, by island: a search looks only for those it can reach.
class TargetGates {
 public:
  TargetGates(const RoadGraph& graph, std::span<const RoadPlace> targets)
      : island_(islands(graph)) {
    for (const RoadPlace& target : targets) {
      for (const Gate& gate : gates_in(graph, target)) {
        if (gate.open()) nodes_.push_back(gate.node);
      }
    }
    const auto by_island = [&](std::uint32_t n) { return std::pair(island_[n], n); };
    std::ranges::sort(nodes_, {}, by_island);
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  }

  std::span<const std::uint32_t> beside(std::uint32_t node) const {
    const auto same = std::ranges::equal_range(nodes_, island_[node], {},
                                               [&](std::uint32_t n) { return island_[n]; });
    return {same.begin(), same.end()};
  }

 private:
  std::vector<std::uint32_t> island_;
  std::vector<std::uint32_t> nodes_;
};

RoadCost cheapest(const RoadGraph& graph, const RoadSearch& search, RoadPlace source,
                  RoadPlace target) {
  RoadCost best = along_edge(graph, source, target);
  for (const Gate& gate : gates_in(graph, target)) {
    if (!gate.open() || search.cost(gate.node) == kNoWay) continue;
    best = std::min(best, search.cost(gate.node) + gate.cost);
  }
  return best;
}

std::int32_t rounded_up(std::uint32_t milliseconds) {
  return static_cast<std::int32_t>(milliseconds / 1000U + (milliseconds % 1000U != 0 ? 1U : 0U));
}

// --- ways ---------------------------------------------------------------------------------------

/// The end of the target's edge by which the cheapest way enters; nothing if it stays on the edge.
std::optional<std::size_t> last_gate(const RoadGraph& graph, const RoadSearch& search,
                                     RoadPlace source, RoadPlace target) {
  std::optional<std::size_t> best;
  RoadCost least = along_edge(graph, source, target);
  const auto gates = gates_in(graph, target);
  for (std::size_t end = 0; end < gates.size(); ++end) {
    if (!gates[end].open() || search.cost(gates[end].node) == kNoWay) continue;
    if (search.cost(gates[end].node) + gates[end].cost >= least) continue;
    least = search.cost(gates[end].node) + gates[end].cost;
    best = end;
  }
  return best;
}

/// The end of the source's edge by which a way that begins with `node` left it.
double end_left_by(const RoadGraph& graph, RoadPlace source, std::uint32_t node) {
  const auto gates = gates_out(graph, source);
  const bool first = gates[0].node == node && gates[0].open();
  const bool second = gates[1].node == node && gates[1].open();
  if (first && second) return gates[0].cost <= gates[1].cost ? 0.0 : 1.0;
  return first ? 0.0 : 1.0;
}

void add_part(Way& way, WayPart part) {
  if (part.begin != part.end) way.push_back(part);
}

Way way_through(const RoadGraph& graph, const RoadSearch& search, RoadPlace source,
                RoadPlace target, std::size_t gate) {
  std::vector<std::uint32_t> arcs;
  std::uint32_t node = gates_in(graph, target)[gate].node;
  for (std::uint32_t arc = search.last_arc(node); arc != kNoArc; arc = search.last_arc(node)) {
    arcs.push_back(arc);
    const RoadEdge& edge = graph.edges()[arc / 2];
    node = arc % 2 == 0 ? edge.from : edge.to;
  }
  Way way;
  add_part(way, {source.edge, source.share, end_left_by(graph, source, node)});
  for (auto arc = arcs.rbegin(); arc != arcs.rend(); ++arc) {
    const bool forward = *arc % 2 == 0;
    way.push_back({*arc / 2, forward ? 0.0 : 1.0, forward ? 1.0 : 0.0});
  }
  add_part(way, {target.edge, gate == 0 ? 0.0 : 1.0, target.share});
  return way;
}

}  // namespace

TravelTimes travel_times(const RoadGraph& roads, std::span<const RoadPlace> sources,
                         std::span<const RoadPlace> targets, const Control& control) {
  expect_sound(roads, sources);
  expect_sound(roads, targets);
  const RoadGraph graph = renumbered(roads);
  TravelTimes times;
  times.seconds.resize(sources.size() * targets.size(), -1);
  times.meters.resize(times.seconds.size(), -1.0);
  const TargetGates gates(graph, targets);
  control.expect(sources.size());
  parallel_for((sources.size() + kSourcesAtOnce - 1) / kSourcesAtOnce, [&](std::size_t block) {
    RoadSearch search(graph, false);
    const std::size_t end = std::min((block + 1) * kSourcesAtOnce, sources.size());
    for (std::size_t s = block * kSourcesAtOnce; s < end; ++s) {
      control.step();
      search.run(sources[s], gates.beside(graph.edges()[sources[s].edge].from));
      for (std::size_t t = 0; t < targets.size(); ++t) {
        const RoadCost cost = cheapest(graph, search, sources[s], targets[t]);
        if (cost == kNoWay) continue;
        times.seconds[s * targets.size() + t] = rounded_up(milliseconds_of(cost));
        times.meters[s * targets.size() + t] = centimeters_of(cost) / 100.0;
      }
    }
  });
  return times;
}

std::vector<std::optional<Way>> fastest_ways(const RoadGraph& graph, RoadPlace source,
                                             std::span<const RoadPlace> targets) {
  expect_sound(graph, std::span(&source, 1));
  expect_sound(graph, targets);
  RoadSearch search(graph, true);
  search.run(source, TargetGates(graph, targets).beside(graph.edges()[source.edge].from));
  std::vector<std::optional<Way>> ways;
  for (const RoadPlace& target : targets) {
    std::optional<Way>& way = ways.emplace_back();
    if (cheapest(graph, search, source, target) == kNoWay) continue;
    way.emplace();
    if (const auto gate = last_gate(graph, search, source, target)) {
      way = way_through(graph, search, source, target, *gate);
    } else {
      add_part(*way, {source.edge, source.share, target.share});
    }
  }
  return ways;
}

}  // namespace rawan
