#include "rawan/io/unite.h"

#include "geos.h"

#include <vector>

namespace rawan::io {
namespace {

// GEOS takes any plane: meters pass through the types of degrees as the numbers they are.
GeoRing as_geo(const Ring& ring) {
  GeoRing result;
  for (const Point p : ring) result.push_back({p.x, p.y});
  return result;
}

Ring as_metric(const GeoRing& ring) {
  Ring result;
  for (const GeoPoint p : ring) result.push_back({p.lon, p.lat});
  return result;
}

GeoArea as_geo(const Polygon& area) {
  GeoArea result;
  for (const PolygonPart& part : area) {
    result.push_back({as_geo(part.outer), {}});
    for (const Ring& hole : part.holes) result.back().holes.push_back(as_geo(hole));
  }
  return result;
}

}  // namespace

Polygon unite(std::span<const Polygon> areas) {
  std::vector<GeoArea> all;
  for (const Polygon& area : areas) all.push_back(as_geo(area));
  if (all.empty()) return {};
  const Geos geos;
  Geos::Shape united = geos.unite(geos.collect(all));
  if (!geos.is_valid(united)) united = geos.make_valid(united);
  Polygon result;
  for (const GeoPart& part : geos.to_area(united)) {
    result.push_back({as_metric(part.outer), {}});
    for (const GeoRing& hole : part.holes) result.back().holes.push_back(as_metric(hole));
  }
  return result;
}

}  // namespace rawan::io
