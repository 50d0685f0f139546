#include "rawan/algorithms/bandwidth.h"

#include "leave_one_out.h"
#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace rawan {
namespace {

constexpr std::size_t kCandidates = 24;

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

/// Cells of the bounds, the cheapest first: twice as many cost eight times as much.
constexpr std::array kCellsPerSigma{2.0, 4.0, 8.0};

/// What the criterion of each candidate does not exceed; infinite where that is not known.
std::vector<double> bounds_of(const LeaveOneOut& pattern, std::span<const Meters> candidates) {
  std::vector<double> bounds;
  for (const Meters sigma : candidates) {
    bounds.push_back(log_likelihood_at_most(pattern.columns(), sigma.value, kCellsPerSigma.front())
                         .value_or(std::numeric_limits<double>::infinity()));
  }
  return bounds;
}

/// A bound below `enough`, or the best there is.
double lowered(double bound, const LeaveOneOut& pattern, Meters sigma, double enough) {
  for (std::size_t k = 1; k < kCellsPerSigma.size() && !(bound < enough); ++k) {
    const auto next = log_likelihood_at_most(pattern.columns(), sigma.value, kCellsPerSigma[k]);
    if (!next) break;
    bound = std::min(bound, *next);
  }
  return bound;
}

std::vector<std::size_t> from_highest(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t k) { return values[k]; });
  return order;
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
  check_choice(events, candidates);
  const LeaveOneOut pattern(events);
  return choose_bandwidth(std::move(candidates), control,
                          [&](double sigma) { return pattern.log_likelihood(sigma); });
}

BandwidthChoice likeliest_bandwidth(std::span<const Point> events, std::vector<Meters> candidates,
                                    const Control& control) {
  check_choice(events, candidates);
  const LeaveOneOut pattern(events);
  const std::vector<double> bound = bounds_of(pattern, candidates);
  // More than rounding can move a criterion.
  const double margin = 1e-6 * static_cast<double>(events.size());
  double best = -std::numeric_limits<double>::infinity();
  BandwidthChoice choice{.sigma = {}, .candidates = std::move(candidates), .criterion = bound};
  control.expect(bound.size());
  // What promises most goes first: little else need be summed then.
  for (const std::size_t k : from_highest(bound)) {
    control.step();
    const Meters sigma = choice.candidates[k];
    double& criterion = choice.criterion[k];
    if (std::isfinite(best)) criterion = lowered(criterion, pattern, sigma, best - margin);
    if (criterion < best - margin) continue;
    criterion = pattern.log_likelihood(sigma.value);
    best = std::max(best, criterion);
  }
  return with_best(std::move(choice));
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
  BandwidthChoice choice =
      likelihood_bandwidth(places, bandwidth_candidates(places, kCandidates), control);
  const double thinning = static_cast<double>(places.size()) / static_cast<double>(all);
  choice.sigma = std::pow(thinning, 1.0 / 6.0) * choice.sigma;
  for (Meters& candidate : choice.candidates) candidate = std::pow(thinning, 1.0 / 6.0) * candidate;
  return choice;
}

}  // namespace rawan
