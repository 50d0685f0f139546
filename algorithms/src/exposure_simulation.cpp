#include "exposed_cases.h"
#include "proportional_draws.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_values.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// A site without expected cases has none, and says nothing.
double residual(double cases, double expected) {
  return expected > 0.0 ? (cases - expected) / std::sqrt(expected) : 0.0;
}

/// What the replicates add up to at each site. The blocks are fixed and added in order.
struct Tallies {
  std::vector<std::uint32_t> as_large;
  std::vector<std::uint32_t> as_small;
  std::vector<double> above;    ///< Sum of the differences to what was observed.
  std::vector<double> squares;  ///< Of these differences.

  explicit Tallies(std::size_t sites)
      : as_large(sites, 0), as_small(sites, 0), above(sites, 0.0), squares(sites, 0.0) {}

  void add(const Tallies& other) {
    for (std::size_t i = 0; i < as_large.size(); ++i) {
      as_large[i] += other.as_large[i];
      as_small[i] += other.as_small[i];
      above[i] += other.above[i];
      squares[i] += other.squares[i];
    }
  }

  /// Of what was observed among the replicates.
  double z(std::size_t i, double replicates) const {
    const double mean = above[i] / replicates;
    const double variance = squares[i] / replicates - mean * mean;
    // All replicates equal: subtraction leaves rounding.
    return variance > 1e-12 * mean * mean ? -mean / std::sqrt(variance) : 0.0;
  }
};

class ExposureModel {
 public:
  ExposureModel(const Weights& weights, std::span<const double> exposure, ExposedTotals all,
                LocalStatistic statistic)
      : weights_(weights), statistic_(statistic) {
    for (const double e : exposure) expected_.push_back(e / all.exposure * all.cases);
  }

  /// Of all sites, `scratch` holding n numbers.
  void statistics(std::span<const double> cases, std::span<double> scratch,
                  std::span<double> result) const {
    for (std::size_t i = 0; i < cases.size(); ++i) scratch[i] = standardized(i, cases[i]);
    for (std::size_t i = 0; i < cases.size(); ++i) result[i] = at(i, scratch);
  }

 private:
  double standardized(std::size_t i, double cases) const {
    return statistic_ == LocalStatistic::getis_ord ? cases : residual(cases, expected_[i]);
  }

  double at(std::size_t i, std::span<const double> z) const {
    const auto site = static_cast<Eigen::Index>(i);
    if (statistic_ == LocalStatistic::geary) {
      return weighted_sum(weights_, site, [&](auto j) { return (z[i] - z[j]) * (z[i] - z[j]); });
    }
    if (statistic_ == LocalStatistic::moran) {
      return z[i] * weighted_sum(weights_, site, [&](auto j) { return z[j]; });
    }
    double sum = 0.0;
    for (Weights::InnerIterator link(weights_, site); link; ++link) {
      sum += link.value() * z[static_cast<std::size_t>(link.col())];
    }
    return sum;
  }

  const Weights& weights_;
  LocalStatistic statistic_;
  std::vector<double> expected_;
};

/// What counts as equal to the statistic observed at each site.
struct Observed {
  std::vector<double> value;
  std::vector<double> large;
  std::vector<double> small;
};

Observed observed_bounds(const Weights& weights, const std::vector<double>& statistic) {
  Observed bounds{.value = statistic, .large = {}, .small = {}};
  for (std::size_t i = 0; i < statistic.size(); ++i) {
    const double total = neighbor_sums(weights, static_cast<Eigen::Index>(i)).weight;
    const double rounding = 1e-9 * (std::abs(statistic[i]) + total);
    bounds.large.push_back(statistic[i] - rounding);
    bounds.small.push_back(statistic[i] + rounding);
  }
  return bounds;
}

class Replicates {
 public:
  Replicates(const ExposureModel& model, const ProportionalDraws& draws, const Observed& observed,
             double cases, std::uint64_t seed)
      : model_(model), draws_(draws), observed_(observed), cases_(cases), seed_(seed) {}

