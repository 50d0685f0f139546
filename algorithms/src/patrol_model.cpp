#include "patrol_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan::patrol {
namespace {

Time bounded(std::int64_t seconds) {
  return static_cast<Time>(std::clamp<std::int64_t>(seconds, -kNever, kNever));
}
Time bounded(Seconds seconds) {
  return bounded(std::int64_t{seconds.count()});
}

auto values_of(const TimeWindow& w) {
  return std::tuple(w.open, w.close, w.weekdays);
}

bool comes_before(const Stop& a, const Stop& b) {
  const auto plain = [](const Stop& s) {
    return std::tuple(s.place, s.village, s.score, s.dwell, s.full_dwell, s.long_stay, s.required,
                      s.max_visits, s.min_gap_days);
  };
  if (plain(a) != plain(b)) return plain(a) < plain(b);
  if (a.units != b.units) return a.units < b.units;
  return std::lexicographical_compare(
      a.windows.begin(), a.windows.end(), b.windows.begin(), b.windows.end(),
      [](const TimeWindow& x, const TimeWindow& y) { return values_of(x) < values_of(y); });
}

/// By value, so that the answer does not depend on the order of the caller's rows.
std::vector<std::uint32_t> rows_in_order(const std::vector<Stop>& stops) {
  std::vector<std::uint32_t> rows(stops.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return comes_before(stops[a], stops[b]);
  });
  return rows;
}

/// A power of two, so that sums of whole scores stay exact.
double points_per_score(const std::vector<Stop>& stops) {
  double most = 0.0;
  for (const Stop& s : stops) most = std::max(most, s.score);
  return most > 0.0 ? std::exp2(std::floor(std::log2(std::exp2(36.0) / most))) : 1.0;
}

std::vector<Opening> openings_on(const Stop& stop, unsigned weekday) {
  if (stop.windows.empty()) return {Opening{}};
  std::vector<Opening> all;
  for (const TimeWindow& w : stop.windows) {
    if ((w.weekdays >> weekday & 1U) == 0) continue;
    all.push_back({bounded(w.open), bounded(w.close)});
  }
  std::sort(all.begin(), all.end(), [](const Opening& a, const Opening& b) {
    return std::tuple(a.open, a.close) < std::tuple(b.open, b.close);
  });
  std::vector<Opening> disjoint;
  for (const Opening& o : all) {
    if (!disjoint.empty() && o.open <= disjoint.back().close) {
      disjoint.back().close = std::max(disjoint.back().close, o.close);
    } else {
      disjoint.push_back(o);
    }
  }
  return disjoint;
}

void set_openings(const Problem& problem, Model& model) {
  model.opening_at.push_back(0);
  for (const std::uint32_t row : model.row_of_stop) {
    for (unsigned weekday = 0; weekday < 7; ++weekday) {
      const auto openings = openings_on(problem.stops[row], weekday);
      model.openings.insert(model.openings.end(), openings.begin(), openings.end());
      model.opening_at.push_back(static_cast<std::uint32_t>(model.openings.size()));
    }
  }
}

Opening hull_of(const std::vector<TimeWindow>& windows) {
  if (windows.empty()) return {};
  Opening hull{kNever, -kNever};
  for (const TimeWindow& w : windows) {
    hull.open = std::min(hull.open, bounded(w.open));
    hull.close = std::max(hull.close, bounded(w.close));
  }
  return hull;
}

void set_stops(const Problem& problem, Model& model) {
  for (const std::uint32_t row : model.row_of_stop) {
    const Stop& s = problem.stops[row];
    ModelStop& stop = model.stops.emplace_back();
    stop.points = std::llround(s.score * model.points_per_score);
    stop.dwell = bounded(s.dwell);
    if (s.full_dwell > s.dwell && s.long_stay > 0.0) {
      stop.longer = bounded(s.full_dwell) - stop.dwell;
      stop.stay_points = std::llround(s.score * s.long_stay * model.points_per_score);
    }
    stop.opening = hull_of(s.windows);
    stop.village = s.village;
    stop.required = s.required;
    stop.max_visits = s.max_visits;
    stop.min_gap_days = s.min_gap_days;
  }
}

void set_columns(Model& model) {
  const std::size_t lanes = (model.stops.size() + kLanes - 1) / kLanes * kLanes;
  model.open.resize(lanes);
  model.close.resize(lanes);
  model.dwell.resize(lanes);
  for (std::size_t s = 0; s < model.stops.size(); ++s) {
    model.open[s] = model.stops[s].opening.open;
    model.close[s] = model.stops[s].opening.close;
    model.dwell[s] = model.stops[s].dwell;
  }
}

ModelShift shift_of(const Shift& s) {
  ModelShift shift{.unit = s.unit, .day = s.day, .weekday = s.weekday, .travel = s.travel};
  shift.start = bounded(s.start);
  shift.end = bounded(s.end);
  if (s.pause) {
    shift.pauses = true;
    shift.pause_earliest = bounded(s.pause->earliest);
    shift.pause_latest = bounded(s.pause->latest);
    shift.pause_length = bounded(s.pause->length);
  }
  if (s.max_meters > 0.0) {
    shift.most_millimeters = static_cast<std::int64_t>(std::floor(s.max_meters * 1000.0 + 1e-6));
  }
  return shift;
}

