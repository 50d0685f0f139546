#include "patrol_route.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

/// End of a pause that starts at or after `from`; kNever if it would start too late.
Time after_pause(const ModelShift& shift, Time from) {
  const Time start = std::max(from, shift.pause_earliest);
  return start <= shift.pause_latest ? start + shift.pause_length : kNever;
}

/// The latest moment from which the pause can still be taken so that it ends by `bound`.
Time before_pause(const ModelShift& shift, Time bound) {
  const Time start = std::min(shift.pause_latest, bound - shift.pause_length);
  return start >= shift.pause_earliest ? start : -kNever - 1;
}

bool set_legs(const Model& model, Route& route) {
  const ModelShift& shift = model.shifts[route.shift];
  const Legs& legs = model.travel[shift.travel];
  const std::size_t n = route.nodes.size();
  route.leg.assign(n, 0);
  route.travel = 0;
  route.millimeters = 0;
  if (route.visits() == 0) return true;
  for (std::size_t k = 1; k < n; ++k) {
    const std::size_t cell = route.nodes[k - 1] * model.nodes + route.nodes[k];
    route.leg[k] = legs.from[cell];
    if (route.leg[k] >= kNever) return false;
    route.travel += route.leg[k];
    if (!legs.millimeters.empty()) route.millimeters += legs.millimeters[cell];
  }
  return route.millimeters <= shift.most_millimeters;
}

bool go_forward(const Model& model, Route& route) {
  const std::size_t last = route.nodes.size() - 1;
  const ModelShift& shift = model.shifts[route.shift];
  route.departure.resize(last + 1);
  route.departure[0] = shift.start;
  for (std::size_t k = 1; k < last; ++k) {
    const ModelStop& stop = model.stops[route.nodes[k]];
    const Time arrival = route.departure[k - 1] + route.leg[k];
    if (arrival > stop.opening.close) return false;
    route.departure[k] = std::max(arrival, stop.opening.open) + stop.dwell;
  }
  route.departure[last] = route.departure[last - 1] + route.leg[last];
  return route.departure[last] <= shift.end;
}

void go_back(const Model& model, Route& route) {
  const std::size_t last = route.nodes.size() - 1;
  route.latest.resize(last + 1);
  route.latest[last] = model.shifts[route.shift].end;
  for (std::size_t k = last; --k > 0;) {
    const ModelStop& stop = model.stops[route.nodes[k]];
    route.latest[k] =
        std::min(stop.opening.close, route.latest[k + 1] - route.leg[k + 1] - stop.dwell);
  }
}

/// The departure from node k of a unit that left the node before at `before`.
Time departure_after(const Model& model, const Route& route, std::size_t k, Time before) {
  if (before >= kNever) return kNever;
  const std::uint32_t stop = route.nodes[k];
  const auto openings = model.openings_of(stop, model.shifts[route.shift].weekday);
  const Time start = start_of(openings, before + route.leg[k]);
  return start >= kNever ? kNever : std::min(start + model.stops[stop].dwell, kNever);
}

Time arrival_before(const Model& model, const Route& route, std::size_t k, Time departure) {
  const std::uint32_t stop = route.nodes[k];
  const auto openings = model.openings_of(stop, model.shifts[route.shift].weekday);
  return latest_arrival(openings, std::max(departure - model.stops[stop].dwell, -kNever));
}

bool go_forward_in_detail(const Model& model, Route& route) {
  const std::size_t last = route.nodes.size() - 1;
  const ModelShift& shift = model.shifts[route.shift];
  route.departure.resize(last + 1);
  route.rested_departure.assign(last + 1, kNever);
  route.departure[0] = shift.start;
  if (shift.pauses) route.rested_departure[0] = after_pause(shift, shift.start);
  for (std::size_t k = 1; k < last; ++k) {
    route.departure[k] = departure_after(model, route, k, route.departure[k - 1]);
    if (!shift.pauses) continue;
    const Time rested = departure_after(model, route, k, route.rested_departure[k - 1]);
    route.rested_departure[k] = std::min(rested, after_pause(shift, route.departure[k]));
  }
  const auto& departure = shift.pauses ? route.rested_departure : route.departure;
  if (route.visits() > 0 && departure[last - 1] >= kNever) return false;
  route.departure[last] = route.visits() == 0 ? shift.start : departure[last - 1] + route.leg[last];
  return route.visits() == 0 || route.departure[last] <= shift.end;
}

void go_back_in_detail(const Model& model, Route& route) {
  const std::size_t last = route.nodes.size() - 1;
  const ModelShift& shift = model.shifts[route.shift];
  route.latest.resize(last + 1);
  route.rested_latest.assign(last + 1, shift.end);
  route.latest[last] = shift.pauses ? -kNever - 1 : shift.end;
  for (std::size_t k = last; --k > 0;) {
    Time departure = route.latest[k + 1] - route.leg[k + 1];
    if (shift.pauses) {
      const Time rested = route.rested_latest[k + 1] - route.leg[k + 1];
      route.rested_latest[k] = arrival_before(model, route, k, rested);
      departure = std::max(departure, before_pause(shift, rested));
    }
    route.latest[k] = arrival_before(model, route, k, departure);
  }
}

void set_slack(const Model& model, Route& route) {
  const std::int64_t end = model.shifts[route.shift].end;
  route.slack = {end - std::int64_t{route.departure.back()}, 0, 0};
  for (std::size_t k = 0; k < route.visits(); ++k) {
    route.slack = route.slack.with(model.stops[route.stop(k)], 0);
  }
}

}  // namespace

Route empty_route(const Model& model, std::uint32_t shift) {
  Route route;
  route.shift = shift;
  route.nodes = {model.shifts[shift].start_node, model.shifts[shift].end_node};
  measure(model, route);
  return route;
}

bool measure(const Model& model, Route& route) {
  if (!set_legs(model, route)) return false;
  if (model.plain) {
    if (!go_forward(model, route)) return false;
    go_back(model, route);
    return true;
  }
  if (!go_forward_in_detail(model, route)) return false;
  go_back_in_detail(model, route);
  set_slack(model, route);
  return true;
}

}  // namespace rawan::patrol
