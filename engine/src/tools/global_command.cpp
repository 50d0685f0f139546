#include "tools/global_command.h"

#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/global_permutation.h"
#include "rawan/algorithms/moran.h"
#include "tools/neighbor_links.h"
#include "tools/normal_p.h"
#include "tools/refusal.h"
#include "tools/site_values.h"
#include "tools/tool_chart.h"

#include <cmath>
#include <limits>
#include <memory>

namespace rawan::engine {
namespace {

struct GlobalOptions {
  SiteValueOptions values;
  NeighborOptions neighbors;
  std::string links = {};
  std::string statistic = "moran";
  PermutationOptions permutation;
  OutputOptions output;  ///< Without a path: only whether files are replaced.
  PictureOptions picture = {};
};

void tell(const Autocorrelation& result, ToolSummary& summary) {
  summary.number("value", result.value, 6);
  summary.number("expected", result.expected, 6);
  summary.number("variance_randomized", result.variance_randomized, 8);
  summary.number("z_randomized", result.z_randomized());
  summary.p_value("p_randomized", two_sided_normal_p(result.z_randomized()));
  summary.detail("variance_normal", result.variance_normal);
  summary.detail("z_normal", result.z_normal());
  summary.detail("p_normal", two_sided_normal_p(result.z_normal()));
}

void tell(const GeneralG& result, ToolSummary& summary) {
  summary.number("value", result.value, 6);
  summary.number("expected", result.expected, 6);
  summary.number("variance_randomized", result.variance, 8);
  summary.number("z_randomized", result.z());
  summary.p_value("p_randomized", two_sided_normal_p(result.z()));
}

/// Moran's I of rates has its own way of making them comparable; the others take a value.
void check(const GlobalOptions& options, const ToolContext& context) {
  if ((options.statistic == "eb-moran") != options.values.rates()) {
    refuse(context, "usage_eb_rates");
  }
  if (!options.picture.chart.empty() && options.permutation.replicates == 0) {
    refuse(context, "usage_chart_permutations");
  }
}

GlobalStatistic permuted(const std::string& statistic) {
  if (statistic == "g") return GlobalStatistic::general_g;
  return statistic == "geary" ? GlobalStatistic::geary : GlobalStatistic::moran;
}

/// The statistic among random arrangements of the values.
void tell_permutations(const GlobalOptions& options, const Weights& weights,
                       const std::vector<double>& values, ToolChart& chart,
                       const ToolContext& context, ToolSummary& summary) {
  summary.count("permutations", options.permutation.replicates);
  if (options.permutation.replicates == 0) return;
  const GlobalPermutation found = global_permutation(weights, values, permuted(options.statistic),
                                                     options.permutation, context.control);
  summary.number("p_permutation", found.two_sided, 6);
  summary.detail("p_greater", found.greater);
  summary.detail("p_less", found.less);
  summary.detail("seed", options.permutation.seed);
  if (!chart.wanted()) return;
  if (!std::isnan(found.value)) chart.distribution(found.drawn, {found.value});
  chart.write(summary);
}

void tell_analytic(const GlobalOptions& options, const Weights& weights,
                   const std::vector<double>& values, ToolSummary& summary) {
  if (options.statistic == "g") return tell(getis_ord_general_g(weights, values), summary);
  if (options.statistic == "geary") return tell(global_geary(weights, values), summary);
  tell(global_moran(weights, values), summary);
}

void run(const GlobalOptions& options, const ToolContext& context, ToolSummary& summary) {
  check(options, context);
  const bool g = options.statistic == "g";
  const double lowest = g ? 0.0 : -std::numeric_limits<double>::infinity();
  const std::span inputs(&options.values.input.path, 1);
  NeighborLinks links(options.links, options.output, inputs, context);
  ToolChart chart(options.picture, options.output, inputs, "permutations", context);
  chart.chart().x_title = context.words.text("chart.permutations." + options.statistic);
  summary.word("statistic", options.statistic);
  const io::FeatureSet set = read_sites(options.values, lowest, false, context, summary);
  Weights weights = neighbor_weights(options.neighbors, set, context, summary);
  links.take(weights, set);
  if (options.neighbors.row_standardize) weights = row_standardized(std::move(weights));
  context.stage("tool.stage.compute");
  summary.count("features", set.size());
  const std::vector<double> values = site_values(options.values, set);
  warn_if_equal(values, summary);
  tell_analytic(options, weights, values, summary);
  tell_permutations(options, weights, values, chart, context, summary);
  links.write(set, summary);
}

}  // namespace

ToolRun declare_global(OptionSet& options) {
  const auto chosen = std::make_shared<GlobalOptions>();
  add_site_values(options, chosen->values);
  options.choice("--statistic", chosen->statistic, {"moran", "geary", "g", "eb-moran"});
  add_neighbors(options, chosen->neighbors);
  add_links(options, chosen->links);
  options.count("--permutations", chosen->permutation.replicates, 0, 10'000'000)
      .seed(chosen->permutation.seed)
      .flag("--overwrite", chosen->output.overwrite);
  add_chart(options, chosen->picture);
  options.text("--caption", chosen->picture.caption, "text");
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
