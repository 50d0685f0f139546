#include "retimed_tour.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// Moves through a shift, from its post, as early as can be.
class Walk {
 public:
  Walk(const patrol::Problem& problem, const patrol::Shift& shift)
      : problem_(problem), shift_(shift), place_(shift.start_post), now_(shift.start) {
    tour_.start = shift.start;
  }

  void visit(AskedVisit asked) {
    const patrol::Stop& stop = problem_.stops[asked.stop];
    if (must_rest_before(asked)) rest();
    const Seconds arrival = now_ + drive(stop.place);
    const Seconds start = start_at(stop, arrival);
    tour_.visits.push_back({asked.stop, arrival, start, start + asked.stay, go_to(stop.place)});
    now_ = start + asked.stay;
  }

  patrol::Tour finish() && {
    if (tour_.visits.empty()) return {.start = shift_.start, .end = shift_.start};
    if (shift_.pause && !tour_.pause) rest();
    tour_.end = now_ + drive(shift_.end_post);
    go_to(shift_.end_post);
    leave_late();
    return std::move(tour_);
  }

 private:
  Seconds drive(std::uint32_t place) const {
    return Seconds(std::max(0, problem_.travel[shift_.travel].time(place_, place)));
  }

  double go_to(std::uint32_t place) {
    const double meters = problem_.travel[shift_.travel].distance(place_, place);
    tour_.meters += meters;
    place_ = place;
    return meters;
  }

  Seconds start_at(const patrol::Stop& stop, Seconds arrival) const {
    return patrol::earliest_start(stop, shift_.weekday, arrival).value_or(arrival);
  }

  /// After this visit the break would begin too late, or it can begin now.
  bool must_rest_before(AskedVisit asked) const {
    if (!shift_.pause || tour_.pause) return false;
    const patrol::Stop& stop = problem_.stops[asked.stop];
    const Seconds over = start_at(stop, now_ + drive(stop.place)) + asked.stay;
    return now_ >= shift_.pause->earliest || over > shift_.pause->latest;
  }

  void rest() {
    tour_.pause = std::max(now_, shift_.pause->earliest);
    now_ = *tour_.pause + shift_.pause->length;
  }

  /// Waits at its post rather than at the first stop.
  void leave_late() {
    patrol::Visit& first = tour_.visits.front();
    if (tour_.pause && *tour_.pause < first.start) return;
    tour_.start += first.start - first.arrival;
    first.arrival = first.start;
  }

  const patrol::Problem& problem_;
  const patrol::Shift& shift_;
  std::uint32_t place_;
  Seconds now_;
  patrol::Tour tour_;
};

}  // namespace

patrol::Tour retimed_tour(const patrol::Problem& problem, const patrol::Shift& shift,
                          std::span<const AskedVisit> visits) {
  Walk walk(problem, shift);
  for (const AskedVisit& asked : visits) walk.visit(asked);
  return std::move(walk).finish();
}

}  // namespace rawan::engine
