#include "rawan/algorithms/orienteering.h"
#include "rawan/algorithms/parallel.h"
#include "tour.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>

namespace rawan {
namespace {

/// A day nearer to another visit than the even spacing may cost this much more.
constexpr double kCrowding = 0.5;

/// A visit that could be added now, and what it would cost after the preference for spread days.
struct Candidate {
  std::uint32_t stop = 0;
  std::size_t shift = 0;
  std::uint32_t position = 0;
  double cost = std::numeric_limits<double>::infinity();
};

/// A plan that grows by one visit at a time. The best insertion of every stop into every tour is
/// kept and renewed where a tour has changed.
class Growth {
 public:
  Growth(const PatrolProblem& problem, const TravelTimes& times);

  /// The cheapest way to visit the stop once more.
  struct Choice {
    std::optional<Candidate> cheapest;
    std::size_t possible_shifts = 0;
  };
  Choice choice(std::uint32_t stop, std::size_t wanted) const;

  void add(const Candidate& candidate);
  std::size_t visits(std::uint32_t stop) const { return days_[stop].size(); }
  std::vector<Tour> tours() const;

 private:
  void renew(std::size_t shift);
  double crowding(std::uint32_t stop, std::int32_t day, std::size_t wanted) const;

  const PatrolProblem* problem_;
  double period_ = 1.0;  ///< Days.
  std::vector<TourDraft> draft_;
  std::vector<std::optional<Insertion>> best_;  ///< stops x shifts.
  std::vector<std::set<std::int32_t>> days_;    ///< Of the visits of each stop.
};

Growth::Growth(const PatrolProblem& problem, const TravelTimes& times)
    : problem_(&problem),
      best_(problem.stops.size() * problem.shifts.size()),
      days_(problem.stops.size()) {
  if (problem.shifts.empty()) return;
  const auto [first, last] =
      std::minmax_element(problem.shifts.begin(), problem.shifts.end(),
                          [](const Shift& a, const Shift& b) { return a.day < b.day; });
  period_ = static_cast<double>(last->day) - first->day + 1.0;
  for (std::size_t t = 0; t < problem.shifts.size(); ++t) draft_.emplace_back(problem, times, t);
  parallel_for(draft_.size(), [&](std::size_t t) { renew(t); });
}

void Growth::renew(std::size_t shift) {
  for (std::uint32_t stop = 0; stop < days_.size(); ++stop) {
    best_[stop * draft_.size() + shift] = draft_[shift].best_insertion(stop);
  }
}

double Growth::crowding(std::uint32_t stop, std::int32_t day, std::size_t wanted) const {
  if (days_[stop].empty()) return 1.0;
  std::int32_t gap = std::numeric_limits<std::int32_t>::max();
  for (const std::int32_t other : days_[stop]) gap = std::min(gap, std::abs(day - other));
  const double even = period_ / static_cast<double>(wanted);
  return 1.0 + kCrowding * std::max(0.0, 1.0 - gap / even);
}

Growth::Choice Growth::choice(std::uint32_t stop, std::size_t wanted) const {
  Choice choice;
  for (std::size_t t = 0; t < draft_.size(); ++t) {
    const std::optional<Insertion>& insertion = best_[stop * draft_.size() + t];
    const std::int32_t day = problem_->shifts[t].day;
    if (!insertion || days_[stop].contains(day)) continue;
    ++choice.possible_shifts;
    const double cost = std::max(1, insertion->detour) * crowding(stop, day, wanted);
    if (choice.cheapest && choice.cheapest->cost <= cost) continue;
    choice.cheapest =
        Candidate{.stop = stop, .shift = t, .position = insertion->position, .cost = cost};
  }
  return choice;
}

void Growth::add(const Candidate& candidate) {
  draft_[candidate.shift].insert(candidate.stop, candidate.position);
  days_[candidate.stop].insert(problem_->shifts[candidate.shift].day);
  renew(candidate.shift);
}

std::vector<Tour> Growth::tours() const {
  std::vector<Tour> tours;
  for (const TourDraft& draft : draft_) tours.push_back(draft.tour());
  return tours;
}

/// The required visit with fewest possible shifts for each visit it still needs.
std::optional<Candidate> next_required(const PatrolProblem& problem, const Growth& plan) {
  std::optional<Candidate> next;
  double fewest = 0.0;
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    const std::size_t wanted = problem.stops[s].min_visits;
    if (plan.visits(s) >= wanted) continue;
    const Growth::Choice choice = plan.choice(s, wanted);
    if (!choice.cheapest) continue;
    const double shifts =
        static_cast<double>(choice.possible_shifts) / static_cast<double>(wanted - plan.visits(s));
    if (next && (fewest < shifts || (fewest == shifts && next->cost <= choice.cheapest->cost))) {
      continue;
    }
    next = choice.cheapest;
    fewest = shifts;
  }
  return next;
}

/// The visit with the highest score per second; among visits worth nothing the cheapest.
std::optional<Candidate> next_by_score(const PatrolProblem& problem, const Growth& plan) {
  std::optional<Candidate> next;
  double highest = 0.0;
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    const std::size_t wanted = plan.visits(s) + 1;
    if (wanted > problem.stops[s].max_visits) continue;
    const Growth::Choice choice = plan.choice(s, wanted);
    if (!choice.cheapest) continue;
    const double yield =
        problem.stops[s].score / static_cast<double>(wanted) / choice.cheapest->cost;
    if (next && (yield < highest || (yield == highest && next->cost <= choice.cheapest->cost))) {
      continue;
    }
    next = choice.cheapest;
    highest = yield;
  }
  return next;
}

}  // namespace

PatrolPlan plan_by_insertion(const PatrolProblem& problem, const Control& control) {
  expect_sound(problem);
  const TravelTimes times(problem);
  Growth growth(problem, times);
  while (const auto next = next_required(problem, growth)) {
    control.check();
    growth.add(*next);
  }
  while (const auto next = next_by_score(problem, growth)) {
    control.check();
    growth.add(*next);
  }
  PatrolPlan plan{.tours = growth.tours(), .unserved = {}, .score = 0.0};
  plan.unserved = unserved_stops(plan.tours, problem, times);
  plan.score = total_score(plan.tours, problem);
  return plan;
}

}  // namespace rawan
