#pragma once

#include "patrol_duties.h"
#include "patrol_insertion.h"
#include "patrol_route.h"

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan::patrol {

/// What a plan is judged by, first things first; smaller is better.
struct Standing {
  std::int64_t missing = 0;
  std::int64_t unmet = 0;
  std::int64_t lost_points = 0;  ///< Minus the points, and those longer stays are about worth.
  std::int64_t travel = 0;
  friend auto operator<=>(const Standing&, const Standing&) = default;
};

/// Routes of all shifts, what they leave open, and a way back to where a step began.
class Solution {
 public:
  explicit Solution(const Model& model);

  const Model& model() const { return *model_; }
  const std::vector<Route>& routes() const { return routes_; }
  const Duties& duties() const { return duties_; }
  const Standing& standing() const { return standing_; }
  /// Stops that may be visited once more, in no order of meaning.
  std::span<const std::uint32_t> open_stops() const { return open_; }
  /// Shifts that visit a stop; one twice that does so twice.
  std::span<const std::uint32_t> shifts_of(std::uint32_t stop) const { return shifts_of_[stop]; }

  bool may_visit(std::uint32_t stop, std::uint32_t shift) const {
    return model_->allows(stop, shift) && (model_->plain || duties_.may_visit(stop, shift));
  }
  /// The least detour of a stop into a route, kept until the route changes; kNoDetour: none.
  Time detour(std::uint32_t stop, std::uint32_t shift);
  /// Brings the detours of all stops up to date.
  void refresh();

  void insert(std::uint32_t stop, std::uint32_t shift, std::uint32_t at);
  /// Removes visits, by ascending position, and more of them should the rest not hold: without the
  /// triangle inequality a shorter tour may take longer.
  void remove(std::uint32_t shift, std::span<const std::uint32_t> visits);
  /// Replaces a route, whose tour must hold and whose visits must be allowed.
  void replace(std::uint32_t shift, std::span<const std::uint32_t> stops);
  void clear();

  void mark();  ///< Where undo() goes back to.
  void undo();

 private:
  /// Of a route before it changes.
  struct Before {
    std::int64_t travel = 0;
    std::int64_t stays = 0;
  };
  std::size_t kept(std::uint32_t stop, std::uint32_t shift) const {
    return shift * model_->open.size() + stop;
  }
  void note(std::uint32_t stop, std::uint32_t shift);
  void forget(std::uint32_t stop, std::uint32_t shift);
  void keep(std::uint32_t shift);
  void changed(std::uint32_t shift, const Before& before);
  void set_open(std::uint32_t stop);

  const Model* model_;
  std::vector<Route> routes_;
  Duties duties_;
  Standing standing_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> place_in_open_;
  std::vector<std::vector<std::uint32_t>> shifts_of_;
  std::vector<Time> detours_;  ///< By shift and stop, as the next.
  std::vector<std::uint64_t> detour_versions_;
  std::vector<std::uint64_t> refreshed_;  ///< Version of a route whose detours are all known.
  std::uint64_t versions_ = 1;
  std::vector<Route> saved_;
  std::size_t saved_count_ = 0;
  std::vector<std::uint8_t> is_saved_;
  std::vector<std::uint32_t> rest_;
};

}  // namespace rawan::patrol
