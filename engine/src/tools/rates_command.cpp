#include "tools/rates_command.h"

#include "rawan/algorithms/rate_summaries.h"
#include "tools/exposed_counts.h"
#include "tools/neighbor_options.h"
#include "tools/tool_chart.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"
#include "tools/tool_picture.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

namespace rawan::engine {
namespace {

struct RatesOptions {
  InputOptions input;
  std::string cases = {};
  std::string exposure = {};
  std::string prior = "global";
  NeighborOptions neighbors;
  RateSummaryOptions rates;
  OutputOptions output;
  PictureOptions picture = {};

  bool local() const { return prior == "local"; }
};

using Rates = std::vector<RateSummary>;

io::FeatureSet read(const RatesOptions& options, const ToolContext& context, ToolSummary& summary) {
  const bool needs_places = options.local() || !options.picture.path.empty();
  io::FeatureRequest request{.accepted = {.areas = true, .points = true, .none = !needs_places},
                             .numbers = exposed_columns(options.cases, options.exposure),
                             .keeps_everything = true};
  if (!options.picture.chart.empty() && !options.input.key.empty()) {
    request.texts = {options.input.key};
  }
  io::FeatureSet set = read_input(options.input, std::move(request), context, summary);
  expect_exposed(set, set.numbers[0], set.numbers[1], options.input.path);
  return set;
}

Rates rates_of(const RatesOptions& options, const io::FeatureSet& set, const ToolContext& context,
               ToolSummary& summary) {
  const std::vector<double>& cases = set.numbers[0];
  const std::vector<double>& exposure = set.numbers[1];
  if (!options.local()) {
    context.stage("tool.stage.compute");
    return summarize_rates(cases, exposure, options.rates, context.control);
  }
  const Weights weights = neighbor_weights(options.neighbors, set, context, summary);
  context.stage("tool.stage.compute");
  return summarize_local_rates(weights, cases, exposure, options.rates, context.control);
}

// --- columns ------------------------------------------------------------------------------------

std::vector<double> estimates(const Rates& rates) {
  std::vector<double> values;
  for (const RateSummary& rate : rates) values.push_back(rate.estimate);
  return values;
}

std::string_view word_of(Evidence evidence) {
  if (evidence == Evidence::enough) return "enough";
  return evidence == Evidence::too_little ? "too_little" : "no_exposure";
}

io::Attribute column(const std::string& name, const Rates& rates,
                     const std::function<double(const RateSummary&)>& of) {
  std::vector<double> values;
  values.reserve(rates.size());
  for (const RateSummary& rate : rates) values.push_back(of(rate));
  return io::reals(name, "", std::move(values));
}

io::Attribute evidence_column(const Rates& rates) {
  io::Attribute column{.name = "rate_evidence", .values = io::PackedTexts()};
  auto& texts = std::get<io::PackedTexts>(column.values);
  for (const RateSummary& rate : rates) texts.push_back(word_of(rate.evidence));
  return column;
}

bool is_unreliable(const RateSummary& rate) {
  return rate.evidence != Evidence::no_exposure && rate.relative_standard_error >= kUnreliableFrom;
}

io::Attribute unreliable_column(const Rates& rates) {
  io::Attribute column{.name = "rate_unreliable", .kind = io::Attribute::Kind::boolean};
  std::vector<std::int64_t> flags;
  for (const RateSummary& rate : rates) {
    flags.push_back(is_unreliable(rate) ? 1 : 0);
    column.present.push_back(rate.evidence != Evidence::no_exposure);
  }
  column.values = std::move(flags);
  return column;
}

std::vector<io::Attribute> columns_of(const Rates& rates) {
  const auto of = [&](const std::string& name, const auto& field) {
    return column("rate_" + name, rates, field);
  };
  // A standard error without a case is infinite: no value.
  const auto error = [](const RateSummary& r) {
    return std::isinf(r.relative_standard_error) ? std::nan("") : r.relative_standard_error;
  };
  return {evidence_column(rates),
          of("raw", [](const RateSummary& r) { return r.raw; }),
          of("low", [](const RateSummary& r) { return r.exact.low; }),
          of("high", [](const RateSummary& r) { return r.exact.high; }),
          of("error", error),
          unreliable_column(rates),
          of("eb", [](const RateSummary& r) { return r.estimate; }),
          of("eb_low", [](const RateSummary& r) { return r.interval.low; }),
          of("eb_high", [](const RateSummary& r) { return r.interval.high; }),
          of("exceedance", [](const RateSummary& r) { return r.exceedance; }),
          of("rank", [](const RateSummary& r) { return r.rank.expected; }),
          of("rank_low", [](const RateSummary& r) { return r.rank.low; }),
          of("rank_high", [](const RateSummary& r) { return r.rank.high; }),
          of("top_k", [](const RateSummary& r) { return r.rank.top_k; })};
}

// --- summary ------------------------------------------------------------------------------------

void tell_prior(const RatesOptions& options, const Rates& rates, ToolSummary& summary) {
  std::uint64_t even = 0;
  std::uint64_t shown = 0;
  for (const RateSummary& rate : rates) {
    if (rate.evidence != Evidence::enough) continue;
    ++shown;
    even += rate.prior.variance == 0.0 ? 1 : 0;
    if (!options.local() && shown == 1) {
      summary.number("prior_mean", rate.prior.mean, 8);
      summary.number("prior_variance", rate.prior.variance, 10);
    }
  }
  if (options.local()) summary.count("without_heterogeneity", even);
  if (shown > 0 && even == shown) summary.warn("no_heterogeneity");
  if (shown == 0) summary.warn("no_evidence");
}

void tell(const RatesOptions& options, const Rates& rates, ToolSummary& summary) {
  const auto count = [&](const auto& holds) {
    return static_cast<std::uint64_t>(std::ranges::count_if(rates, holds));
  };
  for (const Evidence evidence : {Evidence::enough, Evidence::too_little, Evidence::no_exposure}) {
    summary.count("evidence_" + std::string(word_of(evidence)),
                  count([&](const RateSummary& r) { return r.evidence == evidence; }));
  }
  summary.count("unreliable", count(is_unreliable));
  tell_prior(options, rates, summary);
  summary.number("exceed", options.rates.exceed, 2);
  summary.number("confidence", options.rates.confidence, 2);
  summary.count("top_k", options.rates.top_k);
  summary.detail("draws", options.rates.draws);
  summary.detail("seed", options.rates.seed);
}

// --- chart --------------------------------------------------------------------------------------

constexpr std::size_t kMostRanks = 40;

/// The first of the list by expected rank, with the interval of each.
void draw_ranks(const io::FeatureSet& set, const Rates& rates, ToolChart& chart) {
  if (!chart.wanted()) return;
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i].evidence == Evidence::enough) first.push_back(i);
  }
  std::ranges::stable_sort(first, {}, [&](std::size_t i) { return rates[i].rank.expected; });
  first.resize(std::min(first.size(), kMostRanks));
  io::ChartSeries ranks{.color = kChartColor, .label = {}, .x = positions(first.size()), .y = {}};
  for (const std::size_t i : first) {
    chart.chart().names.push_back(record_name(set, i));
    ranks.y.push_back(rates[i].rank.expected);
    ranks.low.push_back(rates[i].rank.low);
    ranks.high.push_back(rates[i].rank.high);
  }
  chart.chart().series.push_back(std::move(ranks));
}

