#include "rawan/algorithms/village_rates.h"

#include "dialogue_model.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"
#include "row_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <utility>

namespace rawan {
namespace {

/// Above it ranks come from survival curves.
constexpr std::size_t kMostSitesForDraws = 2000;

/// Beliefs that share a relative variance between dialogues.
struct Group {
  DialogueModel model;
  std::vector<std::size_t> hypers;    ///< Positions in the list.
  std::vector<double> prior_by_cell;  ///< Masses, one row per cell and one column per hyper point.
};

struct Fit {
  const SiteDialogues& data;
  const RateCells& cells;
  const HyperPosterior& hypers;
  std::vector<std::vector<double>> prior;  ///< Masses per cell, one row per pair that occurs.
  std::vector<std::size_t> pair_of;        ///< By hyper point.
  std::vector<Group> groups;

  const std::vector<double>& prior_of(std::size_t h) const { return prior[pair_of[h]]; }
};

/// Works out the prior of each pair of a mean and a variance between sites once.
void add_priors(Fit& fit) {
  std::map<std::pair<double, double>, std::size_t> pairs;
  std::vector<Hyper> first;
  for (const Hyper& hyper : fit.hypers.point) {
    const auto [known, is_new] = pairs.try_emplace({hyper.mean, hyper.between_sites}, pairs.size());
    if (is_new) first.push_back(hyper);
    fit.pair_of.push_back(known->second);
  }
  fit.prior.resize(first.size());
  parallel_for(first.size(), [&](std::size_t p) {
    fit.prior[p] = fit.cells.gamma_masses(first[p].mean, first[p].between_sites);
  });
}

void add_group(Fit& fit, std::size_t dispersion) {
  std::vector<std::size_t> hypers;
  for (std::size_t h = 0; h < fit.hypers.point.size(); ++h) {
    if (fit.hypers.point[h].dispersion == dispersion) hypers.push_back(h);
  }
  if (hypers.empty()) return;
  std::vector<double> by_cell;
  for (std::size_t g = 0; g < fit.cells.size(); ++g) {
    for (const std::size_t h : hypers) by_cell.push_back(fit.prior_of(h)[g]);
  }
  fit.groups.push_back({.model = {fit.data, fit.cells, fit.hypers.dispersion[dispersion]},
                        .hypers = std::move(hypers),
                        .prior_by_cell = std::move(by_cell)});
}

Fit make_fit(const SiteDialogues& data, const RateCells& cells, const HyperPosterior& hypers) {
  Fit fit{.data = data, .cells = cells, .hypers = hypers, .prior = {}, .pair_of = {}, .groups = {}};
  add_priors(fit);
  for (std::size_t k = 0; k < hypers.dispersion.size(); ++k) add_group(fit, k);
  return fit;
}

/// Adds the posteriors of one site at all hyper points of a group.
void add_posteriors(const Fit& fit, std::size_t i, const Group& group, std::span<double> sum) {
  const SiteLikelihood likelihood = group.model.likelihood_of(fit.data.of(i));
  std::vector<double> marginal(group.hypers.size(), 0.0);
  add_marginals(likelihood, std::numeric_limits<double>::min(), group.prior_by_cell, marginal);
  std::vector<double> mixed(sum.size(), 0.0);
  for (std::size_t h = 0; h < marginal.size(); ++h) {
    const double scale = fit.hypers.point[group.hypers[h]].weight / (marginal[h] + 1e-300);
    add_scaled(scale, fit.prior_of(group.hypers[h]).data(), mixed.size(), mixed.data());
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
    for (const Group& group : fit.groups) add_posteriors(fit, i, group, row);
    double total = 0.0;
    for (const double mass : row) total += mass;
    for (double& mass : row) mass /= total;
    control.step();
  });
  return masses;
}

/// Likelihoods of every site at the dispersion of a group, cells x sites.
std::vector<double> likelihoods_of(const Fit& fit, const Group& group) {
  const std::size_t sites = fit.data.size();
  std::vector<double> likelihoods(fit.cells.size() * sites);
  for (std::size_t i = 0; i < sites; ++i) {
    const SiteLikelihood site = group.model.likelihood_of(fit.data.of(i));
    for (std::size_t g = 0; g < site.value.size(); ++g) likelihoods[g * sites + i] = site.value[g];
  }
  return likelihoods;
}

/// Posterior masses of every site at one hyper point, cumulated, cells x sites.
std::vector<double> cumulated_at(std::vector<double> likelihoods, std::span<const double> prior) {
  const std::size_t sites = likelihoods.size() / prior.size();
  std::vector<double> sum(sites, 0.0);
  for (std::size_t g = 0; g < prior.size(); ++g) {
    cumulate(prior[g], 1e-300, sites, &likelihoods[g * sites], sum.data());
  }
  return likelihoods;
}

/// The first cell of each site whose cumulated mass reaches its level; the last where none does.
[[gnu::target_clones("default", "avx2", "avx512f")]] void find_cells(const double* cumulated,
                                                                     std::size_t cells,
                                                                     std::size_t sites,
                                                                     const double* level,
                                                                     std::size_t* at) {
  for (std::size_t i = 0; i < sites; ++i) at[i] = 0;
  std::size_t left = cells - 1;
  while (left > 0) {
    const std::size_t half = left / 2;
    const std::size_t step = left - half;
    for (std::size_t i = 0; i < sites; ++i) {
      at[i] += cumulated[(at[i] + step - 1) * sites + i] < level[i] ? step : 0;
    }
    left = half;
  }
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
  const Categorical point(weight);
  DrawPlan plan{.stream = {}, .draws_at = std::vector<std::vector<std::size_t>>(weight.size())};
  for (std::size_t d = 0; d < options.draws; ++d) {
    control.check();
    plan.stream.emplace_back(options.seed, d);
    plan.draws_at[point.draw(plan.stream[d])].push_back(d);
  }
  return plan;
}

/// Draws rates as places on the scale of cells: a cell, and the share of it that lies below. Ranks
/// ask for no more.
class PlaceDraws {
 public:
  PlaceDraws(std::span<const double> cumulated, std::size_t sites)
      : cumulated_(cumulated), sites_(sites), level_(sites), cell_(sites) {}

