#include "rawan/algorithms/village_rates.h"

#include "dialogue_model.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace rawan {
namespace {

/// Above it ranks come from survival curves.
constexpr std::size_t kMostSitesForDraws = 2000;

struct Fit {
  const SiteDialogues& data;
  const RateCells& cells;
  const HyperPosterior& hypers;
  std::vector<std::vector<double>> prior;  ///< Masses per cell, one row per hyper point.
};

std::vector<std::vector<double>> prior_rows(const RateCells& cells, const HyperPosterior& hypers) {
  std::vector<std::vector<double>> rows(hypers.point.size());
  parallel_for(rows.size(), [&](std::size_t h) {
    rows[h] = cells.gamma_masses(hypers.point[h].mean, hypers.point[h].between_sites);
  });
  return rows;
}

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t g = 0; g < a.size(); ++g) sum += a[g] * b[g];
  return sum;
}

bool is_needed(const Fit& fit, std::size_t dispersion) {
  return std::any_of(fit.hypers.point.begin(), fit.hypers.point.end(),
                     [&](const Hyper& hyper) { return hyper.dispersion == dispersion; });
}

/// Adds the posteriors of one site at all hyper points that share one dispersion.
void add_posteriors(const Fit& fit, std::size_t i, std::size_t dispersion, std::span<double> sum) {
  const SiteLikelihood likelihood =
      likelihood_of(fit.data.of(i), fit.cells, fit.hypers.dispersion[dispersion]);
  std::vector<double> mixed(sum.size(), 0.0);
  for (std::size_t h = 0; h < fit.prior.size(); ++h) {
    const Hyper& hyper = fit.hypers.point[h];
    if (hyper.dispersion != dispersion) continue;
    const double scale = hyper.weight / (dot(likelihood.value, fit.prior[h]) + 1e-300);
    for (std::size_t g = 0; g < sum.size(); ++g) mixed[g] += scale * fit.prior[h][g];
  }
  for (std::size_t g = 0; g < sum.size(); ++g) sum[g] += likelihood.value[g] * mixed[g];
}

/// Marginal posterior masses of every site, sites x cells.
std::vector<double> posterior_masses(const Fit& fit, const Control& control) {
  const std::size_t cells = fit.cells.size();
  std::vector<double> masses(fit.data.size() * cells, 0.0);
  control.expect(fit.data.size());
  parallel_for(fit.data.size(), [&](std::size_t i) {
    const auto row = std::span(masses).subspan(i * cells, cells);
    for (std::size_t k = 0; k < fit.hypers.dispersion.size(); ++k) {
      if (is_needed(fit, k)) add_posteriors(fit, i, k, row);
    }
    double total = 0.0;
    for (const double mass : row) total += mass;
    for (double& mass : row) mass /= total;
    control.step();
  });
  return masses;
}

/// Likelihoods of every site at each dispersion, sites x cells; none where no hyper point needs it.
using Likelihoods = std::vector<std::vector<double>>;

Likelihoods likelihoods_of(const Fit& fit) {
  Likelihoods likelihoods(fit.hypers.dispersion.size());
  parallel_for(likelihoods.size(), [&](std::size_t k) {
    if (!is_needed(fit, k)) return;
    for (std::size_t i = 0; i < fit.data.size(); ++i) {
      const SiteLikelihood site =
          likelihood_of(fit.data.of(i), fit.cells, fit.hypers.dispersion[k]);
      likelihoods[k].insert(likelihoods[k].end(), site.value.begin(), site.value.end());
    }
  });
  return likelihoods;
}

/// Cumulated posterior masses of every site at one hyper point, sites x cells.
std::vector<double> cumulated_at(const Fit& fit, const Likelihoods& likelihoods, std::size_t h) {
  std::vector<double> cumulated = likelihoods[fit.hypers.point[h].dispersion];
  const std::vector<double>& prior = fit.prior[h];
  for (std::size_t row = 0; row < cumulated.size(); row += prior.size()) {
    double sum = 0.0;
    for (std::size_t g = 0; g < prior.size(); ++g) {
      cumulated[row + g] = sum += cumulated[row + g] * prior[g] + 1e-300;
    }
  }
  return cumulated;
}

double draw_rate(const RateCells& cells, const double* cumulated, Stream& random) {
  const double* const last = cumulated + cells.size() - 1;
  const double level = random.uniform() * *last;
  const double* const at = std::lower_bound(cumulated, last, level);
  const double below = at == cumulated ? 0.0 : *(at - 1);
  const double share = std::clamp((level - below) / (*at - below), 0.0, 1.0);
  return cells.within(static_cast<std::size_t>(at - cumulated), share);
}

/// Random numbers of each draw, and the draws that fall on each hyper point.
struct DrawPlan {
  std::vector<Stream> stream;
  std::vector<std::vector<std::size_t>> draws_at;
};

