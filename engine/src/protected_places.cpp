#include "protected_places.h"

#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

/// The metric systems of the study shorten or stretch a way by less than this.
constexpr double kDistortion = 1.001;
constexpr double kReach = kProtectedRadius.value * kDistortion;

std::map<io::VillageId, double> latest_residents(const std::vector<io::Population>& population) {
  std::map<io::VillageId, std::pair<int, double>> latest;
  for (const io::Population& row : population) {
    auto& [year, total] = latest[row.village];
    if (row.year >= year) std::tie(year, total) = std::pair(row.year, double(row.total));
  }
  std::map<io::VillageId, double> residents;
  for (const auto& [village, value] : latest) residents.emplace(village, value.second);
  return residents;
}

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
      villages_(results.study.sites.area) {
  const auto residents = latest_residents(results.records.population);
  for (std::size_t site = 0; site < villages_.size(); ++site) {
    const auto found = residents.find(results.study.sites.id[site]);
    const double size = area(villages_[site]).value;
    density_.push_back(found == residents.end() || size <= 0.0 ? 0.0 : found->second / size);
  }
}

double CellProtection::residents(const Polygon& cell, Point center) const {
  const auto village =
      std::ranges::find_if(villages_, [&](const Polygon& area) { return covers(area, center); });
  if (village == villages_.end()) return 0.0;
  return density_[static_cast<std::size_t>(village - villages_.begin())] * area(cell).value;
}

bool CellProtection::protects(NationalCell cell) const {
  const Polygon outline = projector_.to_meters(grid_.outline_of({&cell, 1}));
  if (!places_.are_near(outline)) return false;
  return residents(outline, projector_.to_meters(grid_.center_of(cell))) < kManyResidents;
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
