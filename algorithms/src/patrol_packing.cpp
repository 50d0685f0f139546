#include "patrol_packing.h"

#include <algorithm>
#include <cmath>

namespace rawan::patrol {
namespace {

constexpr int kPriceSteps = 120;
constexpr int kMostNodes = 30'000;
constexpr std::size_t kMostOfKind = 400;  ///< Routes branched on.

struct Candidate {
  const std::vector<std::uint32_t>* stops = nullptr;
  double worth = 0.0;
  double reduced = 0.0;  ///< Worth less the prices of its stops.
};

struct Kind {
  std::uint32_t shifts = 0;
  std::vector<Candidate> routes;
  double best = 0.0;  ///< Reduced; at least 0, that of no route.
  std::size_t best_at = 0;
};

std::vector<Kind> kinds_of(const Model& model, const RoutePool& pool) {
  std::vector<Kind> kinds(model.shifts.size());
  for (std::uint32_t r = 0; r < kinds.size(); ++r) ++kinds[pool.kind(r)].shifts;
  for (std::uint32_t k = 0; k < kinds.size(); ++k) {
    for (const PooledRoute& route : pool.of(k)) {
      Candidate c{.stops = &route.stops};
      for (const std::uint32_t s : route.stops) {
        c.worth += static_cast<double>(packed_worth(model, s));
      }
      kinds[k].routes.push_back(c);
    }
  }
  return kinds;
}

/// Prices of stops that make the bound low, by subgradient steps.
class Prices {
 public:
  Prices(const Model& model, std::vector<Kind>& kinds)
      : model_(model), kinds_(kinds), price_(model.stops.size()), used_(model.stops.size()) {}

  /// Returns the bound; leaves the candidates with the reduced worth that gives it.
  double settle(double least) {
    double lowest = bound();
    std::vector<double> best = price_;
    double pace = 1.0;
    for (int step = 0; step < kPriceSteps; ++step) {
      if (!move(pace * (bound() - least))) break;
      const double now = bound();
      if (now < lowest) {
        lowest = now;
        best = price_;
      } else {
        pace *= 0.95;
      }
    }
    price_ = best;
    return bound();
  }

 private:
  double bound() {
    double sum = 0.0;
    std::fill(used_.begin(), used_.end(), 0.0);
    for (std::size_t s = 0; s < price_.size(); ++s) sum += price_[s] * model_.stops[s].max_visits;
    for (Kind& kind : kinds_) {
      reduce(kind);
      sum += kind.best * kind.shifts;
      if (kind.best <= 0.0) continue;
      for (const std::uint32_t s : *kind.routes[kind.best_at].stops) used_[s] += kind.shifts;
    }
    return sum;
  }

  void reduce(Kind& kind) {
    kind.best = 0.0;
    for (std::size_t k = 0; k < kind.routes.size(); ++k) {
      Candidate& c = kind.routes[k];
      c.reduced = c.worth;
      for (const std::uint32_t s : *c.stops) c.reduced -= price_[s];
      if (c.reduced <= kind.best) continue;
      kind.best = c.reduced;
      kind.best_at = k;
    }
  }

  bool move(double gap) {
    double squares = 0.0;
    for (std::size_t s = 0; s < price_.size(); ++s) {
      const double over = used_[s] - model_.stops[s].max_visits;
      if (over > 0.0 || price_[s] > 0.0) squares += over * over;
    }
    if (squares <= 0.0 || gap <= 0.0) return false;
    for (std::size_t s = 0; s < price_.size(); ++s) {
      const double over = used_[s] - model_.stops[s].max_visits;
      price_[s] = std::max(0.0, price_[s] + over * gap / squares);
    }
    return true;
  }

  const Model& model_;
  std::vector<Kind>& kinds_;
  std::vector<double> price_;
  std::vector<double> used_;
};

/// Depth first over the shifts, best reduced worth first. A node's bound is the root's less what
/// its routes fall behind the best of their kind.
class Search {
 public:
  Search(const Model& model, const RoutePool& pool, std::vector<Kind>& kinds, double least)
      : model_(model),
        pool_(pool),
        kinds_(kinds),
        duties_(model),
        visits_(model.stops.size()),
        chosen_(model.shifts.size(), nullptr),
        from_(model.shifts.size()),
        least_(least) {}

