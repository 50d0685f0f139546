#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/orienteering.h"
#include "tour.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace rawan {
namespace {

bool touches(const Stop& stop, const Shift& shift) {
  if (stop.windows.empty()) return true;
  return std::any_of(stop.windows.begin(), stop.windows.end(), [&](const TimeWindow& window) {
    return std::max(window.open, shift.start) <= std::min(window.close, shift.end);
  });
}

UnservedReason reason_for(const PatrolProblem& problem, const TravelTimes& times, std::uint32_t s) {
  const Stop& stop = problem.stops[s];
  bool reached = false;
  bool touched = false;
  for (std::size_t t = 0; t < problem.shifts.size(); ++t) {
    const Shift& shift = problem.shifts[t];
    if (!may_serve(stop, shift)) continue;
    if (times(t, shift.post, stop.place) < 0 || times(t, stop.place, shift.post) < 0) continue;
    reached = true;
    if (!touches(stop, shift)) continue;
    touched = true;
    if (fits_alone(problem, times, t, s)) return UnservedReason::no_time;
  }
  if (!reached) return UnservedReason::unreachable;
  return touched ? UnservedReason::out_of_reach : UnservedReason::window;
}

std::vector<std::uint32_t> visit_counts(const std::vector<Tour>& tours, std::size_t stops) {
  std::vector<std::uint32_t> count(stops, 0);
  for (const Tour& tour : tours) {
    for (const Visit& visit : tour.visits) ++count[visit.stop];
  }
  return count;
}

/// Collects what is wrong, each sentence with the place where it is wrong.
class Faults {
 public:
  void unless(bool holds, const std::string& subject, const char* complaint) {
    if (!holds) sentences_.push_back(subject + ": " + complaint);
  }
  std::vector<std::string> take() { return std::move(sentences_); }

 private:
  std::vector<std::string> sentences_;
};

bool about(double a, double b) {
  return std::abs(a - b) <= 1e-6 * std::max(1.0, std::abs(b));
}

bool in_a_window(const Stop& stop, Seconds start) {
  if (stop.windows.empty()) return true;
  return std::any_of(stop.windows.begin(), stop.windows.end(), [&](const TimeWindow& window) {
    return window.open <= start && start <= window.close;
  });
}

/// Where a squad is, and since when.
struct Whereabouts {
  std::uint32_t place = 0;
  Seconds since{};
};

void judge_leg(const Whereabouts& from, const Whereabouts& to, std::int32_t travel,
               const std::string& subject, Faults& faults) {
  faults.unless(travel >= 0, subject, "there is no way from the place before");
  faults.unless(travel < 0 || to.since >= from.since + Seconds(travel), subject,
                "is reached sooner than the travel time allows");
}

void judge_visit(const Visit& visit, const Stop& stop, const std::string& subject, Faults& faults) {
  faults.unless(visit.start >= visit.arrival, subject, "starts before arrival");
  faults.unless(in_a_window(stop, visit.start), subject, "starts outside its windows");
  faults.unless(visit.departure >= visit.start + stop.dwell, subject,
                "is left before its dwell is over");
}

void judge_tour(const Tour& tour, const PatrolProblem& problem, std::size_t t, Faults& faults) {
  const Shift& shift = problem.shifts[t];
  const std::string name = "tour " + std::to_string(t);
  const auto travel = [&](std::uint32_t a, std::uint32_t b) {
    return travel_seconds(problem.travel.time(a, b), shift.speed);
  };
  Whereabouts squad{shift.post, shift.start};
  double meters = 0.0;
  for (const Visit& visit : tour.visits) {
    const Stop& stop = problem.stops[visit.stop];
    const std::string subject = name + ", stop " + std::to_string(visit.stop);
    judge_leg(squad, {stop.place, visit.arrival}, travel(squad.place, stop.place), subject, faults);
    judge_visit(visit, stop, subject, faults);
    faults.unless(may_serve(stop, shift), subject, "is not for this unit");
    const double driven = problem.travel.distance(squad.place, stop.place);
    faults.unless(about(visit.meters, driven), subject, "has wrong meters");
    meters += driven;
    squad = {stop.place, visit.departure};
  }
  if (!tour.visits.empty()) {
    judge_leg(squad, {shift.post, tour.end}, travel(squad.place, shift.post), name + ", post",
              faults);
    meters += problem.travel.distance(squad.place, shift.post);
  }
  faults.unless(tour.end >= shift.start && tour.end <= shift.end, name, "ends outside its shift");
  faults.unless(about(tour.meters, meters), name, "has wrong meters");
  faults.unless(shift.max_meters <= 0.0 || meters <= shift.max_meters * (1.0 + 1e-9), name,
                "is longer than its meters allow");
}

void judge_days(const PatrolPlan& plan, const PatrolProblem& problem, Faults& faults) {
  std::set<std::pair<std::uint32_t, std::int32_t>> seen;
  for (std::size_t t = 0; t < plan.tours.size(); ++t) {
    for (const Visit& visit : plan.tours[t].visits) {
      faults.unless(seen.insert({visit.stop, problem.shifts[t].day}).second,
                    "stop " + std::to_string(visit.stop), "is visited twice on one day");
    }
  }
  const std::vector<std::uint32_t> visits = visit_counts(plan.tours, problem.stops.size());
  for (std::size_t s = 0; s < visits.size(); ++s) {
    faults.unless(visits[s] <= problem.stops[s].max_visits, "stop " + std::to_string(s),
                  "is visited too often");
  }
}

bool same(const UnservedStop& a, const UnservedStop& b) {
  return a.stop == b.stop && a.missing_visits == b.missing_visits && a.required == b.required &&
         a.reason == b.reason;
}

bool knows_its_stops(const PatrolPlan& plan, const PatrolProblem& problem) {
  return std::all_of(plan.tours.begin(), plan.tours.end(), [&](const Tour& tour) {
    return std::all_of(tour.visits.begin(), tour.visits.end(),
                       [&](const Visit& visit) { return visit.stop < problem.stops.size(); });
  });
}

}  // namespace

