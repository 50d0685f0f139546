#include "roads/travel.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/travel_times.h"
#include "roads/placed_roads.h"
#include "roads/travel_cache.h"

#include <cmath>
#include <limits>
#include <map>

namespace rawan::engine {
namespace {

constexpr double kPerHour = 3.6;

void expect_sound(std::span<const io::GeoPoint> places, const TravelOptions& options) {
  for (const io::GeoPoint p : places) {
    expects(std::fabs(p.lon) <= 180.0 && std::fabs(p.lat) <= 90.0, "places are on earth");
  }
  expects(options.detour >= 1.0 && std::isfinite(options.detour), "a detour is not a shortcut");
  expects(options.straight_kmh > 0.0 && options.snap.value >= 0.0, "speeds are above 0");
}

std::vector<Position> on_earth(std::span<const io::GeoPoint> places) {
  std::vector<LonLat> degrees;
  for (const io::GeoPoint p : places) degrees.push_back({p.lon, p.lat});
  return on_globe(degrees);
}

/// As the crow flies, made longer.
void estimate(Travel& travel, std::span<const Position> places, std::size_t from, std::size_t to,
              const TravelOptions& options) {
  const std::size_t leg = from * places.size() + to;
  const double meters = options.detour * arc_of(distance(places[from], places[to])).value;
  travel.matrix.meters[leg] = meters;
  travel.matrix.seconds[leg] =
      static_cast<std::int32_t>(std::ceil(meters * kPerHour / options.straight_kmh));
  travel.estimated[leg] = true;
}

bool on_road(const PlaceOnRoads& place) {
  return place.state == PlaceOnRoads::State::on_road;
}

/// The legs between places on roads.
void fill_by_road(Travel& travel, const PlacedRoads& roads, const Control& control) {
  std::vector<RoadPlace> stops;
  std::vector<std::size_t> row;
  for (std::size_t i = 0; i < travel.places.size(); ++i) {
    if (!roads.places()[i]) continue;
    stops.push_back(*roads.places()[i]);
    row.push_back(i);
  }
  const TravelTimes times = travel_times(roads.graph(), stops, stops, control);
  for (std::size_t a = 0; a < row.size(); ++a) {
    for (std::size_t b = 0; b < row.size(); ++b) {
      const std::size_t leg = row[a] * travel.places.size() + row[b];
      travel.matrix.seconds[leg] = times.seconds[a * row.size() + b];
      travel.matrix.meters[leg] = times.meters[a * row.size() + b];
    }
  }
}

Travel empty_travel(std::size_t places) {
  Travel travel;
  travel.matrix = {places, std::vector<std::int32_t>(places * places, -1),
                   std::vector<double>(places * places, -1.0)};
  travel.estimated.resize(places * places);
  travel.places.resize(places);
  return travel;
}

/// Every leg that has an end off the roads.
void fill_estimated(Travel& travel, std::span<const io::GeoPoint> places,
                    const TravelOptions& options) {
  const std::vector<Position> positions = on_earth(places);
  for (std::size_t a = 0; a < places.size(); ++a) {
    for (std::size_t b = 0; b < places.size(); ++b) {
      if (on_road(travel.places[a]) && on_road(travel.places[b])) continue;
      if (a != b) {
        estimate(travel, positions, a, b, options);
        continue;
      }
      travel.matrix.seconds[a * places.size() + a] = 0;
      travel.matrix.meters[a * places.size() + a] = 0.0;
    }
  }
}

using Leg = std::pair<std::uint32_t, std::uint32_t>;

/// Which legs begin at each place.
std::vector<std::pair<std::uint32_t, std::vector<std::size_t>>> by_start(
    std::span<const Leg> legs) {
  std::map<std::uint32_t, std::vector<std::size_t>> starts;
  for (std::size_t i = 0; i < legs.size(); ++i) starts[legs[i].first].push_back(i);
  return {starts.begin(), starts.end()};
}

/// The ways of all legs that begin at one place on a road.
void add_ways(const PlacedRoads& roads, std::span<const Leg> legs,
              std::span<const std::size_t> chosen, std::vector<io::GeoLine>& paths) {
  std::vector<RoadPlace> targets;
  std::vector<std::size_t> leg_of;
  const RoadPlace start = *roads.places()[legs[chosen.front()].first];
  for (const std::size_t leg : chosen) {
    if (!roads.places()[legs[leg].second]) continue;
    targets.push_back(*roads.places()[legs[leg].second]);
    leg_of.push_back(leg);
  }
  const auto ways = fastest_ways(roads.graph(), start, targets);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    paths[leg_of[i]] = ways[i] ? roads.path_of(*ways[i], start) : io::GeoLine();
  }
}

}  // namespace

Travel travel_for(std::span<const io::GeoPoint> places, const RoadNetwork* network,
                  const SpeedTable& speeds, const TravelProfile& profile,
                  const TravelOptions& options, const Control& control) {
  expect_sound(places, options);
  Travel travel = empty_travel(places.size());
  if (network == nullptr) {
    fill_estimated(travel, places, options);
    return travel;
  }
  const bool keeps = !options.cache.empty();
  const std::string key = keeps ? travel_key(places, *network, speeds, profile, options) : "";
  if (keeps) {
    if (auto kept = cached_travel(options.cache, key)) return *std::move(kept);
  }
  const PlacedRoads roads(*network, speeds, profile, places, options.snap);
  travel.places = roads.reports();
  fill_by_road(travel, roads, control);
  fill_estimated(travel, places, options);
  if (keeps) keep_travel(options.cache, key, travel);
  return travel;
}

std::vector<io::GeoLine> leg_paths(std::span<const io::GeoPoint> places, const RoadNetwork* network,
                                   const SpeedTable& speeds, const TravelProfile& profile,
                                   std::span<const Leg> legs, const TravelOptions& options,
                                   const Control& control) {
  expect_sound(places, options);
  std::vector<io::GeoLine> paths;
  for (const auto& [from, to] : legs) {
    expects(from < places.size() && to < places.size(), "a leg leads from place to place");
    paths.push_back({places[from], places[to]});
  }
  if (network == nullptr) return paths;
  const PlacedRoads roads(*network, speeds, profile, places, options.snap);
  const auto starts = by_start(legs);
  parallel_for(starts.size(), [&](std::size_t i) {
    control.check();
    if (roads.places()[starts[i].first]) add_ways(roads, legs, starts[i].second, paths);
  });
  return paths;
}

}  // namespace rawan::engine