  void draw(Stream& random, std::span<double> places) {
    const double* const last = &cumulated_[cumulated_.size() - sites_];
    random.fill_uniform(level_);
    for (std::size_t i = 0; i < sites_; ++i) level_[i] *= last[i];
    find_cells(cumulated_.data(), cumulated_.size() / sites_, sites_, level_.data(), cell_.data());
    for (std::size_t i = 0; i < sites_; ++i) {
      const double* const at = &cumulated_[cell_[i] * sites_ + i];
      const double below = cell_[i] == 0 ? 0.0 : *(at - sites_);
      const double share = std::clamp((level_[i] - below) / (*at - below), 0.0, 1.0);
      places[i] = static_cast<double>(cell_[i]) + share;
    }
  }

 private:
  std::span<const double> cumulated_;
  std::size_t sites_;
  std::vector<double> level_;
  std::vector<std::size_t> cell_;
};

/// Joint draws of all rates as places, draws x sites. A draw picks a hyper point, then the rates
/// given it.
std::vector<double> joint_draws(const Fit& fit, const RateOptions& options,
                                const Control& control) {
  DrawPlan plan = plan_draws(fit.hypers, options, control);
  const std::size_t sites = fit.data.size();
  std::vector<double> draws(options.draws * sites);
  control.expect(fit.groups.size());
  parallel_for(fit.groups.size(), [&](std::size_t k) {
    control.step();
    const Group& group = fit.groups[k];
    const std::vector<double> likelihoods = likelihoods_of(fit, group);
    parallel_for(group.hypers.size(), [&](std::size_t n) {
      const std::size_t h = group.hypers[n];
      if (plan.draws_at[h].empty()) return;
      const std::vector<double> cumulated = cumulated_at(likelihoods, fit.prior_of(h));
      PlaceDraws places(cumulated, sites);
      for (const std::size_t d : plan.draws_at[h]) {
        control.check();
        places.draw(plan.stream[d], std::span(draws).subspan(d * sites, sites));
      }
    });
  });
  return draws;
}

/// Empty ones where no draws are asked for.
std::vector<RankSummary> ranks_of(const Fit& fit, std::span<const double> masses,
                                  const RateOptions& options, const Control& control) {
  const RankOptions rank{.probability = options.interval, .top_k = options.top_k};
  const std::size_t sites = fit.data.size();
  if (options.draws == 0) return std::vector<RankSummary>(sites);
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
  const Fit fit = make_fit(data, cells, hypers);
  const std::vector<double> masses = posterior_masses(fit, control);
  const std::vector<RankSummary> ranks = ranks_of(fit, masses, options, control);
  result.standing = expected_ranks(masses, data.size());
  result.prior = prior_moments(hypers);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto row = std::span(masses).subspan(i * cells.size(), cells.size());
    result.rate.push_back(summarize(cells, row, result.overall, options.interval));
    result.rate.back().rank = ranks[i];
  }
  return result;
}

}  // namespace rawan
