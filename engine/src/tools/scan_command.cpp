#include "tools/scan_command.h"

#include "rawan/algorithms/flexible_scan.h"
#include "tools/refusal.h"
#include "tools/scan_data.h"
#include "tools/scan_shapes.h"
#include "tools/tool_picture.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

namespace rawan::engine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSecondsPerDay = 86'400.0;

/// Clusters of any model; without time they last through the only period.
struct Found {
  std::vector<SpaceTimeCluster> clusters;
  std::size_t replicates = 0;
};

Found in_space(ScanResult result) {
  Found found{{}, result.maxima.size()};
  for (ScanCluster& cluster : result.clusters) found.clusters.push_back({std::move(cluster), 0, 0});
  return found;
}

// --- the four models ----------------------------------------------------------------------------

Found scan_in_time(const ScanRequest& request, const ScanData& data, const ToolContext& context) {
  const bool permutation = request.model == "space-time-permutation";
  SpaceTimeScanResult result =
      space_time_scan(data.positions, data.in_time, data.periods, data.population,
                      permutation ? SpaceTimeModel::permutation : SpaceTimeModel::poisson,
                      {.largest_share = request.max_share,
                       .longest_share = request.max_duration,
                       .only_still_alive = request.prospective,
                       .min_cases = request.min_cases,
                       .replicates = request.replicates,
                       .stop_after = request.stop_after,
                       .seed = request.seed},
                      context.control);
  return {std::move(result.clusters), result.maxima.size()};
}

Found scan_flexible(const ScanRequest& request, const io::FeatureSet& set, const ScanData& data,
                    const ToolContext& context, ToolSummary& summary) {
  const Weights weights = neighbor_weights(request.neighbors, set, context, summary);
  context.stage("tool.stage.compute");
  const bool bernoulli = request.model == "bernoulli";
  try {
    return in_space(flexible_scan(data.positions, weights, data.cases, data.population,
                                  {.model = bernoulli ? ScanModel::bernoulli : ScanModel::poisson,
                                   .nearest = request.nearest,
                                   .mid_p_limit = request.mid_p,
                                   .largest_share = request.max_share,
                                   .min_cases = request.min_cases,
                                   .replicates = request.replicates,
                                   .stop_after = request.stop_after,
                                   .seed = request.seed},
                                  context.control));
  } catch (const TooManyWindows&) {
    refuse(context, "usage_scan_windows");
  }
}

Found scan_nests(const ScanRequest& request, const ScanData& data, const ToolContext& context) {
  const bool bernoulli = request.model == "bernoulli";
  ScanOptions options{.model = bernoulli ? ScanModel::bernoulli : ScanModel::poisson,
                      .largest_share = request.max_share,
                      .min_cases = request.min_cases,
                      .replicates = request.replicates,
                      .stop_after = request.stop_after,
                      .seed = request.seed,
                      .ellipses = {},
                      .ellipse_exponent = request.ellipse_penalty};
  if (request.shape == "elliptic") options.ellipses = request.ellipses;
  return in_space(scan(data.positions, data.cases, data.population, options, context.control));
}

Found find(const ScanRequest& request, const io::FeatureSet& set, const ScanData& data,
           const ToolContext& context, ToolSummary& summary) {
  context.stage("tool.stage.compute");
  if (request.in_time()) return scan_in_time(request, data, context);
  if (request.shape == "flexible") return scan_flexible(request, set, data, context, summary);
  return scan_nests(request, data, context);
}

/// The most likely cluster, and those that chance does not explain.
std::vector<SpaceTimeCluster> reported(const Found& found, double alpha) {
  std::vector<SpaceTimeCluster> clusters;
  for (const SpaceTimeCluster& cluster : found.clusters) {
    if (clusters.empty() || cluster.window.p_value <= alpha) clusters.push_back(cluster);
  }
  return clusters;
}

// --- what is told of a cluster ------------------------------------------------------------------

double radius_of(const ScanRequest& request, const ScanCluster& cluster) {
  return request.on_globe() ? arc_of(cluster.radius).value : cluster.radius.value;
}

double recurrence_days(const ScanRequest& request, const ScanCluster& cluster) {
  if (!request.look_interval) return kNone;
  const double days = static_cast<double>(request.look_interval->count()) / kSecondsPerDay;
  return recurrence_interval(cluster.p_value, days);
}

/// "2026-03-02", with the time of day if it is not midnight.
std::string instant(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds at{std::chrono::seconds(seconds)};
  const sys_days day = floor<days>(at);
  const year_month_day date(day);
  std::string text = fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                                 unsigned(date.day()));
  const hh_mm_ss clock(at - day);
  if (at == day) return text;
  return text + fmt::format("T{:02}:{:02}:{:02}", clock.hours().count(), clock.minutes().count(),
                            clock.seconds().count());
}