void run(const RatesOptions& options, const ToolContext& context, ToolSummary& summary) {
  const std::vector<std::string> inputs = {options.input.path};
  ToolOutput output(options.output, ToolOutput::Holds::tables, inputs, context);
  ToolPicture picture(options.picture, options.output, inputs, context.words.text("table.rates"),
                      context);
  ToolChart chart(options.picture, options.output, inputs, "ranks", context);
  summary.word("prior", options.prior);
  io::FeatureSet set = read(options, context, summary);
  const Rates rates = rates_of(options, set, context, summary);
  tell(options, rates, summary);
  picture.amounts(set.shapes, estimates(rates));
  draw_ranks(set, rates, chart);
  io::FeatureTable table = annotated_table(set, "rates", context);
  for (io::Attribute& column : columns_of(rates)) {
    add_column(table, std::move(column), context, summary);
  }
  output.write_tables(std::span(&table, 1), summary);
  picture.write(summary);
  chart.write(summary);
}

}  // namespace

ToolRun declare_rates(OptionSet& options) {
  const auto chosen = std::make_shared<RatesOptions>();
  add_input(options, chosen->input);
  options.text("--cases", chosen->cases, "column").required();
  options.text("--exposure", chosen->exposure, "column").required();
  options.choice("--prior", chosen->prior, {"global", "local"});
  add_neighbors(options, chosen->neighbors);
  RateSummaryOptions& rates = chosen->rates;
  options.number("--exceed", rates.exceed, 0.0, 1000.0)
      .number("--confidence", rates.confidence, 0.5, 0.999)
      .count("--top-k", rates.top_k, 1, 1'000'000)
      .number("--fewest-expected", rates.evidence.fewest_expected, 0.0, 1e6)
      .number("--fewest-exposure", rates.evidence.fewest_exposure, 0.0, 1e12)
      .count("--draws", rates.draws, 100, 100'000)
      .seed(rates.seed);
  add_output(options, chosen->output);
  add_picture(options, chosen->picture);
  add_chart(options, chosen->picture);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
