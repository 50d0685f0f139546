#include "rawan/algorithms/network_density.h"

#include "morton.h"
#include "network_spread.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

/// What is taken together: events of one edge for the shortest way, of near edges for walks.
constexpr std::size_t kMostEvents = 512;
constexpr std::size_t kMostEventsOfWalks = 65'536;
constexpr std::size_t kMostEdgesOfWalks = 128;
/// Groups whose sums are held in memory before they are added up in order.
constexpr std::size_t kBatch = 64;

bool on_network(const LineNetwork& network, NetworkPosition at) {
  return at.edge < network.edges().size() && at.along.value >= 0.0 &&
         at.along <= network.edges()[at.edge].length;
}

/// For each edge its place in an order in which the next edge is near.
std::vector<std::uint32_t> order_of_edges(std::span<const NetworkEdge> edges) {
  Box box;
  for (const NetworkEdge& edge : edges) box.extend(edge.shape.front());
  const double side = std::max({box.high.x - box.low.x, box.high.y - box.low.y, 0.0});
  const double scale = side > 0.0 ? 65535.0 / side : 0.0;  // 0 too if the side is infinite.
  const auto cell = [&](double from) {
    return scale > 0.0 ? static_cast<std::uint32_t>(from * scale) : 0U;
  };
  std::vector<std::uint64_t> keys(edges.size());
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const Point p = edges[e].shape.front();
    keys[e] = (std::uint64_t{morton_code(cell(p.x - box.low.x), cell(p.y - box.low.y))} << 32) | e;
  }
  std::ranges::sort(keys);
  std::vector<std::uint32_t> order(edges.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) order[keys[i] & 0xFFFFFFFFU] = i;
  return order;
}

std::vector<EventOnEdge> sorted_events(const LineNetwork& network,
                                       std::span<const NetworkPosition> events,
                                       std::span<const double> weights) {
  const std::vector<std::uint32_t> order = order_of_edges(network.edges());
  std::vector<EventOnEdge> result(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    result[i] = {events[i].edge, events[i].along.value, weights.empty() ? 1.0 : weights[i]};
  }
  std::ranges::sort(result, {}, [&](const EventOnEdge& e) {
    return std::tuple(order[e.edge], e.along, e.weight);
  });
  return result;
}

std::vector<std::span<const EventOnEdge>> groups_of(std::span<const EventOnEdge> events,
                                                    std::size_t most_edges,
                                                    std::size_t most_events) {
  std::vector<std::span<const EventOnEdge>> groups;
  std::size_t begin = 0;
  std::size_t edges = 1;
  for (std::size_t i = 1; i <= events.size(); ++i) {
    const bool other = i == events.size() || events[i].edge != events[i - 1].edge;
    edges += other ? 1 : 0;
    if (i < events.size() && edges <= most_edges && i - begin < most_events) continue;
    groups.push_back(events.subspan(begin, i - begin));
    begin = i;
    edges = 1;
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
  const bool simple = options.method == NetworkKernel::simple;
  const auto sums_of = simple ? simple_sums : equal_split_sums;
  const std::vector<EventOnEdge> sorted = sorted_events(network, events, weights);
  const auto groups = simple ? groups_of(sorted, 1, kMostEvents)
                             : groups_of(sorted, kMostEdgesOfWalks, kMostEventsOfWalks);
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