  Tallies between(std::uint64_t begin, std::uint64_t end, const Control& control) const {
    const std::size_t n = observed_.large.size();
    Tallies tallies(n);
    std::vector<double> dealt(n);
    std::vector<double> scratch(n);
    std::vector<double> statistic(n);
    for (std::uint64_t replicate = begin; replicate < end; ++replicate) {
      control.step();
      draws_.deal(static_cast<std::uint64_t>(cases_), seed_, replicate, dealt);
      model_.statistics(dealt, scratch, statistic);
      for (std::size_t i = 0; i < n; ++i) {
        tallies.as_large[i] += statistic[i] >= observed_.large[i] ? 1U : 0U;
        tallies.as_small[i] += statistic[i] <= observed_.small[i] ? 1U : 0U;
        const double above = statistic[i] - observed_.value[i];
        tallies.above[i] += above;
        tallies.squares[i] += above * above;
      }
    }
    return tallies;
  }

 private:
  const ExposureModel& model_;
  const ProportionalDraws& draws_;
  const Observed& observed_;
  double cases_;
  std::uint64_t seed_;
};

Tallies tally_all(const Replicates& replicates, std::size_t sites, std::uint32_t count,
                  const Control& control) {
  constexpr std::size_t kBlocks = 64;
  control.expect(count);
  std::vector<Tallies> blocks(kBlocks, Tallies(0));
  parallel_for(kBlocks, [&](std::size_t b) {
    blocks[b] = replicates.between(std::uint64_t{count} * b / kBlocks,
                                   std::uint64_t{count} * (b + 1) / kBlocks, control);
  });
  Tallies sum(sites);
  for (const Tallies& block : blocks) sum.add(block);
  return sum;
}

}  // namespace

std::vector<double> exposure_residuals(std::span<const double> cases,
                                       std::span<const double> exposure) {
  expects(cases.size() == exposure.size(), "one exposure per number of cases");
  const double all_cases = power_sum(cases, 1);
  const double all_exposure = power_sum(exposure, 1);
  std::vector<double> residuals(cases.size(), 0.0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expects(exposure[i] >= 0.0 && cases[i] >= 0.0, "cases and exposure are not negative");
    if (exposure[i] > 0.0)
      residuals[i] = residual(cases[i], all_cases * exposure[i] / all_exposure);
  }
  return residuals;
}

ExposureSimulation exposure_simulation(const Weights& weights, std::span<const double> cases,
                                       std::span<const double> exposure, LocalStatistic statistic,
                                       const PermutationOptions& options, const Control& control) {
  const ExposedTotals all = expect_exposed(weights, cases, exposure);
  expects(options.replicates > 0, "at least one replicate is needed");
  const std::size_t n = cases.size();
  const std::vector<double> undefined(n, kUndefined);
  ExposureSimulation result{undefined, undefined, {undefined, undefined, undefined}};
  if (all.exposure <= 0.0) return result;
  const ExposureModel model(weights, exposure, all, statistic);
  std::vector<double> scratch(n);
  std::vector<double> seen(n);
  model.statistics(cases, scratch, seen);
  const Observed observed = observed_bounds(weights, seen);
  const ProportionalDraws draws(exposure);
  const Replicates replicates(model, draws, observed, all.cases, options.seed);
  const Tallies tallies = tally_all(replicates, n, options.replicates, control);
  for (std::size_t i = 0; i < n; ++i) {
    const bool alone = neighbor_sums(weights, static_cast<Eigen::Index>(i)).none();
    if (exposure[i] <= 0.0 || alone) continue;
    result.value[i] = seen[i];
    result.z[i] = tallies.z(i, options.replicates);
    result.p.greater[i] = permutation_p(tallies.as_large[i], options.replicates);
    result.p.less[i] = permutation_p(tallies.as_small[i], options.replicates);
    result.p.two_sided[i] = two_sided_p(result.p.greater[i], result.p.less[i]);
  }
  return result;
}

}  // namespace rawan
