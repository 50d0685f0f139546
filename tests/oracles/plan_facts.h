#pragma once

#include "oracles/timed_tour.h"
#include "rawan/algorithms/patrol_plan.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace rawan::oracle {

/// What a plan says about a further visit of one stop, by counting everything anew.
class PlanFacts {
 public:
  PlanFacts(const patrol::Plan& plan, const patrol::Problem& problem, std::uint32_t stop)
      : plan_(plan), problem_(problem), stop_(stop), wanted_(problem.stops[stop]) {}

  double days_missing(std::uint32_t t) const {
    double missing = 0.0;
    for (std::uint32_t u = 0; u < problem_.shifts.size(); ++u) {
      for (const patrol::Visit& visit : plan_.tours[u].visits) {
        if (visit.stop != stop_) continue;
        const std::int32_t apart = std::abs(problem_.shifts[u].day - problem_.shifts[t].day);
        missing = std::max<double>(missing, wanted_.min_gap_days - apart);
      }
    }
    return missing;
  }

  double village_visits() const {
    double visits = 0.0;
    for (const patrol::Tour& tour : plan_.tours) {
      for (const patrol::Visit& visit : tour.visits) {
        visits += problem_.stops[visit.stop].village == wanted_.village ? 1.0 : 0.0;
      }
    }
    return visits;
  }

  bool village_full() const {
    const patrol::Village& village = problem_.villages[wanted_.village];
    Seconds dwell = wanted_.dwell;
    for (const patrol::Tour& tour : plan_.tours) {
      for (const patrol::Visit& visit : tour.visits) {
        if (problem_.stops[visit.stop].village == wanted_.village) {
          dwell += visit.departure - visit.start;
        }
      }
    }
    return village_visits() >= village.max_visits ||
           (village.max_dwell > Seconds(0) && dwell > village.max_dwell);
  }

  double dwell_missing(std::uint32_t t) const {
    const std::uint32_t unit = problem_.shifts[t].unit;
    Seconds dwell = wanted_.dwell;
    for (std::uint32_t u = 0; u < problem_.shifts.size(); ++u) {
      if (problem_.shifts[u].unit != unit) continue;
      for (const patrol::Visit& visit : plan_.tours[u].visits) {
        dwell += visit.departure - visit.start;
      }
    }
    if (problem_.units[unit].max_dwell == Seconds(0)) return 0.0;
    return std::max(0, (dwell - problem_.units[unit].max_dwell).count());
  }

  /// Whether the visits of a tour that are in the set leave a place for the stop.
  bool fits_among(std::uint32_t t, std::uint32_t kept) const {
    std::vector<std::uint32_t> stops;
    for (std::size_t k = 0; k < plan_.tours[t].visits.size(); ++k) {
      if ((kept >> k & 1U) != 0) stops.push_back(plan_.tours[t].visits[k].stop);
    }
    for (std::size_t at = 0; at <= stops.size(); ++at) {
      std::vector<std::uint32_t> longer = stops;
      longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), stop_);
      if (allowed_tour(problem_, t, longer)) return true;
    }
    return false;
  }

  bool has_room(std::uint32_t t) const {
    const std::uint32_t all = (1U << plan_.tours[t].visits.size()) - 1U;
    return dwell_missing(t) == 0.0 && fits_among(t, all);
  }

  bool owed(std::uint32_t s) const {
    std::uint32_t of_stop = 0;
    std::uint32_t of_village = 0;
    for (const patrol::Tour& tour : plan_.tours) {
      for (const patrol::Visit& visit : tour.visits) {
        of_stop += visit.stop == s ? 1U : 0U;
        of_village += problem_.stops[visit.stop].village == problem_.stops[s].village ? 1U : 0U;
      }
    }
    return of_stop <= problem_.stops[s].required ||
           of_village <= problem_.villages[problem_.stops[s].village].min_visits;
  }

 private:
  const patrol::Plan& plan_;
  const patrol::Problem& problem_;
  std::uint32_t stop_;
  const patrol::Stop& wanted_;
};

}  // namespace rawan::oracle
