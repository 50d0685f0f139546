#pragma once

#include "oracles/plan_value.h"
#include "oracles/servable_sets.h"
#include "rawan/algorithms/patrol_problem.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace rawan::oracle {

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

  /// The best over all choices for shift t and later, given those before.
  std::optional<Best> choose(std::uint32_t t) {
    if (t == problem_.shifts.size()) return Best{judged(), {}};
    StopSet used = 0;
    for (const StopSet set : chosen_) used |= set;
    const std::pair key{t, used};
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
  bool only_sets_count_ = true;
  std::map<std::pair<std::uint32_t, StopSet>, std::optional<Best>> memo_;
  std::optional<Best> best_;
};

}  // namespace rawan::oracle
