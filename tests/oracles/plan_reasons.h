#pragma once

#include "oracles/plan_facts.h"
#include "oracles/timed_tour.h"
#include "rawan/algorithms/patrol_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>
#include <vector>

namespace rawan::oracle {

/// Why one stop is not visited, by trying every shift, every subset of its tour and every place in
/// what is left of it.
class ReasonByTrial {
 public:
  ReasonByTrial(const patrol::Plan& plan, const patrol::Problem& problem, std::uint32_t stop)
      : plan_(plan),
        problem_(problem),
        stop_(stop),
        wanted_(problem.stops[stop]),
        facts_(plan, problem, stop) {}

  patrol::UnservedReason code() { return judge(), code_; }
  double number() { return judge(), number_; }

 private:
  using Reason = patrol::UnservedReason;
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();

  void judge() {
    std::vector<std::uint32_t> shifts;
    for (std::uint32_t t = 0; t < problem_.shifts.size(); ++t) shifts.push_back(t);
    const auto keep = [&](auto holds) {
      std::erase_if(shifts, [&](std::uint32_t t) { return !holds(problem_.shifts[t], t); });
      return shifts.empty();
    };
    const auto say = [&](Reason code, double number) { code_ = code, number_ = number; };
    if (keep([&](const patrol::Shift& s, auto) { return may_serve(wanted_, s.unit); })) {
      return say(Reason::no_unit, 0.0);
    }
    if (keep([&](const patrol::Shift& s, auto) { return both_ways(s); })) {
      return say(Reason::unreachable, 0.0);
    }
    if (keep([&](const patrol::Shift& s, auto) { return opens_in(s); })) {
      return say(Reason::window, 0.0);
    }
    const auto touched = shifts;
    if (keep([&](const patrol::Shift&, auto t) {
          return timed_tour(problem_, t, {stop_}).has_value();
        })) {
      return say(Reason::too_far, least(touched, [&](std::uint32_t t) { return grace_for(t); }));
    }
    const auto timely = shifts;
    if (keep([&](const patrol::Shift&, auto t) {
          return allowed_tour(problem_, t, {stop_}).has_value();
        })) {
      return say(Reason::too_long, least(timely, [&](std::uint32_t t) {
                   return timed_tour(problem_, t, {stop_})->meters - problem_.shifts[t].max_meters;
                 }));
    }
    const double with_room = least(shifts, [&](std::uint32_t t) {
      return facts_.has_room(t) ? facts_.days_missing(t) : kInfinity;
    });
    const auto possible = shifts;
    const bool all_near =
        keep([&](const patrol::Shift&, auto t) { return facts_.days_missing(t) == 0.0; });
    if (all_near) {
      return say(Reason::spacing,
                 least(possible, [&](std::uint32_t t) { return facts_.days_missing(t); }));
    }
    if (with_room > 0.0 && with_room < kInfinity) return say(Reason::spacing, with_room);
    if (facts_.village_full()) return say(Reason::village_full, facts_.village_visits());
    const double dwell = least(shifts, [&](std::uint32_t t) { return facts_.dwell_missing(t); });
    if (dwell > 0.0) return say(Reason::unit_full, dwell);
    say(Reason::displaced, cheapest(shifts));
  }

  template <class Number>
  static double least(const std::vector<std::uint32_t>& shifts, Number number) {
    double least = kInfinity;
    for (const std::uint32_t t : shifts) least = std::min(least, number(t));
    return least;
  }

  bool both_ways(const patrol::Shift& s) const {
    const patrol::TravelMatrix& travel = problem_.travel[s.travel];
    return travel.time(s.start_post, wanted_.place) >= 0 &&
           travel.time(wanted_.place, s.end_post) >= 0;
  }

  /// Second by second.
  bool opens_in(const patrol::Shift& s) const {
    for (Seconds now = s.start; now <= s.end; now += Seconds(1)) {
      if (earliest_start(wanted_, s.weekday, now) == now) return true;
    }
    return false;
  }

  double grace_for(std::uint32_t t) const {
    for (std::int32_t grace = 1;; ++grace) {
      if (timed_tour(problem_, t, {stop_}, Seconds(grace))) return grace;
    }
  }

  /// Worth of the cheapest set that gives way: fewest owed, least worth, fewest.
  double cheapest(const std::vector<std::uint32_t>& shifts) const {
    std::tuple<int, double, int> best{1 << 20, 0.0, 0};
    for (const std::uint32_t t : shifts) {
      if (facts_.dwell_missing(t) > 0.0) continue;
      const auto& visits = plan_.tours[t].visits;
      for (std::uint32_t kept = 0; kept < 1U << visits.size(); ++kept) {
        std::tuple<int, double, int> cost{0, 0.0, 0};
        for (std::size_t k = 0; k < visits.size(); ++k) {
          if ((kept >> k & 1U) != 0) continue;
          const auto& visit = visits[k];
          std::get<0>(cost) += facts_.owed(visit.stop) ? 1 : 0;
          std::get<1>(cost) += worth(problem_.stops[visit.stop], visit.departure - visit.start);
          std::get<2>(cost) += 1;
        }
        if (cost < best && facts_.fits_among(t, kept)) best = cost;
      }
    }
    return std::get<1>(best);
  }

  const patrol::Plan& plan_;
  const patrol::Problem& problem_;
  std::uint32_t stop_;
  const patrol::Stop& wanted_;
  PlanFacts facts_;
  Reason code_ = Reason::displaced;
  double number_ = 0.0;
};

}  // namespace rawan::oracle
