#include "patrol_walk.h"

#include <algorithm>
#include <cmath>

namespace rawan::patrol {
namespace {

constexpr double kMissing = 1e8;  ///< In points of a mean visit, as all energy.
constexpr double kUnmet = 1e4;
constexpr std::uint64_t kNoteEvery = 64;
constexpr std::size_t kMostRoutes = 1'500;

double seconds_of(const Model& model) {
  double sum = 0.0;
  for (const ModelShift& s : model.shifts) sum += static_cast<double>(s.end) - s.start;
  return std::max(sum, 1.0);
}

std::size_t visits_of(const Solution& solution) {
  std::size_t sum = 0;
  for (const Route& r : solution.routes()) sum += r.visits();
  return sum;
}

bool same(const Solution& solution, const Snapshot& plan) {
  for (const Route& r : solution.routes()) {
    const auto& stops = plan.stops[r.shift];
    if (!std::equal(r.nodes.begin() + 1, r.nodes.end() - 1, stops.begin(), stops.end())) {
      return false;
    }
  }
  return true;
}

}  // namespace

Snapshot snapshot_of(const Solution& solution) {
  Snapshot plan{solution.standing(), {}};
  for (const Route& r : solution.routes()) {
    plan.stops.emplace_back(r.nodes.begin() + 1, r.nodes.end() - 1);
  }
  return plan;
}

bool Archive::is_good(const Standing& standing, const Standing& best) const {
  return standing.missing == best.missing && standing.unmet == best.unmet &&
         static_cast<double>(-standing.lost_points) >=
             (1.0 - within_) * static_cast<double>(-best.lost_points);
}

void Archive::offer(const Solution& solution, const Standing& best, Dice& dice) {
  if (most_ == 0 || !is_good(solution.standing(), best)) return;
  const auto is_same = [&](const Snapshot& plan) { return same(solution, plan); };
  if (std::any_of(plans_.begin(), plans_.end(), is_same)) return;
  ++met_;
  if (plans_.size() < most_) {
    plans_.push_back(snapshot_of(solution));
    return;
  }
  const auto poor = std::find_if(plans_.begin(), plans_.end(),
                                 [&](const Snapshot& p) { return !is_good(p.standing, best); });
  if (poor != plans_.end()) {
    *poor = snapshot_of(solution);
  } else if (dice.happens(static_cast<double>(most_) / static_cast<double>(met_))) {
    plans_[dice.below(most_)] = snapshot_of(solution);
  }
}

Walk::Walk(const Model& model, const Neighbors& neighbors, const Tuning& tuning, Dice dice,
           Archive archive)
    : tuning_(tuning),
      dice_(dice),
      solution_(model),
      ruin_(model, neighbors, tuning),
      recreate_(model, tuning),
      routes_(model, kMostRoutes),
      archive_(std::move(archive)) {
  if (!model.stops.empty() && !model.shifts.empty()) recreate_(solution_, dice_);
  const double points = static_cast<double>(-solution_.standing().lost_points);
  if (points > 0.0) point_ = static_cast<double>(visits_of(solution_)) / points;
  travel_ = tuning.travel * std::max(points, 1.0) * point_ / seconds_of(model);
  const auto may_stay = [](const ModelStop& s) { return s.stay_points > 0; };
  if (std::any_of(model.stops.begin(), model.stops.end(), may_stay) && travel_ > 0.0) {
    recreate_.weigh_stays(point_ / travel_);
  }
  best_ = snapshot_of(solution_);
  now_ = energy(solution_.standing());
}

double Walk::energy(const Standing& s) const {
  return kMissing * static_cast<double>(s.missing) + kUnmet * static_cast<double>(s.unmet) +
         point_ * static_cast<double>(s.lost_points) + travel_ * static_cast<double>(s.travel);
}

void Walk::run(std::uint64_t steps, double from, double to, const Control& control) {
  for (std::uint64_t k = 0; k < steps; ++k) {
    const double share = from + (to - from) * static_cast<double>(k) / static_cast<double>(steps);
    step(tuning_.hot * std::pow(tuning_.cold / tuning_.hot, std::min(share, 1.0)));
    control.step();
  }
}

void Walk::step(double temperature) {
  solution_.mark();
  ruin_(solution_, dice_);
  recreate_(solution_, dice_);
  const double then = energy(solution_.standing());
  if (then >= now_ - temperature * std::log(dice_.uniform())) {
    solution_.undo();
  } else {
    now_ = then;
    if (solution_.standing() < best_.standing) remember();
  }
  if (++steps_ % kNoteEvery != 0) return;
  routes_.add(solution_);
  archive_.offer(solution_, best_.standing, dice_);
}

void Walk::remember() {
  best_ = snapshot_of(solution_);
  routes_.add(solution_);
}

void Walk::adopt(const Snapshot& plan) {
  solution_.mark();
  solution_.clear();
  for (std::uint32_t r = 0; r < plan.stops.size(); ++r) solution_.replace(r, plan.stops[r]);
  solution_.mark();
  polish();
}

void Walk::polish() {
  recreate_(solution_, dice_);
  now_ = energy(solution_.standing());
  if (solution_.standing() < best_.standing) remember();
}

}  // namespace rawan::patrol
