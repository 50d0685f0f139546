#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace rawan::testing {

constexpr Seconds clock_time(std::int32_t hour, std::int32_t minute = 0) {
  return Seconds(3600 * hour + 60 * minute);
}

constexpr Seconds minutes(std::int32_t n) {
  return Seconds(60 * n);
}

/// Places on a road, given in minutes of travel from the origin; 1 minute is 500 meters.
inline patrol::TravelMatrix places_on_a_road(const std::vector<std::int32_t>& at_minute) {
  patrol::TravelMatrix travel{.places = at_minute.size(), .seconds = {}, .meters = {}};
  for (const std::int32_t from : at_minute) {
    for (const std::int32_t to : at_minute) {
      travel.seconds.push_back(60 * std::abs(from - to));
      travel.meters.push_back(500.0 * std::abs(from - to));
    }
  }
  return travel;
}

/// A post at minute 0 and stops at the given minutes of a road, each in the one village, worth 1
/// and ten minutes long; one unit with one shift a day, 8:00 to 12:00, the first day a Monday.
inline patrol::Problem road_patrol(const std::vector<std::int32_t>& stops_at,
                                   std::int32_t days = 1) {
  patrol::Problem problem;
  std::vector<std::int32_t> places{0};
  places.insert(places.end(), stops_at.begin(), stops_at.end());
  problem.travel = {places_on_a_road(places)};
  problem.villages.resize(1);
  problem.units.resize(1);
  problem.days = days;
  for (std::uint32_t p = 1; p < places.size(); ++p) {
    problem.stops.push_back({.place = p, .score = 1.0, .dwell = minutes(10)});
  }
  for (std::int32_t day = 0; day < days; ++day) {
    problem.shifts.push_back({.unit = 0,
                              .day = day,
                              .weekday = static_cast<std::uint8_t>(day % 7),
                              .start = clock_time(8),
                              .end = clock_time(12)});
  }
  return problem;
}

/// A right plan that uses every rule: two units on two days; village 0 has stops 0 and 1, village
/// 1 stop 2. Posts at minute 0, stops at 10, 30 and 60.
struct RightPlan {
  patrol::Problem problem;
  patrol::Plan plan;

  RightPlan() {
    problem.travel = {places_on_a_road({0, 10, 30, 60})};
    problem.days = 2;
    problem.units = {{.max_dwell = minutes(60)}, {}};
    problem.villages = {
        {.min_visits = 3, .max_visits = 3, .max_gap_days = 1, .max_dwell = minutes(50)},
        {.min_visits = 1, .last_visit = -3}};
    problem.stops = {
        {.place = 1,
         .village = 0,
         .score = 3.0,
         .dwell = minutes(10),
         .full_dwell = minutes(16),
         .long_stay = 0.5,
         .windows = {{clock_time(8), clock_time(9), 0x01}, {clock_time(10), clock_time(11), 0x03}},
         .required = 2,
         .max_visits = 2},
        {.place = 2, .village = 0, .score = 2.0, .dwell = minutes(10), .units = {0}},
        {.place = 3, .village = 1, .score = 1.0, .dwell = minutes(20), .units = {1}}};
    problem.shifts = {shift(0, 0), shift(1, 0), shift(0, 1)};
    problem.shifts[0].pause = patrol::Break{clock_time(9), clock_time(10), minutes(30)};
    problem.shifts[1].max_meters = 60'000.0;
    plan.tours = {
        {.start = clock_time(8),
         .visits = {{0, clock_time(8, 10), clock_time(8, 15), clock_time(8, 31), 5000.0},
                    {1, clock_time(9, 40), clock_time(9, 50), clock_time(10), 10'000.0}},
         .pause = clock_time(9, 5),
         .end = clock_time(10, 30),
         .meters = 30'000.0},
        {.start = clock_time(8, 30),
         .visits = {{2, clock_time(9, 30), clock_time(9, 30), clock_time(9, 50), 30'000.0}},
         .pause = {},
         .end = clock_time(10, 50),
         .meters = 60'000.0},
        {.start = clock_time(9, 50),
         .visits = {{0, clock_time(10), clock_time(10), clock_time(10, 10), 5000.0}},
         .pause = {},
         .end = clock_time(10, 20),
         .meters = 10'000.0}};
    plan.score = 3.0 * 1.5 + 2.0 + 1.0 + 3.0;
  }

  static patrol::Shift shift(std::uint32_t unit, std::int32_t day) {
    return {.unit = unit,
            .day = day,
            .weekday = static_cast<std::uint8_t>(day),
            .start = clock_time(8),
            .end = clock_time(12)};
  }
};

}  // namespace rawan::testing
