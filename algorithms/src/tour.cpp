#include "tour.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

void expect_sound(const Stop& stop, std::size_t places) {
  expects(stop.place < places, "a stop lies at a place of the matrix");
  expects(std::isfinite(stop.score) && stop.score >= 0.0, "a score is >= 0");
  expects(stop.dwell.count() >= 0, "a dwell is >= 0");
  expects(stop.max_visits >= stop.min_visits, "max_visits must not be below min_visits");
}

void expect_sound(const Shift& shift, std::size_t places) {
  expects(shift.post < places, "a post lies at a place of the matrix");
  expects(shift.end >= shift.start, "a shift must not end before it starts");
  expects(std::isfinite(shift.speed) && shift.speed > 0.0, "a speed is > 0");
}

}  // namespace

std::int32_t travel_seconds(std::int32_t seconds, double speed) {
  if (seconds < 0) return seconds;
  // A quotient that is whole but for rounding must not cost one more second.
  const double scaled = std::ceil(seconds / speed - 1e-6);
  constexpr double kTooFar = 1e8;
  return static_cast<std::int32_t>(std::clamp(scaled, 0.0, kTooFar));
}

void expect_sound(const PatrolProblem& problem) {
  const std::size_t places = problem.travel.places;
  expects(problem.travel.seconds.size() == places * places, "travel times are places x places");
  expects(problem.travel.meters.size() == places * places, "distances are places x places");
  for (const Stop& stop : problem.stops) expect_sound(stop, places);
  for (const Shift& shift : problem.shifts) expect_sound(shift, places);
}

TravelTimes::TravelTimes(const PatrolProblem& problem) : places_(problem.travel.places) {
  std::vector<double> speeds;
  for (const Shift& shift : problem.shifts) {
    const auto known = std::find(speeds.begin(), speeds.end(), shift.speed);
    speed_of_.push_back(static_cast<std::size_t>(known - speeds.begin()));
    if (known == speeds.end()) speeds.push_back(shift.speed);
  }
  for (const double speed : speeds) {
    std::vector<std::int32_t>& scaled = by_speed_.emplace_back();
    scaled.reserve(problem.travel.seconds.size());
    for (const std::int32_t s : problem.travel.seconds) scaled.push_back(travel_seconds(s, speed));
  }
}

std::optional<std::int32_t> earliest_start(const Stop& stop, std::int32_t arrival) {
  if (stop.windows.empty()) return arrival;
  std::optional<std::int32_t> earliest;
  for (const TimeWindow& window : stop.windows) {
    const std::int32_t start = std::max(arrival, window.open.count());
    if (start > window.close.count()) continue;
    if (!earliest || start < *earliest) earliest = start;
  }
  return earliest;
}

bool may_serve(const Stop& stop, const Shift& shift) {
  return stop.units.empty() ||
         std::find(stop.units.begin(), stop.units.end(), shift.unit) != stop.units.end();
}

TourDraft::TourDraft(const PatrolProblem& problem, const TravelTimes& times, std::size_t shift)
    : problem_(&problem),
      times_(&times),
      shift_(shift),
      departure_{problem.shifts[shift].start.count()} {}

std::uint32_t TourDraft::place_at(std::size_t position) const {
  return position < size() ? problem_->stops[stop_[position]].place : problem_->shifts[shift_].post;
}

std::optional<Insertion> TourDraft::best_insertion(std::uint32_t stop) const {
  if (!may_serve(problem_->stops[stop], problem_->shifts[shift_])) return std::nullopt;
  std::optional<Insertion> best;
  for (std::size_t position = 0; position <= size(); ++position) {
    const std::optional<Insertion> here = insertion_at(stop, position);
    if (here && (!best || here->detour < best->detour)) best = here;
  }
  return best;
}

