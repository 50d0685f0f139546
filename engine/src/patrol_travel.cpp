#include "patrol_travel.h"

#include "rawan/io/crs.h"

#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::int32_t kMinute = 60;

/// Straight lines times the declared factor, at the speed of the mode.
patrol::TravelMatrix straight_lines(const std::vector<Point>& places, double speed_kmh,
                                    double detour_factor) {
  const double meters_per_second = speed_kmh / 3.6;
  patrol::TravelMatrix travel{.places = places.size(), .seconds = {}, .meters = {}};
  for (const Point from : places) {
    for (const Point to : places) {
      const double meters = detour_factor * std::hypot(to.x - from.x, to.y - from.y);
      travel.meters.push_back(meters);
      travel.seconds.push_back(static_cast<std::int32_t>(std::ceil(meters / meters_per_second)));
    }
  }
  return travel;
}

void round_up_to_minutes(patrol::TravelMatrix& travel) {
  for (std::int32_t& seconds : travel.seconds) {
    if (seconds > 0) seconds = (seconds + kMinute - 1) / kMinute * kMinute;
  }
}

}  // namespace

void add_travel(const std::vector<TravelMode>& modes, const PatrolInputs& inputs,
                Schedule& schedule, const Control& control) {
  const io::Projector projector(inputs.records.crs.crs);
  std::vector<Point> places;
  for (const io::GeoPoint place : schedule.places) places.push_back(projector.to_meters(place));
  for (const TravelMode& mode : modes) {
    control.check();
    patrol::TravelMatrix travel =
        straight_lines(places, mode.speed_kmh, inputs.config.patrol.detour_factor);
    round_up_to_minutes(travel);
    schedule.estimated.emplace_back(places.size() * places.size(), true);
    schedule.problem.travel.push_back(std::move(travel));
  }
}

}  // namespace rawan::engine
