#include "scan_checks.h"

#include "rawan/algorithms/contract.h"

#include <cmath>
#include <numeric>

namespace rawan {

void check_counts(std::span<const std::uint32_t> cases, std::span<const double> population,
                  ScanModel model) {
  expects(cases.size() == population.size(), "one count and one population per site");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double members = population[i];
    expects(std::isfinite(members) && members >= 0.0, "populations are finite and not negative");
    expects(members > 0.0 || cases[i] == 0, "no cases without population");
    if (model == ScanModel::bernoulli) {
      expects(members == std::floor(members) && members < 0x1p53, "populations are whole");
      expects(members >= static_cast<double>(cases[i]), "cases are members of the population");
    }
  }
  check_total(std::accumulate(cases.begin(), cases.end(), std::uint64_t{0}));
}

void check_positions(std::span<const Position> sites) {
  for (const Position& p : sites) {
    expects(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "coordinates must be finite");
  }
}

void check_window_limits(double largest_share, std::uint32_t min_cases) {
  expects(largest_share > 0.0 && largest_share <= 0.5,
          "windows hold up to one half of the population");
  expects(min_cases >= 1, "a window without cases is no cluster");
}

void check_total(std::uint64_t cases) {
  expects(cases < (std::uint64_t{1} << 30U), "fewer than 2^30 cases");
}

}  // namespace rawan
