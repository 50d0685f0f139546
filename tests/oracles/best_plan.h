#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace rawan::oracle {

/// What a plan is judged by: less is better first, then more score.
struct PlanValue {
  std::int64_t required_missing = 0;
  std::int64_t village_missing = 0;
  double score = 0.0;

  /// Better by more than the rounding of sums.
  friend bool better(const PlanValue& a, const PlanValue& b) {
    if (a.required_missing != b.required_missing) return a.required_missing < b.required_missing;
    if (a.village_missing != b.village_missing) return a.village_missing < b.village_missing;
    return a.score > b.score + 1e-9;
  }
};

/// Sets of stops as bits.
using StopSet = std::uint32_t;

/// All sets that a shift can serve, each stop at most once and for its least stay: dynamic
/// programming over sets and last stops (Held & Karp 1962). A state holds the earliest departures
/// without and with the pause behind, and the meters, all that are not worse than another.
class ServableSets {
 public:
  ServableSets(const patrol::Problem& problem, std::uint32_t row)
      : problem_(problem), shift_(problem.shifts[row]), travel_(problem.travel[shift_.travel]) {
    const auto n = static_cast<std::uint32_t>(problem.stops.size());
    states_.resize(std::size_t{1} << n, std::vector<std::vector<State>>(n));
    for (std::uint32_t s = 0; s < n; ++s) {
      extend({paused({shift_.start.count(), kNever, 0.0})}, shift_.start_post, 0, s);
    }
    for (StopSet set = 1; set < states_.size(); ++set) {
      for (std::uint32_t last = 0; last < n; ++last) {
        for (std::uint32_t s = 0; s < n; ++s) {
          if ((set >> s & 1U) != 0) continue;
          extend(states_[set][last], problem.stops[last].place, set, s);
        }
      }
    }
    for (StopSet set = 0; set < states_.size(); ++set) {
      if (set == 0 || comes_home(set)) sets.push_back(set);
    }
  }

  std::vector<StopSet> sets;  ///< Ascending; the empty one is the first.

 private:
  static constexpr std::int64_t kNever = INT64_MAX / 2;

  struct State {
    std::int64_t unpaused = kNever;
    std::int64_t after_pause = kNever;
    double meters = 0.0;
  };

  State paused(State state) const {
    if (!shift_.pause || state.unpaused == kNever) return state;
    const auto begin = std::max<std::int64_t>(state.unpaused, shift_.pause->earliest.count());
    if (begin <= shift_.pause->latest.count()) {
      state.after_pause = std::min(state.after_pause, begin + shift_.pause->length.count());
    }
    return state;
  }

  std::int64_t departure(std::int64_t clock, std::int32_t travel, const patrol::Stop& stop) const {
    if (clock == kNever) return kNever;
    const auto start =
        earliest_start(stop, shift_.weekday, Seconds(static_cast<std::int32_t>(clock + travel)));
    return start ? start->count() + stop.dwell.count() : kNever;
  }

  void extend(const std::vector<State>& from, std::uint32_t place, StopSet set, std::uint32_t s) {
    const patrol::Stop& stop = problem_.stops[s];
    const std::int32_t travel = travel_.time(place, stop.place);
    if (travel < 0 || !may_serve(stop, shift_.unit)) return;
    for (const State& state : from) {
      State next;
      next.unpaused = departure(state.unpaused, travel, stop);
      next.after_pause = departure(state.after_pause, travel, stop);
      next.meters = state.meters + travel_.distance(place, stop.place);
      next = paused(next);
      if (next.unpaused == kNever && next.after_pause == kNever) continue;
      add(states_[set | 1U << s][s], next);
    }
  }

  static bool no_worse(const State& a, const State& b) {
    return a.unpaused <= b.unpaused && a.after_pause <= b.after_pause && a.meters <= b.meters;
  }

  static void add(std::vector<State>& states, const State& next) {
    for (const State& state : states) {
      if (no_worse(state, next)) return;
    }
    std::erase_if(states, [&](const State& state) { return no_worse(next, state); });
    states.push_back(next);
  }

  bool comes_home(StopSet set) const {
    for (std::uint32_t last = 0; last < problem_.stops.size(); ++last) {
      const std::uint32_t place = problem_.stops[last].place;
      const std::int32_t travel = travel_.time(place, shift_.end_post);
      if (travel < 0) continue;
      for (const State& state : states_[set][last]) {
        const std::int64_t ready = shift_.pause ? state.after_pause : state.unpaused;
        const double meters = state.meters + travel_.distance(place, shift_.end_post);
        const bool near = shift_.max_meters == 0.0 || meters <= shift_.max_meters * (1.0 + 1e-9);
        if (ready != kNever && ready + travel <= shift_.end.count() && near) return true;
      }
    }
    return false;
  }

  const patrol::Problem& problem_;
  const patrol::Shift& shift_;
  const patrol::TravelMatrix& travel_;
  std::vector<std::vector<std::vector<State>>> states_;  ///< By set, last stop.
};

