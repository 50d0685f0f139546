#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rawan {

SquareMeters area(const Polygon& polygon);

/// Closed: a point on the boundary is inside.
bool covers(const Polygon& polygon, Point point);

/// 0 inside and on the boundary.
Meters distance_to(const Polygon& polygon, Point point);

/// A point inside the polygon, as far from thin ends as a horizontal cut can find: the middle of
/// the widest stretch of a scan line near the middle of the largest part (halfway between the
/// vertices next above and below it, so that the line meets none). A vertex if the part has no
/// extent: `covers` always holds. @throws ContractViolation without a vertex.
Point interior_point(const Polygon& polygon);

/// Where a point was placed among areas that should tile the plane but do not quite.
struct Placement {
  enum class How : std::uint8_t { inside, overlap, nearest, outside } how = How::outside;
  std::uint32_t site = 0;  ///< Meaningless if `outside`.
  friend bool operator==(const Placement&, const Placement&) = default;
};

/// Areas that can be asked which of them holds a point (domain.md 1.6 B3).
class AreaIndex {
 public:
  explicit AreaIndex(std::vector<Polygon> areas);
  AreaIndex(AreaIndex&&) noexcept;
  AreaIndex& operator=(AreaIndex&&) noexcept;
  ~AreaIndex();

  /// In several areas (overlaps, shared borders): the lowest position, `overlap`. In none: the
  /// nearest area within `tolerance`, ties by position, `nearest`; else `outside`. A point between
  /// areas that share an edge is in one of them: no rounding opens a crack.
  /// @throws ContractViolation if a coordinate is not finite or the tolerance negative.
  Placement locate(Point point, Meters tolerance) const;

  /// `locate` for each point, on all threads, going from point to near point. Cost: of the index,
  /// edges and areas x log areas; per point, log areas and the few edges at its height in the areas
  /// whose boxes hold it. Memory: 12 bytes per edge of large areas, 12 per point.
  std::vector<Placement> locate(std::span<const Point> points, Meters tolerance) const;

  std::span<const Polygon> areas() const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

/// 1 for the cells whose center lies in any of the areas (exactly as `covers` says), 0 elsewhere.
/// @throws ContractViolation if a coordinate is not finite.
Grid<std::uint8_t> rasterize(std::span<const Polygon> areas, const GridFrame& frame);

/// The outline of a set of cells as one area: parts are 4-connected groups of cells, in order of
/// their first cell; rings run along cell edges without redundant vertices. Valid by the OGC rules
/// (cells that meet only in a corner are separate parts, empty cells that do are separate holes).
/// @param cells positions row * columns + column, any order, no duplicates.
/// @throws ContractViolation if a cell is outside of the frame or comes twice.
Polygon outline_of_cells(const GridFrame& frame, std::span<const std::size_t> cells);

}  // namespace rawan
