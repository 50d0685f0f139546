#include "tools/cluster_options.h"

#include "tools/refusal.h"
#include "tools/tool_chart.h"
#include "tools/tool_picture.h"
#include "tools/values.h"

#include <string_view>
#include <vector>

namespace rawan::engine {
namespace {

constexpr std::uint32_t kMost = 1'000'000'000;

/// "hull", or "alpha:200m".
bool read_outline(const std::string& text, ClusterRequest& request) {
  request.outline_chosen = true;
  if (text == "hull") return true;
  const auto length = after_word(text, "alpha");
  if (length) request.outline.alpha = parse_length(*length);
  return request.outline.alpha && request.outline.alpha->value > 0.0;
}

std::vector<MethodOption> uses_of(const ClusterRequest& r) {
  constexpr std::string_view kFlat = " dbscan st-dbscan ";
  constexpr std::string_view kTimed = " st-dbscan ";
  constexpr std::string_view kHierarchy = " hdbscan ";
  return {{"--radius", r.radius.has_value(), kFlat, kFlat},
          {"--time-column", !r.time_column.empty(), kTimed, kTimed},
          {"--time", r.time.has_value(), kTimed, kTimed},
          {"--min-cluster-size", r.min_cluster_size > 0, "", kHierarchy},
          {"--single-cluster", r.single_cluster, "", kHierarchy}};
}

/// Options that say something only beside another one.
void check_company(const ClusterRequest& r, const ToolContext& context) {
  const auto needs = [&](bool given, bool company, const char* option, const char* other) {
    if (!given || company) return;
    refuse(context, "usage_cluster_company", {{"argument", option}, {"other", other}});
  };
  const bool effort = !r.effort.empty();
  needs(r.outline_chosen, !r.outlines.empty(), "--outline", "--outlines");
  needs(effort, !r.effort_column.empty(), "--effort", "--effort-column");
  needs(!r.effort_column.empty(), effort, "--effort-column", "--effort");
  needs(r.jitter.has_value(), effort, "--jitter", "--effort");
  needs(!r.picture.chart.empty(), effort, "--chart", "--effort");
}

void check_positive(const std::optional<Meters>& length, const char* option,
                    const ToolContext& context) {
  if (!length || length->value > 0.0) return;
  refuse(context, "usage_cluster_positive", {{"argument", option}});
}

}  // namespace

void add_cluster_options(OptionSet& options, ClusterRequest& request) {
  ClusterRequest& r = request;
  add_input(options, r.input);
  options.choice("--method", r.method, {"dbscan", "hdbscan", "st-dbscan"}).required();
  options.length("--radius", r.radius)
      .count("--min-points", r.min_points, 1, kMost)
      .count("--min-cluster-size", r.min_cluster_size, 2, kMost)
      .flag("--single-cluster", r.single_cluster)
      .text("--time-column", r.time_column, "column")
      .duration("--time", r.time)
      .result("--outlines", r.outlines)
      .value("--outline", "hull|alpha:200m", "usage_cluster_outline",
             [&r](const std::string& text) { return read_outline(text, r); })
      .length("--buffer", r.buffer)
      .source("--previous", r.previous)
      .source("--effort", r.effort)
      .text("--effort-column", r.effort_column, "column")
      .count("--replicates", r.replicates, 1, 1'000'000)
      .length("--jitter", r.jitter)
      .seed(r.seed);
  add_output(options, r.output);
  add_picture(options, r.picture);
  add_chart(options, r.picture);
}

void check_cluster_options(const ClusterRequest& request, const ToolContext& context) {
  check_options(uses_of(request), request.method, request.method, context);
  check_company(request, context);
  check_positive(request.radius, "--radius", context);
  check_positive(request.buffer, "--buffer", context);
}

}  // namespace rawan::engine
