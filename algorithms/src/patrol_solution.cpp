#include "patrol_solution.h"

#include "patrol_detours.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

constexpr std::uint32_t kNotOpen = kAnyNumber;

}  // namespace

Solution::Solution(const Model& model)
    : model_(&model),
      duties_(model),
      place_in_open_(model.stops.size(), kNotOpen),
      shifts_of_(model.stops.size()),
      detours_(model.open.size() * model.shifts.size()),
      detour_versions_(model.open.size() * model.shifts.size()),
      refreshed_(model.shifts.size()),
      is_saved_(model.shifts.size()) {
  for (std::uint32_t r = 0; r < model.shifts.size(); ++r) {
    routes_.push_back(empty_route(model, r));
    routes_.back().version = versions_++;
  }
  for (std::uint32_t s = 0; s < model.stops.size(); ++s) set_open(s);
  standing_.missing = duties_.missing();
  standing_.unmet = duties_.unmet();
}

/// Puts a stop among the open ones or takes it out, by its visits.
void Solution::set_open(std::uint32_t stop) {
  const bool open = shifts_of_[stop].size() < model_->stops[stop].max_visits;
  std::uint32_t& place = place_in_open_[stop];
  if (open == (place != kNotOpen)) return;
  if (open) {
    place = static_cast<std::uint32_t>(open_.size());
    open_.push_back(stop);
    return;
  }
  open_[place] = open_.back();
  place_in_open_[open_[place]] = place;
  open_.pop_back();
  place = kNotOpen;
}

void Solution::note(std::uint32_t stop, std::uint32_t shift) {
  shifts_of_[stop].push_back(shift);
  if (!model_->plain) duties_.add(stop, shift);
  standing_.lost_points -= model_->stops[stop].points;
  set_open(stop);
}

void Solution::forget(std::uint32_t stop, std::uint32_t shift) {
  auto& shifts = shifts_of_[stop];
  shifts.erase(std::find(shifts.begin(), shifts.end(), shift));
  if (!model_->plain) duties_.remove(stop, shift);
  standing_.lost_points += model_->stops[stop].points;
  set_open(stop);
}

void Solution::keep(std::uint32_t shift) {
  if (is_saved_[shift] != 0) return;
  is_saved_[shift] = 1;
  if (saved_count_ == saved_.size()) saved_.emplace_back();
  saved_[saved_count_++] = routes_[shift];
}

void Solution::changed(std::uint32_t shift, const Before& before) {
  const Route& route = routes_[shift];
  routes_[shift].version = versions_++;
  standing_.travel += route.travel - before.travel;
  standing_.lost_points -= route.slack.worth() - before.stays;
  standing_.missing = duties_.missing();
  standing_.unmet = duties_.unmet();
}

Time Solution::detour(std::uint32_t stop, std::uint32_t shift) {
  const std::size_t at = kept(stop, shift);
  const Route& route = routes_[shift];
  if (detour_versions_[at] != route.version) {
    detours_[at] = best_insertion(*model_, route, stop).detour;
    detour_versions_[at] = route.version;
  }
  return detours_[at];
}

void Solution::refresh() {
  if (!model_->plain) return;
  const std::size_t width = model_->open.size();
  for (const Route& route : routes_) {
    if (refreshed_[route.shift] == route.version) continue;
    refreshed_[route.shift] = route.version;
    const std::span all(detours_);
    all_detours(*model_, route, all.subspan(route.shift * width, width));
    std::fill_n(detour_versions_.begin() + static_cast<std::ptrdiff_t>(route.shift * width), width,
                route.version);
  }
}

void Solution::insert(std::uint32_t stop, std::uint32_t shift, std::uint32_t at) {
  keep(shift);
  Route& route = routes_[shift];
  const Before before{route.travel, route.slack.worth()};
  route.nodes.insert(route.nodes.begin() + at, stop);
  measure(*model_, route);
  note(stop, shift);
  changed(shift, before);
}

void Solution::remove(std::uint32_t shift, std::span<const std::uint32_t> visits) {
  keep(shift);
  Route& route = routes_[shift];
  const Before before{route.travel, route.slack.worth()};
  for (std::size_t k = visits.size(); k-- > 0;) {
    forget(route.stop(visits[k]), shift);
    route.nodes.erase(route.nodes.begin() + visits[k] + 1);
  }
  while (!measure(*model_, route)) {
    const std::size_t victim = std::min<std::size_t>(visits.front(), route.visits() - 1);
    forget(route.stop(victim), shift);
    route.nodes.erase(route.nodes.begin() + static_cast<std::ptrdiff_t>(victim) + 1);
  }
  changed(shift, before);
}

void Solution::replace(std::uint32_t shift, std::span<const std::uint32_t> stops) {
  keep(shift);
  Route& route = routes_[shift];
  const Before before{route.travel, route.slack.worth()};
  while (route.visits() > 0) {
    forget(route.stop(route.visits() - 1), shift);
    route.nodes.erase(route.nodes.end() - 2);
  }
  route.nodes.insert(route.nodes.begin() + 1, stops.begin(), stops.end());
  measure(*model_, route);
  for (const std::uint32_t stop : stops) note(stop, shift);
  changed(shift, before);
}

void Solution::clear() {
  for (std::uint32_t r = 0; r < routes_.size(); ++r) replace(r, {});
}

void Solution::mark() {
  for (std::size_t k = 0; k < saved_count_; ++k) is_saved_[saved_[k].shift] = 0;
  saved_count_ = 0;
}

void Solution::undo() {
  for (std::size_t k = 0; k < saved_count_; ++k) {
    const std::uint32_t shift = saved_[k].shift;
    Route& route = routes_[shift];
    for (std::size_t v = 0; v < route.visits(); ++v) forget(route.stop(v), shift);
    standing_.travel += saved_[k].travel - route.travel;
    standing_.lost_points -= saved_[k].slack.worth() - route.slack.worth();
    std::swap(route, saved_[k]);
    is_saved_[shift] = 0;
  }
  for (std::size_t k = 0; k < saved_count_; ++k) {
    const Route& route = routes_[saved_[k].shift];
    for (std::size_t v = 0; v < route.visits(); ++v) note(route.stop(v), route.shift);
  }
  saved_count_ = 0;
  standing_.missing = duties_.missing();
  standing_.unmet = duties_.unmet();
}

}  // namespace rawan::patrol
