#include "patrol_detours.h"

#include "patrol_insertion.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

struct Columns {
  const Time* open;
  const Time* close;
  const Time* dwell;
};

/// Place between two nodes of a route.
struct Gap {
  const Time* there;  ///< From the node before to each stop.
  const Time* on;     ///< From each stop to the node after.
  Time departure;
  Time latest;
  Time leg;
};

/// Offers one place of the route to all stops. Without branches, so that the compiler takes many at
/// once: `late` is above 0 where a stop does not fit.
[[gnu::target_clones("default", "avx2", "avx512f")]] void offer_gap(const Columns& columns,
                                                                    const Gap& gap,
                                                                    std::size_t stops,
                                                                    Time* __restrict best) {
  const Time* const __restrict open = columns.open;
  const Time* const __restrict close = columns.close;
  const Time* const __restrict dwell = columns.dwell;
  const Time* const __restrict there = gap.there;
  const Time* const __restrict on = gap.on;
  const Time departure = gap.departure;
  const Time latest = gap.latest;
  const Time leg = gap.leg;
  for (std::size_t s = 0; s < stops; ++s) {
    const Time arrival = departure + there[s];
    const Time end = std::max(arrival, open[s]) + dwell[s] + on[s];
    const Time late = std::max(arrival - close[s], end - latest);
    const Time fits = (late - 1) >> 31;
    const Time detour = there[s] + on[s] - leg;
    best[s] = std::min(best[s], (detour & fits) | (kNoDetour & ~fits));
  }
}

}  // namespace

void all_detours(const Model& model, const Route& route, std::span<Time> detours) {
  const Legs& legs = model.travel[model.shifts[route.shift].travel];
  const Columns columns{model.open.data(), model.close.data(), model.dwell.data()};
  std::fill(detours.begin(), detours.end(), kNoDetour);
  for (std::size_t k = 1; k < route.nodes.size(); ++k) {
    const Gap gap{legs.from.data() + route.nodes[k - 1] * model.nodes,
                  legs.to.data() + route.nodes[k] * model.nodes, route.departure[k - 1],
                  route.latest[k], route.leg[k]};
    offer_gap(columns, gap, detours.size(), detours.data());
  }
}

}  // namespace rawan::patrol
