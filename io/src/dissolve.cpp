#include "geos.h"
#include "rawan/io/read_inputs.h"
#include "rings.h"

namespace rawan::io {
namespace {

constexpr double kDegree = 111'320.0;            // Meters in one, at the equator.
constexpr double kReach = 10.0 / kDegree;        // Half the width of the widest crack closed.
constexpr double kGrid = 1e-8;                   // About 1 mm.
constexpr std::size_t kGrowVertexCap = 200'000;  // Growing a million vertices takes minutes.

/// Closes cracks and slivers by growing and shrinking. Mitred corners come back to where they
/// were; what narrow cracks leave between them does not.
Geos::Shape close_cracks(const Geos& geos, const Geos::Shape& shape) {
  return geos.grow(geos.grow(shape, kReach), -kReach);
}

}  // namespace

GeoArea dissolve(std::span<const GeoArea> areas) {
  if (areas.empty()) return {};
  const Geos geos;
  Geos::Shape united = geos.unite(geos.collect(areas));
  if (count_vertices(geos.to_area(united)) <= kGrowVertexCap) united = close_cracks(geos, united);
  // Shrinking may leave crossings of the size of rounding errors, which rounding would refuse.
  if (!geos.is_valid(united)) united = geos.make_valid(united);
  return geos.to_area(geos.round(united, kGrid));
}

}  // namespace rawan::io
