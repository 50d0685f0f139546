#include "rawan/algorithms/road_graph.h"

#include "oracles/road_times.h"
#include "support/road_graphs.h"

#include <gtest/gtest.h>

#include <numeric>

namespace rawan {
namespace {

TEST(StrongComponents, AreNodesThatReachEachOther) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Stream random(seed, 1);
    const auto nodes = static_cast<std::uint32_t>(3 + random.below(40));
    const auto edges =
        testing::random_road_edges(nodes, nodes / 2 + random.below(2 * nodes), random);
    const auto reach = testing::slow_reach(nodes, edges);
    const std::vector<std::uint32_t> component = strong_components(RoadGraph(nodes, edges));
    for (std::uint32_t a = 0; a < nodes; ++a) {
      std::uint32_t lowest = 0;
      while (!(reach[a][lowest] && reach[lowest][a])) ++lowest;
      EXPECT_EQ(component[a], lowest);
    }
  }
}

TEST(StrongComponents, OfARoadOfAMillionNodesDoNotExhaustTheStack) {
  constexpr std::uint32_t kNodes = 1'000'000;
  std::vector<RoadEdge> edges;
  for (std::uint32_t n = 1; n < kNodes; ++n) edges.push_back({n - 1, n, 10, 1, -1});
  const RoadGraph one_way(kNodes, edges);
  std::vector<std::uint32_t> alone(kNodes);
  std::iota(alone.begin(), alone.end(), 0U);
  EXPECT_EQ(strong_components(one_way), alone);
  EXPECT_EQ(islands(one_way), std::vector<std::uint32_t>(kNodes, 0));
}

TEST(MainRoads, AreTheLargestPartOfEachIsland) {
  const std::vector<RoadEdge> edges{
      {0, 1, 1000, 60, 60}, {1, 2, 500, 30, -1},  // Nodes 2 and 3 can be entered, but not left.
      {2, 3, 300, 20, 20},  {4, 5, 400, 20, 20},  // An island.
      {6, 7, 100, 9, -1},                         // One road that nobody comes back from.
      {0, 4, 50, -1, -1}};                        // Closed: joins nothing.
  const MainRoads main = main_roads(RoadGraph(8, edges));
  EXPECT_EQ(main.kept, (std::vector<bool>{true, false, false, true, false, false}));
  EXPECT_EQ(main.parts, 2U);
  EXPECT_EQ(main.dropped_parts, 1U);
  EXPECT_EQ(main.dropped_edges, 3U);
  EXPECT_EQ(main.dropped_meters, 900.0);
}

TEST(MainRoads, LeaveOutScrapsButNeverAll) {
  const std::vector<RoadEdge> edges{{0, 1, 900, 60, 60}, {2, 3, 40, 5, 5}, {4, 5, 600, 40, 40}};
  const RoadGraph graph(6, edges);
  EXPECT_EQ(main_roads(graph, 500.0).kept, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(main_roads(graph, 5000.0).kept, (std::vector<bool>{true, false, false}));
  EXPECT_EQ(main_roads(RoadGraph(0, {})).parts, 0U);
}

}  // namespace
}  // namespace rawan
