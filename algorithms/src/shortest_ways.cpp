#include "network_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <tuple>

namespace rawan {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

/// Lengths of the shortest ways to the nodes in reach (Dijkstra 1959).
std::map<std::uint32_t, double> ways_from(const Streets& streets, std::uint32_t start,
                                          double reach) {
  using Arrival = std::pair<double, std::uint32_t>;
  std::priority_queue<Arrival, std::vector<Arrival>, std::greater<>> arrivals;
  std::map<std::uint32_t, double> settled;
  arrivals.emplace(0.0, start);
  while (!arrivals.empty()) {
    const auto [length, node] = arrivals.top();
    arrivals.pop();
    if (!settled.emplace(node, length).second) continue;
    for (const Arc arc : streets.leaving(node)) {
      const double next = length + streets.length(arc);
      if (next <= reach) arrivals.emplace(next, streets.head(arc));
    }
  }
  return settled;
}

double way(const std::map<std::uint32_t, double>& ways, std::uint32_t node) {
  const auto found = ways.find(node);
  return found == ways.end() ? kFar : found->second;
}

/// Lengths of the ways from both ends of the events' edge to both ends of an edge in reach.
struct ReachedEdge {
  std::uint32_t edge = 0;
  double length = 0.0;
  std::array<double, 2> from_begin{};
  std::array<double, 2> from_end{};
};

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class ShortestWays {
 public:
  ShortestWays(const NetworkSpread& spread, std::uint32_t edge)
      : spread_(spread), own_(edge), reach_(spread.kernel.reach()) {
    const NetworkEdge& start = spread.streets.edges()[edge];
    own_length_ = start.length.value;
    const auto from_begin = ways_from(spread.streets, start.from, reach_);
    const auto from_end = ways_from(spread.streets, start.to, reach_);
    std::vector<std::uint32_t> edges{edge};
    for (const auto* ways : {&from_begin, &from_end}) {
      for (const auto& [node, length] : *ways) {
        for (const Arc arc : spread.streets.leaving(node)) edges.push_back(arc / 2);
      }
    }
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    for (const std::uint32_t e : edges) {
      const NetworkEdge& to = spread.streets.edges()[e];
      reached_.push_back({e,
                          to.length.value,
                          {way(from_begin, to.from), way(from_begin, to.to)},
                          {way(from_end, to.from), way(from_end, to.to)}});
    }
  }

  EdgeSums sums(std::span<const EventOnEdge> events) const {
    EdgeSums result;
    for (const ReachedEdge& reached : reached_) {
      const std::span<const double> places = spread_.places.on(reached.edge);
      if (places.empty()) continue;
      std::vector<double>& out = result[reached.edge];
      out.resize(places.size());
      for (const EventOnEdge& event : events) add(event, reached, places, out);
    }
    return result;
  }

 private:
  void add(const EventOnEdge& event, const ReachedEdge& to, std::span<const double> places,
           std::vector<double>& out) const {
    const double back = own_length_ - event.along;
    const double begin = std::min(event.along + to.from_begin[0], back + to.from_end[0]);
    const double end = std::min(event.along + to.from_begin[1], back + to.from_end[1]);
    const bool own = to.edge == own_;
    std::size_t next = 0;
    for (const Range range : ranges(event.along, begin, end, own, to.length, places)) {
      for (next = std::max(next, range.begin); next < range.end; ++next) {
        double way = std::min(begin + places[next], end + (to.length - places[next]));
        if (own) way = std::min(way, std::abs(places[next] - event.along));
        out[next] += event.weight * spread_.kernel(way);
      }
    }
  }

  /// Of the places in reach: around the event, from the beginning, from the end; by their begin.
  std::array<Range, 3> ranges(double along, double begin, double end, bool own, double length,
                              std::span<const double> places) const {
    std::array<Range, 3> result{between(places, -1.0, reach_ - begin),
                                between(places, length - (reach_ - end), length), Range{}};
    if (own) result[2] = between(places, along - reach_, along + reach_);
    std::ranges::sort(result, {}, &Range::begin);
    return result;
  }

  static Range between(std::span<const double> places, double low, double high) {
    const auto begin = std::ranges::lower_bound(places, low) - places.begin();
    const auto end = std::ranges::upper_bound(places, high) - places.begin();
    return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
  }

  const NetworkSpread& spread_;
  std::uint32_t own_;
  double own_length_ = 0.0;
  double reach_;
  std::vector<ReachedEdge> reached_;
};

}  // namespace

EdgeSums simple_sums(const NetworkSpread& spread, std::span<const EventOnEdge> events) {
  return ShortestWays(spread, events.front().edge).sums(events);
}

}  // namespace rawan
