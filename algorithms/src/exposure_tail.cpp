#include "exposed_cases.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_values.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

struct Neighborhood {
  double cases = 0.0;
  double exposure = 0.0;
  bool has_site = false;
  bool has_others = false;
};

/// What the count around a site is a draw from.
struct Draw {
  double count = 0.0;
  double trials = 0.0;
  double share = 0.0;
};

Neighborhood neighborhood_of(const Weights& weights, Eigen::Index site,
                             std::span<const double> cases, std::span<const double> exposure) {
  Neighborhood found;
  double weight = 0.0;
  for (Weights::InnerIterator link(weights, site); link; ++link) {
    if (link.value() == 0.0) continue;
    if (weight == 0.0) weight = link.value();
    expects(std::abs(link.value() - weight) <= 1e-12 * weight, "weights of a row are equal");
    const auto j = static_cast<std::size_t>(link.col());
    found.cases += cases[j];
    found.exposure += exposure[j];
    (link.col() == site ? found.has_site : found.has_others) = true;
  }
  return found;
}

/// P(X >= count), count >= 1.
double upper_tail(double count, double trials, double share) {
  if (count > trials || share <= 0.0) return 0.0;
  return share >= 1.0 ? 1.0 : boost::math::ibeta(count, trials - count + 1.0, share);
}

/// P(X <= count) by its own function: 1 - P(X > count) would lose small ones.
double lower_tail(double count, double trials, double share) {
  if (count < 0.0) return 0.0;
  if (count >= trials || share <= 0.0) return 1.0;
  return share >= 1.0 ? 0.0 : boost::math::ibetac(count + 1.0, trials - count, share);
}

/// Calls visit(site, draw) for each site with exposure and neighbors.
template <class Visit>
void for_each_draw(const Weights& weights, std::span<const double> cases,
                   std::span<const double> exposure, const Visit& visit) {
  const ExposedTotals all = expect_exposed(weights, cases, exposure);
  parallel_for(cases.size(), [&](std::size_t i) {
    if (exposure[i] <= 0.0) return;
    const Neighborhood near =
        neighborhood_of(weights, static_cast<Eigen::Index>(i), cases, exposure);
    const double total = all.exposure - (near.has_site ? 0.0 : exposure[i]);
    if (!near.has_others || total <= 0.0) return;
    visit(i, Draw{near.cases, all.cases - (near.has_site ? 0.0 : cases[i]),
                  std::clamp(near.exposure / total, 0.0, 1.0)});
  });
}

}  // namespace

ExposedTotals expect_exposed(const Weights& weights, std::span<const double> cases,
                             std::span<const double> exposure) {
  expects(cases.size() == exposure.size(), "one exposure per number of cases");
  expect_spatial(weights, cases, Diagonal::any);
  ExposedTotals totals;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expects(cases[i] >= 0.0 && cases[i] == std::floor(cases[i]), "cases are whole and >= 0");
    expects(exposure[i] >= 0.0 && std::isfinite(exposure[i]), "exposure is finite and >= 0");
    expects(exposure[i] > 0.0 || cases[i] == 0.0, "no case without exposure");
    totals.cases += cases[i];
    totals.exposure += exposure[i];
  }
  return totals;
}

BinomialTails binomial_tails(double count, double trials, double share, Tail tail) {
  expects(count >= 0.0 && count <= trials, "a count lies between 0 and the trials");
  expects(count == std::floor(count) && trials == std::floor(trials), "counts are whole");
  expects(share >= 0.0 && share <= 1.0, "a share lies between 0 and 1");
  const BinomialTails whole{count == 0.0 ? 1.0 : upper_tail(count, trials, share),
                            lower_tail(count, trials, share)};
  if (tail == Tail::whole) return whole;
  return {0.5 * (whole.at_least + upper_tail(count + 1.0, trials, share)),
          0.5 * (whole.at_most + lower_tail(count - 1.0, trials, share))};
}

PermutationP exposure_tail(const Weights& weights, std::span<const double> cases,
                           std::span<const double> exposure, Tail tail) {
  const std::vector<double> undefined(cases.size(), kUndefined);
  PermutationP result{undefined, undefined, undefined};
  for_each_draw(weights, cases, exposure, [&](std::size_t i, const Draw& draw) {
    const BinomialTails tails = binomial_tails(draw.count, draw.trials, draw.share, tail);
    result.greater[i] = tails.at_least;
    result.less[i] = tails.at_most;
    result.two_sided[i] = two_sided_p(tails.at_least, tails.at_most);
  });
  return result;
}

std::vector<double> exposure_scores(const Weights& weights, std::span<const double> cases,
                                    std::span<const double> exposure) {
  std::vector<double> scores(cases.size(), kUndefined);
  for_each_draw(weights, cases, exposure, [&](std::size_t i, const Draw& draw) {
    const double mean = draw.trials * draw.share;
    scores[i] = z_score(draw.count, mean, mean * (1.0 - draw.share));
  });
  return scores;
}

}  // namespace rawan
