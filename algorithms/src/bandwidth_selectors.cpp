#include "rawan/algorithms/bandwidth_selectors.h"

#include "leave_one_out.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "window_mass.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

void check_finite(std::span<const Point> events) {
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
}

/// Relative to the first point: far from the origin squares would cancel.
struct Moments {
  Point mean;
  double squares = 0.0;  ///< Sum of squared distances to the mean.
};

Moments moments_of(std::span<const Point> sorted) {
  const auto n = static_cast<double>(sorted.size());
  const Point origin = sorted.front();
  Point sum;
  for (const Point p : sorted) sum = {sum.x + (p.x - origin.x), sum.y + (p.y - origin.y)};
  const Point shift{sum.x / n, sum.y / n};
  Moments moments{{origin.x + shift.x, origin.y + shift.y}, 0.0};
  for (const Point p : sorted) {
    const double dx = (p.x - origin.x) - shift.x;
    const double dy = (p.y - origin.y) - shift.y;
    moments.squares += dx * dx + dy * dy;
  }
  return moments;
}

double median_distance(std::span<const Point> points, Point center) {
  std::vector<double> distances;
  for (const Point p : points) distances.push_back(std::sqrt(squared_distance(p, center)));
  std::ranges::sort(distances);
  const std::size_t n = distances.size();
  return 0.5 * (distances[(n - 1) / 2] + distances[n / 2]);
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

std::vector<double> as_factors(const Grid<std::uint8_t>& window) {
  std::vector<double> factors(window.values.size());
  std::ranges::transform(window.values, factors.begin(),
                         [](std::uint8_t cell) { return cell != 0 ? 1.0 : 0.0; });
  return factors;
}

std::vector<double> inverse(std::vector<double> masses) {
  for (double& e : masses) e = 1.0 / e;
  return masses;
}

double sum_of(std::span<const double> values) {
  return parallel_sum(values.size(), [&](std::size_t i) { return values[i]; });
}

/// The criterion of Loader for one window.
class EdgeLikelihood {
 public:
  EdgeLikelihood(const Grid<std::uint8_t>& window, EdgeCorrection edge,
                 std::span<const Point> events)
      : window_(window), edge_(edge), pattern_(events), inside_(as_factors(window)) {}

  double operator()(double sigma) const {
    const auto n = static_cast<double>(pattern_.events().size());
    if (edge_ == EdgeCorrection::none || inside_.empty()) {
      return sum_of(pattern_.log_densities(sigma)) - n;
    }
    const WindowMass kernel(window_.frame, sigma);
    const std::vector<double> masses = at_events(kernel, inside_);
    if (edge_ == EdgeCorrection::jones_diggle) {
      return sum_of(pattern_.log_densities(sigma, inverse(masses))) - n;
    }
    double logs = sum_of(pattern_.log_densities(sigma));
    for (const double e : masses) logs -= std::log(e);
    return logs - integral(kernel);
  }

 private:
  /// An event so far from the window that its mass underflows has the least there is.
  std::vector<double> at_events(const WindowMass& kernel, std::span<const double> factors) const {
    std::vector<double> sums(pattern_.events().size());
    parallel_for(sums.size(), [&](std::size_t i) {
      sums[i] = std::max(kernel.sum(pattern_.events()[i], factors), 1e-300);
    });
    return sums;
  }

  /// Of the sum of kernels over e(u), with e(u) that of the center in each cell.
  double integral(const WindowMass& kernel) const {
    std::vector<double> factors = kernel.sums_at_centers(inside_);
    for (std::size_t i = 0; i < factors.size(); ++i) {
      factors[i] = inside_[i] > 0.0 ? 1.0 / factors[i] : 0.0;
    }
    return sum_of(at_events(kernel, factors));
  }

  const Grid<std::uint8_t>& window_;
  EdgeCorrection edge_;
  LeaveOneOut pattern_;
  std::vector<double> inside_;
};

}  // namespace

Meters esri_radius(std::span<const Point> events) {
  check_finite(events);
  if (events.size() < 2) return {};
  const std::vector<Point> sorted = sorted_by_place(events);
  const auto n = static_cast<double>(sorted.size());
  const Moments moments = moments_of(sorted);
  const double standard_distance = std::sqrt(moments.squares / n);
  const double median = median_distance(sorted, moments.mean);
  return Meters(0.9 * std::min(standard_distance, median / std::sqrt(std::numbers::ln2)) *
                std::pow(n, -0.2));
}

Meters terrell_bandwidth(std::span<const Point> events) {
  check_finite(events);
  if (events.size() < 2) return {};
  const std::vector<Point> sorted = sorted_by_place(events);
  const auto n = static_cast<double>(sorted.size());
  const double variance = 0.5 * moments_of(sorted).squares / (n - 1.0);
  // d R(K) / V with R(K) = 1 / (4 pi) and V = 0.3072 / pi.
  constexpr double kBound = 0.5 / 0.3072;
  return Meters(std::sqrt(variance) * std::pow(kBound / n, 1.0 / 6.0));
}

std::vector<Meters> bandwidth_candidates(std::span<const Point> events, std::size_t count) {
  check_finite(events);
  expects(count >= 2, "at least two candidates");
  const std::vector<Point> places = distinct_places(events);
  if (places.size() < 2) return {};
  const Box box = bounding_box(places);
  const double extent = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  const Meters low = 0.5 * median_nearest_distance(places);
  const Meters high = std::max(Meters(0.5 * extent), 2.0 * low);
  const double ratio = std::log(high / low) / static_cast<double>(count - 1);
  std::vector<Meters> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(std::exp(ratio * static_cast<double>(i)) * low);
  }
  return values;
}

BandwidthChoice likelihood_bandwidth_in(const Grid<std::uint8_t>& window, EdgeCorrection edge,
                                        std::span<const Point> events,
                                        std::vector<Meters> candidates, const Control& control) {
  check_choice(events, candidates);
  expects(window.values.empty() || (window.values.size() == window.frame.size() &&
                                    std::ranges::any_of(window.values, [](auto v) { return v; })),
          "a window with at least one cell");
  return choose_bandwidth(std::move(candidates), control, EdgeLikelihood(window, edge, events));
}

BandwidthChoice cronie_van_lieshout_bandwidth(std::span<const Point> events, SquareMeters area,
                                              std::vector<Meters> candidates,
                                              const Control& control) {
  check_choice(events, candidates);
  expects(area.value > 0.0 && std::isfinite(area.value), "a positive area");
  const LeaveOneOut pattern(events);
  return choose_bandwidth(std::move(candidates), control, [&](double sigma) {
    const std::vector<double> logs = pattern.log_densities(sigma);
    const double own = 0.5 * std::numbers::inv_pi / (sigma * sigma);
    const double covered =
        parallel_sum(logs.size(), [&](std::size_t i) { return 1.0 / (std::exp(logs[i]) + own); });
    return -(covered - area.value) * (covered - area.value);
  });
}

}  // namespace rawan
