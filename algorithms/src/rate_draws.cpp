#include "grid_posterior.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"

#include <boost/math/special_functions/gamma.hpp>

#include <cmath>

namespace rawan {
namespace {

/// log P(y) of a Poisson count whose rate is Gamma(shape, shape / mean), up to a constant.
double log_marginal(double y, double exposure, double mean, double shape) {
  const double expected = mean * exposure;
  return boost::math::lgamma(y + shape) - boost::math::lgamma(shape) +
         y * std::log(mean / (shape + expected)) - shape * std::log1p(expected / shape);
}

/// The prior in the coordinates of its grid: the log of its mean, and the share of the variance of
/// a site's rate that lies between sites where the site has the mean number of cases.
struct PriorScale {
  double cases_per_site = 0.0;
  double shape(double share) const { return cases_per_site * (1.0 - share) / share; }
};

GridPosterior<2> prior_posterior(std::span<const double> cases, std::span<const double> exposure,
                                 double overall, const PriorScale& scale) {
  const double center = std::log(overall);
  const Region<2> limits{{center - 3.0, 0.0}, {center + 3.0, 1.0}};
  constexpr std::size_t kCells = 15;
  return integrate_on_grid(limits, kCells, [&](const Axes<2>& axes) {
    std::vector<double> density(kCells * kCells, 0.0);
    parallel_for(density.size(), [&](std::size_t p) {
      const double mean = std::exp(axes[0][p / kCells]);
      const double shape = scale.shape(axes[1][p % kCells]);
      for (std::size_t i = 0; i < cases.size(); ++i) {
        density[p] += log_marginal(cases[i], exposure[i], mean, shape);
      }
    });
    return density;
  });
}

}  // namespace

std::vector<double> draw_rates(std::span<const double> cases, std::span<const double> exposure,
                               std::uint32_t draws, std::uint64_t seed) {
  const std::size_t sites = cases.size();
  if (sites == 0) return {};
  const GammaPrior moments = fit_gamma_prior(cases, exposure);
  double total = 0.0;
  for (const double e : exposure) total += e;
  // Half a case keeps the scale above 0 where there is none.
  const double all_cases = std::max(0.5, moments.mean * total);
  const PriorScale scale{all_cases / static_cast<double>(sites)};
  const GridPosterior<2> prior = prior_posterior(cases, exposure, all_cases / total, scale);
  const Categorical point(prior.weight);
  std::vector<double> rates(draws * sites);
  parallel_for(draws, [&](std::size_t d) {
    Stream random(seed, d);
    const std::size_t p = point.draw(random);
    const double mean = std::exp(prior.axes[0][p / prior.axes[1].size()]);
    const double shape = scale.shape(prior.axes[1][p % prior.axes[1].size()]);
    for (std::size_t i = 0; i < sites; ++i) {
      rates[d * sites + i] = random.gamma(cases[i] + shape) / (exposure[i] + shape / mean);
    }
  });
  return rates;
}

}  // namespace rawan
