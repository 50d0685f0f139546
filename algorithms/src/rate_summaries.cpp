#include "rawan/algorithms/rate_summaries.h"

#include "gamma_ranks.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/local_empirical_bayes.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_values.h"

#include <algorithm>

namespace rawan {
namespace {

constexpr std::size_t kMostSitesForDraws = 2000;
constexpr Interval kNoInterval{kUndefined, kUndefined};

/// The sites with exposure, as columns.
struct Exposed {
  std::vector<std::uint32_t> site;
  std::vector<double> cases;
  std::vector<double> exposure;
  std::vector<Evidence> evidence;
};

Exposed exposed_sites(std::span<const double> cases, std::span<const double> exposure,
                      std::span<const Evidence> evidence) {
  Exposed found;
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    if (evidence[i] == Evidence::no_exposure) continue;
    found.site.push_back(i);
    found.cases.push_back(cases[i]);
    found.exposure.push_back(exposure[i]);
    found.evidence.push_back(evidence[i]);
  }
  return found;
}

Weights links_among(const Weights& weights, std::span<const std::uint32_t> sites) {
  std::vector<std::int64_t> place(static_cast<std::size_t>(weights.rows()), -1);
  for (std::size_t k = 0; k < sites.size(); ++k) place[sites[k]] = static_cast<std::int64_t>(k);
  const auto n = static_cast<Eigen::Index>(sites.size());
  Weights links(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    links.startVec(k);
    const auto site = static_cast<Eigen::Index>(sites[static_cast<std::size_t>(k)]);
    for (Weights::InnerIterator link(weights, site); link; ++link) {
      const std::int64_t to = place[static_cast<std::size_t>(link.col())];
      if (to >= 0) links.insertBack(k, static_cast<Eigen::Index>(to)) = link.value();
    }
  }
  links.finalize();
  return links;
}

/// What is computed of the sites with exposure.
struct Posterior {
  std::vector<GammaPrior> prior;
  std::vector<Gamma> gamma;
  std::vector<double> draws;  ///< draws[d * sites + i]; empty where the gammas say all.
};

std::vector<Interval> intervals_of_draws(const Posterior& posterior, double confidence) {
  const std::size_t sites = posterior.gamma.size();
  const std::size_t count = posterior.draws.size() / sites;
  const auto tail = static_cast<std::size_t>(0.5 * (1.0 - confidence) * double(count));
  std::vector<Interval> intervals(sites);
  parallel_for(sites, [&](std::size_t i) {
    std::vector<double> own(count);
    for (std::size_t d = 0; d < count; ++d) own[d] = posterior.draws[d * sites + i];
    std::ranges::sort(own);
    intervals[i] = {own[tail], own[count - 1 - tail]};
  });
  return intervals;
}

std::vector<Interval> intervals(const Posterior& posterior, double confidence) {
  if (!posterior.draws.empty()) return intervals_of_draws(posterior, confidence);
  const double tail = 0.5 * (1.0 - confidence);
  std::vector<Interval> result(posterior.gamma.size());
  parallel_for(result.size(), [&](std::size_t i) {
    result[i] = {quantile(posterior.gamma[i], tail), quantile(posterior.gamma[i], 1.0 - tail)};
  });
  return result;
}

/// Of the sites with enough evidence, in order.
std::vector<RankSummary> ranks(const Posterior& posterior, std::span<const std::uint32_t> enough,
                               const RateSummaryOptions& options, const Control& control) {
  const RankOptions asked{.probability = options.confidence, .top_k = options.top_k};
  const std::size_t sites = posterior.gamma.size();
  std::vector<Gamma> gammas;
  for (const std::uint32_t i : enough) gammas.push_back(posterior.gamma[i]);
  if (enough.size() > kMostSitesForDraws) return ranks_of_many(gammas, asked, control);
  if (posterior.draws.empty()) {
    const auto drawn = draw_gammas(gammas, options.draws, options.seed);
    return summarize_ranks(drawn, enough.size(), asked, control);
  }
  std::vector<double> drawn;
  for (std::size_t row = 0; row < posterior.draws.size(); row += sites) {
    for (const std::uint32_t i : enough) drawn.push_back(posterior.draws[row + i]);
  }
  return summarize_ranks(drawn, enough.size(), asked, control);
}

RateSummary raw_summary(double cases, double exposure, Evidence evidence, double confidence) {
  RateSummary summary{.evidence = evidence, .raw = cases / exposure};
  const Interval exact = garwood_interval(cases, confidence);
  summary.exact = {exact.low / exposure, exact.high / exposure};
  summary.relative_standard_error = relative_standard_error(cases);
  summary.prior = {kUndefined, kUndefined};
  summary.estimate = summary.exceedance = kUndefined;
  summary.interval = kNoInterval;
  summary.rank = {kUndefined, kUndefined, kUndefined, kUndefined};
  return summary;
}

RateSummary nothing_known() {
  RateSummary summary = raw_summary(0.0, 1.0, Evidence::no_exposure, 0.5);
  summary.raw = summary.relative_standard_error = kUndefined;
  summary.exact = kNoInterval;
  return summary;
}

/// Summaries of all sites from the posterior of those with exposure.
std::vector<RateSummary> summaries(const Exposed& exposed, std::size_t sites,
                                   const Posterior& posterior, const RateSummaryOptions& options,
                                   const Control& control) {
  std::vector<RateSummary> result(sites, nothing_known());
  if (exposed.site.empty()) return result;
  std::vector<std::uint32_t> enough;
  for (std::uint32_t k = 0; k < exposed.site.size(); ++k) {
    result[exposed.site[k]] =
        raw_summary(exposed.cases[k], exposed.exposure[k], exposed.evidence[k], options.confidence);
    if (exposed.evidence[k] == Evidence::enough) enough.push_back(k);
  }
  const double threshold = options.exceed * fit_gamma_prior(exposed.cases, exposed.exposure).mean;
  const std::vector<Interval> interval = intervals(posterior, options.confidence);
  const std::vector<RankSummary> rank = ranks(posterior, enough, options, control);
  for (std::size_t k = 0; k < enough.size(); ++k) {
    const std::uint32_t i = enough[k];
    RateSummary& summary = result[exposed.site[i]];
    summary.prior = posterior.prior[i];
    summary.estimate = posterior.gamma[i].mean();
    summary.interval = interval[i];
    summary.exceedance = exceedance(posterior.gamma[i], threshold);
    summary.rank = rank[k];
  }
  return result;
}

void expect_options(const RateSummaryOptions& options) {
  expects(options.exceed >= 0.0, "rates exceed a multiple >= 0");
  expects(options.confidence > 0.0 && options.confidence < 1.0,
          "a confidence lies between 0 and 1");
  expects(options.draws > 0, "ranks need draws");
}

}  // namespace

