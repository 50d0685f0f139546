#include "patrol_timing.h"

#include "patrol_model.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace rawan::patrol {
namespace {

constexpr Time kStayStep = 60;
constexpr Time kMostIdle = 300;  ///< A visit is delayed by no more at random.
constexpr std::uint32_t kPause = kAnyNumber;

/// A visit, or the pause as a visit of where the unit is.
struct Item {
  std::uint32_t stop = kPause;
  std::vector<Opening> openings;
  Time leg = 0;
  Time stay = 0;
  double meters = 0.0;
};

/// Items in order, and the way home.
struct Chain {
  std::vector<Item> items;
  Time start = 0;
  Time end = 0;
  Time home = 0;
  double meters_home = 0.0;
};

std::vector<Opening> openings_of(const Stop& stop, unsigned weekday) {
  if (stop.windows.empty()) return {Opening{}};
  std::vector<Opening> openings;
  for (const TimeWindow& w : stop.windows) {
    if ((w.weekdays >> weekday & 1U) == 0) continue;
    openings.push_back({w.open.count(), w.close.count()});
  }
  std::sort(openings.begin(), openings.end(), [](const Opening& a, const Opening& b) {
    return a.open != b.open ? a.open < b.open : a.close < b.close;
  });
  return openings;
}

Chain chain_of(const Problem& problem, const Shift& shift, std::span<const std::uint32_t> stops) {
  const TravelMatrix& travel = problem.travel[shift.travel];
  Chain chain{{}, shift.start.count(), shift.end.count(), 0, 0.0};
  std::uint32_t place = shift.start_post;
  for (const std::uint32_t s : stops) {
    const Stop& stop = problem.stops[s];
    chain.items.push_back({s, openings_of(stop, shift.weekday), travel.time(place, stop.place),
                           stop.dwell.count(), travel.distance(place, stop.place)});
    place = stop.place;
  }
  chain.home = travel.time(place, shift.end_post);
  chain.meters_home = travel.distance(place, shift.end_post);
  return chain;
}

/// Start after an arrival within openings that may overlap.
Time start_within(const std::vector<Opening>& openings, Time arrival) {
  Time start = kNever;
  for (const Opening& o : openings) {
    if (arrival <= o.close) start = std::min(start, std::max(arrival, o.open));
  }
  return start;
}

Time latest_within(const std::vector<Opening>& openings, Time bound) {
  Time latest = -kNever;
  for (const Opening& o : openings) {
    if (o.open <= bound) latest = std::max(latest, std::min(bound, o.close));
  }
  return latest;
}

/// Earliest starts of a unit that leaves at `leave`; the last entry is the arrival at home. kNever
/// from where it does not hold.
std::vector<Time> earliest_starts(const Chain& chain, Time leave) {
  std::vector<Time> starts;
  Time now = leave;
  for (const Item& item : chain.items) {
    starts.push_back(start_within(item.openings, now + item.leg));
    now = std::min(starts.back() + item.stay, kNever);
  }
  starts.push_back(now + chain.home);
  return starts;
}

/// Latest starts with which the unit is at home by `end`; entry 0 is the departure from the post.
std::vector<Time> latest_starts(const Chain& chain, Time end) {
  std::vector<Time> starts(chain.items.size() + 1);
  Time bound = end - chain.home;
  for (std::size_t k = chain.items.size(); k-- > 0;) {
    const Item& item = chain.items[k];
    starts[k + 1] = latest_within(item.openings, std::max(bound - item.stay, -kNever));
    bound = std::max(starts[k + 1] - item.leg, -kNever);
  }
  starts[0] = bound;
  return starts;
}

/// Puts the pause where the tour ends first; the earliest of such places.
void add_pause(Chain& chain, const Break& pause) {
  const Item item{
      kPause, {{pause.earliest.count(), pause.latest.count()}}, 0, pause.length.count(), 0.0};
  Time best_end = std::numeric_limits<Time>::max();
  Chain best = chain;
  for (std::size_t k = 0; k <= chain.items.size(); ++k) {
    Chain with = chain;
    with.items.insert(with.items.begin() + static_cast<std::ptrdiff_t>(k), item);
    const Time end = earliest_starts(with, with.start).back();
    if (end >= best_end) continue;
    best_end = end;
    best = std::move(with);
  }
  chain = std::move(best);
}

/// How much more a stay is worth by one step; nothing where it cannot be longer.
double step_worth(const Stop& stop, Time stay, Time step) {
  return worth(stop, Seconds(stay + step)) - worth(stop, Seconds(stay));
}

Time next_step(const Problem& problem, const Item& item, const StayBudget& budget,
               std::uint32_t unit) {
  const Stop& stop = problem.stops[item.stop];
  const std::int64_t room = std::min(budget.of_village[stop.village], budget.of_unit[unit]);
  const std::int64_t wanted =
      std::min<std::int64_t>(kStayStep, stop.full_dwell.count() - item.stay);
  return static_cast<Time>(std::max<std::int64_t>(0, std::min(wanted, room)));
}

bool lengthen_one(const Problem& problem, Chain& chain, StayBudget& budget, std::uint32_t unit) {
  const auto early = earliest_starts(chain, chain.start);
  const auto late = latest_starts(chain, chain.end);
  double best = 0.0;
  Item* chosen = nullptr;
  Time step = 0;
  for (std::size_t k = 0; k < chain.items.size(); ++k) {
    Item& item = chain.items[k];
    if (item.stop == kPause) continue;
    const Time more = next_step(problem, item, budget, unit);
    if (more <= 0 || early[k] + more > late[k + 1]) continue;
    const double gain = step_worth(problem.stops[item.stop], item.stay, more) / more;
    if (gain <= best) continue;
    best = gain;
    chosen = &item;
    step = more;
  }
  if (chosen == nullptr) return false;
  chosen->stay += step;
  budget.of_village[problem.stops[chosen->stop].village] -= step;
  budget.of_unit[unit] -= step;
  return true;
}

/// All stays as long as they gain, if tour and budget hold that.
bool lengthen_all(const Problem& problem, Chain& chain, StayBudget& budget, std::uint32_t unit) {
  Chain full = chain;
  StayBudget rest = budget;
  for (Item& item : full.items) {
    if (item.stop == kPause) continue;
    const Stop& stop = problem.stops[item.stop];
    const Time more = stop.long_stay > 0.0 && stop.score > 0.0
                          ? std::max(0, stop.full_dwell.count() - item.stay)
                          : 0;
    item.stay += more;
    rest.of_unit[unit] -= more;
    rest.of_village[stop.village] -= more;
    if (rest.of_unit[unit] < 0 || rest.of_village[stop.village] < 0) return false;
  }
  if (earliest_starts(full, full.start).back() > full.end) return false;
  chain = std::move(full);
  budget = std::move(rest);
  return true;
}

/// A moment of [from, to], any as likely.
Time between(Time from, Time to, Dice& dice) {
  if (to <= from) return from;
  return from + static_cast<Time>(dice.below(static_cast<std::size_t>(to - from) + 1));
}

/// Starts with random delays; entry 0 is the departure from the post.
std::vector<Time> starts_at_random(const Chain& chain, Dice& dice) {
  const Time end = earliest_starts(chain, chain.start).back();
  const auto last = latest_starts(chain, chain.end);
  const Time leave = std::max(chain.start, latest_starts(chain, end)[0]);
  std::vector<Time> starts{between(leave, leave + (last[0] - leave) / 2, dice)};
  Time now = starts[0];
  for (std::size_t k = 0; k < chain.items.size(); ++k) {
    const Item& item = chain.items[k];
    const Time first = start_within(item.openings, now + item.leg);
    const Time idle = std::min<Time>(
        kMostIdle, (last[k + 1] - first) / static_cast<Time>(chain.items.size() - k));
    starts.push_back(start_within(item.openings, between(first, first + idle, dice)));
    now = starts.back() + item.stay;
  }
  return starts;
}

Tour tour_of(const Chain& chain, const std::vector<Time>& starts) {
  Tour tour;
  tour.start = Seconds(starts[0]);
  Time now = starts[0];
  for (std::size_t k = 0; k < chain.items.size(); ++k) {
    const Item& item = chain.items[k];
    const Time start = starts[k + 1];
    if (item.stop == kPause) {
      tour.pause = Seconds(start);
    } else {
      tour.visits.push_back({item.stop, Seconds(now + item.leg), Seconds(start),
                             Seconds(start + item.stay), item.meters});
      tour.meters += item.meters;
    }
    now = start + item.stay;
  }
  tour.end = Seconds(now + chain.home);
  tour.meters += chain.meters_home;
  return tour;
}

}  // namespace

