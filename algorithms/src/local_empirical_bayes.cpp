#include "rawan/algorithms/local_empirical_bayes.h"

#include "rawan/algorithms/contract.h"

namespace rawan {
namespace {

/// A neighborhood as columns.
struct Surroundings {
  std::vector<double> cases;
  std::vector<double> exposure;

  void add(double y, double n) {
    cases.push_back(y);
    exposure.push_back(n);
  }
};

}  // namespace

std::vector<GammaPrior> local_gamma_priors(const Weights& weights, std::span<const double> cases,
                                           std::span<const double> exposure) {
  const auto n = static_cast<Eigen::Index>(cases.size());
  expects(weights.rows() == n && weights.cols() == n, "weights are n x n for n sites");
  if (cases.empty()) return {};
  const GammaPrior whole_map = fit_gamma_prior(cases, exposure);
  std::vector<GammaPrior> priors;
  for (Eigen::Index i = 0; i < n; ++i) {
    Surroundings near;
    for (Weights::InnerIterator link(weights, i); link; ++link) {
      const auto j = static_cast<std::size_t>(link.col());
      if (link.col() != i && link.value() != 0.0) near.add(cases[j], exposure[j]);
    }
    if (near.cases.empty()) {
      priors.push_back(whole_map);
      continue;
    }
    near.add(cases[static_cast<std::size_t>(i)], exposure[static_cast<std::size_t>(i)]);
    priors.push_back(fit_gamma_prior(near.cases, near.exposure));
  }
  return priors;
}

std::vector<Gamma> shrink_locally(std::span<const double> cases, std::span<const double> exposure,
                                  std::span<const GammaPrior> priors) {
  expects(cases.size() == priors.size() && exposure.size() == priors.size(), "a prior per site");
  std::vector<Gamma> posteriors;
  for (std::size_t i = 0; i < priors.size(); ++i) {
    posteriors.push_back(shrink(cases.subspan(i, 1), exposure.subspan(i, 1), priors[i]).front());
  }
  return posteriors;
}

}  // namespace rawan
