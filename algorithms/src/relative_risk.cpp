#include "rawan/algorithms/relative_risk.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace rawan {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void check(const WeightedPoints& pattern) {
  expects(pattern.weights.empty() || pattern.weights.size() == pattern.events.size(),
          "one weight per event");
  for (const double w : pattern.weights) {
    expects(w >= 0.0 && std::isfinite(w), "weights of 0 or more");
  }
  const bool counts = pattern.weights.empty()
                          ? !pattern.events.empty()
                          : std::ranges::any_of(pattern.weights, [](double w) { return w > 0.0; });
  expects(counts, "a pattern with a positive weight");
}

/// Both patterns in one list.
struct Pooled {
  std::vector<Point> events;
  std::vector<double> weights;

  void add(const WeightedPoints& pattern) {
    for (std::size_t i = 0; i < pattern.events.size(); ++i) {
      events.push_back(pattern.events[i]);
      weights.push_back(pattern.weights.empty() ? 1.0 : pattern.weights[i]);
    }
  }
};

struct Weight {
  double sum = 0.0;
  double squares = 0.0;
  double events() const { return sum * sum / squares; }
};

/// Sorted first: the sum does not depend on the order of the events.
Weight weight_of(const WeightedPoints& pattern) {
  if (pattern.weights.empty()) {
    const auto n = static_cast<double>(pattern.events.size());
    return {n, n};
  }
  std::vector<double> sorted(pattern.weights.begin(), pattern.weights.end());
  std::ranges::sort(sorted);
  Weight weight;
  for (const double w : sorted) {
    weight.sum += w;
    weight.squares += w * w;
  }
  return weight;
}

double mean(const Grid<double>& surface) {
  double sum = 0.0;
  std::size_t n = 0;
  for (const double v : surface.values) {
    if (std::isnan(v)) continue;
    sum += v;
    ++n;
  }
  return n == 0 ? 0.0 : sum / static_cast<double>(n);
}

double largest(const Grid<double>& surface) {
  double most = 0.0;
  for (const double v : surface.values) most = std::isnan(v) ? most : std::max(most, v);
  return most;
}

AbramsonBandwidths equal_bandwidths(std::size_t events, const Grid<std::uint8_t>& window,
                                    Meters bandwidth) {
  return {.of_events = std::vector<Meters>(events, bandwidth),
          .of_cells = {window.frame, std::vector<double>(window.frame.size(), bandwidth.value)},
          .gamma = 1.0,
          .limit = bandwidth,
          .trimmed = 0};
}

class Comparison {
 public:
  Comparison(const WeightedPoints& cases, const WeightedPoints& reference,
             const Grid<std::uint8_t>& window, const RelativeRiskOptions& options,
             const Control& control)
      : cases_(cases),
        reference_(reference),
        window_(window),
        options_(options),
        control_(control) {}

  RelativeRisk result() {
    RelativeRisk risk;
    risk.bandwidths = symmetric_bandwidths();
    const std::span all(risk.bandwidths.of_events);
    const std::size_t n = cases_.events.size();
    risk.cases = density(cases_, all.first(n), risk.bandwidths);
    risk.reference = density(reference_, all.subspan(n), risk.bandwidths);
    risk.exposed = exposed(risk.reference);
    risk.log_ratio = log_ratio(risk);
    add_tolerance(risk);
    return risk;
  }

 private:
  AbramsonBandwidths symmetric_bandwidths() const {
    Pooled pooled;
    pooled.add(cases_);
    pooled.add(reference_);
    if (options_.pilot_bandwidth == Meters()) {
      return equal_bandwidths(pooled.events.size(), window_, options_.bandwidth);
    }
    const Grid<double> pilot = kernel_density(
        pooled.events, pooled.weights, window_,
        {.kernel = options_.kernel, .bandwidth = options_.pilot_bandwidth, .edge = options_.edge},
        control_);
    return abramson_bandwidths(pooled.events, pooled.weights, pilot, options_.bandwidth,
                               options_.trim);
  }

