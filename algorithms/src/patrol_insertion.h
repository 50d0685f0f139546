#pragma once

#include "patrol_route.h"

#include <cstdint>
#include <limits>

namespace rawan::patrol {

inline constexpr Time kNoDetour = std::numeric_limits<Time>::max();

/// The best and the second best place for a stop in a route, by added travel. The node goes before
/// node `at` of the route.
struct Insertion {
  Time detour = kNoDetour;
  Time second_detour = kNoDetour;
  std::uint32_t at = 0;
  std::uint32_t second_at = 0;

  void offer(Time added, std::uint32_t place) {
    if (added < detour) {
      second_detour = detour;
      second_at = at;
      detour = added;
      at = place;
    } else if (added < second_detour) {
      second_detour = added;
      second_at = place;
    }
  }
};

/// Whether and where a stop fits, by the limits of the tour alone. Cost: O(1) per place.
Insertion best_insertion(const Model& model, const Route& route, std::uint32_t stop);

}  // namespace rawan::patrol
