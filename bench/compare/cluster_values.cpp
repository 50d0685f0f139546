// cluster_values METHOD POINTS.csv RADIUS MIN_POINTS MIN_CLUSTER_SIZE: runs dbscan or hdbscan on
// the columns x,y and prints the seconds of the function alone, and for hdbscan the weight of the
// minimum spanning tree it cuts.

#include "bucket_tree.h"
#include "core_distances.h"
#include "mutual_reachability.h"
#include "rawan/algorithms/dbscan.h"
#include "rawan/algorithms/hdbscan.h"
#include "support/point_files.h"

#include <tbb/global_control.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace rawan;

template <class Work>
void print_seconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::size_t clusters = work();
  const std::chrono::duration<double> used = std::chrono::steady_clock::now() - begin;
  std::printf("clusters %zu\nseconds %.4f\n", clusters, used.count());
}

double weight_of_tree(const std::vector<Point>& points, std::uint32_t min_points) {
  const BucketTree tree(points);
  double weight = 0.0;
  const auto core = squared_core_distances(tree, min_points, {});
  for (const TreeEdge& edge : mutual_reachability_tree(tree, core, {})) {
    weight += std::sqrt(edge.squared);
  }
  return weight;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const char* threads = std::getenv("THREADS");
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  threads != nullptr ? std::stoul(threads) : 2);
  const auto points = test::read_points(argv[2]);
  const auto min_points = static_cast<std::uint32_t>(std::stoul(argv[4]));
  if (std::string(argv[1]) == "dbscan") {
    print_seconds([&] {
      const DbscanOptions options{.radius = Meters(std::stod(argv[3])), .min_points = min_points};
      return static_cast<std::size_t>(dbscan(points, {}, options).clusters);
    });
    return 0;
  }
  print_seconds([&] {
    return hdbscan(points, {},
                   {.min_points = min_points,
                    .min_cluster_size = static_cast<std::uint32_t>(std::stoul(argv[5]))})
        .clusters.size();
  });
  std::printf("tree %.9f\n", weight_of_tree(points, min_points));
  return 0;
}
