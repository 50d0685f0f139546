#include "rawan/algorithms/permutation.h"

#include "distinct_draws.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_values.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// What a site sums over its neighbors: the value there, or its squared difference to its own.
struct NeighborValue {
  std::span<const double> z;
  double operator()(std::size_t j) const { return z[j]; }
};
struct SquaredDifference {
  std::span<const double> z;
  double own;
  double operator()(std::size_t j) const { return (own - z[j]) * (own - z[j]); }
};

struct Tally {
  std::uint32_t as_large = 0;
  std::uint32_t as_small = 0;
};

std::vector<double> weights_of_neighbors(const Weights& weights, Eigen::Index i) {
  std::vector<double> found;
  for (Weights::InnerIterator link(weights, i); link; ++link) {
    if (link.col() != i && link.value() != 0.0) found.push_back(link.value());
  }
  return found;
}

class Permutations {
 public:
  Permutations(const Weights& weights, std::span<const double> z, LocalStatistic statistic,
               const PermutationOptions& options)
      : weights_(weights), z_(z), statistic_(statistic), options_(options) {
    for (const double value : z) largest_ = std::max(largest_, std::abs(value));
  }

  Tally at(std::size_t site, std::span<const double> mine) const {
    if (statistic_ == LocalStatistic::geary) {
      return tally(site, mine, SquaredDifference{z_, z_[site]}, 4.0 * largest_ * largest_);
    }
    const Tally sums = tally(site, mine, NeighborValue{z_}, largest_);
    if (statistic_ == LocalStatistic::getis_ord || z_[site] > 0.0) return sums;
    if (z_[site] < 0.0) return {sums.as_small, sums.as_large};
    return {options_.replicates, options_.replicates};
  }

 private:
  /// @param bound of the size of a term.
  template <class Term>
  Tally tally(std::size_t site, std::span<const double> mine, const Term& term,
              double bound) const {
    double total = 0.0;
    for (const double w : mine) total += w;
    const double observed = weighted_sum(weights_, static_cast<Eigen::Index>(site), term);
    const double rounding = 1e-12 * total * bound;
    const double large = observed - rounding;
    const double small = observed + rounding;
    DistinctDraws draws(options_.seed, site, static_cast<std::uint32_t>(z_.size()),
                        static_cast<std::uint32_t>(site), mine.size());
    Tally result;
    for (std::uint32_t replicate = 0; replicate < options_.replicates; ++replicate) {
      const std::span<const std::uint32_t> drawn = draws.next();
      double sum = 0.0;
      for (std::size_t k = 0; k < mine.size(); ++k) sum += mine[k] * term(drawn[k]);
      result.as_large += sum >= large ? 1U : 0U;
      result.as_small += sum <= small ? 1U : 0U;
    }
    return result;
  }

  const Weights& weights_;
  std::span<const double> z_;
  LocalStatistic statistic_;
  PermutationOptions options_;
  double largest_ = 0.0;
};

}  // namespace

double permutation_p(std::uint32_t as_extreme, std::uint32_t replicates) {
  return (as_extreme + 1.0) / (replicates + 1.0);
}

double two_sided_p(double greater, double less) {
  return std::min(1.0, 2.0 * std::min(greater, less));
}

PermutationP conditional_permutation(const Weights& weights, std::span<const double> values,
                                     LocalStatistic statistic, const PermutationOptions& options,
                                     const Control& control) {
  expect_spatial(weights, values, Diagonal::any);
  expects(options.replicates > 0, "at least one replicate is needed");
  expects(values.size() < (std::size_t{1} << 31U), "fewer than 2^31 sites");
  const std::vector<double> z = centered(values);
  const Permutations permutations(weights, z, statistic, options);
  const std::vector<double> undefined(z.size(), kUndefined);
  PermutationP result{undefined, undefined, undefined};
  control.expect(z.size());
  parallel_for(z.size(), [&](std::size_t i) {
    control.step();
    const auto mine = weights_of_neighbors(weights, static_cast<Eigen::Index>(i));
    if (mine.empty()) return;
    const Tally tally = permutations.at(i, mine);
    result.greater[i] = permutation_p(tally.as_large, options.replicates);
    result.less[i] = permutation_p(tally.as_small, options.replicates);
    result.two_sided[i] = two_sided_p(result.greater[i], result.less[i]);
  });
  return result;
}

}  // namespace rawan
