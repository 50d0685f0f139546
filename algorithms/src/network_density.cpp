#include "rawan/algorithms/network_density.h"

#include "network_spread.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

/// Events of one edge are taken together up to this number, then on several threads.
constexpr std::size_t kMostEvents = 512;
/// Groups whose sums are held in memory before they are added up in order.
constexpr std::size_t kBatch = 256;

bool on_network(const LineNetwork& network, NetworkPosition at) {
  return at.edge < network.edges().size() && at.along.value >= 0.0 &&
         at.along <= network.edges()[at.edge].length;
}

std::vector<EventOnEdge> sorted_events(std::span<const NetworkPosition> events,
                                       std::span<const double> weights) {
  std::vector<EventOnEdge> result(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    result[i] = {events[i].edge, events[i].along.value, weights.empty() ? 1.0 : weights[i]};
  }
  std::ranges::sort(result);
  return result;
}

std::vector<std::span<const EventOnEdge>> groups_of(std::span<const EventOnEdge> events) {
  std::vector<std::span<const EventOnEdge>> groups;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= events.size(); ++i) {
    const bool ends = i == events.size() || events[i].edge != events[begin].edge;
    if (!ends && i - begin < kMostEvents) continue;
    groups.push_back(events.subspan(begin, i - begin));
    begin = i;
  }
  return groups;
}

void add(const EdgeSums& sums, const PlacesOnEdges& places, std::vector<double>& values) {
  for (const auto& [edge, some] : sums) {
    double* out = values.data() + places.first(edge);
    for (std::size_t i = 0; i < some.size(); ++i) out[i] += some[i];
  }
}

}  // namespace

PlacesOnEdges::PlacesOnEdges(std::size_t edges, std::span<const NetworkPosition> places)
    : order_(places.size()), first_(edges + 1, 0) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
    return places[a] != places[b] ? places[a] < places[b] : a < b;
  });
  for (const std::size_t i : order_) {
    along_.push_back(places[i].along.value);
    ++first_[places[i].edge + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::vector<double> PlacesOnEdges::as_asked(std::span<const double> values) const {
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) result[order_[i]] = values[i];
  return result;
}

Streets::Streets(const LineNetwork& network)
    : edges_(network.edges()), first_(network.nodes() + 1, 0), arcs_(2 * edges_.size()) {
  for (const NetworkEdge& edge : edges_) {
    ++first_[edge.from + 1];
    ++first_[edge.to + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (Arc arc = 0; arc < arcs_.size(); ++arc) arcs_[next[head(reverse(arc))]++] = arc;
}

std::vector<double> network_density(const LineNetwork& network,
                                    std::span<const NetworkPosition> events,
                                    std::span<const double> weights,
                                    std::span<const NetworkPosition> places,
                                    const NetworkDensityOptions& options, const Control& control) {
  expects(weights.empty() || weights.size() == events.size(), "one weight per event");
  for (const double w : weights) expects(std::isfinite(w), "weights must be finite");
  for (const NetworkPosition e : events) expects(on_network(network, e), "events on the network");
  for (const NetworkPosition p : places) expects(on_network(network, p), "places on the network");

  const Streets streets(network);
  const PlacesOnEdges by_edge(network.edges().size(), places);
  const NetworkSpread spread{streets, by_edge, {options.kernel, options.bandwidth}, options};
  const auto sums_of = options.method == NetworkKernel::simple ? simple_sums : equal_split_sums;
  const std::vector<EventOnEdge> sorted = sorted_events(events, weights);
  const auto groups = groups_of(sorted);
  control.expect(groups.size());
  std::vector<double> values(places.size(), 0.0);
  std::vector<EdgeSums> sums;
  for (std::size_t begin = 0; begin < groups.size(); begin += kBatch) {
    sums.assign(std::min(kBatch, groups.size() - begin), {});
    parallel_for(sums.size(), [&](std::size_t i) {
      control.step();
      sums[i] = sums_of(spread, groups[begin + i]);
    });
    for (const EdgeSums& some : sums) add(some, by_edge, values);
  }
  return by_edge.as_asked(values);
}

}  // namespace rawan
