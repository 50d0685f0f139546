#include "patrol_insertion.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

struct LegRows {
  const Time* to;    ///< From each node to the stop.
  const Time* from;  ///< From the stop to each node.
};

LegRows legs_at(const Model& model, const Route& route, std::uint32_t stop) {
  const Legs& legs = model.travel[model.shifts[route.shift].travel];
  return {legs.to.data() + stop * model.nodes, legs.from.data() + stop * model.nodes};
}

/// Times grow along a route, so the places where a window can hold are neighbors.
Insertion plain_insertion(const Model& model, const Route& route, std::uint32_t stop) {
  const auto [to, from] = legs_at(model, route, stop);
  const Time dwell = model.stops[stop].dwell;
  const auto [open, close] = model.stops[stop].opening;
  const std::uint32_t* nodes = route.nodes.data();
  const auto last = static_cast<std::uint32_t>(route.nodes.size() - 1);
  const Time earliest_next = open + dwell;
  Insertion best;
  std::uint32_t k = 1;
  while (k < last && route.latest[k] < earliest_next) ++k;
  for (; k <= last && route.departure[k - 1] <= close; ++k) {
    const Time there = to[nodes[k - 1]];
    const Time arrival = route.departure[k - 1] + there;
    if (arrival > close) continue;
    const Time on = from[nodes[k]];
    if (std::max(arrival, open) + dwell + on > route.latest[k]) continue;
    best.offer(there + on - route.leg[k], k);
  }
  return best;
}

/// Whether the rest of the tour can be done after a start at `start`, by a unit that had its pause.
bool fits_rested(const Route& route, std::uint32_t k, Time departure, Time on) {
  return departure < kNever && departure + on <= route.rested_latest[k];
}

bool fits(const Model& model, const Route& route, std::uint32_t stop, std::uint32_t k, Time there,
          Time on) {
  const ModelShift& shift = model.shifts[route.shift];
  const auto openings = model.openings_of(stop, shift.weekday);
  const Time dwell = model.stops[stop].dwell;
  const auto departure_from = [&](Time before) {
    const Time start = before < kNever ? start_of(openings, before + there) : kNever;
    return start < kNever ? std::min(start + dwell, kNever) : kNever;
  };
  const Time departure = departure_from(route.departure[k - 1]);
  if (departure < kNever && departure + on <= route.latest[k]) return true;
  if (!shift.pauses) return false;
  const Time pause = std::max(departure, shift.pause_earliest);
  if (pause <= shift.pause_latest && fits_rested(route, k, pause + shift.pause_length, on)) {
    return true;
  }
  return fits_rested(route, k, departure_from(route.rested_departure[k - 1]), on);
}

Insertion detailed_insertion(const Model& model, const Route& route, std::uint32_t stop) {
  const auto [to, from] = legs_at(model, route, stop);
  const ModelShift& shift = model.shifts[route.shift];
  const auto& millimeters = model.travel[shift.travel].millimeters;
  const auto meters = [&](std::uint32_t a, std::uint32_t b) {
    return millimeters[a * model.nodes + b];
  };
  const std::int64_t room = shift.most_millimeters - route.millimeters;
  const bool alone = route.visits() == 0;
  Insertion best;
  for (std::uint32_t k = 1; k < route.nodes.size(); ++k) {
    const std::uint32_t before = route.nodes[k - 1];
    const std::uint32_t after = route.nodes[k];
    if (to[before] >= kNever || from[after] >= kNever) continue;
    const Time added = to[before] + from[after] - route.leg[k];
    if (added >= best.second_detour || !fits(model, route, stop, k, to[before], from[after])) {
      continue;
    }
    if (!millimeters.empty()) {
      const std::int64_t more = meters(before, stop) + meters(stop, after);
      if (more - (alone ? 0 : meters(before, after)) > room) continue;
    }
    best.offer(added, k);
  }
  return best;
}

}  // namespace

Insertion best_insertion(const Model& model, const Route& route, std::uint32_t stop) {
  return model.plain ? plain_insertion(model, route, stop) : detailed_insertion(model, route, stop);
}

}  // namespace rawan::patrol
