#include "patrol_ruin.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan::patrol {
namespace {

constexpr std::size_t kMostNeighbors = 256;
constexpr unsigned kSeedsOfDuties = 8;  ///< One step in so many starts where a duty is unmet.

struct Occupied {
  std::size_t routes = 0;
  double visits = 0.0;
};

Occupied occupied(const Solution& solution) {
  Occupied sum;
  for (const Route& r : solution.routes()) {
    sum.routes += r.visits() > 0 ? 1 : 0;
    sum.visits += static_cast<double>(r.visits());
  }
  return sum;
}

std::uint32_t position_of(const Route& route, std::uint32_t stop) {
  const auto at = std::find(route.nodes.begin() + 1, route.nodes.end() - 1, stop);
  return static_cast<std::uint32_t>(at - route.nodes.begin() - 1);
}

}  // namespace

Neighbors neighbors_of(const Model& model) {
  const auto n = static_cast<std::uint32_t>(model.stops.size());
  Neighbors neighbors{std::min<std::size_t>(n, kMostNeighbors), {}};
  if (model.travel.empty()) return {};
  const Legs& legs = model.travel.front();
  std::vector<std::pair<std::int64_t, std::uint32_t>> order(n);
  for (std::uint32_t s = 0; s < n; ++s) {
    for (std::uint32_t other = 0; other < n; ++other) {
      const std::size_t cell = s * model.nodes + other;
      order[other] = {std::int64_t{legs.from[cell]} + legs.to[cell], other};
    }
    order[s].first = -1;
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(neighbors.each),
                      order.end());
    for (std::size_t k = 0; k < neighbors.each; ++k) neighbors.stops.push_back(order[k].second);
  }
  return neighbors;
}

Ruin::Ruin(const Model& model, const Neighbors& neighbors, const Tuning& tuning)
    : neighbors_(&neighbors), tuning_(tuning), touched_(model.shifts.size()) {}

void Ruin::operator()(Solution& solution, Dice& dice) {
  const std::uint32_t seed = seed_of(solution, dice);
  if (dice.happens(tuning_.scatter)) {
    scatter(solution, seed, dice);
  } else {
    strings(solution, seed, dice);
  }
}

std::uint32_t Ruin::seed_of(const Solution& solution, Dice& dice) {
  const bool owing = solution.standing().missing > 0 || solution.standing().unmet > 0;
  if (owing && dice.below(kSeedsOfDuties) == 0) {
    const auto open = solution.open_stops();
    const std::size_t first = dice.below(open.size());
    for (std::size_t k = 0; k < open.size(); ++k) {
      const std::uint32_t stop = open[(first + k) % open.size()];
      if (solution.duties().is_missing(stop) || solution.duties().is_unmet(stop)) return stop;
    }
  }
  return dice.below(solution.model().stops.size());
}

void Ruin::strings(Solution& solution, std::uint32_t seed, Dice& dice) {
  const Occupied now = occupied(solution);
  if (now.routes == 0) return;
  longest_ = std::min(tuning_.longest_string, now.visits / static_cast<double>(now.routes));
  const double most = 4.0 * tuning_.removed / (1.0 + longest_) - 1.0;
  auto left = static_cast<std::size_t>(std::floor(1.0 + dice.uniform() * std::max(most, 0.0)));
  left = std::min(left, now.routes);
  std::fill(touched_.begin(), touched_.end(), std::uint8_t{0});
  for (const std::uint32_t stop : neighbors_->of(seed)) {
    const auto shifts = solution.shifts_of(stop);
    shifts_.assign(shifts.begin(), shifts.end());
    for (const std::uint32_t shift : shifts_) {
      if (left == 0) return;
      if (touched_[shift] != 0) continue;
      touched_[shift] = 1;
      string_with(solution, stop, shift, dice);
      --left;
    }
  }
}

/// A string of visits around a stop; or a longer one that leaves some visits in its middle.
void Ruin::string_with(Solution& solution, std::uint32_t stop, std::uint32_t shift, Dice& dice) {
  const Route& route = solution.routes()[shift];
  const auto size = static_cast<std::uint32_t>(route.visits());
  const double most = std::min<double>(size, longest_);
  const auto length = static_cast<std::uint32_t>(std::floor(1.0 + dice.uniform() * most));
  std::uint32_t removed = std::min(std::max(length, 1U), size);
  std::uint32_t left = 0;
  if (removed > 1 && removed < size && dice.happens(tuning_.split)) {
    left = 1;
    while (removed + left < size && !dice.happens(tuning_.split_on)) ++left;
  }
  const std::uint32_t span = removed + left;
  const std::uint32_t at = position_of(route, stop);
  const std::uint32_t lowest = at + 1 > span ? at + 1 - span : 0;
  const std::uint32_t highest = std::min(at, size - span);
  const std::uint32_t first = lowest + dice.below(highest - lowest + 1);
  const std::uint32_t gap = left == 0 ? span : dice.below(removed + 1);
  visits_.clear();
  for (std::uint32_t k = 0; k < span; ++k) {
    if (k < gap || k >= gap + left) visits_.push_back(first + k);
  }
  solution.remove(shift, visits_);
}

void Ruin::scatter(Solution& solution, std::uint32_t seed, Dice& dice) {
  const double most = 2.0 * tuning_.removed - 1.0;
  auto left = static_cast<std::size_t>(std::floor(1.0 + dice.uniform() * most));
  for (const std::uint32_t stop : neighbors_->of(seed)) {
    if (left == 0) return;
    const auto shifts = solution.shifts_of(stop);
    if (shifts.empty() || dice.word() < (1U << 31)) continue;
    const std::uint32_t shift = shifts[dice.below(shifts.size())];
    visits_.assign(1, position_of(solution.routes()[shift], stop));
    solution.remove(shift, visits_);
    --left;
  }
}

}  // namespace rawan::patrol
