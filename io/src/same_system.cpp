#include "same_system.h"

#include "indonesia.h"
#include "ogr_system.h"
#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace rawan::io {
namespace {

constexpr double kSame = 1e-7;      // WGS 84 and GRS 80 are flattened alike to 5e-9.
constexpr double kSamePlace = 1.0;  // Meters; a tenth of what a receiver in the hand reaches.
constexpr std::array<double, 5> kShares{0.0, 0.25, 0.5, 0.75, 1.0};

bool near(double a, double b) {
  return std::fabs(a - b) <= kSame * std::max(1.0, std::fabs(a));
}

bool has_same_degrees(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  return near(a.GetSemiMajor(), b.GetSemiMajor()) &&
         near(a.GetInvFlattening(), b.GetInvFlattening()) &&
         near(a.GetPrimeMeridian(), b.GetPrimeMeridian()) &&
         near(a.GetAngularUnits(), b.GetAngularUnits());
}

/// Where a grid of places over the area comes to lie, in meters. Empty if nobody knows how.
std::vector<Point> projected(const OGRSpatialReference& crs, const GeoBox& area) {
  OGRSpatialReference plane(crs);
  plane.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRSpatialReference> degrees(plane.CloneGeogCS());
  if (!degrees) return {};
  degrees->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> way(
      OGRCreateCoordinateTransformation(degrees.get(), &plane));
  if (!way) return {};
  std::vector<Point> places;
  for (const double north : kShares) {
    for (const double east : kShares) {
      Point place{std::lerp(area.low.lon, area.high.lon, east) - plane.GetPrimeMeridian(),
                  std::lerp(area.low.lat, area.high.lat, north)};
      way->Transform(1, &place.x, &place.y);
      places.push_back({place.x * plane.GetLinearUnits(), place.y * plane.GetLinearUnits()});
    }
  }
  return places;
}

bool is_same_place(Point a, Point b) {
  const double distance = std::hypot(a.x - b.x, a.y - b.y);
  const bool nowhere = !std::isfinite(a.x) && !std::isfinite(b.x);
  return nowhere || distance <= kSamePlace;
}

/// Names and parameters of one projection differ between programs; what it does does not.
bool is_same_projection(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  const GeoBox area = area_of_use(a).value_or(kIndonesia);
  return std::ranges::equal(projected(a, area), projected(b, area), is_same_place);
}

}  // namespace

bool is_same_system(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  const bool plane = a.IsProjected() != 0;
  if (plane != (b.IsProjected() != 0)) return false;
  return has_same_degrees(a, b) && (!plane || is_same_projection(a, b));
}

}  // namespace rawan::io
