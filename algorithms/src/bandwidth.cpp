#include "rawan/algorithms/bandwidth.h"

#include "leave_one_out.h"
#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
  // More than rounding can move a criterion.
  const double margin = 1e-6 * static_cast<double>(events.size());
  double best = -std::numeric_limits<double>::infinity();
  return choose_bandwidth(std::move(candidates), control, [&](double sigma) {
    if (std::isfinite(best)) {
      const auto bound = log_likelihood_at_most(pattern.columns(), sigma);
      if (bound && *bound + margin < best) return *bound;
    }
    const double exact = pattern.log_likelihood(sigma);
    best = std::max(best, exact);
    return exact;
  });
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
