#include "tools/local_command.h"

#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/moran.h"
#include "rawan/engine/config_error.h"
#include "tools/exposed_counts.h"
#include "tools/local_chart.h"
#include "tools/local_inference.h"
#include "tools/neighbor_links.h"
#include "tools/refusal.h"
#include "tools/site_values.h"
#include "tools/tool_output.h"
#include "tools/tool_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

namespace rawan::engine {
namespace {

struct LocalOptions {
  SiteValueOptions values;
  NeighborOptions neighbors;
  std::string links = {};
  std::string statistic = "gi-star";
  std::string null = "auto";
  InferenceOptions inference;
  OutputOptions output;
  PictureOptions picture = {};
};

/// The statistic per feature; Gi and Gi* are their own z-scores.
struct LocalScores {
  std::vector<double> value;
  std::vector<double> z;
};

LocalScores scores_of(const LocalOptions& options, const Weights& binary, const Weights& weights,
                      const std::vector<double>& values) {
  if (options.statistic == "gi") return {{}, getis_ord_gi(weights, values)};
  if (options.statistic == "gi-star") {
    // The feature itself counts like one of its neighbors.
    Weights with = with_self(binary);
    if (options.neighbors.row_standardize) with = row_standardized(std::move(with));
    return {{}, getis_ord_gi_star(with, values)};
  }
  const bool geary = options.statistic == "geary";
  LocalAutocorrelation local = geary ? local_geary(weights, values) : local_moran(weights, values);
  return {std::move(local.value), std::move(local.z)};
}

// --- cases under exposure -----------------------------------------------------------------------

bool sums_values(const LocalOptions& options) {
  return options.statistic == "gi" || options.statistic == "gi-star";
}

/// Whether the cases are compared with where the exposure is, not with other arrangements.
/// @throws ConfigError "usage_null_exposure" if that was asked of something else.
bool by_exposure(const LocalOptions& options, const io::FeatureSet& set,
                 const ToolContext& context) {
  if (options.null == "permutation") return false;
  const bool can = options.values.rates() && all_whole(set.numbers[0]);
  if (can || options.null == "auto") return can;
  refuse(context, "usage_null_exposure");
}

Weights counted(const LocalOptions& options, const Weights& binary) {
  return options.statistic == "gi" ? binary : with_self(binary);
}

LocalStatistic permuted(const std::string& statistic) {
  if (statistic == "moran") return LocalStatistic::moran;
  return statistic == "geary" ? LocalStatistic::geary : LocalStatistic::getis_ord;
}

// --- classes ------------------------------------------------------------------------------------

/// What a feature is like (first letter) and its neighbors are like, against the mean.
std::string quadrant(const Weights& weights, const std::vector<double>& values, double mean,
                     std::size_t site) {
  double lag = 0.0;
  for (Weights::InnerIterator link(weights, static_cast<Eigen::Index>(site)); link; ++link) {
    lag += link.value() * (values[static_cast<std::size_t>(link.col())] - mean);
  }
  return {values[site] > mean ? 'H' : 'L', lag > 0.0 ? 'H' : 'L'};
}

std::string class_of(const LocalOptions& options, const Weights& weights,
                     const std::vector<double>& values, double mean, const LocalScores& scores,
                     std::size_t site) {
  if (options.statistic == "moran") return quadrant(weights, values, mean, site);
  const bool high = scores.z[site] > 0.0;
  if (options.statistic == "geary") return high ? "different" : "alike";
  return high ? "hot" : "cold";
}

io::Attribute classes(const LocalOptions& options, const Weights& weights,
                      const std::vector<double>& values, const LocalScores& scores,
                      const LocalInference& inference) {
  const double mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  io::Attribute column{.name = "local_class", .values = io::PackedTexts()};
  auto& texts = std::get<io::PackedTexts>(column.values);
  for (std::size_t site = 0; site < values.size(); ++site) {
    const bool tested = !std::isnan(inference.p[site]);
    column.present.push_back(tested);
    if (tested && inference.significant[site] != 0) {
      texts.push_back(class_of(options, weights, values, mean, scores, site));
    } else {
      texts.push_back(tested ? "none" : "");
    }
  }
  return column;
}

std::vector<std::string> texts_of(const io::Attribute& column) {
  const auto& texts = std::get<io::PackedTexts>(column.values);
  std::vector<std::string> all;
  for (std::size_t row = 0; row < texts.size(); ++row) all.emplace_back(texts[row]);
  return all;
}

std::vector<std::int64_t> neighbor_counts(const Weights& weights) {
  std::vector<std::int64_t> counts;
  for (Eigen::Index row = 0; row < weights.rows(); ++row) {
    std::int64_t count = 0;
    for (Weights::InnerIterator link(weights, row); link; ++link) ++count;
    counts.push_back(count);
  }
  return counts;
}

// --- command ------------------------------------------------------------------------------------

struct Neighborhoods {
  const Weights& binary;
  const Weights& weights;
  const std::vector<double>& values;
};

struct Judged {
  std::vector<double> values;  ///< What the statistic looked at.
  LocalScores scores;
  LocalInference inference;
};

/// Exact where the statistic sums cases; simulated for the others.
Judged judge_by_exposure(const LocalOptions& options, const Neighborhoods& near,
                         const io::FeatureSet& set, const ToolContext& context,
                         ToolSummary& summary) {
  const std::vector<double>& cases = set.numbers[0];
  const std::vector<double>& exposure = set.numbers[1];
  if (sums_values(options)) {
    const Weights around = counted(options, near.binary);
    return {near.values,
            {{}, exposure_scores(around, cases, exposure)},
            infer_known(options.inference, exposure_tail(around, cases, exposure), 0, summary)};
  }
  const std::size_t tests = set.size() - islands(near.binary).size();
  const std::uint32_t replicates =
      std::max(1U, settled_replicates(options.inference, tests, summary));
  ExposureSimulation found = exposure_simulation(
      near.weights, cases, exposure, permuted(options.statistic),
      {.replicates = replicates, .seed = options.inference.seed}, context.control);
  summary.detail("seed", options.inference.seed);
  return {exposure_residuals(cases, exposure),
          {std::move(found.value), std::move(found.z)},
          infer_known(options.inference, std::move(found.p), replicates, summary)};
}

Judged judge(const LocalOptions& options, const Neighborhoods& near, const io::FeatureSet& set,
             const ToolContext& context, ToolSummary& summary) {
  const bool exposed = by_exposure(options, set, context);
  summary.word("null", exposed ? "exposure" : "permutation");
  if (exposed) return judge_by_exposure(options, near, set, context, summary);
  LocalScores scores = scores_of(options, near.binary, near.weights, near.values);
  LocalInference inference = infer(options.inference, near.weights, near.values, scores.z,
                                   permuted(options.statistic), context, summary);
  return {near.values, std::move(scores), std::move(inference)};
}

void run(const LocalOptions& options, const ToolContext& context, ToolSummary& summary) {
  const std::vector<std::string> inputs = {options.values.input.path};
  ToolOutput output(options.output, ToolOutput::Holds::tables, inputs, context);
  ToolPicture picture(options.picture, options.output, inputs, context.words.text("table.local"),
                      context);
  NeighborLinks links(options.links, options.output, inputs, context);
  ToolChart chart(options.picture, options.output, inputs, "p_values", context);
  summary.word("statistic", options.statistic);
  constexpr double kAny = -std::numeric_limits<double>::infinity();
  io::FeatureSet set = read_sites(options.values, kAny, true, context, summary);
  const Weights binary = neighbor_weights(options.neighbors, set, context, summary);
  links.take(binary, set);
  const Weights weights = options.neighbors.row_standardize ? row_standardized(binary) : binary;
  context.stage("tool.stage.compute");
  const std::vector<double> all = site_values(options.values, set);
  warn_if_equal(all, summary);
  const auto [values, scores, inference] =
      judge(options, {binary, weights, all}, set, context, summary);
  io::FeatureTable table = annotated_table(set, "local", context);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context, summary);
  };
  if (!scores.value.empty()) add(io::reals("local_statistic", "", scores.value));
  add(io::reals("local_z", "", scores.z));
  add(io::reals("local_p", "", inference.p));
  add(io::reals("local_p_adjusted", "", inference.adjusted));
  io::Attribute column = classes(options, weights, values, scores, inference);
  count_texts(column, "classes", summary);
  picture.kinds(set.shapes, texts_of(column));
  picture.lines(links.lines(), context.words.text("table.links"));
  add(std::move(column));
  add(io::integers("local_neighbors", "", neighbor_counts(binary)));
  links.write(set, summary);
  output.write_tables(std::span(&table, 1), summary);
  picture.write(summary);
  draw_p_values(options.inference, inference, context.words, chart);
  chart.write(summary);
}

}  // namespace

ToolRun declare_local(OptionSet& options) {
  const auto chosen = std::make_shared<LocalOptions>();
  add_site_values(options, chosen->values);
  options.choice("--statistic", chosen->statistic, {"gi", "gi-star", "moran", "geary"});
  options.choice("--null", chosen->null, {"auto", "permutation", "exposure"});
  add_neighbors(options, chosen->neighbors);
  add_links(options, chosen->links);
  add_inference(options, chosen->inference);
  add_output(options, chosen->output);
  add_picture(options, chosen->picture);
  add_chart(options, chosen->picture);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
