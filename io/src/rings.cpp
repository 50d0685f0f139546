#include "rings.h"

#include <algorithm>

namespace rawan::io {
namespace {

/// Sums about the first vertex: differences of near coordinates are exact.
bool is_counter_clockwise(const GeoRing& ring) {
  double twice_area = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const double x1 = ring[i].lon - ring[0].lon;
    const double y1 = ring[i].lat - ring[0].lat;
    const double x2 = ring[i + 1].lon - ring[0].lon;
    const double y2 = ring[i + 1].lat - ring[0].lat;
    twice_area += x1 * y2 - x2 * y1;
  }
  return twice_area > 0.0;
}

void orient(GeoRing& ring, bool counter_clockwise) {
  if (ring.size() < 3 || is_counter_clockwise(ring) == counter_clockwise) return;
  std::reverse(ring.begin() + 1, ring.end());
}

}  // namespace

bool drop_repeated_vertices(GeoRing& ring) {
  while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  const auto repeated = std::unique(ring.begin(), ring.end());
  const bool found = repeated != ring.end();
  ring.erase(repeated, ring.end());
  return found;
}

void orient(GeoArea& area) {
  for (GeoPart& part : area) {
    orient(part.outer, true);
    for (GeoRing& hole : part.holes) orient(hole, false);
  }
}

Ring plane_ring(const GeoRing& ring) {
  Ring result;
  result.reserve(ring.size());
  for (const GeoPoint p : ring) result.push_back({p.lon, p.lat});
  return result;
}

std::size_t count_vertices(const GeoArea& area) {
  std::size_t sum = 0;
  for (const GeoPart& part : area) {
    sum += part.outer.size();
    for (const GeoRing& hole : part.holes) sum += hole.size();
  }
  return sum;
}

}  // namespace rawan::io
