#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace rawan::patrol {

/// The earliest times at which a unit can be ready to drive on, with and without its pause behind
/// it. Being early never hurts, so the two minima hold all that a tour needs to know.
class ShiftClock {
 public:
  /// At the start post. Windows, break and shift close `grace` later than they say.
  ShiftClock(const Problem& problem, std::uint32_t shift, Seconds grace = Seconds(0));

  /// Drives to a stop and serves it for its least stay.
  void serve(const Stop& stop);

  /// Whether the unit can still be at its end post in time, its pause made.
  bool comes_home() const;

  /// With its pause behind it the unit is never earlier.
  bool alive() const { return before_ != kNever; }

  /// No later than the other in both respects.
  bool as_early_as(const ShiftClock& other) const {
    return before_ <= other.before_ && after_ <= other.after_;
  }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  void pause_here();
  std::int64_t served(const Stop& stop, std::int64_t clock, std::int32_t travel) const;

  const Shift* shift_;
  const TravelMatrix* travel_;
  std::int64_t grace_;
  std::uint32_t place_;
  std::int64_t before_;
  std::int64_t after_ = kNever;
};

/// Whether a shift has time for these stops in this order, meters aside.
bool has_time_for(const Problem& problem, std::uint32_t shift, std::span<const std::uint32_t> stops,
                  Seconds grace = Seconds(0));

/// The least grace with which it has; nothing: no grace helps.
std::optional<Seconds> time_missing(const Problem& problem, std::uint32_t shift,
                                    std::span<const std::uint32_t> stops);

/// From post to post; all ways exist.
double meters_of(const Problem& problem, std::uint32_t shift, std::span<const std::uint32_t> stops);

/// By how much `meters` is more than the shift may drive; 0 if it is not.
double meters_missing(const Shift& shift, double meters);

}  // namespace rawan::patrol
