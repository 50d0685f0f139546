#include "rawan/algorithms/travel_times.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "road_core.h"
#include "road_search.h"

#include <algorithm>

namespace rawan {
namespace {

constexpr std::size_t kManySources = 16;
constexpr std::size_t kMostNeighbors = 6;  ///< Of a node left out of the searches; measured.
constexpr std::size_t kSourcesAtOnce = 4;  ///< That share the memory of one search.

void expect_sound(const RoadGraph& graph, std::span<const RoadPlace> places) {
  for (const RoadPlace& place : places) {
    expects(place.edge < graph.edges().size(), "a place lies on an edge");
    expects(place.share >= 0.0 && place.share <= 1.0, "a share is 0 to 1");
  }
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

  std::span<const std::uint32_t> all() const { return nodes_; }

  std::span<const std::uint32_t> beside(std::uint32_t node) const {
    const auto same = std::ranges::equal_range(nodes_, island_[node], {},
                                               [&](std::uint32_t n) { return island_[n]; });
    return {same.begin(), same.end()};
  }

 private:
  std::vector<std::uint32_t> island_;
  std::vector<std::uint32_t> nodes_;
};

/// A search among the nodes of a core, asked with the numbers of the graph.
class CoreSearch {
 public:
  explicit CoreSearch(const RoadCore& core) : core_(core), search_(core.arcs, false) {}

  void run(std::span<const Gate> starts, std::span<const std::uint32_t> wanted) {
    std::vector<Gate> gates;
    for (const Gate& gate : starts) {
      if (gate.open()) gates.push_back({core_.number[gate.node], gate.cost});
    }
    wanted_.clear();
    for (const std::uint32_t node : wanted) wanted_.push_back(core_.number[node]);
    search_.run(gates, wanted_);
  }

  RoadCost cost(std::uint32_t node) const { return search_.cost(core_.number[node]); }

 private:
  const RoadCore& core_;
  RoadSearch search_;
  std::vector<std::uint32_t> wanted_;
};

template <class Search>
RoadCost cheapest(const RoadGraph& graph, const Search& search, RoadPlace source,
                  RoadPlace target) {
  RoadCost best = along_edge(graph, source, target);
  for (const Gate& gate : gates_in(graph, target)) {
    if (!gate.open() || search.cost(gate.node) == kNoWay) continue;
    best = std::min(best, search.cost(gate.node) + gate.cost);
  }
  return best;
}

/// The graph without the nodes no place needs; few searches are not worth the trouble.
RoadCore core_for(const RoadGraph& graph, std::span<const RoadPlace> sources,
                  std::span<const std::uint32_t> targets) {
  std::vector<std::uint32_t> kept(targets.begin(), targets.end());
  for (const RoadPlace& source : sources) {
    for (const Gate& gate : gates_out(graph, source)) {
      if (gate.open()) kept.push_back(gate.node);
    }
  }
  return core_of(graph, kept, sources.size() < kManySources ? 0 : kMostNeighbors);
}

std::int32_t rounded_up(std::uint32_t milliseconds) {
  return static_cast<std::int32_t>(milliseconds / 1000U + (milliseconds % 1000U != 0 ? 1U : 0U));
}

// --- ways ---------------------------------------------------------------------------------------

AdjacencyArray adjacency_of(const RoadGraph& graph) {
  AdjacencyArray result{{0}, {}};
  for (std::uint32_t node = 0; node < graph.nodes(); ++node) {
    const auto arcs = graph.leaving(node);
    result.arcs.insert(result.arcs.end(), arcs.begin(), arcs.end());
    result.first.push_back(static_cast<std::uint32_t>(result.arcs.size()));
  }
  return result;
}

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

TravelTimes travel_times(const RoadGraph& graph, std::span<const RoadPlace> sources,
                         std::span<const RoadPlace> targets, const Control& control) {
  expect_sound(graph, sources);
  expect_sound(graph, targets);
  TravelTimes times;
  times.seconds.resize(sources.size() * targets.size(), -1);
  times.meters.resize(times.seconds.size(), -1.0);
  const TargetGates gates(graph, targets);
  const RoadCore core = core_for(graph, sources, gates.all());
  control.expect(sources.size());
  parallel_for((sources.size() + kSourcesAtOnce - 1) / kSourcesAtOnce, [&](std::size_t block) {
    CoreSearch search(core);
    const std::size_t end = std::min((block + 1) * kSourcesAtOnce, sources.size());
    for (std::size_t s = block * kSourcesAtOnce; s < end; ++s) {
      control.step();
      search.run(gates_out(graph, sources[s]), gates.beside(graph.edges()[sources[s].edge].from));
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
  const AdjacencyArray arcs = adjacency_of(graph);
  RoadSearch search(arcs, true);
  search.run(gates_out(graph, source),
             TargetGates(graph, targets).beside(graph.edges()[source.edge].from));
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
