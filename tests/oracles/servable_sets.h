#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rawan::oracle {

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

}  // namespace rawan::oracle