/// Half-open: the end is the beginning of the first period after it.
std::string begin_of(const ScanData& data, const SpaceTimeCluster& cluster) {
  return instant(data.start + data.length * cluster.first_period);
}
std::string end_of(const ScanData& data, const SpaceTimeCluster& cluster) {
  return instant(data.start + data.length * (std::int64_t{cluster.last_period} + 1));
}

ToolSummary::Json as_json(const ScanRequest& request, const ScanData& data,
                          const SpaceTimeCluster& cluster) {
  const ScanCluster& window = cluster.window;
  ToolSummary::Json json{{"sites", window.members.size()},
                         {"cases", window.cases},
                         {"expected", window.expected},
                         {"relative_risk", window.relative_risk.value_or(kNone)},
                         {"log_likelihood_ratio", window.log_likelihood_ratio},
                         {"statistic", window.statistic},
                         {"p", window.p_value},
                         {"p_gumbel", window.gumbel_p.value_or(kNone)},
                         {"radius_m", radius_of(request, window)},
                         {"shape", window.shape},
                         {"angle_degrees", window.angle * 180.0 / std::acos(-1.0)},
                         {"recurrence_days", recurrence_days(request, window)}};
  if (request.needs_population()) json["population"] = window.population;
  if (request.in_time()) {
    json["begin"] = begin_of(data, cluster);
    json["end"] = end_of(data, cluster);
  }
  return json;
}

void tell(const ScanRequest& request, const ScanData& data, const Found& found,
          const std::vector<SpaceTimeCluster>& clusters, ToolSummary& summary) {
  std::uint64_t cases = 0;
  for (const std::uint32_t of_site : data.cases) cases += of_site;
  summary.count("sites", data.places.size());
  summary.count("cases", cases);
  if (request.in_time()) summary.count("periods", data.periods);
  summary.count("replicates", found.replicates);
  summary.count("clusters", clusters.size());
  if (cases == 0) summary.warn("scan_no_cases");
  if (request.in_time()) {
    const auto empty = std::ranges::count(data.population, 0.0);
    if (empty > 0) summary.warn("scan_gaps", {{"count", std::to_string(empty)}});
  }
  if (clusters.empty()) return;
  const ScanCluster& first = clusters.front().window;
  summary.count("cluster_sites", first.members.size());
  summary.count("cluster_cases", first.cases);
  summary.number("cluster_expected", first.expected, 2);
  summary.number("log_likelihood_ratio", first.log_likelihood_ratio, 6);
  summary.number("p", first.p_value, 6);
  if (request.look_interval) summary.number("recurrence_days", recurrence_days(request, first), 1);
  ToolSummary::Json all = ToolSummary::Json::array();
  for (const SpaceTimeCluster& cluster : clusters) all.push_back(as_json(request, data, cluster));
  summary.detail("found", all);
}

// --- tables -------------------------------------------------------------------------------------

/// Of each row the cluster it belongs to, from 1; -1: none.
std::vector<std::int64_t> cluster_of_rows(const ScanRequest& request, const ScanData& data,
                                          const std::vector<SpaceTimeCluster>& clusters) {
  std::vector<std::int64_t> of_site(data.places.size(), -1);
  for (std::size_t k = 0; k < clusters.size(); ++k) {
    for (const std::uint32_t site : clusters[k].window.members) {
      of_site[site] = static_cast<std::int64_t>(k) + 1;
    }
  }
  std::vector<std::int64_t> of_row;
  for (std::size_t row = 0; row < data.site_of_row.size(); ++row) {
    std::int64_t number = of_site[data.site_of_row[row]];
    if (request.in_time() && number > 0) {
      const SpaceTimeCluster& cluster = clusters[static_cast<std::size_t>(number - 1)];
      const std::uint32_t period = data.period_of_row[row];
      if (period < cluster.first_period || period > cluster.last_period) number = -1;
    }
    of_row.push_back(number);
  }
  return of_row;
}

template <class Value>
std::vector<double> column_of(const std::vector<SpaceTimeCluster>& clusters, const Value& value) {
  std::vector<double> column;
  for (const SpaceTimeCluster& cluster : clusters) column.push_back(value(cluster.window));
  return column;
}

template <class Value>
std::vector<std::int64_t> counts_of(const std::vector<SpaceTimeCluster>& clusters,
                                    const Value& value) {
  std::vector<std::int64_t> column;
  for (const SpaceTimeCluster& cluster : clusters) {
    column.push_back(static_cast<std::int64_t>(value(cluster.window)));
  }
  return column;
}

template <class Text>
io::Attribute texts_of(const std::string& name, const std::vector<SpaceTimeCluster>& clusters,
                       const Text& text) {
  io::PackedTexts texts;
  for (const SpaceTimeCluster& cluster : clusters) texts.push_back(text(cluster));
  return {.name = name, .values = std::move(texts)};
}

