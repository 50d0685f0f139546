#include "patrol_recreate.h"

#include <algorithm>
#include <numeric>

namespace rawan::patrol {
namespace {

/// More than any detour: a visit a village lacks outweighs travel.
constexpr std::int64_t kGain = std::int64_t{1} << 40;

/// One step in so many offers also the stops that fit nowhere: without the triangle inequality they
/// may fit beside one that is inserted before.
constexpr std::size_t kOfferAllEvery = 16;

Time least_detour(Solution& solution, std::uint32_t stop) {
  Time least = kNoDetour;
  for (std::uint32_t r = 0; r < solution.routes().size(); ++r) {
    if (!solution.may_visit(stop, r)) continue;
    least = std::min(least, solution.detour(stop, r));
  }
  return least;
}

}  // namespace

Recreate::Recreate(const Model& model, const Tuning& tuning)
    : model_(&model),
      blink_(static_cast<std::uint32_t>(tuning.blink * 0x1p32)),
      noise_(tuning.noise) {
  std::partial_sum(tuning.orders.begin(), tuning.orders.end(), chances_.begin());
  for (double& c : chances_) c /= chances_.back();
}

void Recreate::operator()(Solution& solution, Dice& dice) {
  const double drawn = dice.uniform();
  std::size_t order = 0;
  while (order + 1 < kOrders && drawn >= chances_[order]) ++order;
  line_up(solution, static_cast<Order>(order), dice);
  for (const Offer& offer : offers_) {
    const std::uint32_t most = model_->stops[offer.stop].max_visits;
    while (solution.shifts_of(offer.stop).size() < most) {
      const Place place = best_place(solution, offer.stop, dice);
      if (place.shift == kAnyNumber) break;
      const Route& route = solution.routes()[place.shift];
      const Insertion insertion = best_insertion(*model_, route, offer.stop);
      solution.insert(offer.stop, place.shift, place.second ? insertion.second_at : insertion.at);
    }
  }
}

void Recreate::line_up(Solution& solution, Order order, Dice& dice) {
  offers_.clear();
  solution.refresh();
  const bool all = dice.below(kOfferAllEvery) == 0;
  for (const std::uint32_t stop : solution.open_stops()) {
    const Time detour = least_detour(solution, stop);
    if (detour == kNoDetour && !all) continue;
    Offer offer{.tie = dice.word(), .stop = stop};
    if (!model_->plain) {
      offer.duty = solution.duties().is_missing(stop) ? 0
                   : solution.duties().is_unmet(stop) ? 1
                                                      : 2;
    }
    offer.key = key_of(order, stop, detour) * (1.0 + noise_ * (offer.tie * 0x1p-31 - 1.0));
    offers_.push_back(offer);
  }
  std::sort(offers_.begin(), offers_.end());
}

double Recreate::key_of(Order order, std::uint32_t stop, Time detour) const {
  const ModelStop& s = model_->stops[stop];
  switch (order) {
    case Order::random:
      return 0.0;
    case Order::points:
      return -static_cast<double>(s.points);
    case Order::per_detour:
      return -static_cast<double>(s.points) /
             (static_cast<double>(std::max(detour, Time{0})) + s.dwell + 1.0);
    case Order::closing:
      return s.opening.close;
  }
  return 0.0;
}

/// Points of longer stays that a visit takes from a route, as seconds of travel.
std::int64_t Recreate::lost_stays(const Route& route, std::uint32_t stop, Time detour) const {
  if (seconds_per_point_ <= 0.0) return 0;
  const ModelStop& s = model_->stops[stop];
  const std::int64_t lost =
      route.slack.worth() - route.slack.with(s, std::int64_t{detour} + s.dwell).worth();
  return static_cast<std::int64_t>(static_cast<double>(lost) * seconds_per_point_);
}

Recreate::Place Recreate::best_place(Solution& solution, std::uint32_t stop, Dice& dice) const {
  Place best;
  const bool unmet = !model_->plain && solution.duties().is_unmet(stop);
  for (std::uint32_t r = 0; r < solution.routes().size(); ++r) {
    if (!solution.may_visit(stop, r)) continue;
    Time detour = solution.detour(stop, r);
    if (detour == kNoDetour) continue;
    const bool overlooks = dice.word() < blink_;
    if (overlooks) detour = best_insertion(*model_, solution.routes()[r], stop).second_detour;
    if (detour == kNoDetour) continue;
    std::int64_t cost = detour + lost_stays(solution.routes()[r], stop, detour);
    if (unmet) cost -= kGain * solution.duties().gain(stop, r);
    if (best.shift != kAnyNumber && cost >= best.cost) continue;
    best = {cost, r, overlooks};
  }
  return best;
}

}  // namespace rawan::patrol
