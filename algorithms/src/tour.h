#pragma once

#include "rawan/algorithms/orienteering.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rawan {

/// @throws ContractViolation as plan_by_insertion says.
void expect_sound(const PatrolProblem& problem);

/// Travel times of a problem at the speeds of its shifts.
class TravelTimes {
 public:
  explicit TravelTimes(const PatrolProblem& problem);

  /// Seconds between two places in a shift; negative: unreachable.
  std::int32_t operator()(std::size_t shift, std::uint32_t from, std::uint32_t to) const {
    return by_speed_[speed_of_[shift]][from * places_ + to];
  }

 private:
  std::size_t places_;
  std::vector<std::size_t> speed_of_;
  std::vector<std::vector<std::int32_t>> by_speed_;
};

/// The earliest start of service at or after `arrival`; none if every window has closed.
std::optional<std::int32_t> earliest_start(const Stop& stop, std::int32_t arrival);

bool may_serve(const Stop& stop, const Shift& shift);

/// A place in a tour for one more visit.
struct Insertion {
  std::int32_t detour = 0;  ///< Added travel, own waiting and dwell, seconds. May be negative.
  std::uint32_t position = 0;
};

/// The stops of one shift in order, with the earliest times.
class TourDraft {
 public:
  TourDraft(const PatrolProblem& problem, const TravelTimes& times, std::size_t shift);

  std::size_t size() const { return stop_.size(); }

  /// Where the stop costs least time; none where it does not fit. All later visits are checked
  /// anew, so nothing is assumed of the matrix.
  std::optional<Insertion> best_insertion(std::uint32_t stop) const;

  void insert(std::uint32_t stop, std::uint32_t position);

  Tour tour() const;

 private:
  std::uint32_t place_at(std::size_t position) const;
  std::optional<Insertion> insertion_at(std::uint32_t stop, std::size_t position) const;
  bool rest_holds(std::size_t position, std::uint32_t place, std::int32_t clock) const;
  bool meters_hold(std::size_t position, std::uint32_t place) const;
  void schedule();

  const PatrolProblem* problem_;
  const TravelTimes* times_;
  std::size_t shift_;
  std::vector<std::uint32_t> stop_;
  std::vector<std::int32_t> departure_;  ///< departure_[0]: from the post; one more per visit.
  double meters_ = 0.0;
};

/// Whether the stop fits into the shift with nothing else.
bool fits_alone(const PatrolProblem& problem, const TravelTimes& times, std::size_t shift,
                std::uint32_t stop);

/// What is missing in a set of tours, by stop, with the reason.
std::vector<UnservedStop> unserved_stops(const std::vector<Tour>& tours,
                                         const PatrolProblem& problem, const TravelTimes& times);

/// The score of all visits, added tour by tour.
double total_score(const std::vector<Tour>& tours, const PatrolProblem& problem);

}  // namespace rawan
