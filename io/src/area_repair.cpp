#include "area_repair.h"

#include "rawan/algorithms/tangle.h"
#include "rawan/io/crs.h"
#include "rings.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

double disputed_share(const GeoArea& drawn, const GeoArea& left) {
  const double claimed = std::abs(ellipsoidal_area(drawn));
  const double kept = ellipsoidal_area(left);
  const double larger = std::max(claimed, kept);
  return larger > 0.0 ? std::min(1.0, std::abs(kept - claimed) / larger) : 0.0;
}

/// Fewer edges are compared with each other in no time, however they lie.
constexpr std::size_t kFewVertices = 10'000;

std::vector<Ring> plane_rings(const GeoArea& area) {
  std::vector<Ring> rings;
  for (const GeoPart& part : area) {
    rings.push_back(plane_ring(part.outer));
    for (const GeoRing& hole : part.holes) rings.push_back(plane_ring(hole));
  }
  return rings;
}

/// Whether it would take for ever to tell if the area is valid: who finds a crossing may stop.
bool defies_judgment(const GeoArea& area, std::size_t vertices) {
  constexpr auto kAny = std::numeric_limits<std::uint64_t>::max();
  // A sound border of millions of vertices has more pairs that are near, in proportion.
  constexpr std::uint64_t kNearOfVertex = 200;
  const std::uint64_t pairs = std::max(TangleLimits{}.near_pairs, kNearOfVertex * vertices);
  return vertices > kFewVertices &&
         is_tangled(plane_rings(area), {.near_pairs = pairs, .crossings = kAny});
}

}  // namespace

Soundness soundness_of(const Geos& geos, const GeoArea& area, const Geos::Shape& shape) {
  const std::size_t vertices = count_vertices(area);
  if (defies_judgment(area, vertices)) return {.refusal = "polygon_tangled"};
  if (geos.is_valid(shape)) return {.is_valid = true};
  if (vertices > kRepairVertexCap) return {.refusal = "too_many_vertices"};
  if (is_tangled(plane_rings(area))) return {.refusal = "polygon_tangled"};
  return {};
}

RepairedArea repair_area(const Geos& geos, GeoArea area) {
  const Geos::Shape shape = geos.to_shape(area);
  const Soundness soundness = soundness_of(geos, area, shape);
  if (soundness.is_valid) {
    orient(area);
    return {.area = std::move(area)};
  }
  if (!soundness.refusal.empty()) return {.area = {}, .refusal = soundness.refusal};
  RepairedArea repaired{.area = geos.to_area(geos.make_valid(shape)), .changed = true};
  repaired.share = disputed_share(area, repaired.area);
  return repaired;
}

}  // namespace rawan::io
