#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/scan_statistic.h"
#include "scan_replicates.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace rawan {
namespace {

/// x ln(x / y), 0 for x = 0.
double x_log_ratio(double x, double y) {
  return x > 0.0 ? x * std::log(x / y) : 0.0;
}

}  // namespace

double poisson_log_likelihood_ratio(double cases, double expected, double total) {
  expects(cases >= 0.0 && cases <= total, "cases are part of the total");
  expects(expected > 0.0 || (expected == 0.0 && cases == 0.0), "no cases where none is expected");
  if (cases <= expected) return 0.0;
  return x_log_ratio(cases, expected) + x_log_ratio(total - cases, total - expected);
}

double bernoulli_log_likelihood_ratio(double cases, double population, double total_cases,
                                      double total_population) {
  const double outside_cases = total_cases - cases;
  const double outside = total_population - population;
  expects(cases >= 0.0 && cases <= population, "cases are members of the population inside");
  expects(outside_cases >= 0.0 && outside_cases <= outside,
          "cases are members of the population outside");
  if (cases * total_population <= total_cases * population) return 0.0;
  return x_log_ratio(cases, population) + x_log_ratio(population - cases, population) +
         x_log_ratio(outside_cases, outside) + x_log_ratio(outside - outside_cases, outside) -
         x_log_ratio(total_cases, total_population) -
         x_log_ratio(total_population - total_cases, total_population);
}

double ellipse_penalty(double shape, double exponent) {
  expects(shape >= 1.0, "the long axis over the short one");
  return std::pow(4.0 * shape / ((shape + 1.0) * (shape + 1.0)), exponent);
}

double rank_p_value(double observed, std::span<const double> maxima, std::uint32_t stop_after) {
  std::uint32_t larger = 0;
  for (std::size_t i = 0; i < maxima.size(); ++i) {
    if (!as_large(maxima[i], observed)) continue;
    ++larger;
    if (larger == stop_after) return double(stop_after) / static_cast<double>(i + 1);
  }
  return (1.0 + larger) / (1.0 + static_cast<double>(maxima.size()));
}

std::optional<double> gumbel_p_value(double observed, std::span<const double> maxima) {
  if (maxima.empty() || std::ranges::min(maxima) == std::ranges::max(maxima)) return std::nullopt;
  const auto n = static_cast<double>(maxima.size());
  const double mean = std::accumulate(maxima.begin(), maxima.end(), 0.0) / n;
  double squares = 0.0;
  for (const double maximum : maxima) squares += (maximum - mean) * (maximum - mean);
  const double deviation = std::sqrt(squares / (n - 1.0));
  const double scale = deviation * std::sqrt(6.0) / std::numbers::pi;
  const double mode = mean - std::numbers::egamma * scale;
  return -std::expm1(-std::exp(-(observed - mode) / scale));
}

double recurrence_interval(double p_value, double interval_between_looks) {
  expects(p_value > 0.0 && p_value <= 1.0, "a probability above 0");
  expects(interval_between_looks > 0.0, "time passes between looks");
  return interval_between_looks / p_value;
}

}  // namespace rawan
