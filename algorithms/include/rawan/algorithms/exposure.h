#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// One dialogue: a patrol's talk with a group of women, the sampling unit (decisions.md 1).
struct Dialogue {
  std::uint32_t site = 0;
  double women = 0.0;  ///< Women consulted, counted once. > 0.
  double marks = 0.0;  ///< Places pointed out in it.
};

/// The effort behind the reports of one site.
struct SiteEffort {
  std::uint32_t dialogues = 0;
  WomenConsulted women;
  double marks = 0.0;
};

/// @throws ContractViolation if a dialogue has no women, negative marks or no such site.
std::vector<SiteEffort> effort_by_site(std::span<const Dialogue> dialogues, std::size_t sites);

/// How much more the marks of one dialogue vary than a Poisson count with the rate of its site:
/// Pearson's chi-square within sites over its degrees of freedom, not below 1; 1 where no site with
/// marks has two dialogues. Dividing cases and exposure of a site by it gives counts that are as
/// informative as they look (Kish's design effect).
///
/// Sites without marks take no part: they add nothing to the chi-square whatever the dispersion,
/// and counting their degrees of freedom would pull the ratio below 1. Given a site's marks (>= 1)
/// they fall on its dialogues as a multinomial with shares women_j / women, for which the
/// chi-square has exactly the mean (dialogues - 1): without a dialogue effect the ratio is unbiased
/// however sparse the counts (before it is cut at 1). With one, a site with a single mark cannot
/// show it: sparse data understate the effect.
double design_effect(std::span<const Dialogue> dialogues, std::size_t sites);

}  // namespace rawan
