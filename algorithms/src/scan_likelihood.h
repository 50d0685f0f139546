#pragma once

#include "rawan/algorithms/scan_statistic.h"

#include <algorithm>

namespace rawan {

/// The log likelihood ratio of windows in one study: a function of the cases and the population
/// inside. It rises with the cases above their share and falls with the population.
struct ScanLikelihood {
  ScanModel model;
  double total_cases;
  double total_population;

  double operator()(double cases, double population) const {
    if (model == ScanModel::poisson) {
      return poisson_log_likelihood_ratio(cases, expected(population), total_cases);
    }
    // Fewer members than cases occur only in bounds.
    return bernoulli_log_likelihood_ratio(cases, std::max(cases, population), total_cases,
                                          total_population);
  }
  double expected(double population) const { return population * (total_cases / total_population); }
};

}  // namespace rawan
