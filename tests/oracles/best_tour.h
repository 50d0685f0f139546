#pragma once

#include "rawan/algorithms/orienteering.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rawan::oracle {

/// The highest score of any tour of the first shift, by trying every order of every subset.
/// Required visits are not preferred: give all stops min_visits 0.
class BestTour {
 public:
  explicit BestTour(const PatrolProblem& problem)
      : problem_(problem), visited_(problem.stops.size(), false) {
    const Shift& shift = problem.shifts.front();
    extend(shift.post, shift.start.count(), 0.0, 0.0);
  }

  double score() const { return best_; }

 private:
  void extend(std::uint32_t place, std::int32_t clock, double meters, double score) {
    const Shift& shift = problem_.shifts.front();
    if (comes_home(place, clock, meters)) best_ = std::max(best_, score);
    for (std::uint32_t s = 0; s < problem_.stops.size(); ++s) {
      const Stop& stop = problem_.stops[s];
      const std::int32_t leg = travel_seconds(problem_.travel.time(place, stop.place), shift.speed);
      if (visited_[s] || leg < 0) continue;
      std::int32_t start = stop.windows.empty() ? clock + leg : INT32_MAX;
      for (const TimeWindow& w : stop.windows) {
        const std::int32_t begin = std::max(clock + leg, w.open.count());
        if (begin <= w.close.count()) start = std::min(start, begin);
      }
      if (start > shift.end.count()) continue;
      visited_[s] = true;
      extend(stop.place, start + stop.dwell.count(),
             meters + problem_.travel.distance(place, stop.place), score + stop.score);
      visited_[s] = false;
    }
  }

  bool comes_home(std::uint32_t place, std::int32_t clock, double meters) const {
    const Shift& shift = problem_.shifts.front();
    if (place == shift.post && clock == shift.start.count()) return true;
    const std::int32_t leg = travel_seconds(problem_.travel.time(place, shift.post), shift.speed);
    if (leg < 0 || clock + leg > shift.end.count()) return false;
    return shift.max_meters <= 0.0 ||
           meters + problem_.travel.distance(place, shift.post) <= shift.max_meters;
  }

  const PatrolProblem& problem_;
  std::vector<bool> visited_;
  double best_ = 0.0;
};

}  // namespace rawan::oracle
