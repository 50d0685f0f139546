#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rawan/algorithms/units.h"

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

std::vector<SiteEffort> effort_by_site(std::span<const Dialogue> dialogues, std::size_t sites);

/// How much more the marks of one dialogue vary than a Poisson count with the rate of its site:
/// Pearson's chi-square within sites over its degrees of freedom, not below 1; 1 where no site has
/// two dialogues. Dividing cases and exposure of a site by it gives counts that are as informative
/// as they look (the dialogue effect of decisions.md 1; Kish's design effect).
double design_effect(std::span<const Dialogue> dialogues, std::size_t sites);

}  // namespace rawan
