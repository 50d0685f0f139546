#include "leave_one_out.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rawan {
namespace {

/// Share of a density that may be left out of its sum.
constexpr double kNeglected = 1e-9;

}  // namespace

std::vector<Point> sorted_by_place(std::span<const Point> points) {
  std::vector<Point> sorted(points.begin(), points.end());
  std::ranges::sort(sorted, {}, [](Point p) { return std::tuple(p.x, p.y); });
  return sorted;
}

std::vector<Point> distinct_places(std::span<const Point> events) {
  std::vector<Point> places = sorted_by_place(events);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

LeaveOneOut::LeaveOneOut(std::span<const Point> events)
    : events_(sorted_by_place(events)), tree_(events_), nearest_(events_.size()) {
  parallel_for(events_.size(), [&](std::size_t i) {
    const auto slot = static_cast<std::uint32_t>(i);
    for (const std::uint32_t position : tree_.nearest(tree_.point(slot), 2)) {
      if (position == tree_.position(slot)) continue;
      nearest_[i] = squared_distance(tree_.point(slot), events_[position]);
    }
  });
}

std::vector<double> LeaveOneOut::log_densities(double sigma,
                                               std::span<const double> factors) const {
  double neglected = kNeglected;
  if (!factors.empty()) {
    const auto [least, most] = std::ranges::minmax(factors);
    neglected *= least / most;
  }
  std::vector<double> logs(events_.size());
  parallel_for(events_.size(), [&](std::size_t i) {
    const auto slot = static_cast<std::uint32_t>(i);
    logs[tree_.position(slot)] = log_density(slot, sigma, factors, neglected);
  });
  return logs;
}

double LeaveOneOut::log_density(std::uint32_t slot, double sigma, std::span<const double> factors,
                                double neglected) const {
  constexpr double kLogTwoPi = 1.8378770664093453;
  const double steepness = 0.5 / (sigma * sigma);
  const double least = nearest_[slot];
  const double others = static_cast<double>(events_.size() - 1);
  const double far = least + std::log(others / neglected) / steepness;
  double sum = 0.0;
  tree_.visit_within(tree_.point(slot), far, [&](std::uint32_t other, double d) {
    if (other == slot) return;
    const double term = std::exp((least - d) * steepness);
    sum += factors.empty() ? term : term * factors[tree_.position(other)];
  });
  return std::log(sum) - least * steepness - kLogTwoPi - 2.0 * std::log(sigma);
}

void check_choice(std::span<const Point> events, std::vector<Meters>& candidates) {
  expects(events.size() >= 2, "leaving one out needs two events");
  expects(!candidates.empty(), "at least one candidate");
  std::ranges::sort(candidates);
  expects(candidates.front().value > 0.0 && std::isfinite(candidates.back().value),
          "positive candidates");
}

}  // namespace rawan