std::vector<io::Attribute> cluster_columns(const ScanRequest& request, const ScanData& data,
                                           const std::vector<SpaceTimeCluster>& clusters) {
  using Window = const ScanCluster&;
  std::vector<std::int64_t> number(clusters.size());
  for (std::size_t k = 0; k < number.size(); ++k) number[k] = static_cast<std::int64_t>(k) + 1;
  const auto reals = [&](const std::string& name, const auto& value) {
    return io::reals(name, "", column_of(clusters, value));
  };
  std::vector<io::Attribute> columns{
      io::integers("scan_cluster", "", number),
      io::integers("scan_sites", "",
                   counts_of(clusters, [](Window w) { return w.members.size(); })),
      io::integers("scan_cases", "", counts_of(clusters, [](Window w) { return w.cases; })),
      reals("scan_expected", [](Window w) { return w.expected; }),
      reals("scan_relative_risk", [](Window w) { return w.relative_risk.value_or(kNone); }),
      reals("scan_llr", [](Window w) { return w.log_likelihood_ratio; }),
      reals("scan_statistic", [](Window w) { return w.statistic; }),
      reals("scan_p", [](Window w) { return w.p_value; }),
      reals("scan_p_gumbel", [](Window w) { return w.gumbel_p.value_or(kNone); }),
      reals("scan_radius_m", [&](Window w) { return radius_of(request, w); })};
  if (request.look_interval) {
    columns.push_back(
        reals("scan_recurrence_days", [&](Window w) { return recurrence_days(request, w); }));
  }
  if (request.in_time()) {
    columns.push_back(texts_of("scan_begin", clusters,
                               [&](const SpaceTimeCluster& c) { return begin_of(data, c); }));
    columns.push_back(
        texts_of("scan_end", clusters, [&](const SpaceTimeCluster& c) { return end_of(data, c); }));
  }
  return columns;
}

io::FeatureTable cluster_table(const ScanRequest& request, const io::FeatureSet& set,
                               const ScanData& data, const std::vector<SpaceTimeCluster>& clusters,
                               const ToolContext& context, ToolSummary& summary) {
  std::vector<Polygon> shapes;
  for (const SpaceTimeCluster& cluster : clusters) {
    shapes.push_back(cluster_shape(request, set, data, cluster.window));
  }
  io::FeatureTable table = result_table(set, "scan_clusters", context);
  table.shapes = io::reprojected(std::move(shapes), set.metric.system, set.stored);
  for (io::Attribute& column : cluster_columns(request, data, clusters)) {
    add_column(table, std::move(column), context, summary);
  }
  return table;
}

io::FeatureTable site_table(io::FeatureSet& set, const std::vector<std::int64_t>& of_row,
                            const std::vector<SpaceTimeCluster>& clusters,
                            const ToolContext& context, ToolSummary& summary) {
  std::vector<double> p;
  for (const std::int64_t number : of_row) {
    p.push_back(number < 0 ? kNone : clusters[static_cast<std::size_t>(number - 1)].window.p_value);
  }
  io::FeatureTable table = annotated_table(set, "scan", context);
  add_column(table, io::integers("scan_cluster", "", of_row), context, summary);
  add_column(table, io::reals("scan_p", "", std::move(p)), context, summary);
  return table;
}

// --- command ------------------------------------------------------------------------------------

void run(const ScanRequest& request, const ToolContext& context, ToolSummary& summary) {
  check(request, context);
  const std::vector<std::string> inputs = {request.input.path};
  ToolOutput output(request.output, ToolOutput::Holds::tables, inputs, context);
  std::optional<ToolOutput> apart;
  if (!request.clusters_path.empty()) {
    apart.emplace(OutputOptions{request.clusters_path, request.output.overwrite},
                  ToolOutput::Holds::tables, inputs, context);
  }
  ToolPicture picture(request.picture, request.output, inputs, context.words.text("table.scan"),
                      context);
  summary.word("model", request.model);
  summary.word("shape", request.shape);
  io::FeatureSet set = read_scan_input(request, context, summary);
  const ScanData data = scan_data(request, set, context);
  const Found found = find(request, set, data, context, summary);
  const std::vector<SpaceTimeCluster> clusters = reported(found, request.alpha);
  tell(request, data, found, clusters, summary);
  std::vector<io::FeatureTable> shapes;
  if (apart || output.holds_several()) {
    shapes.push_back(cluster_table(request, set, data, clusters, context, summary));
  }
  const std::vector<std::int64_t> of_row = cluster_of_rows(request, data, clusters);
  picture.groups(set.shapes, of_row, context.words.text("scan.no_cluster"));
  std::vector<io::FeatureTable> tables;
  tables.push_back(site_table(set, of_row, clusters, context, summary));
  if (apart) apart->write_tables(shapes, summary);
  if (output.holds_several() && !apart) tables.push_back(std::move(shapes.front()));
  output.write_tables(tables, summary);
  picture.write(summary);
}

}  // namespace

ToolRun declare_scan(OptionSet& options) {
  const auto chosen = std::make_shared<ScanRequest>();
  add_scan_options(options, *chosen);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
