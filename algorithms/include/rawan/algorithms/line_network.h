#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// Where lines are joined.
enum class Junctions : std::uint8_t {
  ends,      ///< Where ends of lines meet ends.
  vertices,  ///< And where lines share a vertex, as in OpenStreetMap: bridges pass over roads.
  crossings  ///< And wherever lines cross or touch: bridges become crossroads.
};

struct LineNetworkOptions {
  Junctions junctions = Junctions::vertices;
  /// An end this near to another end (vertices: to a vertex; crossings: to a line) is joined to it,
  /// closed, and through it to whatever that is joined to. Inner vertices join if they are equal.
  /// Lines keep their shape and length.
  Meters tolerance{};
};

/// A stretch of a line between two nodes; `from` is where the shape begins.
struct NetworkEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t line = 0;  ///< Position of the line; of several identical ones the lowest.
  Meters length{};
  Polyline shape;  ///< Two vertices or more, no two consecutive ones equal.
};

struct NetworkPosition {
  std::uint32_t edge = 0;
  Meters along{};  ///< From the beginning of the edge's shape, 0 ... its length.
  friend auto operator<=>(const NetworkPosition&, const NetworkPosition&) = default;
};

/// A piece of an edge ("linear pixel").
struct Lixel {
  std::uint32_t edge = 0;
  Meters begin{};
  Meters end{};

  NetworkPosition center() const { return {edge, 0.5 * (begin + end)}; }
  Meters length() const { return end - begin; }
  friend bool operator==(const Lixel&, const Lixel&) = default;
};

/// Lines as a network to move along in both directions: one-way signs do not matter.
///
/// Lines drawn several times, in either direction, count once, also where they do so in a part
/// between two nodes. Stretches without length, and such from a node to itself no longer than the
/// tolerance, are left out. Edges are numbered by their shape, not by the order or direction of the
/// lines: a shuffled input gives the same network but for `line`.
///
/// Cost: n log n for n vertices; with `crossings` also the pairs of segments whose boxes meet.
class LineNetwork {
 public:
  /// @throws ContractViolation if a coordinate is not finite or the tolerance negative.
  explicit LineNetwork(std::span<const Polyline> lines, const LineNetworkOptions& options = {});
  LineNetwork(LineNetwork&&) noexcept;
  LineNetwork& operator=(LineNetwork&&) noexcept;
  ~LineNetwork();

  std::span<const NetworkEdge> edges() const;
  std::uint32_t nodes() const;
  std::uint32_t degree(std::uint32_t node) const;  ///< Edges that end there; a loop counts twice.
  Meters length() const;                           ///< Of all edges.

  /// The nearest place on the network within `limit`, closed; of equally near ones the first.
  /// @throws ContractViolation if a coordinate is not finite or the limit negative.
  std::optional<NetworkPosition> nearest(Point point, Meters limit) const;
  std::vector<std::optional<NetworkPosition>> nearest(std::span<const Point> points,
                                                      Meters limit) const;

  Point point_at(NetworkPosition position) const;
  Polyline shape_of(const Lixel& lixel) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Every edge cut into equal pieces as long as possible but at most `longest`, edge by edge.
/// @throws ContractViolation unless `longest` is positive.
std::vector<Lixel> lixels(const LineNetwork& network, Meters longest);

}  // namespace rawan
