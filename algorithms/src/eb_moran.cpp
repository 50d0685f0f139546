#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/moran.h"

#include <cmath>

namespace rawan {
namespace {

struct RateMoments {
  double mean = 0.0;     ///< b
  double between = 0.0;  ///< a, of either sign
};

RateMoments rate_moments(std::span<const double> cases, std::span<const double> exposure) {
  double all_cases = 0.0;
  double all_exposure = 0.0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expects(cases[i] >= 0.0 && std::isfinite(cases[i]), "cases are finite and not negative");
    expects(exposure[i] > 0.0 && std::isfinite(exposure[i]), "exposure is finite and positive");
    all_cases += cases[i];
    all_exposure += exposure[i];
  }
  const double b = all_cases / all_exposure;
  double squares = 0.0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double difference = cases[i] / exposure[i] - b;
    squares += exposure[i] * difference * difference;
  }
  const double mean_exposure = all_exposure / static_cast<double>(cases.size());
  return {b, squares / all_exposure - b / mean_exposure};
}

}  // namespace

std::vector<double> standardized_rates(std::span<const double> cases,
                                       std::span<const double> exposure) {
  expects(cases.size() == exposure.size(), "one exposure per number of cases");
  std::vector<double> z(cases.size(), 0.0);
  if (cases.empty()) return z;
  const RateMoments rates = rate_moments(cases, exposure);
  if (rates.mean == 0.0) return z;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double by_chance = rates.mean / exposure[i];
    const double variance = rates.between + by_chance;
    z[i] = (cases[i] / exposure[i] - rates.mean) / std::sqrt(variance > 0.0 ? variance : by_chance);
  }
  return z;
}

Autocorrelation eb_moran(const Weights& weights, std::span<const double> cases,
                         std::span<const double> exposure) {
  return global_moran(weights, standardized_rates(cases, exposure));
}

}  // namespace rawan
