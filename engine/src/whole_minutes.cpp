#include "whole_minutes.h"

namespace rawan::engine {
namespace {

constexpr std::int32_t kMinute = 60;

Seconds floored(Seconds time) {
  return Seconds(time.count() / kMinute * kMinute);
}

}  // namespace

patrol::Plan in_whole_minutes(const patrol::Plan& plan, const patrol::Problem& problem) {
  patrol::Plan rounded = plan;
  for (patrol::Tour& tour : rounded.tours) {
    tour.start = floored(tour.start);
    tour.end = floored(tour.end);
    if (tour.pause) tour.pause = floored(*tour.pause);
    for (patrol::Visit& visit : tour.visits) {
      // Rounded by itself a departure could lengthen the stay, and limits of dwell with it.
      const Seconds stay = floored(visit.departure - visit.start);
      visit.arrival = floored(visit.arrival);
      visit.start = floored(visit.start);
      visit.departure = visit.start + stay;
    }
  }
  rounded.score = patrol::total_worth(rounded, problem);
  return rounded;
}

}  // namespace rawan::engine