  Packing run(double bound) {
    descend(0, bound, 0.0);
    return best_;
  }

 private:
  void descend(std::uint32_t shift, double bound, double worth) {
    if (++nodes_ > kMostNodes) return;
    if (shift == chosen_.size()) {
      keep(worth);
      return;
    }
    const std::uint32_t number = pool_.kind(shift);
    const Kind& kind = kinds_[number];
    const std::size_t first = from_[number];
    for (std::size_t k = first; k < kind.routes.size() && nodes_ <= kMostNodes; ++k) {
      const Candidate& c = kind.routes[k];
      const double lower = bound - (kind.best - c.reduced);
      if (lower < least_ + 1.0) break;
      if (!take(*c.stops, shift)) continue;
      chosen_[shift] = c.stops;
      from_[number] = k;
      descend(shift + 1, lower, worth + c.worth);
      give_back(*c.stops, c.stops->size(), shift);
    }
    chosen_[shift] = nullptr;
    from_[number] = kind.routes.size();
    if (bound - kind.best >= least_ + 1.0) descend(shift + 1, bound - kind.best, worth);
    from_[number] = first;
  }

  bool take(const std::vector<std::uint32_t>& stops, std::uint32_t shift) {
    for (std::size_t k = 0; k < stops.size(); ++k) {
      const std::uint32_t s = stops[k];
      const bool may =
          model_.plain ? visits_[s] < model_.stops[s].max_visits : duties_.may_visit(s, shift);
      if (!may) {
        give_back(stops, k, shift);
        return false;
      }
      ++visits_[s];
      if (!model_.plain) duties_.add(s, shift);
    }
    return true;
  }

  void give_back(const std::vector<std::uint32_t>& stops, std::size_t count, std::uint32_t shift) {
    for (std::size_t k = 0; k < count; ++k) {
      --visits_[stops[k]];
      if (!model_.plain) duties_.remove(stops[k], shift);
    }
  }

  void keep(double worth) {
    if (worth <= least_) return;
    least_ = worth;
    best_.clear();
    for (const auto* stops : chosen_) {
      best_.push_back(stops == nullptr ? std::vector<std::uint32_t>{} : *stops);
    }
  }

  const Model& model_;
  const RoutePool& pool_;
  const std::vector<Kind>& kinds_;
  Duties duties_;
  std::vector<std::uint32_t> visits_;
  std::vector<const std::vector<std::uint32_t>*> chosen_;
  std::vector<std::size_t> from_;  ///< Equal shifts take their routes in order.
  double least_;
  Packing best_;
  int nodes_ = 0;
};

}  // namespace

std::int64_t packed_worth(const Model& model, std::uint32_t stop) {
  const ModelStop& s = model.stops[stop];
  constexpr std::int64_t kDuty = std::int64_t{1} << 40;  // 16 times the most points of a stop.
  if (s.required > 0) return s.points + kDuty;
  const Village& village = model.villages[s.village];
  const bool owes = village.min_visits > 0 || village.max_gap_days > 0;
  return s.points + (owes ? kDuty / 16 : 0);
}

Packing best_packing(const Model& model, const RoutePool& pool, std::int64_t least) {
  std::vector<Kind> kinds = kinds_of(model, pool);
  const auto known = static_cast<double>(least);
  const double bound = Prices(model, kinds).settle(known);
  for (Kind& kind : kinds) {
    std::stable_sort(kind.routes.begin(), kind.routes.end(),
                     [](const Candidate& a, const Candidate& b) { return a.reduced > b.reduced; });
    if (kind.routes.size() > kMostOfKind) kind.routes.resize(kMostOfKind);
  }
  return Search(model, pool, kinds, known).run(bound);
}

}  // namespace rawan::patrol
