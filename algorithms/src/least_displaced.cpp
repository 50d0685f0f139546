#include "least_displaced.h"

#include "shift_clock.h"

#include <algorithm>
#include <utility>

namespace rawan::patrol {
namespace {

/// One way to treat the first visits of a tour.
struct Label {
  ShiftClock clock;
  std::uint32_t place;
  double meters = 0.0;
  bool inserted = false;
  Displaced displaced{};
};

/// Whether nothing that `b` may still become is better than what `a` may.
bool dominates(const Label& a, const Label& b) {
  return a.place == b.place && a.inserted == b.inserted && a.clock.as_early_as(b.clock) &&
         a.meters <= b.meters && a.displaced.cost <= b.displaced.cost;
}

class Labels {
 public:
  void add(Label label) {
    for (const Label& other : all_) {
      if (dominates(other, label)) return;
    }
    std::erase_if(all_, [&](const Label& other) { return dominates(label, other); });
    all_.push_back(std::move(label));
  }

  const std::vector<Label>& all() const { return all_; }

 private:
  std::vector<Label> all_;
};

class Displacing {
 public:
  Displacing(const Problem& problem, std::uint32_t shift, const Displacement& most)
      : problem_(problem),
        shift_(problem.shifts[shift]),
        travel_(problem.travel[shift_.travel]),
        most_(most),
        empty_{.clock = ShiftClock(problem, shift), .place = shift_.start_post} {}

  std::optional<Displaced> cheapest(std::span<const Keepsake> tour, std::uint32_t stop) {
    Labels labels;
    labels.add(empty_);
    for (const Keepsake& visit : tour) labels = after(labels, visit, stop);
    labels = with_insertion(labels, stop);
    std::optional<Displaced> best;
    for (const Label& label : labels.all()) {
      if (!label.inserted || !comes_home(label)) continue;
      if (!best || label.displaced.cost < best->cost) best = label.displaced;
    }
    return best;
  }

 private:
  Labels with_insertion(const Labels& labels, std::uint32_t stop) const {
    Labels all = labels;
    for (const Label& label : labels.all()) {
      if (label.inserted) continue;
      Label longer = label;
      longer.inserted = true;
      if (visit(longer, stop)) all.add(std::move(longer));
    }
    return all;
  }

  Labels after(const Labels& labels, const Keepsake& next, std::uint32_t stop) const {
    const Labels longer = with_insertion(labels, stop);
    Labels all;
    for (const Label& label : longer.all()) {
      Label kept = label;
      if (visit(kept, next.stop)) all.add(std::move(kept));
      Label dropped = label;
      drop(dropped, next);
      if (dropped.displaced.cost <= most_) all.add(std::move(dropped));
    }
    return all;
  }

  bool visit(Label& label, std::uint32_t s) const {
    const Stop& stop = problem_.stops[s];
    label.clock.serve(stop);
    if (!label.clock.alive()) return false;
    if (shift_.max_meters > 0.0) label.meters += travel_.distance(label.place, stop.place);
    label.place = stop.place;
    return meters_missing(shift_, label.meters) == 0.0;
  }

  static void drop(Label& label, const Keepsake& visit) {
    label.displaced.cost.owed += visit.owed ? 1U : 0U;
    label.displaced.cost.worth += visit.worth;
    ++label.displaced.cost.visits;
    label.displaced.stops.push_back(visit.stop);
  }

  bool comes_home(const Label& label) const {
    const double meters = label.meters + travel_.distance(label.place, shift_.end_post);
    return label.clock.comes_home() && meters_missing(shift_, meters) == 0.0;
  }

  const Problem& problem_;
  const Shift& shift_;
  const TravelMatrix& travel_;
  const Displacement most_;
  const Label empty_;
};

}  // namespace

std::optional<Displaced> least_displaced(const Problem& problem, std::uint32_t shift,
                                         std::span<const Keepsake> tour, std::uint32_t stop,
                                         const Displacement& most) {
  return Displacing(problem, shift, most).cheapest(tour, stop);
}

}  // namespace rawan::patrol
