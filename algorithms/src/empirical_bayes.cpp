#include "rawan/algorithms/empirical_bayes.h"

#include "rawan/algorithms/contract.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// The shape that stands for a spike: a relative spread of one in a million.
constexpr double kSpikeShape = 1e12;
/// Above it a Gamma is a normal distribution to seven digits of its quantiles.
constexpr double kNormalShape = 1e10;

void expect_sound(std::span<const double> cases, std::span<const double> exposure) {
  expects(cases.size() == exposure.size(), "cases and exposure must be one per site");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expects(std::isfinite(cases[i]) && cases[i] >= 0.0, "cases must be >= 0");
    expects(std::isfinite(exposure[i]) && exposure[i] > 0.0, "exposure must be > 0");
  }
}

double sum(std::span<const double> values) {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

double standard_score(const Gamma& gamma, double value) {
  return (value / gamma.mean() - 1.0) * std::sqrt(gamma.shape);
}

}  // namespace

double quantile(const Gamma& gamma, double probability) {
  expects(probability > 0.0 && probability < 1.0, "a probability lies between 0 and 1");
  if (gamma.shape <= 0.0) return 0.0;
  if (gamma.shape > kNormalShape) {
    const double z = boost::math::quantile(boost::math::normal(), probability);
    return gamma.mean() * (1.0 + z / std::sqrt(gamma.shape));
  }
  return boost::math::gamma_p_inv(gamma.shape, probability) / gamma.rate;
}

double exceedance(const Gamma& gamma, double threshold) {
  if (threshold < 0.0) return 1.0;
  if (gamma.shape <= 0.0) return 0.0;
  if (gamma.shape > kNormalShape) {
    return 0.5 * std::erfc(standard_score(gamma, threshold) / std::sqrt(2.0));
  }
  return boost::math::gamma_q(gamma.shape, threshold * gamma.rate);
}

GammaPrior fit_gamma_prior(std::span<const double> cases, std::span<const double> exposure) {
  expect_sound(cases, exposure);
  expects(!cases.empty(), "a prior needs at least one site");
  const double total = sum(exposure);
  const double mean = sum(cases) / total;
  double spread = 0.0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double deviation = cases[i] / exposure[i] - mean;
    spread += exposure[i] * deviation * deviation;
  }
  const double sites = static_cast<double>(cases.size());
  return {.mean = mean, .variance = std::max(0.0, spread / total - mean * sites / total)};
}

std::vector<Gamma> shrink(std::span<const double> cases, std::span<const double> exposure,
                          const GammaPrior& prior) {
  expect_sound(cases, exposure);
  expects(prior.mean >= 0.0 && prior.variance >= 0.0, "a prior has moments >= 0");
  std::vector<Gamma> posteriors(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (prior.mean <= 0.0) {
      posteriors[i] = {0.0, exposure[i]};
    } else if (prior.variance <= 0.0) {
      posteriors[i] = {kSpikeShape, kSpikeShape / prior.mean};
    } else {
      const double rate = prior.mean / prior.variance;
      posteriors[i] = {cases[i] + prior.mean * rate, exposure[i] + rate};
    }
  }
  return posteriors;
}

Interval garwood_interval(double cases, double confidence) {
  expects(cases >= 0.0, "cases must be >= 0");
  expects(confidence > 0.0 && confidence < 1.0, "a confidence lies between 0 and 1");
  const double tail = 0.5 * (1.0 - confidence);
  return {.low = cases > 0.0 ? boost::math::gamma_p_inv(cases, tail) : 0.0,
          .high = boost::math::gamma_q_inv(cases + 1.0, tail)};
}

}  // namespace rawan
