#include "split_walks.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace rawan {
namespace {

constexpr auto kSteps = static_cast<std::size_t>(kLengthSteps);

/// Walks are gone one by one as long as that takes no more passages than this share of what a
/// lattice of lengths takes.
constexpr double kShareForWalks = 1.0 / 8.0;

/// In whole steps: on the lattice a walk may come early by a part of a step at every node.
std::size_t steps_of(double length, double step) {
  return static_cast<std::size_t>(std::min(std::floor(length / step), kLengthSteps));
}

ReachedNodes reached_by(const NetworkSpread& spread, std::span<const EventOnEdge> events) {
  using Arrival = std::pair<std::size_t, std::uint32_t>;
  std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> arrivals;
  const double step = spread.kernel.reach() / kLengthSteps;
  for (const EventOnEdge& event : events) {
    const NetworkEdge& edge = spread.streets.edges()[event.edge];
    arrivals.emplace(steps_of(event.along, step), edge.from);
    arrivals.emplace(steps_of(edge.length.value - event.along, step), edge.to);
  }
  ReachedNodes reached;
  while (!arrivals.empty()) {
    const auto [steps, node] = arrivals.top();
    arrivals.pop();
    if (steps >= kSteps || !reached.emplace(node, steps).second) continue;
    for (const Arc arc : spread.streets.leaving(node)) {
      arrivals.emplace(steps + steps_of(spread.streets.length(arc), step),
                       spread.streets.head(arc));
    }
  }
  return reached;
}

std::uint64_t passages_for_walks(const NetworkSpread& spread, const ReachedNodes& reached) {
  std::size_t arcs = 0;
  for (const auto& [node, first] : reached) arcs += spread.streets.leaving(node).size();
  return static_cast<std::uint64_t>(kShareForWalks * kLengthSteps * static_cast<double>(arcs));
}

void add(const EdgeSums& from, const NetworkSpread& spread, EdgeSums& to) {
  for (const auto& [edge, values] : from) {
    std::vector<double>& out = sums_on(spread, edge, to);
    for (std::size_t i = 0; i < values.size(); ++i) out[i] += values[i];
  }
}

}  // namespace

NodeShares shares_at(std::size_t arcs, const NetworkDensityOptions& options) {
  const auto n = static_cast<double>(arcs);
  if (arcs == 1) return {0.0, options.dead_end == DeadEnd::reflects ? 1.0 : 0.0};
  if (options.method == NetworkKernel::continuous) return {2.0 / n, 2.0 / n - 1.0};
  return {1.0 / (n - 1.0), 0.0};
}

double share_of_start(std::size_t arcs, const NetworkDensityOptions& options) {
  const bool half_lost = arcs == 1 && options.dead_end == DeadEnd::absorbs;
  return half_lost ? 1.0 : 2.0 / static_cast<double>(arcs);
}

std::vector<double>& sums_on(const NetworkSpread& spread, std::uint32_t edge, EdgeSums& sums) {
  std::vector<double>& out = sums[edge];
  out.resize(spread.places.on(edge).size());
  return out;
}

void add_around(const NetworkSpread& spread, const EventOnEdge& event, EdgeSums& sums) {
  const std::span<const double> places = spread.places.on(event.edge);
  const double reach = spread.kernel.reach();
  const auto begin = std::ranges::lower_bound(places, event.along - reach);
  const auto end = std::ranges::upper_bound(places, event.along + reach);
  std::vector<double>& out = sums_on(spread, event.edge, sums);
  for (auto p = begin; p < end; ++p) {
    out[static_cast<std::size_t>(p - places.begin())] +=
        event.weight * spread.kernel(std::abs(*p - event.along));
  }
}

EdgeSums equal_split_sums(const NetworkSpread& spread, std::span<const EventOnEdge> events) {
  const ReachedNodes reached = reached_by(spread, events);
  std::uint64_t passages = passages_for_walks(spread, reached);
  EdgeSums result;
  std::size_t begin = 0;
  while (begin < events.size()) {
    std::size_t end = begin;
    while (end < events.size() && events[end].edge == events[begin].edge) ++end;
    const auto some = walk_all(spread, events.subspan(begin, end - begin), passages);
    if (!some) return flow_together(spread, events, reached);
    add(*some, spread, result);
    begin = end;
  }
  return result;
}

}  // namespace rawan
