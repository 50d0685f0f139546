#include "attack/shapes.h"

namespace rawan::engine::attack {
namespace {

constexpr std::size_t kFewestCorners = 4;  ///< Stored rings repeat their first vertex.

bool is_ring(const std::vector<io::GeoPoint>& ring) {
  return ring.size() >= kFewestCorners && ring.front() == ring.back();
}

}  // namespace

Polygon area_of(const std::vector<std::vector<io::GeoPoint>>& rings,
                const io::Projector& projector) {
  io::GeoArea area;
  for (const auto& ring : rings) {
    if (is_ring(ring)) area.push_back({.outer = {ring.begin(), ring.end() - 1}, .holes = {}});
  }
  return projector.to_meters(area);
}

std::vector<Polygon> areas_of(const io::SeenTable& table, const io::Projector& projector) {
  std::vector<Polygon> areas;
  if (!table.has_areas) return areas;
  for (const auto& shape : table.shapes) {
    Polygon area = area_of(shape, projector);
    if (!area.empty()) areas.push_back(std::move(area));
  }
  return areas;
}

}  // namespace rawan::engine::attack
