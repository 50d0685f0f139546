#include "rawan/algorithms/bandwidth.h"

#include "point_tree.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rawan {
namespace {

/// Share of a density that may be left out of its sum.
constexpr double kNeglected = 1e-9;
constexpr std::size_t kCandidates = 24;

std::vector<Point> sorted_by_place(std::span<const Point> points) {
  std::vector<Point> sorted(points.begin(), points.end());
  std::ranges::sort(sorted, {}, [](Point p) { return std::tuple(p.x, p.y); });
  return sorted;
}

std::vector<double> coordinates(std::span<const Point> points, double Point::*axis) {
  std::vector<double> values;
  for (const Point p : points) values.push_back(p.*axis);
  std::ranges::sort(values);
  return values;
}

/// Values relative to the first one: far from the origin their squares would cancel.
double standard_deviation(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double v : values) sum += v - values.front();
  const double mean = sum / n;
  double squares = 0.0;
  for (const double v : values) {
    const double deviation = (v - values.front()) - mean;
    squares += deviation * deviation;
  }
  return std::sqrt(squares / (n - 1.0));
}

/// Leave-one-out densities of a pattern. The sum at a point is taken relative to its nearest
/// neighbor's term, so it neither underflows nor is empty, and stops where all that is left out
/// adds less than kNeglected of it.
class LeaveOneOut {
 public:
  explicit LeaveOneOut(std::span<const Point> events)
      : events_(sorted_by_place(events)), tree_(events_), nearest_(events_.size()) {
    parallel_for(events_.size(), [&](std::size_t i) {
      const auto slot = static_cast<std::uint32_t>(i);
      for (const std::uint32_t position : tree_.nearest(tree_.point(slot), 2)) {
        if (position == tree_.position(slot)) continue;
        nearest_[i] = squared_distance(tree_.point(slot), events_[position]);
      }
    });
  }

  double log_likelihood(double sigma) const {
    return parallel_sum(events_.size(), [&](std::size_t i) {
      return log_density(static_cast<std::uint32_t>(i), sigma);
    });
  }

 private:
  double log_density(std::uint32_t slot, double sigma) const {
    constexpr double kLogTwoPi = 1.8378770664093453;
    const double steepness = 0.5 / (sigma * sigma);
    const double least = nearest_[slot];
    const double others = static_cast<double>(events_.size() - 1);
    const double far = least + std::log(others / kNeglected) / steepness;
    double sum = 0.0;
    tree_.visit_within(tree_.point(slot), far, [&](std::uint32_t other, double d) {
      if (other != slot) sum += std::exp((least - d) * steepness);
    });
    return std::log(sum) - least * steepness - kLogTwoPi - 2.0 * std::log(sigma);
  }

  std::vector<Point> events_;
  PointTree tree_;
  std::vector<double> nearest_;  // squared distance, by slot
};

std::vector<Point> distinct_places(std::span<const Point> events) {
  std::vector<Point> places = sorted_by_place(events);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

Meters median_nearest_distance(std::span<const Point> places) {
  const PointTree tree(places);
  std::vector<double> distances(places.size());
  parallel_for(places.size(), [&](std::size_t i) {
    distances[i] = squared_distance(places[i], places[tree.nearest(places[i], 2).back()]);
  });
  std::ranges::sort(distances);
  return Meters(std::sqrt(distances[distances.size() / 2]));
}

std::vector<Meters> geometric_sequence(Meters low, Meters high) {
  std::vector<Meters> values;
  const double ratio = std::log(high / low) / static_cast<double>(kCandidates - 1);
  for (std::size_t i = 0; i < kCandidates; ++i) {
    values.push_back(std::exp(ratio * static_cast<double>(i)) * low);
  }
  return values;
}

}  // namespace

AxisBandwidths scott_bandwidth(std::span<const Point> events) {
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  if (events.size() < 2) return {};
  const double shrinkage = std::pow(static_cast<double>(events.size()), -1.0 / 6.0);
  return {Meters(shrinkage * standard_deviation(coordinates(events, &Point::x))),
          Meters(shrinkage * standard_deviation(coordinates(events, &Point::y)))};
}

BandwidthChoice likelihood_bandwidth(std::span<const Point> events, std::vector<Meters> candidates,
                                     const Control& control) {
  expects(events.size() >= 2, "leaving one out needs two events");
  expects(!candidates.empty(), "at least one candidate");
  std::ranges::sort(candidates);
  expects(candidates.front().value > 0.0 && std::isfinite(candidates.back().value),
          "positive candidates");
  const LeaveOneOut pattern(events);
  BandwidthChoice choice{.sigma = {}, .candidates = std::move(candidates), .criterion = {}};
  control.expect(choice.candidates.size());
  for (const Meters sigma : choice.candidates) {
    control.step();
    choice.criterion.push_back(pattern.log_likelihood(sigma.value));
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(choice.criterion) -
                                             choice.criterion.begin());
  choice.sigma = choice.candidates[best];
  choice.at_end_of_range = best == 0 || best + 1 == choice.candidates.size();
  return choice;
}

BandwidthChoice automatic_bandwidth(std::span<const Point> events, const Control& control) {
  std::vector<Point> places = distinct_places(events);
  if (places.size() < 2)
    return {.sigma = {}, .candidates = {}, .criterion = {}, .at_end_of_range = true};
  const std::size_t all = places.size();
  if (all > kMostPlaces) {
    Stream(0, 0).shuffle(std::span(places));
    places.resize(kMostPlaces);
  }
  const Box box = bounding_box(places);
  const double extent = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  const Meters low = 0.5 * median_nearest_distance(places);
  const Meters high = std::max(Meters(0.5 * extent), 2.0 * low);
  BandwidthChoice choice = likelihood_bandwidth(places, geometric_sequence(low, high), control);
  const double thinning = static_cast<double>(places.size()) / static_cast<double>(all);
  choice.sigma = std::pow(thinning, 1.0 / 6.0) * choice.sigma;
  for (Meters& candidate : choice.candidates) candidate = std::pow(thinning, 1.0 / 6.0) * candidate;
  return choice;
}

}  // namespace rawan
