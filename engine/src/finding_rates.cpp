#include "rawan/algorithms/empirical_bayes.h"
#include "village_evidence.h"

namespace rawan::engine {

std::vector<std::optional<FindingRate>> rate_findings(const Exposure& exposure,
                                                      double probability) {
  std::vector<double> findings;
  std::vector<double> visits;
  std::vector<std::size_t> visited;
  for (std::size_t site = 0; site < exposure.village.size(); ++site) {
    if (exposure.village[site].visits == 0) continue;
    visited.push_back(site);
    findings.push_back(exposure.village[site].findings);
    visits.push_back(exposure.village[site].visits);
  }
  std::vector<std::optional<FindingRate>> rates(exposure.village.size());
  if (visited.empty()) return rates;
  const std::vector<Gamma> posterior = shrink(findings, visits, fit_gamma_prior(findings, visits));
  const double tail = (1.0 - probability) / 2.0;
  for (std::size_t i = 0; i < visited.size(); ++i) {
    const Gamma& own = posterior[i];
    // Nobody found anything anywhere: there is no rate to draw an interval around.
    const bool is_spike = own.shape == 0.0;
    rates[visited[i]] = FindingRate{
        .mean = own.mean(),
        .interval =
            is_spike ? Interval{} : Interval{quantile(own, tail), quantile(own, 1.0 - tail)}};
  }
  return rates;
}

}  // namespace rawan::engine
