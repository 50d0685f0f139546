#include "rawan/algorithms/exposure.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

void expect_sound(const Dialogue& dialogue, std::size_t sites) {
  expects(dialogue.site < sites, "a dialogue must belong to one of the sites");
  expects(std::isfinite(dialogue.women) && dialogue.women > 0.0,
          "a dialogue must have women consulted");
  expects(std::isfinite(dialogue.marks) && dialogue.marks >= 0.0, "marks must be >= 0");
}

double pearson_term(const Dialogue& dialogue, const SiteEffort& site) {
  const double expected = dialogue.women * site.marks / site.women.value;
  const double excess = dialogue.marks - expected;
  return excess * excess / expected;
}

}  // namespace

std::vector<SiteEffort> effort_by_site(std::span<const Dialogue> dialogues, std::size_t sites) {
  std::vector<SiteEffort> effort(sites);
  for (const Dialogue& dialogue : dialogues) {
    expect_sound(dialogue, sites);
    SiteEffort& site = effort[dialogue.site];
    ++site.dialogues;
    site.women = site.women + WomenConsulted(dialogue.women);
    site.marks += dialogue.marks;
  }
  return effort;
}

double design_effect(std::span<const Dialogue> dialogues, std::size_t sites) {
  const std::vector<SiteEffort> effort = effort_by_site(dialogues, sites);
  double chi_square = 0.0;
  for (const Dialogue& dialogue : dialogues) {
    const SiteEffort& site = effort[dialogue.site];
    if (site.marks > 0.0) chi_square += pearson_term(dialogue, site);
  }
  double freedom = 0.0;
  for (const SiteEffort& site : effort) {
    if (site.marks > 0.0) freedom += static_cast<double>(site.dialogues) - 1.0;
  }
  return freedom > 0.0 ? std::max(1.0, chi_square / freedom) : 1.0;
}

}  // namespace rawan
