#include "rawan/algorithms/positions.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

constexpr double kGlobeRadius = 6'371'008.8;  // IUGG mean radius, meters

Position on_globe(const LonLat& place) {
  expects(std::isfinite(place.longitude) && std::abs(place.latitude) <= 90.0,
          "longitudes are finite, latitudes between the poles");
  const double longitude = place.longitude * std::numbers::pi / 180.0;
  const double latitude = place.latitude * std::numbers::pi / 180.0;
  return {kGlobeRadius * std::cos(latitude) * std::cos(longitude),
          kGlobeRadius * std::cos(latitude) * std::sin(longitude),
          kGlobeRadius * std::sin(latitude)};
}

}  // namespace

std::vector<Position> on_plane(std::span<const Point> points) {
  std::vector<Position> positions;
  positions.reserve(points.size());
  for (const Point p : points) positions.push_back({p.x, p.y, 0.0});
  return positions;
}

std::vector<Position> on_globe(std::span<const LonLat> places) {
  std::vector<Position> positions;
  positions.reserve(places.size());
  for (const LonLat& place : places) positions.push_back(on_globe(place));
  return positions;
}

Meters distance(const Position& a, const Position& b) {
  return Meters(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z));
}

Meters arc_of(Meters straight_line) {
  const double half = std::min(1.0, straight_line.value / (2.0 * kGlobeRadius));
  return Meters(2.0 * kGlobeRadius * std::asin(half));
}

}  // namespace rawan