std::optional<Insertion> TourDraft::insertion_at(std::uint32_t stop, std::size_t position) const {
  const Stop& added = problem_->stops[stop];
  const std::uint32_t before = place_at(position == 0 ? size() : position - 1);
  const std::uint32_t after = place_at(position);
  const std::int32_t there = (*times_)(shift_, before, added.place);
  const std::int32_t onward = (*times_)(shift_, added.place, after);
  if (there < 0 || onward < 0) return std::nullopt;
  const std::int32_t arrival = departure_[position] + there;
  const std::optional<std::int32_t> start = earliest_start(added, arrival);
  if (!start) return std::nullopt;
  const std::int32_t departure = *start + added.dwell.count();
  if (!rest_holds(position, added.place, departure)) return std::nullopt;
  if (!meters_hold(position, added.place)) return std::nullopt;
  const std::int32_t saved = size() == 0 ? 0 : (*times_)(shift_, before, after);
  return Insertion{.detour = there + onward - saved + (departure - arrival),
                   .position = static_cast<std::uint32_t>(position)};
}

bool TourDraft::rest_holds(std::size_t position, std::uint32_t place, std::int32_t clock) const {
  const std::int32_t end = problem_->shifts[shift_].end.count();
  if (clock > end) return false;
  for (std::size_t k = position; k < size(); ++k) {
    const Stop& next = problem_->stops[stop_[k]];
    const std::int32_t leg = (*times_)(shift_, place, next.place);
    if (leg < 0) return false;
    const std::optional<std::int32_t> start = earliest_start(next, clock + leg);
    if (!start) return false;
    clock = *start + next.dwell.count();
    if (clock > end) return false;
    // Nothing after it is later than it was.
    if (clock <= departure_[k + 1]) return true;
    place = next.place;
  }
  const std::int32_t home = (*times_)(shift_, place, problem_->shifts[shift_].post);
  return home >= 0 && clock + home <= end;
}

bool TourDraft::meters_hold(std::size_t position, std::uint32_t place) const {
  const double limit = problem_->shifts[shift_].max_meters;
  if (limit <= 0.0) return true;
  const TravelMatrix& travel = problem_->travel;
  const std::uint32_t before = place_at(position == 0 ? size() : position - 1);
  const std::uint32_t after = place_at(position);
  const double saved = size() == 0 ? 0.0 : travel.distance(before, after);
  return meters_ - saved + travel.distance(before, place) + travel.distance(place, after) <= limit;
}

void TourDraft::insert(std::uint32_t stop, std::uint32_t position) {
  stop_.insert(stop_.begin() + position, stop);
  schedule();
}

void TourDraft::schedule() {
  const Tour now = tour();
  departure_.resize(1);
  for (const Visit& visit : now.visits) departure_.push_back(visit.departure.count());
  meters_ = now.meters;
}

Tour TourDraft::tour() const {
  const Shift& shift = problem_->shifts[shift_];
  Tour tour;
  std::int32_t clock = shift.start.count();
  std::uint32_t place = shift.post;
  for (const std::uint32_t s : stop_) {
    const Stop& stop = problem_->stops[s];
    Visit visit{.stop = s, .meters = problem_->travel.distance(place, stop.place)};
    visit.arrival = Seconds(clock + (*times_)(shift_, place, stop.place));
    const std::optional<std::int32_t> start = earliest_start(stop, visit.arrival.count());
    expects(start.has_value(), "a visit was inserted where it does not fit");
    visit.start = Seconds(*start);
    visit.departure = visit.start + stop.dwell;
    clock = visit.departure.count();
    place = stop.place;
    tour.meters += visit.meters;
    tour.visits.push_back(visit);
  }
  tour.end = Seconds(clock);
  if (stop_.empty()) return tour;
  tour.end += Seconds((*times_)(shift_, place, shift.post));
  tour.meters += problem_->travel.distance(place, shift.post);
  return tour;
}

bool fits_alone(const PatrolProblem& problem, const TravelTimes& times, std::size_t shift,
                std::uint32_t stop) {
  return TourDraft(problem, times, shift).best_insertion(stop).has_value();
}

}  // namespace rawan
