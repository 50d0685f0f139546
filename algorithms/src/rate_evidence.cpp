#include "rawan/algorithms/rate_evidence.h"

#include "rawan/algorithms/contract.h"

#include <cmath>
#include <limits>

namespace rawan {

std::vector<Evidence> judge_evidence(std::span<const double> cases,
                                     std::span<const double> exposure, const EvidenceRule& rule) {
  expects(cases.size() == exposure.size(), "one exposure per number of cases");
  double all_cases = 0.0;
  double all_exposure = 0.0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expects(cases[i] >= 0.0 && std::isfinite(cases[i]), "cases are finite and >= 0");
    expects(exposure[i] >= 0.0 && std::isfinite(exposure[i]), "exposure is finite and >= 0");
    expects(exposure[i] > 0.0 || cases[i] == 0.0, "no case without exposure");
    all_cases += cases[i];
    all_exposure += exposure[i];
  }
  std::vector<Evidence> evidence(cases.size(), Evidence::enough);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double expected = exposure[i] > 0.0 ? all_cases * (exposure[i] / all_exposure) : 0.0;
    if (expected < rule.fewest_expected || exposure[i] < rule.fewest_exposure) {
      evidence[i] = Evidence::too_little;
    }
    if (exposure[i] <= 0.0) evidence[i] = Evidence::no_exposure;
  }
  return evidence;
}

double relative_standard_error(double cases) {
  expects(cases >= 0.0, "cases are not negative");
  return cases > 0.0 ? 1.0 / std::sqrt(cases) : std::numeric_limits<double>::infinity();
}

}  // namespace rawan
