#include "tools/cluster_tables.h"

#include "rawan/algorithms/outlines.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"
#include "tools/tool_output.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace rawan::engine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSquareMetersPerKm2 = 1e6;

std::pair<Polygon, std::string> outline_of(std::span<const Point> members,
                                           const OutlineChoice& choice) {
  if (choice.alpha) {
    Polygon shape = alpha_shape(members, *choice.alpha);
    if (!shape.empty()) return {std::move(shape), "alpha"};
  }
  Polygon hull = convex_hull(members);
  if (!hull.empty()) return {std::move(hull), "hull"};
  return {buffered_hull(members, choice.buffer), "buffer"};
}

/// Adds columns to one table.
struct Adder {
  io::FeatureTable& table;
  const ToolContext& context;
  ToolSummary& summary;

  void integers(const std::string& name, const std::vector<std::int64_t>& values) const {
    add_column(table, io::integers(name, "", values), context, summary);
  }
  void reals(const std::string& name, std::vector<double> values) const {
    add_column(table, io::reals(name, "", std::move(values)), context, summary);
  }
  void texts(const std::string& name, io::PackedTexts values) const {
    add_column(table, {.name = name, .values = std::move(values)}, context, summary);
  }
};

io::PackedTexts roles(const FoundClusters& found) {
  io::PackedTexts roles;
  for (std::size_t i = 0; i < found.label.size(); ++i) {
    const char* of_member = found.is_core[i] != 0 ? "core" : "border";
    roles.push_back(found.label[i] == kNoise ? "noise" : of_member);
  }
  return roles;
}

std::vector<double> p_of_points(const ClusterResults& results) {
  std::vector<double> p;
  for (const std::int32_t label : results.found.label) {
    p.push_back(label == kNoise ? kNone : results.p[static_cast<std::size_t>(label)]);
  }
  return p;
}

/// The same for all, kept for the next run.
std::vector<std::int64_t> next_ids(const ClusterResults& results, std::size_t rows) {
  return std::vector<std::int64_t>(rows, static_cast<std::int64_t>(results.identity.next_id));
}

void add_hierarchy(const FoundClusters& found, const Adder& add) {
  std::vector<double> stability;
  std::vector<double> birth;
  std::vector<double> death;
  for (const HdbscanCluster& cluster : found.hierarchy) {
    stability.push_back(cluster.stability);
    birth.push_back(std::isfinite(cluster.birth.value) ? cluster.birth.value : kNone);
    death.push_back(cluster.death.value);
  }
  add.reals("cluster_stability", std::move(stability));
  add.reals("cluster_birth_m", std::move(birth));
  add.reals("cluster_death_m", std::move(death));
}

}  // namespace

std::vector<std::int64_t> ClusterResults::ids_of_points() const {
  std::vector<std::int64_t> ids;
  ids.reserve(found.label.size());
  for (const std::int32_t label : found.label) {
    ids.push_back(label == kNoise
                      ? -1
                      : static_cast<std::int64_t>(identity.id[static_cast<std::size_t>(label)]));
  }
  return ids;
}

ClusterOutlines outline_clusters(const ClusterRequest& request, const FoundClusters& found,
                                 std::span<const Point> points, const ToolContext& context) {
  const std::vector<std::vector<Point>> members = found.members(points);
  OutlineChoice choice = request.outline;
  if (request.buffer) choice.buffer = *request.buffer;
  ClusterOutlines outlines;
  outlines.areas.resize(members.size());
  outlines.how.resize(members.size());
  parallel_for(members.size(), [&](std::size_t c) {
    context.control.check();
    std::tie(outlines.areas[c], outlines.how[c]) = outline_of(members[c], choice);
  });
  return outlines;
}

io::FeatureTable point_table(io::FeatureSet& input, const ClusterResults& results,
                             const ToolContext& context, ToolSummary& summary) {
  io::FeatureTable table = annotated_table(input, "clustered_points", context);
  const Adder add{table, context, summary};
  add.integers("cluster_id", results.ids_of_points());
  if (results.found.is_core.empty()) {
    add.reals("cluster_probability", results.found.probability);
  } else {
    add.texts("cluster_role", roles(results.found));
  }
  if (!results.p.empty()) add.reals("cluster_p", p_of_points(results));
  add.integers("cluster_next_id", next_ids(results, results.found.label.size()));
  return table;
}

io::FeatureTable outline_table(const io::FeatureSet& input, const ClusterResults& results,
                               ClusterOutlines outlines, const ToolContext& context,
                               ToolSummary& summary) {
  io::FeatureTable table = result_table(input, "clusters", context);
  const Adder add{table, context, summary};
  const FoundClusters& found = results.found;
  add.integers("cluster_id", {results.identity.id.begin(), results.identity.id.end()});
  add.integers("cluster_points", {found.size.begin(), found.size.end()});
  if (!results.p.empty()) add.reals("cluster_p", results.p);
  if (!found.hierarchy.empty()) add_hierarchy(found, add);
  std::vector<double> sizes;
  for (const Polygon& polygon : outlines.areas) {
    sizes.push_back(area(polygon).value / kSquareMetersPerKm2);
  }
  add.reals("cluster_area_km2", std::move(sizes));
  io::PackedTexts how;
  for (const std::string& word : outlines.how) how.push_back(word);
  add.texts("cluster_outline", std::move(how));
  add.integers("cluster_next_id", next_ids(results, found.size.size()));
  table.shapes = io::reprojected(std::move(outlines.areas), input.metric.system, input.stored);
  return table;
}

void tell_clusters(const ClusterResults& results, ToolSummary& summary) {
  const FoundClusters& found = results.found;
  summary.count("clusters", found.size.size());
  summary.count("noise", static_cast<std::uint64_t>(std::ranges::count(found.label, kNoise)));
  if (!results.p.empty()) {
    constexpr double kLevel = 0.05;
    const auto low = std::ranges::count_if(results.p, [](double p) { return p <= kLevel; });
    summary.count("clusters_significant", static_cast<std::uint64_t>(low));
  }
  ToolSummary::Json list = ToolSummary::Json::array();
  for (std::size_t c = 0; c < found.size.size(); ++c) {
    ToolSummary::Json item{{"id", results.identity.id[c]}, {"points", found.size[c]}};
    if (!results.p.empty()) item["p"] = results.p[c];
    if (!found.hierarchy.empty()) item["stability"] = found.hierarchy[c].stability;
    list.push_back(std::move(item));
  }
  summary.detail("cluster_list", std::move(list));
  summary.detail("next_id", results.identity.next_id);
}

}  // namespace rawan::engine
