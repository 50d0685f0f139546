#pragma once

#include "line_kernel.h"
#include "rawan/algorithms/network_density.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace rawan {

/// Where the density is wanted, edge by edge, from the beginning of the edge on.
class PlacesOnEdges {
 public:
  PlacesOnEdges(std::size_t edges, std::span<const NetworkPosition> places);

  std::span<const double> on(std::uint32_t edge) const {
    return std::span(along_).subspan(first_[edge], first_[edge + 1] - first_[edge]);
  }
  std::size_t first(std::uint32_t edge) const { return first_[edge]; }
  std::size_t size() const { return along_.size(); }
  /// Values in the order of the edges, as they were asked for.
  std::vector<double> as_asked(std::span<const double> values) const;

 private:
  std::vector<std::size_t> order_;
  std::vector<std::size_t> first_;
  std::vector<double> along_;
};

/// A direction of an edge: 2 * edge as it is drawn, 2 * edge + 1 against it.
using Arc = std::uint32_t;
inline Arc reverse(Arc arc) {
  return arc ^ 1U;
}

/// Who can be reached from where.
class Streets {
 public:
  explicit Streets(const LineNetwork& network);

  std::span<const NetworkEdge> edges() const { return edges_; }
  double length(Arc arc) const { return edges_[arc / 2].length.value; }
  std::uint32_t head(Arc arc) const {
    return arc % 2 == 0 ? edges_[arc / 2].to : edges_[arc / 2].from;
  }
  std::span<const Arc> leaving(std::uint32_t node) const {
    return std::span(arcs_).subspan(first_[node], first_[node + 1] - first_[node]);
  }

 private:
  std::span<const NetworkEdge> edges_;
  std::vector<std::size_t> first_;
  std::vector<Arc> arcs_;
};

struct EventOnEdge {
  std::uint32_t edge = 0;
  double along = 0.0;
  double weight = 1.0;
};

/// What a few events add to the places on each edge they reach.
using EdgeSums = std::map<std::uint32_t, std::vector<double>>;

/// Everything the sums are made of.
struct NetworkSpread {
  const Streets& streets;
  const PlacesOnEdges& places;
  LineKernel kernel;
  NetworkDensityOptions options;
};

/// By the shortest way. @param events of one edge.
EdgeSums simple_sums(const NetworkSpread& spread, std::span<const EventOnEdge> events);

/// By walks that split at nodes. @param events of an edge stand together.
EdgeSums equal_split_sums(const NetworkSpread& spread, std::span<const EventOnEdge> events);

}  // namespace rawan
