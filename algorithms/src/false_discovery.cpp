#include "rawan/algorithms/false_discovery.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace rawan {
namespace {

/// More than the rounding of a product and a quotient, less than any difference that means a thing.
constexpr double kRounding = 1e-12;

/// Positions of the tested sites, by p-value, ties by position.
std::vector<std::size_t> by_p_value(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (std::isnan(p_values[i])) continue;
    expects(p_values[i] >= 0.0 && p_values[i] <= 1.0, "a p-value lies between 0 and 1");
    order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(p_values[i], i); });
  return order;
}

std::vector<double> step_up(std::span<const double> p_values, std::span<const std::size_t> order,
                            double factor) {
  std::vector<double> adjusted(p_values.size(), std::numeric_limits<double>::quiet_NaN());
  double least = 1.0;
  for (std::size_t k = order.size(); k > 0; --k) {
    const double p = p_values[order[k - 1]];
    least = std::min(least, factor * p / static_cast<double>(k));
    adjusted[order[k - 1]] = std::max(p, least);
  }
  return adjusted;
}

double least_p(std::uint64_t replicates, Sides sides) {
  return (sides == Sides::one ? 1.0 : 2.0) / (static_cast<double>(replicates) + 1.0);
}

/// The next whole number, unless it is only rounding that lies between.
std::uint64_t rounded_up(double x) {
  return static_cast<std::uint64_t>(std::ceil(x * (1.0 - kRounding)));
}

void expect_level(double alpha) {
  expects(alpha > 0.0 && alpha < 1.0, "a level lies between 0 and 1");
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  const auto order = by_p_value(p_values);
  return step_up(p_values, order, static_cast<double>(order.size()));
}

std::vector<double> benjamini_yekutieli(std::span<const double> p_values) {
  const auto order = by_p_value(p_values);
  double harmonic = 0.0;
  for (std::size_t i = 1; i <= order.size(); ++i) harmonic += 1.0 / static_cast<double>(i);
  return step_up(p_values, order, static_cast<double>(order.size()) * harmonic);
}

std::vector<double> bonferroni(std::span<const double> p_values) {
  const auto tests = static_cast<double>(by_p_value(p_values).size());
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  for (double& p : adjusted) {
    if (!std::isnan(p)) p = std::min(1.0, tests * p);
  }
  return adjusted;
}

std::vector<std::uint8_t> rejected(std::span<const double> adjusted, double alpha) {
  expect_level(alpha);
  std::vector<std::uint8_t> result;
  result.reserve(adjusted.size());
  for (const double p : adjusted) result.push_back(p <= alpha * (1.0 + kRounding) ? 1 : 0);
  return result;
}

std::uint64_t fewest_rejections(std::size_t tests, double alpha, std::uint64_t replicates,
                                Sides sides) {
  expect_level(alpha);
  return rounded_up(static_cast<double>(tests) * least_p(replicates, sides) / alpha);
}

std::uint64_t permutations_needed(std::size_t tests, double alpha, Sides sides) {
  expect_level(alpha);
  if (tests == 0) return 0;
  return rounded_up(static_cast<double>(tests) * least_p(0, sides) / alpha) - 1;
}

}  // namespace rawan
