#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::patrol {

/// What a new visit costs a tour: compared in this order.
struct Displacement {
  std::uint32_t owed = 0;  ///< Visits that a stop or village owes.
  double worth = 0.0;
  std::uint32_t visits = 0;
  friend auto operator<=>(const Displacement&, const Displacement&) = default;
};

/// A visit of a tour and what is lost without it.
struct Keepsake {
  std::uint32_t stop = 0;
  double worth = 0.0;
  bool owed = false;
};

struct Displaced {
  Displacement cost;
  std::vector<std::uint32_t> stops;  ///< That give way, in the order of the tour.
};

/// The cheapest way to make a further visit in a tour whose other visits keep their order, all for
/// their least stay; nothing if every way costs more than `most`. Labels over the visits of the
/// tour, each kept or dropped, dominated ones discarded.
std::optional<Displaced> least_displaced(const Problem& problem, std::uint32_t shift,
                                         std::span<const Keepsake> tour, std::uint32_t stop,
                                         const Displacement& most);

}  // namespace rawan::patrol