StayBudget stay_budget(const Problem& problem,
                       const std::vector<std::vector<std::uint32_t>>& stops_of_shift) {
  StayBudget budget;
  const auto limit = [](Seconds most) {
    return most > Seconds{} ? std::int64_t{most.count()}
                            : std::numeric_limits<std::int64_t>::max() / 2;
  };
  for (const Village& v : problem.villages) budget.of_village.push_back(limit(v.max_dwell));
  for (const Unit& u : problem.units) budget.of_unit.push_back(limit(u.max_dwell));
  for (std::size_t r = 0; r < stops_of_shift.size(); ++r) {
    for (const std::uint32_t s : stops_of_shift[r]) {
      budget.of_village[problem.stops[s].village] -= problem.stops[s].dwell.count();
      budget.of_unit[problem.shifts[r].unit] -= problem.stops[s].dwell.count();
    }
  }
  return budget;
}

Tour timed_tour(const Problem& problem, std::uint32_t shift, std::span<const std::uint32_t> stops,
                StayBudget& budget, Dice& dice) {
  const Shift& row = problem.shifts[shift];
  if (stops.empty()) return {.start = row.start, .visits = {}, .pause = {}, .end = row.start};
  Chain chain = chain_of(problem, row, stops);
  if (row.pause) add_pause(chain, *row.pause);
  if (!lengthen_all(problem, chain, budget, row.unit)) {
    while (lengthen_one(problem, chain, budget, row.unit)) {
    }
  }
  return tour_of(chain, starts_at_random(chain, dice));
}

}  // namespace rawan::patrol