/// The value of the best plan of a problem of at most 12 stops and few shifts: every combination
/// of a servable set per shift that keeps the limits of stops, villages and units. All stays are
/// the least ones, and nothing is visited twice in one shift: use stops without long_stay and
/// with min_gap_days >= 1. Where no stop may be visited twice and no limit looks at days or units,
/// combinations that serve the same stops are one.
class BestPlan {
 public:
  explicit BestPlan(const patrol::Problem& problem) : problem_(problem) {
    for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
      servable_.push_back(ServableSets(problem, t).sets);
    }
    chosen_.assign(problem.shifts.size(), 0);
    only_sets_count_ = true;
    for (const auto& stop : problem.stops) only_sets_count_ &= stop.max_visits <= 1;
    for (const auto& village : problem.villages) only_sets_count_ &= village.max_gap_days == 0;
    for (const auto& unit : problem.units) only_sets_count_ &= unit.max_dwell == Seconds(0);
    best_ = choose(0);
  }

  PlanValue value() const { return best_->value; }

  /// Of one best choice: whether a stop is visited.
  bool visits(std::uint32_t stop) const {
    return std::any_of(best_->sets.begin(), best_->sets.end(),
                       [&](StopSet set) { return (set >> stop & 1U) != 0; });
  }

 private:
  struct Best {
    PlanValue value;
    std::vector<StopSet> sets;  ///< From the shift of the choice to the last.
  };

  StopSet used() const {
    StopSet all = 0;
    for (const StopSet set : chosen_) all |= set;
    return all;
  }

  /// The best over all choices for shift t and later, given those before.
  std::optional<Best> choose(std::uint32_t t) {
    if (t == problem_.shifts.size()) return Best{judged(), {}};
    const std::pair key{t, used()};
    if (only_sets_count_ && memo_.contains(key)) return memo_[key];
    std::optional<Best> best;
    for (const StopSet set : servable_[t]) {
      chosen_[t] = set;
      if (!allowed(t)) continue;
      auto rest = choose(t + 1);
      if (!rest || (best && !better(rest->value, best->value))) continue;
      rest->sets.insert(rest->sets.begin(), set);
      best = std::move(rest);
    }
    chosen_[t] = 0;
    if (only_sets_count_) memo_[key] = best;
    return best;
  }

  /// Whether the last choice keeps, with those before, what no plan may break.
  bool allowed(std::uint32_t t) const {
    std::vector<std::int64_t> visits(problem_.villages.size(), 0);
    std::vector<std::int64_t> dwell(problem_.villages.size(), 0);
    std::vector<std::int64_t> unit_dwell(problem_.units.size(), 0);
    for (std::uint32_t s = 0; s < problem_.stops.size(); ++s) {
      const patrol::Stop& stop = problem_.stops[s];
      std::uint32_t of_stop = 0;
      for (std::uint32_t u = 0; u <= t; ++u) {
        if ((chosen_[u] >> s & 1U) == 0) continue;
        ++of_stop;
        ++visits[stop.village];
        dwell[stop.village] += stop.dwell.count();
        unit_dwell[problem_.shifts[u].unit] += stop.dwell.count();
        const bool here = (chosen_[t] >> s & 1U) != 0;
        const std::int32_t apart = std::abs(problem_.shifts[u].day - problem_.shifts[t].day);
        if (u != t && here && apart < stop.min_gap_days) return false;
      }
      if (of_stop > stop.max_visits) return false;
    }
    for (std::size_t v = 0; v < visits.size(); ++v) {
      if (visits[v] > problem_.villages[v].max_visits) return false;
      if (exceeds(dwell[v], problem_.villages[v].max_dwell)) return false;
    }
    for (std::size_t u = 0; u < unit_dwell.size(); ++u) {
      if (exceeds(unit_dwell[u], problem_.units[u].max_dwell)) return false;
    }
    return true;
  }

  static bool exceeds(std::int64_t dwell, Seconds limit) {
    return limit > Seconds(0) && dwell > limit.count();
  }

  PlanValue judged() const {
    PlanValue value;
    std::vector<std::vector<std::int32_t>> days(problem_.villages.size());
    for (std::uint32_t s = 0; s < problem_.stops.size(); ++s) {
      const patrol::Stop& stop = problem_.stops[s];
      std::int64_t visits = 0;
      for (std::uint32_t t = 0; t < chosen_.size(); ++t) {
        if ((chosen_[t] >> s & 1U) == 0) continue;
        ++visits;
        value.score += stop.score;
        days[stop.village].push_back(problem_.shifts[t].day);
      }
      value.required_missing += std::max<std::int64_t>(0, stop.required - visits);
    }
    for (std::size_t v = 0; v < days.size(); ++v) {
      value.village_missing += missing(problem_.villages[v], days[v]);
    }
    return value;
  }

  std::int64_t missing(const patrol::Village& village, std::vector<std::int32_t> days) const {
    const auto by_number = std::max<std::int64_t>(
        0, std::int64_t{village.min_visits} - static_cast<std::int64_t>(days.size()));
    if (village.max_gap_days == 0) return by_number;
    std::sort(days.begin(), days.end());
    days.push_back(problem_.days);
    std::int64_t by_gaps = 0;
    std::int32_t before = village.last_visit.value_or(-1);
    for (const std::int32_t day : days) {
      by_gaps += std::max(0, day - before - 1) / (village.max_gap_days + 1);
      before = day;
    }
    return std::max(by_number, by_gaps);
  }

  const patrol::Problem& problem_;
  std::vector<std::vector<StopSet>> servable_;
  std::vector<StopSet> chosen_;
  bool only_sets_count_ = false;
  std::map<std::pair<std::uint32_t, StopSet>, std::optional<Best>> memo_;
  std::optional<Best> best_;
};

}  // namespace rawan::oracle
