#include "rawan/algorithms/mann_kendall.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

namespace rawan {
namespace {

constexpr std::size_t kLongestExact = 10;

using Counts = std::vector<double>;  // whole numbers below 2^53: of orders, by falling pairs

/// How many ways to merge a and b things, each in their own order, have so many pairs out of order:
/// the Gaussian binomial coefficient, [a + b, b] = [a + b - 1, b - 1] + q^b [a + b - 1, b].
Counts merges(std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return {1.0};
  Counts result(a * b + 1, 0.0);
  const Counts last_of_b = merges(a, b - 1);
  const Counts last_of_a = merges(a - 1, b);
  for (std::size_t i = 0; i < last_of_b.size(); ++i) result[i] += last_of_b[i];
  for (std::size_t i = 0; i < last_of_a.size(); ++i) result[i + b] += last_of_a[i];
  return result;
}

Counts product(const Counts& a, const Counts& b) {
  Counts result(a.size() + b.size() - 1, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
  }
  return result;
}

std::vector<std::size_t> sizes_of_ties(std::span<const double> series) {
  std::map<double, std::size_t> sizes;
  for (const double value : series) ++sizes[value];
  std::vector<std::size_t> result;
  for (const auto& [value, size] : sizes) result.push_back(size);
  return result;
}

/// P(S >= s) when all orders of the values are equally likely.
double exact_tail(std::span<const std::size_t> ties, std::int64_t s) {
  Counts orders{1.0};
  std::size_t before = 0;
  for (const std::size_t size : ties) {
    orders = product(orders, merges(before, size));
    before += size;
  }
  const auto untied = static_cast<std::int64_t>(orders.size()) - 1;
  double all = 0.0;
  double tail = 0.0;
  for (std::size_t falling = 0; falling < orders.size(); ++falling) {
    all += orders[falling];
    if (untied - 2 * static_cast<std::int64_t>(falling) >= s) tail += orders[falling];
  }
  return tail / all;
}

/// P(S >= s) by the normal curve, corrected for S being whole.
double normal_tail(double variance, std::int64_t s) {
  if (variance <= 0.0) return 1.0;
  const double z = (static_cast<double>(s) - 1.0) / std::sqrt(variance);
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

double variance_of_s(std::size_t n, std::span<const std::size_t> ties) {
  const auto term = [](std::size_t size) {
    const auto m = static_cast<double>(size);
    return m * (m - 1.0) * (2.0 * m + 5.0);
  };
  double sum = term(n);
  for (const std::size_t size : ties) sum -= term(size);
  return sum / 18.0;
}

std::int64_t rising_minus_falling(std::span<const double> series) {
  std::int64_t s = 0;
  for (std::size_t j = 1; j < series.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      s += series[j] > series[i] ? 1 : (series[j] < series[i] ? -1 : 0);
    }
  }
  return s;
}

}  // namespace

MannKendall mann_kendall(std::span<const double> series, Trend alternative) {
  for (const double value : series) expects(std::isfinite(value), "values are finite");
  const auto ties = sizes_of_ties(series);
  MannKendall result;
  result.s = rising_minus_falling(series);
  result.variance = variance_of_s(series.size(), ties);
  result.exact = series.size() <= kLongestExact;
  if (series.size() < shortest_series(alternative)) return result;
  const auto tail = [&](std::int64_t s) {
    return result.exact ? exact_tail(ties, s) : normal_tail(result.variance, s);
  };
  // Without a trend S and -S are equally likely.
  if (alternative == Trend::rising) result.p_value = tail(result.s);
  if (alternative == Trend::falling) result.p_value = tail(-result.s);
  if (alternative == Trend::any) result.p_value = std::min(1.0, 2.0 * tail(std::abs(result.s)));
  return result;
}

}  // namespace rawan
