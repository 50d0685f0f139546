#include "patrol_route_pool.h"

#include <tuple>

namespace rawan::patrol {
namespace {

auto values_of(const ModelShift& s) {
  return std::tuple(s.start_node, s.end_node, s.start, s.end, s.travel);
}

bool same_stops_allowed(const Model& model, std::uint32_t a, std::uint32_t b) {
  for (std::uint32_t s = 0; s < model.stops.size(); ++s) {
    if (model.allows(s, a) != model.allows(s, b)) return false;
  }
  return true;
}

/// Splitmix64: a stop as a number whose sums tell sets apart.
std::uint64_t scrambled(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

std::vector<std::uint32_t> kinds_of_shifts(const Model& model) {
  std::vector<std::uint32_t> kinds(model.shifts.size());
  for (std::uint32_t r = 0; r < kinds.size(); ++r) {
    kinds[r] = r;
    for (std::uint32_t q = 0; model.plain && q < r && kinds[r] == r; ++q) {
      if (kinds[q] != q || values_of(model.shifts[q]) != values_of(model.shifts[r])) continue;
      if (same_stops_allowed(model, q, r)) kinds[r] = q;
    }
  }
  return kinds;
}

RoutePool::RoutePool(const Model& model, std::size_t most)
    : model_(&model),
      most_(most),
      kinds_(kinds_of_shifts(model)),
      routes_(model.shifts.size()),
      index_(model.shifts.size()),
      next_(model.shifts.size()),
      seen_(model.shifts.size()) {}

void RoutePool::add(const Solution& solution) {
  for (const Route& route : solution.routes()) {
    if (route.visits() == 0 || seen_[route.shift] == route.version) continue;
    seen_[route.shift] = route.version;
    PooledRoute values{{}, 0, route.travel};
    for (std::size_t k = 0; k < route.visits(); ++k) {
      values.points += model_->stops[route.stop(k)].points;
    }
    offer(kinds_[route.shift], &route.nodes[1], route.visits(), values);
  }
}

void RoutePool::add(const RoutePool& other) {
  for (std::uint32_t kind = 0; kind < routes_.size(); ++kind) {
    for (const PooledRoute& r : other.of(kind)) offer(kind, r.stops.data(), r.stops.size(), r);
  }
}

void RoutePool::offer(std::uint32_t kind, const std::uint32_t* first, std::size_t count,
                      const PooledRoute& values) {
  std::uint64_t key = 0;
  for (std::size_t k = 0; k < count; ++k) key += scrambled(first[k]);
  auto& routes = routes_[kind];
  const auto [found, is_new] = index_[kind].try_emplace(key, 0U);
  if (is_new && routes.size() < most_) {
    found->second = static_cast<std::uint32_t>(routes.size());
    routes.emplace_back();
  } else if (is_new) {
    found->second = static_cast<std::uint32_t>(next_[kind]);
    next_[kind] = (next_[kind] + 1) % most_;
    std::uint64_t old = 0;
    for (const std::uint32_t stop : routes[found->second].stops) old += scrambled(stop);
    index_[kind].erase(old);
  } else if (values.travel >= routes[found->second].travel) {
    return;
  }
  PooledRoute& route = routes[found->second];
  route.stops.assign(first, first + count);
  route.points = values.points;
  route.travel = values.travel;
}

}  // namespace rawan::patrol
