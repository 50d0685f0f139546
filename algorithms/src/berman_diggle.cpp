#include "circle_shares.h"
#include "leave_one_out.h"
#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace rawan {
namespace {

/// A circle that hardly meets the window says little of it, however much it would weigh.
constexpr double kLargestWeight = 100.0;

struct Pair {
  double distance;
  double weight;
};

/// The ordered pairs of a pattern up to a distance, by distance, weighted for the window's edge.
std::vector<Pair> pairs_within(std::span<const Point> events, const Polygon& window,
                               double farthest) {
  const std::vector<Point> sorted = sorted_by_place(events);
  const PointTree tree(sorted);
  const CircleShares circles(window);
  std::vector<std::vector<Pair>> of_event(sorted.size());
  parallel_for(sorted.size(), [&](std::size_t i) {
    std::vector<double> distances;
    tree.visit_within(sorted[i], farthest * farthest, [&](std::uint32_t slot, double d) {
      if (tree.position(slot) != i) distances.push_back(std::sqrt(d));
    });
    std::ranges::sort(distances);
    const std::vector<double> shares = circles.around(sorted[i], distances);
    for (std::size_t k = 0; k < distances.size(); ++k) {
      of_event[i].push_back({distances[k], 1.0 / std::max(shares[k], 1.0 / kLargestWeight)});
    }
  });
  std::vector<Pair> pairs;
  for (const auto& part : of_event) pairs.insert(pairs.end(), part.begin(), part.end());
  std::ranges::sort(pairs, {}, [](const Pair& p) { return std::pair(p.distance, p.weight); });
  return pairs;
}

void check_window(std::span<const Point> events, const Polygon& window) {
  expects(area(window).value > 0.0, "a window with an area");
  for (const Point p : events) expects(covers(window, p), "events in the window");
}

/// The area that two discs of radius h have in common, their centers r apart.
double lens(double r, double h) {
  const double y = std::min(1.0, 0.5 * r / h);
  return 2.0 * h * h * (std::acos(y) - y * std::sqrt(1.0 - y * y));
}

/// The mean squared error by the formula of Berman and Diggle, in units of the squared intensity.
double squared_error(std::span<const Pair> pairs, double per_pair, double per_event, double h) {
  double within = 0.0;
  double lenses = 0.0;
  for (const Pair& pair : pairs) {
    if (pair.distance >= 2.0 * h) break;
    if (pair.distance <= h) within += pair.weight;
    lenses += pair.weight * lens(pair.distance, h);
  }
  const double disc = std::numbers::pi * h * h;
  return (per_event - 2.0 * per_pair * within) / disc + per_pair * lenses / (disc * disc);
}

/// What the weight of a pair is multiplied by to give K.
double area_per_pair(const Polygon& window, std::size_t events) {
  const auto n = static_cast<double>(events);
  return area(window).value / (n * (n - 1.0));
}

}  // namespace

BandwidthChoice berman_diggle_bandwidth(std::span<const Point> events, const Polygon& window,
                                        std::vector<Meters> candidates, const Control& control,
                                        std::size_t pattern_size) {
  check_choice(events, candidates);
  check_window(events, window);
  const std::vector<Pair> pairs = pairs_within(events, window, 4.0 * candidates.back().value);
  const double per_pair = area_per_pair(window, events.size());
  const std::size_t all = std::max(pattern_size, events.size());
  const double per_event = area(window).value / static_cast<double>(all);
  std::vector<double> errors(candidates.size());
  parallel_for(candidates.size(), [&](std::size_t i) {
    control.check();
    errors[i] = squared_error(pairs, per_pair, per_event, 2.0 * candidates[i].value);
  });
  std::size_t next = 0;
  return choose_bandwidth(std::move(candidates), control,
                          [&](double /*sigma*/) { return -errors[next++]; });
}

std::vector<Meters> berman_diggle_candidates(const Polygon& window, std::size_t count) {
  expects(count > 0, "at least one candidate");
  const Box box = bounding_box(window);
  const double shorter = std::min(box.high.x - box.low.x, box.high.y - box.low.y);
  expects(shorter > 0.0 && std::isfinite(shorter), "a window with an extent");
  std::vector<Meters> candidates;
  for (std::size_t i = 1; i <= count; ++i) {
    candidates.push_back(
        Meters(shorter / 16.0 * static_cast<double>(i) / static_cast<double>(count)));
  }
  return candidates;
}

std::vector<double> ripley_k(std::span<const Point> events, const Polygon& window,
                             std::span<const Meters> distances) {
  expects(events.size() >= 2, "pairs need two events");
  check_window(events, window);
  double farthest = 0.0;
  for (const Meters r : distances) {
    expects(r.value >= 0.0 && std::isfinite(r.value), "distances of 0 or more");
    farthest = std::max(farthest, r.value);
  }
  // Rounding must not lose the pairs right at the largest distance.
  const std::vector<Pair> pairs = pairs_within(events, window, farthest * (1.0 + 1e-12));
  const double per_pair = area_per_pair(window, events.size());
  std::vector<double> values;
  for (const Meters r : distances) {
    double sum = 0.0;
    for (const Pair& pair : pairs) sum += pair.distance <= r.value ? pair.weight : 0.0;
    values.push_back(per_pair * sum);
  }
  return values;
}

}  // namespace rawan
