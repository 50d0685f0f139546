#pragma once

#include "rawan/algorithms/road_graph.h"
#include "rawan/algorithms/travel_times.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace rawan::testing {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// Seconds between places: every edge is cut at every place on it, then all pairs of nodes by
/// Floyd and Warshall. Places at an end of an edge are its node.
inline std::vector<double> slow_road_seconds(std::uint32_t nodes, std::span<const RoadEdge> edges,
                                             std::span<const RoadPlace> places) {
  std::vector<std::uint32_t> node_of(places.size());
  std::map<std::uint32_t, std::map<double, std::uint32_t>> cuts;  // By edge, by share: the node.
  std::uint32_t next = nodes;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto [edge, share] = places[i];
    if (share == 0.0 || share == 1.0) {
      node_of[i] = share == 0.0 ? edges[edge].from : edges[edge].to;
    } else {
      const auto [cut, fresh] = cuts[edge].emplace(share, next);
      if (fresh) ++next;
      node_of[i] = cut->second;
    }
  }
  std::vector<double> way(std::size_t{next} * next, kNever);
  const auto offer = [&](std::uint32_t a, std::uint32_t b, double seconds) {
    if (seconds >= 0.0) way[a * next + b] = std::min(way[a * next + b], seconds);
  };
  for (std::uint32_t n = 0; n < next; ++n) way[n * next + n] = 0.0;
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    const RoadEdge& edge = edges[e];
    std::vector<std::pair<double, std::uint32_t>> stations{{0.0, edge.from}};
    for (const auto& cut : cuts[e]) stations.push_back(cut);
    stations.emplace_back(1.0, edge.to);
    for (std::size_t i = 1; i < stations.size(); ++i) {
      const double share = stations[i].first - stations[i - 1].first;
      if (edge.forward >= 0.0) {
        offer(stations[i - 1].second, stations[i].second, share * edge.forward);
      }
      if (edge.backward >= 0.0) {
        offer(stations[i].second, stations[i - 1].second, share * edge.backward);
      }
    }
  }
  for (std::uint32_t k = 0; k < next; ++k) {
    for (std::uint32_t i = 0; i < next; ++i) {
      for (std::uint32_t j = 0; j < next; ++j) {
        offer(i, j, way[i * next + k] + way[k * next + j]);
      }
    }
  }
  std::vector<double> result;
  for (const std::uint32_t from : node_of) {
    for (const std::uint32_t to : node_of) result.push_back(way[from * next + to]);
  }
  return result;
}

/// Whether b can be reached from a, by closure of the open directions.
inline std::vector<std::vector<bool>> slow_reach(std::uint32_t nodes,
                                                 std::span<const RoadEdge> edges) {
  std::vector reach(nodes, std::vector<bool>(nodes));
  for (std::uint32_t n = 0; n < nodes; ++n) reach[n][n] = true;
  for (const RoadEdge& edge : edges) {
    if (edge.forward >= 0.0) reach[edge.from][edge.to] = true;
    if (edge.backward >= 0.0) reach[edge.to][edge.from] = true;
  }
  for (std::uint32_t k = 0; k < nodes; ++k) {
    for (std::uint32_t i = 0; i < nodes; ++i) {
      for (std::uint32_t j = 0; j < nodes; ++j) {
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
      }
    }
  }
  return reach;
}

}  // namespace rawan::testing