DrawPlan plan_draws(const HyperPosterior& hypers, const RateOptions& options,
                    const Control& control) {
  std::vector<double> weight;
  for (const Hyper& hyper : hypers.point) weight.push_back(hyper.weight);
  DrawPlan plan{.stream = {}, .draws_at = std::vector<std::vector<std::size_t>>(weight.size())};
  for (std::size_t d = 0; d < options.draws; ++d) {
    control.check();
    plan.stream.emplace_back(options.seed, d);
    plan.draws_at[plan.stream[d].categorical(weight)].push_back(d);
  }
  return plan;
}

void draw_all(const RateCells& cells, std::span<const double> cumulated, Stream& random,
              std::span<double> rates) {
  for (std::size_t i = 0; i < rates.size(); ++i) {
    rates[i] = draw_rate(cells, cumulated.data() + i * cells.size(), random);
  }
}

/// Joint draws of all rates, draws x sites. A draw picks a hyper point, then the rates given it.
std::vector<double> joint_draws(const Fit& fit, const RateOptions& options,
                                const Control& control) {
  DrawPlan plan = plan_draws(fit.hypers, options, control);
  const std::size_t sites = fit.data.size();
  std::vector<double> draws(options.draws * sites);
  const Likelihoods likelihoods = likelihoods_of(fit);
  control.expect(plan.draws_at.size());
  parallel_for(plan.draws_at.size(), [&](std::size_t h) {
    control.step();
    if (plan.draws_at[h].empty()) return;
    const std::vector<double> cumulated = cumulated_at(fit, likelihoods, h);
    for (const std::size_t d : plan.draws_at[h]) {
      control.check();
      draw_all(fit.cells, cumulated, plan.stream[d], std::span(draws).subspan(d * sites, sites));
    }
  });
  return draws;
}

std::vector<RankSummary> ranks_of(const Fit& fit, std::span<const double> masses,
                                  const RateOptions& options, const Control& control) {
  const RankOptions rank{.probability = options.interval, .top_k = options.top_k};
  const std::size_t sites = fit.data.size();
  if (sites > kMostSitesForDraws) return ranks_by_survival(masses, sites, rank, control);
  return summarize_ranks(joint_draws(fit, options, control), sites, rank, control);
}

GammaPrior prior_moments(const HyperPosterior& hypers) {
  GammaPrior prior;
  for (const Hyper& hyper : hypers.point) {
    prior.mean += hyper.weight * hyper.mean;
    prior.variance += hyper.weight * hyper.between_sites * hyper.mean * hyper.mean;
  }
  return prior;
}

struct Totals {
  double women = 0.0;
  double marks = 0.0;
};

Totals totals_of(std::span<const Dialogue> dialogues) {
  Totals all;
  for (const Dialogue& d : dialogues) {
    all.women += d.women;
    all.marks += d.marks;
  }
  return all;
}

SiteRate summarize(const RateCells& cells, std::span<const double> masses, double overall,
                   double interval) {
  const double tail = 0.5 * (1.0 - interval);
  return {.mean = cells.mean(masses),
          .interval = {cells.quantile(masses, tail), cells.quantile(masses, 1.0 - tail)},
          .rank = {},
          .exceeds_mean = overall > 0.0 ? cells.exceedance(masses, overall) : 0.0};
}

}  // namespace

VillageRates rate_villages(std::span<const Dialogue> dialogues, std::size_t sites,
                           const RateOptions& options, const Control& control) {
  expects(options.draws > 0, "ranks need at least one draw");
  expects(options.interval > 0.0 && options.interval < 1.0, "a probability lies between 0 and 1");
  VillageRates result;
  result.design_effect = design_effect(dialogues, sites);
  if (dialogues.empty()) return result;
  const SiteDialogues data = group_by_site(dialogues, sites);
  const Totals all = totals_of(data.dialogue);
  result.overall = all.marks / all.women;
  result.site = data.site;
  // Half a mark keeps the scale above 0 where there is none.
  const double scale = std::max(0.5, all.marks) / all.women;
  const RateCells cells = cells_for(data, scale);
  const HyperPosterior hypers = infer_hypers(data, cells, scale, control);
  const Fit fit{data, cells, hypers, prior_rows(cells, hypers)};
  const std::vector<double> masses = posterior_masses(fit, control);
  const std::vector<RankSummary> ranks = ranks_of(fit, masses, options, control);
  result.prior = prior_moments(hypers);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto row = std::span(masses).subspan(i * cells.size(), cells.size());
    result.rate.push_back(summarize(cells, row, result.overall, options.interval));
    result.rate.back().rank = ranks[i];
  }
  return result;
}

}  // namespace rawan
