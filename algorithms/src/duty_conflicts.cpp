#include "lone_visit.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/patrol_plan.h"
#include "shift_clock.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace rawan::patrol {
namespace {

bool within(Seconds limit, Seconds dwell) {
  return limit == Seconds(0) || dwell <= limit;
}

/// The shifts that can serve a stop when they do nothing else.
std::vector<std::uint32_t> shifts_alone(const Problem& problem, std::uint32_t stop) {
  const Seconds dwell = problem.stops[stop].dwell;
  const Village& village = problem.villages[problem.stops[stop].village];
  if (village.max_visits == 0 || !within(village.max_dwell, dwell)) return {};
  std::vector<LoneVisit> visits;
  for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) visits.push_back({stop, t});
  std::vector<std::uint32_t> shifts;
  for (const LoneVisit& visit : sift_possible_alone(problem, std::move(visits)).possible) {
    const Unit& unit = problem.units[problem.shifts[visit.shift].unit];
    if (within(unit.max_dwell, dwell)) shifts.push_back(visit.shift);
  }
  return shifts;
}

class PairJudge {
 public:
  PairJudge(const Problem& problem, std::uint32_t a, std::uint32_t b)
      : problem_(problem),
        orders_{{{a, b}, {b, a}}},
        dwell_(problem.stops[a].dwell + problem.stops[b].dwell) {}

  bool possible(const std::vector<std::uint32_t>& for_a,
                const std::vector<std::uint32_t>& for_b) const {
    if (!village_allows()) return false;
    for (const std::uint32_t t : for_a) {
      for (const std::uint32_t u : for_b) {
        if (t != u ? apart(t, u) : together(t)) return true;
      }
    }
    return false;
  }

  /// The least time by which any shift is too short for both, 0 if time does not help.
  Seconds missing() const {
    const auto [a, b] = orders_[0];
    std::optional<Seconds> least;
    for (std::uint32_t t = 0; t < problem_.shifts.size(); ++t) {
      if (!is_thinkable(problem_, {a, t}) || !is_thinkable(problem_, {b, t})) continue;
      for (const auto& order : orders_) {
        const auto missing = time_missing(problem_, t, order);
        if (missing) least = std::min(least.value_or(*missing), *missing);
      }
    }
    return least.value_or(Seconds(0));
  }

 private:
  bool village_allows() const {
    const std::uint32_t v = problem_.stops[orders_[0][0]].village;
    if (problem_.stops[orders_[0][1]].village != v) return true;
    return problem_.villages[v].max_visits >= 2 && within(problem_.villages[v].max_dwell, dwell_);
  }

  bool unit_allows(std::uint32_t shift) const {
    return within(problem_.units[problem_.shifts[shift].unit].max_dwell, dwell_);
  }

  bool apart(std::uint32_t t, std::uint32_t u) const {
    return problem_.shifts[t].unit != problem_.shifts[u].unit || unit_allows(t);
  }

  bool together(std::uint32_t shift) const {
    return unit_allows(shift) &&
           std::any_of(orders_.begin(), orders_.end(), [&](const auto& order) {
             return has_time_for(problem_, shift, order) &&
                    meters_missing(problem_.shifts[shift], meters_of(problem_, shift, order)) ==
                        0.0;
           });
  }

  const Problem& problem_;
  std::array<std::array<std::uint32_t, 2>, 2> orders_;
  Seconds dwell_;
};

}  // namespace

std::vector<Conflict> conflicts(const Problem& problem) {
  expect_sound(problem);
  std::vector<std::uint32_t> required;
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    if (problem.stops[s].required > 0) required.push_back(s);
  }
  std::vector<std::vector<std::uint32_t>> shifts(required.size());
  parallel_for(required.size(),
               [&](std::size_t k) { shifts[k] = shifts_alone(problem, required[k]); });
  std::vector<std::vector<Conflict>> found(required.size());
  parallel_for(required.size(), [&](std::size_t i) {
    for (std::size_t k = i + 1; k < required.size(); ++k) {
      if (shifts[i].empty() || shifts[k].empty()) continue;
      const PairJudge pair(problem, required[i], required[k]);
      if (pair.possible(shifts[i], shifts[k])) continue;
      found[i].push_back({required[i], required[k], pair.missing()});
    }
  });
  std::vector<Conflict> all;
  for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
  std::stable_partition(all.begin(), all.end(), [&](const Conflict& conflict) {
    return problem.stops[conflict.stop].village == problem.stops[conflict.other].village;
  });
  return all;
}

}  // namespace rawan::patrol
