#include "rawan/algorithms/road_graph.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr double kLongest = 1e7;
constexpr double kSlowest = 240.0 * 3600.0;

void expect_sound(const RoadEdge& edge, std::uint32_t nodes) {
  expects(edge.from < nodes && edge.to < nodes, "an edge ends at nodes");
  expects(std::isfinite(edge.meters) && edge.meters >= 0.0 && edge.meters <= kLongest,
          "lengths are 0 to 10,000 km");
  for (const double seconds : {edge.forward, edge.backward}) {
    expects(std::isfinite(seconds) && seconds <= kSlowest, "times are at most 240 hours");
  }
}

}  // namespace

RoadCost road_cost_of(double seconds, double meters) {
  const auto milliseconds = static_cast<std::uint32_t>(std::lround(seconds * 1000.0));
  return road_cost(std::max(milliseconds, 1U),
                   static_cast<std::uint32_t>(std::lround(meters * 100.0)));
}

RoadGraph::RoadGraph(std::uint32_t nodes, std::span<const RoadEdge> edges)
    : edges_(edges.begin(), edges.end()), first_(nodes + 1, 0) {
  for (const RoadEdge& edge : edges_) {
    expect_sound(edge, nodes);
    if (edge.forward >= 0.0) ++first_[edge.from + 1];
    if (edge.backward >= 0.0) ++first_[edge.to + 1];
  }
  for (std::uint32_t n = 0; n < nodes; ++n) first_[n + 1] += first_[n];
  arcs_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t e = 0; e < edges_.size(); ++e) {
    const RoadEdge& edge = edges_[e];
    if (edge.forward >= 0.0) {
      arcs_[next[edge.from]++] = {road_cost_of(edge.forward, edge.meters), edge.to, 2 * e};
    }
    if (edge.backward >= 0.0) {
      arcs_[next[edge.to]++] = {road_cost_of(edge.backward, edge.meters), edge.from, 2 * e + 1};
    }
  }
}

}  // namespace rawan
