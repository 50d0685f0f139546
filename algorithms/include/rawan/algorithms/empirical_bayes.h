#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A Gamma distribution by shape and rate (1 / scale): mean shape / rate. Shape 0 is a spike at 0.
struct Gamma {
  double shape = 0.0;
  double rate = 0.0;

  double mean() const { return shape / rate; }
};

double quantile(const Gamma& gamma, double probability);
/// P(X > threshold).
double exceedance(const Gamma& gamma, double threshold);

/// Moments of Marshall (1991), statistics.md 4.17. `variance` 0: no heterogeneity was found.
struct GammaPrior {
  double mean = 0.0;      ///< b = sum y / sum n.
  double variance = 0.0;  ///< a = max(0, s^2 - b / nbar).
};

/// @param cases, exposure one per site, exposure > 0. @throws ContractViolation otherwise.
GammaPrior fit_gamma_prior(std::span<const double> cases, std::span<const double> exposure);

/// Posterior rates: Gamma(y + b^2/a, n + b/a). With a = 0 every site has the mean b: the
/// distribution returned is a spike, Gamma with a very large shape (shape 0 if b = 0 too).
std::vector<Gamma> shrink(std::span<const double> cases, std::span<const double> exposure,
                          const GammaPrior& prior);

/// The exact interval of a Poisson mean (Garwood 1936), at the given confidence.
struct Interval {
  double low = 0.0;
  double high = 0.0;
};
Interval garwood_interval(double cases, double confidence);

/// Draws of all sites' rates with the prior's own uncertainty in them: mean and shape of the prior
/// are drawn from their posterior on a grid (negative binomial marginal likelihood, flat on log
/// mean, uniform on the share of variance between sites), then each rate from its conjugate Gamma.
/// Poisson counts: where dialogues share a mood, see village_rates.h. Half a case stands for none.
/// draws[d * sites + i]. Deterministic for (seed) on any number of threads.
std::vector<double> draw_rates(std::span<const double> cases, std::span<const double> exposure,
                               std::uint32_t draws, std::uint64_t seed);

}  // namespace rawan
