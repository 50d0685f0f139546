#pragma once

#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/weights.h"

#include <span>
#include <vector>

namespace rawan {

/// The prior of each site from its surroundings: Marshall's moments (1991) over the site and its
/// neighbors, with the mean of this neighborhood for all its members. Islands have no surroundings
/// and take the moments of the whole map. Variance 0: no heterogeneity in the neighborhood.
///
/// Some programs take each neighbor's own local mean into the variance (Bailey & Gatrell 1995);
/// this is the other, older definition, which GeoDa uses too.
///
/// @param weights  n x n; only which are not 0 matters, the site itself always belongs.
/// @param cases    n numbers >= 0. @param exposure n numbers > 0.
/// @throws ContractViolation otherwise.
std::vector<GammaPrior> local_gamma_priors(const Weights& weights, std::span<const double> cases,
                                           std::span<const double> exposure);

/// Posterior rates, each from its own prior; see `shrink` of empirical_bayes.h.
std::vector<Gamma> shrink_locally(std::span<const double> cases, std::span<const double> exposure,
                                  std::span<const GammaPrior> priors);

}  // namespace rawan
