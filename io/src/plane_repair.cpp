#include "plane_repair.h"

#include "area_repair.h"
#include "geometry_exchange.h"
#include "rings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan::io {
namespace {

/// More is no slip of digitizing; the villages of the main job have the same limit.
constexpr double kMostDisputed = 0.01;

double plane_area(const GeoRing& ring) {
  double twice = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const GeoPoint a = ring[i];
    const GeoPoint b = ring[(i + 1) % ring.size()];
    twice += (a.lon - ring[0].lon) * (b.lat - ring[0].lat) -
             (b.lon - ring[0].lon) * (a.lat - ring[0].lat);
  }
  return twice / 2.0;
}

/// What the rings claim: outer ones less holes, whatever their direction.
double claimed(const GeoArea& area) {
  double sum = 0.0;
  for (const GeoPart& part : area) {
    sum += std::fabs(plane_area(part.outer));
    for (const GeoRing& hole : part.holes) sum -= std::fabs(plane_area(hole));
  }
  return std::fabs(sum);
}

void orient_in_plane(GeoRing& ring, bool counter_clockwise) {
  if ((plane_area(ring) > 0.0) != counter_clockwise) std::ranges::reverse(ring);
}

Polygon oriented_polygon(GeoArea area) {
  Polygon polygon;
  for (GeoPart& part : area) {
    orient_in_plane(part.outer, true);
    PolygonPart& added = polygon.emplace_back(PolygonPart{plane_ring(part.outer), {}});
    for (GeoRing& hole : part.holes) {
      orient_in_plane(hole, false);
      added.holes.push_back(plane_ring(hole));
    }
  }
  return polygon;
}

}  // namespace

SoundArea PlaneRepair::sound(const OGRGeometry* geometry) const {
  StoredArea stored = read_area(geometry);
  if (!stored.refusal.empty()) return {.refusal = stored.refusal};
  SoundArea result;
  const Geos::Shape shape = geos_.to_shape(stored.area);
  const Soundness soundness = soundness_of(geos_, stored.area, shape);
  if (!soundness.refusal.empty()) return {.refusal = soundness.refusal};
  if (!soundness.is_valid) {
    const double before = claimed(stored.area);
    stored.area = geos_.to_area(geos_.make_valid(shape));
    const double after = claimed(stored.area);
    const bool lost = std::fabs(after - before) > kMostDisputed * std::max(after, before);
    if (stored.area.empty() || lost) return {.refusal = "polygon_lost"};
    result.repaired = true;
  }
  if (!(claimed(stored.area) > 0.0)) return {.refusal = "zero_area"};
  result.area = oriented_polygon(std::move(stored.area));
  return result;
}

}  // namespace rawan::io
