#include "protected_places.h"

#include "rawan/algorithms/polygons.h"
#include "residents.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// The metric systems of the study shorten or stretch a way by less than this.
constexpr double kDistortion = 1.001;
constexpr double kReach = kProtectedRadius.value * kDistortion;

}  // namespace

ProtectedPlaces::ProtectedPlaces(const Records& records) {
  if (records.protected_places.empty()) return;
  const io::Projector projector(records.crs.crs);
  for (const io::ProtectedPlace& place : records.protected_places) {
    places_.push_back(projector.to_meters(place.location));
  }
}

bool ProtectedPlaces::are_near(const Polygon& area) const {
  return std::ranges::any_of(places_,
                             [&](Point p) { return distance_to(area, p).value <= kReach; });
}

bool ProtectedPlaces::are_near(Point place) const {
  return std::ranges::any_of(
      places_, [&](Point p) { return std::hypot(p.x - place.x, p.y - place.y) <= kReach; });
}

CellProtection::CellProtection(const Results& results, const NationalGrid& grid)
    : grid_(grid),
      projector_(results.records.crs.crs),
      places_(results.records),
      residents_(results, grid, residents_of(results)) {}

bool CellProtection::protects(NationalCell cell) const {
  if (!places_.are_near(projector_.to_meters(grid_.outline_of({&cell, 1})))) return false;
  return residents_.in(cell).value_or(0.0) < kManyResidents;
}

std::optional<Point> meeting_place(const Polygon& village, Point center,
                                   const ProtectedPlaces& places, Stream random) {
  constexpr int kDraws = 2'000;
  if (!places.are_near(center)) return center;
  const Box box = bounding_box(village);
  for (int draw = 0; draw < kDraws; ++draw) {
    const double x = box.low.x + (box.high.x - box.low.x) * random.uniform();
    const double y = box.low.y + (box.high.y - box.low.y) * random.uniform();
    if (covers(village, {x, y}) && !places.are_near(Point{x, y})) return Point{x, y};
  }
  return std::nullopt;
}

}  // namespace rawan::engine
