#include "rawan/algorithms/global_permutation.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/moran.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"
#include "spatial_values.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr std::size_t kStretches = 30;

/// The part of a statistic that an arrangement changes.
class Pairs {
 public:
  Pairs(const Weights& weights, GlobalStatistic statistic)
      : weights_(weights), statistic_(statistic) {}

  double sum(std::span<const double> x) const {
    return statistic_ == GlobalStatistic::geary ? differences(x) : products(x);
  }

  /// By how much sums of the same arrangement may differ.
  double rounding(std::span<const double> x) const {
    double largest = 0.0;
    for (const double value : x) largest = std::max(largest, std::abs(value));
    return 1e-12 * weights_.sum() * 4.0 * largest * largest;
  }

 private:
  double products(std::span<const double> x) const {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < weights_.rows(); ++i) {
      const double lag = weighted_sum(weights_, i, [&](auto j) { return x[j]; });
      sum += x[static_cast<std::size_t>(i)] * lag;
    }
    return sum;
  }

  double differences(std::span<const double> x) const {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < weights_.rows(); ++i) {
      const double own = x[static_cast<std::size_t>(i)];
      sum += weighted_sum(weights_, i, [&](auto j) { return (own - x[j]) * (own - x[j]); });
    }
    return sum;
  }

  const Weights& weights_;
  GlobalStatistic statistic_;
};

double observed_value(const Weights& weights, std::span<const double> values,
                      GlobalStatistic statistic) {
  if (statistic == GlobalStatistic::moran) return global_moran(weights, values).value;
  if (statistic == GlobalStatistic::geary) return global_geary(weights, values).value;
  return getis_ord_general_g(weights, values).value;
}

/// What a sum over pairs is divided by.
double divisor(const Weights& weights, std::span<const double> x, GlobalStatistic statistic) {
  const auto n = static_cast<double>(x.size());
  const double squares = power_sum(x, 2);
  if (statistic == GlobalStatistic::moran) return weights.sum() * squares / n;
  if (statistic == GlobalStatistic::geary) return 2.0 * weights.sum() * squares / (n - 1.0);
  const double sum = power_sum(x, 1);
  return sum * sum - squares;
}

std::vector<double> sums_of_arrangements(const Pairs& pairs, std::span<const double> x,
                                         const PermutationOptions& options,
                                         const Control& control) {
  std::vector<double> sums(options.replicates);
  control.expect(options.replicates);
  parallel_for(options.replicates, [&](std::size_t r) {
    control.step();
    std::vector<double> arranged(x.begin(), x.end());
    Stream(options.seed, r).shuffle(std::span(arranged));
    sums[r] = pairs.sum(arranged);
  });
  return sums;
}

}  // namespace

GlobalPermutation global_permutation(const Weights& weights, std::span<const double> values,
                                     GlobalStatistic statistic, const PermutationOptions& options,
                                     const Control& control) {
  expects(options.replicates > 0, "at least one replicate is needed");
  GlobalPermutation result{kUndefined, kUndefined, kUndefined, kUndefined, kUndefined, kUndefined};
  result.value = observed_value(weights, values, statistic);
  if (std::isnan(result.value)) return result;

  const bool raw = statistic == GlobalStatistic::general_g;
  const std::vector<double> x =
      raw ? std::vector<double>(values.begin(), values.end()) : centered(values);
  const Pairs pairs(weights, statistic);
  const double observed = pairs.sum(x);
  const double rounding = pairs.rounding(x);
  const double scale = 1.0 / divisor(weights, x, statistic);
  std::vector<double> sums = sums_of_arrangements(pairs, x, options, control);
  const auto count = [&](auto&& extreme) {
    return static_cast<std::uint32_t>(std::ranges::count_if(sums, extreme));
  };
  const auto as_large = count([&](double sum) { return sum >= observed - rounding; });
  const auto as_small = count([&](double sum) { return sum <= observed + rounding; });
  result.greater = permutation_p(as_large, options.replicates);
  result.less = permutation_p(as_small, options.replicates);
  result.two_sided = two_sided_p(result.greater, result.less);

  const auto replicates = static_cast<double>(sums.size());
  const double mean = power_sum(sums, 1) / replicates;
  double spread = 0.0;
  for (const double sum : sums) spread += (sum - mean) * (sum - mean);
  result.mean = mean * scale;
  result.variance = spread / replicates * scale * scale;
  for (double& sum : sums) sum *= scale;
  result.drawn = histogram(sums, kStretches);
  return result;
}

}  // namespace rawan
