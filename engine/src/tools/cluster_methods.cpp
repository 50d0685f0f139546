#include "tools/cluster_methods.h"

#include "rawan/algorithms/st_dbscan.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <utility>

namespace rawan::engine {
namespace {

FoundClusters of_clustering(Clustering clustering) {
  FoundClusters found;
  found.size = cluster_sizes(clustering.label);
  found.label = std::move(clustering.label);
  found.is_core = std::move(clustering.is_core);
  return found;
}

FoundClusters of_hdbscan(Hdbscan hdbscan) {
  FoundClusters found;
  for (const HdbscanCluster& cluster : hdbscan.clusters) found.size.push_back(cluster.size);
  found.label = std::move(hdbscan.label);
  found.probability = std::move(hdbscan.probability);
  found.hierarchy = std::move(hdbscan.clusters);
  return found;
}

/// A table has its coordinates in columns; those of the main input are the ones to expect.
bool is_table(const std::string& path) {
  return path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".txt");
}

io::FeatureSet read_effort(const ClusterRequest& request, const io::FeatureSet& main,
                           const ToolContext& context, ToolSummary& summary) {
  io::FeatureRequest asked{.accepted = {.points = true}};
  asked.numbers.push_back({.name = request.effort_column, .lowest = 0.0});
  if (is_table(request.effort)) {
    asked.x = request.input.x;
    asked.y = request.input.y;
    if (!main.stored.planar()) asked.system = main.stored;
  }
  return read_beside(main, request.effort, std::move(asked), "effort", context, summary);
}

}  // namespace

std::vector<std::vector<Point>> FoundClusters::members(std::span<const Point> points) const {
  std::vector<std::vector<Point>> members(size.size());
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] != kNoise) members[static_cast<std::size_t>(label[i])].push_back(points[i]);
  }
  return members;
}

FoundClusters find_clusters(const ClusterRequest& request, std::span<const Point> points,
                            std::span<const double> times, const Control& control) {
  if (request.hierarchical()) {
    const std::uint32_t least =
        request.min_cluster_size > 0 ? request.min_cluster_size : std::max(2U, request.min_points);
    return of_hdbscan(hdbscan(points, {},
                              {.min_points = request.min_points,
                               .min_cluster_size = least,
                               .allow_single_cluster = request.single_cluster},
                              control));
  }
  if (request.timed()) {
    return of_clustering(st_dbscan(points, times, {},
                                   {.radius = *request.radius,
                                    .time_radius = static_cast<double>(request.time->count()),
                                    .min_points = request.min_points},
                                   control));
  }
  return of_clustering(
      dbscan(points, {}, {.radius = *request.radius, .min_points = request.min_points}, control));
}

ClusterTest test_clusters(const ClusterRequest& request, const FoundClusters& found,
                          std::span<const double> times, const io::FeatureSet& main,
                          const ToolContext& context, ToolSummary& summary) {
  const io::FeatureSet effort = read_effort(request, main, context, summary);
  const std::vector<double>& amount = effort.numbers.front();
  if (std::ranges::none_of(amount, [](double e) { return e > 0.0; })) {
    throw io::InputError("no_effort", {.file = request.effort});
  }
  context.stage("tool.stage.replicates");
  const LargestCluster largest = [&](std::span<const Point> points) -> std::uint32_t {
    const FoundClusters replicate = find_clusters(request, points, times, {});
    return replicate.size.empty() ? 0 : std::ranges::max(replicate.size);
  };
  summary.count("replicates", request.replicates);
  return cluster_test(found.size, found.label.size(), {effort.points(), amount}, largest,
                      {.replicates = request.replicates,
                       .seed = request.seed,
                       .jitter = request.jitter.value_or(Meters{})},
                      context.control);
}

}  // namespace rawan::engine