std::vector<RateSummary> summarize_rates(std::span<const double> cases,
                                         std::span<const double> exposure,
                                         const RateSummaryOptions& options,
                                         const Control& control) {
  expect_options(options);
  const Exposed exposed =
      exposed_sites(cases, exposure, judge_evidence(cases, exposure, options.evidence));
  Posterior posterior;
  if (!exposed.site.empty()) {
    const GammaPrior prior = fit_gamma_prior(exposed.cases, exposed.exposure);
    posterior.prior.assign(exposed.site.size(), prior);
    posterior.gamma = shrink(exposed.cases, exposed.exposure, prior);
  }
  control.check();
  if (!exposed.site.empty() && exposed.site.size() <= kMostSitesForDraws) {
    posterior.draws = draw_rates(exposed.cases, exposed.exposure, options.draws, options.seed);
  }
  return summaries(exposed, cases.size(), posterior, options, control);
}

std::vector<RateSummary> summarize_local_rates(const Weights& weights,
                                               std::span<const double> cases,
                                               std::span<const double> exposure,
                                               const RateSummaryOptions& options,
                                               const Control& control) {
  expect_options(options);
  const auto n = static_cast<Eigen::Index>(cases.size());
  expects(weights.rows() == n && weights.cols() == n, "weights are n x n for n sites");
  const Exposed exposed =
      exposed_sites(cases, exposure, judge_evidence(cases, exposure, options.evidence));
  Posterior posterior;
  posterior.prior =
      local_gamma_priors(links_among(weights, exposed.site), exposed.cases, exposed.exposure);
  posterior.gamma = shrink_locally(exposed.cases, exposed.exposure, posterior.prior);
  return summaries(exposed, cases.size(), posterior, options, control);
}

}  // namespace rawan