std::vector<UnservedStop> unserved_stops(const std::vector<Tour>& tours,
                                         const PatrolProblem& problem, const TravelTimes& times) {
  const std::vector<std::uint32_t> visits = visit_counts(tours, problem.stops.size());
  std::vector<UnservedStop> unserved;
  for (std::uint32_t s = 0; s < visits.size(); ++s) {
    const std::uint32_t wanted = problem.stops[s].min_visits;
    const bool required = wanted > 0;
    if (required ? visits[s] >= wanted : visits[s] > 0) continue;
    if (problem.stops[s].max_visits == 0) continue;
    unserved.push_back({.stop = s,
                        .missing_visits = required ? wanted - visits[s] : 1,
                        .required = required,
                        .reason = reason_for(problem, times, s)});
  }
  return unserved;
}

double total_score(const std::vector<Tour>& tours, const PatrolProblem& problem) {
  double score = 0.0;
  for (const Tour& tour : tours) {
    for (const Visit& visit : tour.visits) score += problem.stops[visit.stop].score;
  }
  return score;
}

std::vector<std::string> faults(const PatrolPlan& plan, const PatrolProblem& problem) {
  expect_sound(problem);
  if (plan.tours.size() != problem.shifts.size()) return {"plan: has not one tour per shift"};
  if (!knows_its_stops(plan, problem)) return {"plan: visits a stop that does not exist"};
  Faults faults;
  for (std::size_t t = 0; t < plan.tours.size(); ++t) judge_tour(plan.tours[t], problem, t, faults);
  judge_days(plan, problem, faults);
  const auto unserved = unserved_stops(plan.tours, problem, TravelTimes(problem));
  faults.unless(std::equal(plan.unserved.begin(), plan.unserved.end(), unserved.begin(),
                           unserved.end(), same),
                "plan", "its list of unserved stops is not the true one");
  faults.unless(about(plan.score, total_score(plan.tours, problem)), "plan", "has a wrong score");
  return faults.take();
}

}  // namespace rawan