  Grid<double> density(const WeightedPoints& pattern, std::span<const Meters> bandwidths,
                       const AbramsonBandwidths& all) const {
    Grid<double> result = variable_density(pattern.events, pattern.weights, bandwidths, window_,
                                           {.kernel = options_.kernel,
                                            .edge = options_.edge,
                                            .bandwidth_of_cells = all.of_cells.values,
                                            .standard_error = false},
                                           control_)
                              .density;
    const double sum = weight_of(pattern).sum;
    for (double& v : result.values) v /= sum;
    return result;
  }

  Grid<std::uint8_t> exposed(const Grid<double>& reference) const {
    const double floor = options_.floor * mean(reference);
    Grid<std::uint8_t> mask{reference.frame, std::vector<std::uint8_t>(reference.values.size())};
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
      // A density of 0 has no logarithm, whatever the floor; NaN reaches none.
      mask.values[i] = reference.values[i] >= floor && reference.values[i] > 0.0 ? 1 : 0;
    }
    return mask;
  }

  Grid<double> log_ratio(const RelativeRisk& risk) const {
    const double added = options_.shrinkage * largest(risk.reference);
    // Where no kernel of a case reaches, the floor keeps the ratio finite.
    const double least = added > 0.0 ? 0.0 : lowest_case_density(risk.cases);
    Grid<double> result{risk.cases.frame, std::vector<double>(risk.cases.values.size(), kNone)};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
      if (risk.exposed.values[i] == 0) continue;
      const double f = std::max(risk.cases.values[i], least);
      result.values[i] = std::log(f + added) - std::log(risk.reference.values[i] + added);
    }
    return result;
  }

  double lowest_case_density(const Grid<double>& cases) const {
    return std::max(options_.floor * mean(cases), std::numeric_limits<double>::min());
  }

  void add_tolerance(RelativeRisk& risk) const {
    const auto& widths = risk.bandwidths.of_cells.values;
    const auto squares =
        mass_of_own_kernels(options_.kernel, widths, window_, /*squared=*/true, control_);
    const bool corrected = options_.edge != EdgeCorrection::none;
    Grid<double> masses;
    if (corrected) masses = mass_of_own_kernels(options_.kernel, widths, window_, false, control_);
    const Weight f = weight_of(cases_);
    const Weight g = weight_of(reference_);
    const double per_event = 1.0 / f.events() + 1.0 / g.events();
    risk.z = risk.log_ratio;
    risk.p = risk.log_ratio;
    for (std::size_t i = 0; i < risk.z.values.size(); ++i) {
      if (risk.exposed.values[i] == 0) continue;
      const double both =
          (f.sum * risk.cases.values[i] + g.sum * risk.reference.values[i]) / (f.sum + g.sum);
      const double e = corrected ? masses.values[i] : 1.0;
      const double variance = squares.values[i] / (e * e) * per_event / both;
      risk.z.values[i] = risk.log_ratio.values[i] / std::sqrt(variance);
      risk.p.values[i] = 0.5 * std::erfc(risk.z.values[i] / std::numbers::sqrt2);
    }
  }

  const WeightedPoints& cases_;
  const WeightedPoints& reference_;
  const Grid<std::uint8_t>& window_;
  const RelativeRiskOptions& options_;
  const Control& control_;
};

}  // namespace

RelativeRisk relative_risk(const WeightedPoints& cases, const WeightedPoints& reference,
                           const Grid<std::uint8_t>& window, const RelativeRiskOptions& options,
                           const Control& control) {
  check(cases);
  check(reference);
  expects(options.floor >= 0.0 && std::isfinite(options.floor), "a floor of 0 or more");
  expects(options.shrinkage >= 0.0 && std::isfinite(options.shrinkage), "a shrinkage of 0 or more");
  return Comparison(cases, reference, window, options, control).result();
}

}  // namespace rawan