/// The node of a post: those of the same place share one.
std::uint32_t node_of(std::uint32_t place, std::vector<std::uint32_t>& places, std::size_t stops) {
  const auto first = places.begin() + static_cast<std::ptrdiff_t>(stops);
  const auto at = std::find(first, places.end(), place);
  const auto node = static_cast<std::uint32_t>(at - places.begin());
  if (at == places.end()) places.push_back(place);
  return node;
}

/// The place of each node.
std::vector<std::uint32_t> set_shifts(const Problem& problem, Model& model) {
  std::vector<std::uint32_t> places;
  for (const std::uint32_t row : model.row_of_stop) places.push_back(problem.stops[row].place);
  for (const Shift& s : problem.shifts) {
    ModelShift& shift = model.shifts.emplace_back(shift_of(s));
    shift.start_node = node_of(s.start_post, places, model.stops.size());
    shift.end_node = node_of(s.end_post, places, model.stops.size());
  }
  model.nodes = places.size();
  return places;
}

Legs legs_of(const TravelMatrix& matrix, const std::vector<std::uint32_t>& places, bool meters) {
  const std::size_t n = places.size();
  Legs legs{std::vector<Time>(n * n + kLanes), std::vector<Time>(n * n + kLanes), {}};
  if (meters) legs.millimeters.resize(n * n);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      const std::int32_t seconds = matrix.time(places[a], places[b]);
      const Time leg = seconds < 0 ? kNever : std::min<Time>(seconds, kNever);
      legs.from[a * n + b] = leg;
      legs.to[b * n + a] = leg;
      if (!meters || seconds < 0) continue;
      const double millimeters = matrix.distance(places[a], places[b]) * 1000.0;
      legs.millimeters[a * n + b] = static_cast<std::int64_t>(std::ceil(millimeters - 1e-6));
    }
  }
  return legs;
}

/// The way there is not asked: it may lead over any other stop.
void set_allowed(const Problem& problem, Model& model) {
  const std::size_t shifts = model.shifts.size();
  model.allowed.assign(model.stops.size() * shifts, 0);
  for (std::uint32_t s = 0; s < model.stops.size(); ++s) {
    const Stop& stop = problem.stops[model.row_of_stop[s]];
    for (std::size_t r = 0; r < shifts; ++r) {
      const ModelShift& shift = model.shifts[r];
      const auto& units = stop.units;
      const bool serves =
          units.empty() || std::find(units.begin(), units.end(), shift.unit) != units.end();
      const auto openings = model.openings_of(s, shift.weekday);
      const bool open = !openings.empty() && openings.front().open <= shift.end &&
                        openings.back().close >= shift.start;
      model.allowed[s * shifts + r] = serves && open && stop.max_visits > 0 ? 1 : 0;
    }
  }
}

bool is_plain(const Problem& problem) {
  const auto plain_stop = [](const Stop& s) {
    const bool may_stay = s.full_dwell > s.dwell && s.long_stay > 0.0;
    return s.max_visits == 1 && s.required == 0 && !may_stay &&
           (s.windows.empty() || (s.windows.size() == 1 && s.windows[0].weekdays == kEveryDay));
  };
  const auto plain_village = [](const Village& v) {
    return v.min_visits == 0 && v.max_visits == kAnyNumber && v.max_gap_days == 0 &&
           v.max_dwell == Seconds{};
  };
  const auto plain_shift = [](const Shift& s) { return !s.pause && !(s.max_meters > 0.0); };
  const auto plain_unit = [](const Unit& u) { return u.max_dwell == Seconds{}; };
  return std::all_of(problem.stops.begin(), problem.stops.end(), plain_stop) &&
         std::all_of(problem.villages.begin(), problem.villages.end(), plain_village) &&
         std::all_of(problem.units.begin(), problem.units.end(), plain_unit) &&
         std::all_of(problem.shifts.begin(), problem.shifts.end(), plain_shift);
}

}  // namespace

Model model_of(const Problem& problem, Detail detail) {
  Model model;
  model.row_of_stop = rows_in_order(problem.stops);
  model.points_per_score = points_per_score(problem.stops);
  model.villages = problem.villages;
  model.units = problem.units;
  model.days = problem.days;
  set_stops(problem, model);
  set_openings(problem, model);
  set_columns(model);
  const std::vector<std::uint32_t> places = set_shifts(problem, model);
  const bool meters = std::any_of(problem.shifts.begin(), problem.shifts.end(),
                                  [](const Shift& s) { return s.max_meters > 0.0; });
  for (const TravelMatrix& matrix : problem.travel) {
    model.travel.push_back(legs_of(matrix, places, meters));
  }
  set_allowed(problem, model);
  model.plain = detail == Detail::as_needed && is_plain(problem);
  return model;
}

}  // namespace rawan::patrol
