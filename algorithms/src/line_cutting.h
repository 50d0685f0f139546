#pragma once

#include "rawan/algorithms/line_network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A line as read, without consecutive equal vertices.
struct DrawnLine {
  Polyline shape;
  std::uint32_t line = 0;
};

/// The direction of two that does not depend on how a line was drawn: the shape or its reverse.
/// @return whether the shape was turned.
bool turn_to_canonical(Polyline& shape);

/// By vertices; equal shapes are neither before nor after each other.
bool drawn_before(const Polyline& a, const Polyline& b);

/// Lines with a length, each once, in canonical direction and order.
std::vector<DrawnLine> distinct_lines(std::span<const Polyline> lines);

/// Gives lines a vertex wherever they cross or touch another or themselves.
void add_vertices_at_crossings(std::vector<DrawnLine>& lines, double tolerance);

struct CutLines {
  std::vector<NetworkEdge> edges;
  std::uint32_t nodes = 0;
};

/// Cuts lines at their nodes; edges in canonical direction and order, each once.
CutLines cut_at_nodes(std::span<const DrawnLine> lines, const LineNetworkOptions& options);

}  // namespace rawan
