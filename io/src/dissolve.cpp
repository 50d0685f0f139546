#include "rawan/io/dissolve.h"

#include "geos.h"
#include "rings.h"

#include <cmath>

namespace rawan::io {
namespace {

constexpr double kDegree = 111'320.0;      // Meters in one, at the equator.
constexpr double kReach = 10.0 / kDegree;  // Half the width of the widest crack closed.
constexpr double kPerDegree = 1e8;         // Of the grid; a step is about 1 mm.
constexpr double kGrownPerDegree = 1e9;
constexpr std::size_t kGrowVertexCap = 200'000;  // Growing a million vertices takes minutes.

std::size_t vertices_of(std::span<const GeoArea> areas) {
  std::size_t count = 0;
  for (const GeoArea& area : areas) count += count_vertices(area);
  return count;
}

void snap(GeoRing& ring, double per_degree) {
  for (GeoPoint& p : ring) {
    p.lon = std::round(p.lon * per_degree) / per_degree;
    p.lat = std::round(p.lat * per_degree) / per_degree;
  }
  drop_repeated_vertices(ring);
}

/// Whether every ring still has a corner.
bool snap(GeoArea& area, double per_degree) {
  bool is_whole = true;
  for (GeoPart& part : area) {
    snap(part.outer, per_degree);
    is_whole = is_whole && part.outer.size() >= 3;
    for (GeoRing& hole : part.holes) {
      snap(hole, per_degree);
      is_whole = is_whole && hole.size() >= 3;
    }
  }
  return is_whole;
}

/// Unites shapes and closes cracks and slivers by growing and shrinking: what has grown overlaps
/// and becomes one. Mitred corners come back to where they were; what narrow cracks leave between
/// them does not. Of corners as they were computed nearly every shape fails to shrink, two of them
/// a rounding error apart, and is done again more coarsely at four times the cost; of rounded ones
/// hardly any does.
Geos::Shape close_cracks(const Geos& geos, const Geos::Shape& shape) {
  Geos::Shape grown = geos.grow(shape, kReach);
  GeoArea rounded = geos.to_area(grown);
  if (snap(rounded, kGrownPerDegree)) grown = geos.to_shape(rounded);
  return geos.grow(grown, -kReach);
}

Geos::Shape unite(const Geos& geos, std::span<const GeoArea> areas) {
  const Geos::Shape parts = geos.collect(areas);
  if (vertices_of(areas) <= kGrowVertexCap) return close_cracks(geos, parts);
  Geos::Shape united = geos.unite(parts);
  const bool may_grow = count_vertices(geos.to_area(united)) <= kGrowVertexCap;
  return may_grow ? close_cracks(geos, united) : std::move(united);
}

}  // namespace

GeoArea dissolve(std::span<const GeoArea> areas) {
  if (areas.empty()) return {};
  const Geos geos;
  Geos::Shape united = unite(geos, areas);
  // Nearly always what is moved by a millimeter stays valid, and need not be cut anew.
  GeoArea area = geos.to_area(united);
  if (snap(area, kPerDegree) && geos.is_valid(geos.to_shape(area))) return area;
  if (!geos.is_valid(united)) united = geos.make_valid(united);
  return geos.to_area(geos.round(united, 1.0 / kPerDegree));
}

}  // namespace rawan::io
