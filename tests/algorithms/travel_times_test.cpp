#include "rawan/algorithms/travel_times.h"

#include "oracles/road_times.h"
#include "rawan/algorithms/contract.h"
#include "support/road_graphs.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using testing::random_places;
using testing::random_road_edges;

/// An arc is rounded by half a millisecond, and short ones take one whole.
constexpr double kRounding = 0.001;

/// What is told is the time rounded up, if it was right to some milliseconds.
void expect_rounded_up(std::int32_t told, double seconds, double slack) {
  if (seconds == testing::kNever) {
    EXPECT_EQ(told, -1);
    return;
  }
  EXPECT_GE(told, std::ceil(seconds - slack));
  EXPECT_LE(told, std::ceil(seconds + slack));
}

TEST(TravelTimes, AgreeWithAllPairsOfNodes) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Stream random(seed, 1);
    const auto nodes = static_cast<std::uint32_t>(6 + random.below(50));
    const std::vector<RoadEdge> edges = random_road_edges(nodes, 2 * nodes, random);
    const std::vector<RoadPlace> places = random_places(edges.size(), 25, random);
    const std::vector<double> slow = testing::slow_road_seconds(nodes, edges, places);
    const TravelTimes fast = travel_times(RoadGraph(nodes, edges), places, places);
    for (std::size_t i = 0; i < slow.size(); ++i) {
      expect_rounded_up(fast.seconds[i], slow[i], kRounding * (nodes + 2));
      EXPECT_EQ(fast.seconds[i] < 0, fast.meters[i] < 0.0);
    }
  }
}

TEST(TravelTimes, AreThoseOfTheWaysTold) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Stream random(seed, 2);
    const std::vector<RoadEdge> edges = random_road_edges(40, 90, random);
    const std::vector<RoadPlace> places = random_places(edges.size(), 20, random);
    const RoadGraph graph(40, edges);
    const TravelTimes times = travel_times(graph, places, places);
    for (std::size_t s = 0; s < places.size(); ++s) {
      const auto ways = fastest_ways(graph, places[s], places);
      for (std::size_t t = 0; t < places.size(); ++t) {
        const std::size_t i = s * places.size() + t;
        ASSERT_EQ(ways[t].has_value(), times.seconds[i] >= 0);
        if (!ways[t]) continue;
        double seconds = 0.0;
        double meters = 0.0;
        for (const WayPart& part : *ways[t]) {
          const RoadEdge& edge = edges[part.edge];
          const double pace = part.end > part.begin ? edge.forward : edge.backward;
          ASSERT_GE(pace, 0.0) << "against a one-way road";
          seconds += std::fabs(part.end - part.begin) * pace;
          meters += std::fabs(part.end - part.begin) * edge.meters;
        }
        const double parts = static_cast<double>(ways[t]->size());
        expect_rounded_up(times.seconds[i], seconds, kRounding * (parts + 1.0));
        EXPECT_NEAR(times.meters[i], meters, 0.01 * (parts + 1.0));
      }
    }
  }
}

/// The node at which a part of a way begins or ends, or that it does so within an edge.
std::pair<bool, std::pair<std::uint32_t, double>> station(const RoadGraph& graph,
                                                          std::uint32_t edge, double share) {
  const RoadEdge& road = graph.edges()[edge];
  if (share == 0.0) return {true, {road.from, 0.0}};
  if (share == 1.0) return {true, {road.to, 0.0}};
  return {false, {edge, share}};
}

TEST(FastestWays, HangTogetherFromPlaceToPlace) {
  Stream random(5, 3);
  const std::vector<RoadEdge> edges = random_road_edges(50, 120, random);
  const std::vector<RoadPlace> places = random_places(edges.size(), 40, random);
  const RoadGraph graph(50, edges);
  for (const RoadPlace& source : places) {
    const auto ways = fastest_ways(graph, source, places);
    for (std::size_t t = 0; t < places.size(); ++t) {
      if (!ways[t]) continue;
      auto at = station(graph, source.edge, source.share);
      for (const WayPart& part : *ways[t]) {
        EXPECT_EQ(station(graph, part.edge, part.begin), at);
        at = station(graph, part.edge, part.end);
      }
      EXPECT_EQ(at, station(graph, places[t].edge, places[t].share));
    }
  }
}

TEST(TravelTimes, GoRoundTheBlockAgainstAOneWayRoad) {
  // A triangle 0 -> 1 -> 2 -> 0 of one-way roads of 10, 20 and 30 seconds.
  const std::vector<RoadEdge> edges{{0, 1, 100, 10, -1}, {1, 2, 200, 20, -1}, {2, 0, 300, 30, -1}};
  const std::vector<RoadPlace> places{{0, 0.25}, {0, 0.75}};
  const TravelTimes times = travel_times(RoadGraph(3, edges), places, places);
  EXPECT_EQ(times.seconds, (std::vector<std::int32_t>{0, 5, 55, 0}));
  EXPECT_EQ(times.meters, (std::vector<double>{0, 50, 550, 0}));
}

TEST(TravelTimes, MayLeaveARoadToComeBackToIt) {
  // The long way 0 - 1 takes 100 s; around it by 2 takes 2.
  const std::vector<RoadEdge> edges{{0, 1, 500, 100, 100}, {0, 2, 10, 1, 1}, {2, 1, 10, 1, 1}};
  const std::vector<RoadPlace> places{{0, 0.1}, {0, 0.9}};
  const TravelTimes times = travel_times(RoadGraph(3, edges), places, places);
  EXPECT_EQ(times.seconds, (std::vector<std::int32_t>{0, 22, 22, 0}));
  EXPECT_EQ(times.meters[1], 120.0);
}

TEST(TravelTimes, RoundUpToWholeSeconds) {
  const std::vector<RoadEdge> edges{{0, 1, 10, 1.001, 1.0}};
  const std::vector<RoadPlace> places{{0, 0.0}, {0, 1.0}};
  const TravelTimes times = travel_times(RoadGraph(2, edges), places, places);
  EXPECT_EQ(times.seconds, (std::vector<std::int32_t>{0, 2, 1, 0}));
}

TEST(TravelTimes, TakeTheShorterOfEquallyFastWays) {
  const std::vector<RoadEdge> edges{{0, 1, 900, 30, 30}, {0, 1, 600, 30, 30}, {0, 1, 700, 30, 30}};
  const std::vector<RoadPlace> places{{0, 0.0}, {0, 1.0}};
  const RoadGraph graph(2, edges);
  EXPECT_EQ(travel_times(graph, places, places).meters[1], 600.0);
  EXPECT_EQ(fastest_ways(graph, places[0], places)[1], (Way{{1, 0.0, 1.0}}));
}

TEST(TravelTimes, BetweenNodesKeepTheTriangleInequalityButForRounding) {
  const testing::RoadMesh mesh(1200, 9);
  const RoadGraph graph(mesh.nodes, mesh.edges);
  std::vector<RoadPlace> places;
  for (std::uint32_t e = 0; e < 40; ++e) places.push_back({13 * e, 0.0});
  const TravelTimes times = travel_times(graph, places, places);
  const std::size_t n = places.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      for (std::size_t c = 0; c < n; ++c) {
        if (times.seconds[a * n + b] < 0 || times.seconds[b * n + c] < 0) continue;
        ASSERT_GE(times.seconds[a * n + c], 0);
        // Sums of times that were rounded up are no less than the sum rounded up.
        ASSERT_LE(times.seconds[a * n + c], times.seconds[a * n + b] + times.seconds[b * n + c]);
      }
    }
  }
}

TEST(TravelTimes, AreTheSameBothWaysWhereAllRoadsAre) {
  testing::RoadMesh mesh(900, 4);
  for (RoadEdge& edge : mesh.edges) edge.backward = edge.forward;
  const RoadGraph graph(mesh.nodes, mesh.edges);
  std::vector<RoadPlace> nodes;
  for (std::uint32_t e = 0; e < 60; ++e) nodes.push_back({7 * e, 1.0});
  const TravelTimes times = travel_times(graph, nodes, nodes);
  for (std::size_t a = 0; a < nodes.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_EQ(times.seconds[a * nodes.size() + b], times.seconds[b * nodes.size() + a]);
      EXPECT_EQ(times.meters[a * nodes.size() + b], times.meters[b * nodes.size() + a]);
    }
  }
}

TEST(TravelTimes, AreTheSameOnAnyNumberOfThreads) {
  const testing::RoadMesh mesh(6000, 2);
  const RoadGraph graph(mesh.nodes, mesh.edges);
  Stream random(2, 2);
  const std::vector<RoadPlace> places = random_places(mesh.edges.size(), 60, random);
  const auto answers =
      testing::on_1_2_8_threads([&] { return travel_times(graph, places, places); });
  for (const TravelTimes& answer : answers) {
    EXPECT_EQ(answer.seconds, answers.front().seconds);
    EXPECT_EQ(answer.meters, answers.front().meters);
  }
}

TEST(TravelTimes, OfManyPlacesAreThoseOfOneAtATime) {
  // Many places are searched on a smaller graph, one on the graph itself.
  Stream random(8, 8);
  const testing::RoadMesh mesh(9000, 8);
  const std::vector<RoadEdge> tangle = random_road_edges(400, 900, random);
  for (const RoadGraph& graph : {RoadGraph(mesh.nodes, mesh.edges), RoadGraph(400, tangle)}) {
    const std::vector<RoadPlace> places = random_places(graph.edges().size(), 70, random);
    const TravelTimes many = travel_times(graph, places, places);
    for (std::size_t s = 0; s < places.size(); ++s) {
      const TravelTimes one = travel_times(graph, std::span(&places[s], 1), places);
      for (std::size_t t = 0; t < places.size(); ++t) {
        ASSERT_EQ(one.seconds[t], many.seconds[s * places.size() + t]);
        ASSERT_EQ(one.meters[t], many.meters[s * places.size() + t]);
      }
    }
  }
}

TEST(TravelTimes, DoNotDependOnTheOrderOfRoads) {
  testing::RoadMesh mesh(900, 6);
  std::vector<RoadPlace> places;
  for (std::uint32_t e = 0; e < 50; ++e) places.push_back({8 * e, 0.3});
  const TravelTimes before = travel_times(RoadGraph(mesh.nodes, mesh.edges), places, places);
  const auto last = static_cast<std::uint32_t>(mesh.edges.size() - 1);
  std::ranges::reverse(mesh.edges);
  for (RoadPlace& place : places) place.edge = last - place.edge;
  const TravelTimes after = travel_times(RoadGraph(mesh.nodes, mesh.edges), places, places);
  EXPECT_EQ(after.seconds, before.seconds);
  EXPECT_EQ(after.meters, before.meters);
}

TEST(TravelTimes, TakeNothingAndNobody) {
  const std::vector<RoadEdge> edges{{0, 0, 100, 10, 10}};
  const RoadGraph loop(1, edges);
  EXPECT_TRUE(travel_times(loop, {}, {}).seconds.empty());
  const std::vector<RoadPlace> places{{0, 0.1}, {0, 0.9}, {0, 0.0}, {0, 1.0}};
  // Around a loop the shorter way leads over its node.
  EXPECT_EQ(travel_times(loop, places, places).seconds,
            (std::vector<std::int32_t>{0, 2, 1, 1, 2, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0}));
}

TEST(TravelTimes, RefuseWhatIsNoPlaceOrNoRoad) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const RoadGraph graph(2, std::vector<RoadEdge>{{0, 1, 10, 1, 1}});
  for (const RoadPlace place : {RoadPlace{1, 0.5}, RoadPlace{0, 1.5}, RoadPlace{0, nan}}) {
    EXPECT_THROW(travel_times(graph, std::span(&place, 1), {}), ContractViolation);
  }
  for (const RoadEdge edge :
       {RoadEdge{0, 2, 10, 1, 1}, RoadEdge{0, 1, -1, 1, 1}, RoadEdge{0, 1, nan, 1, 1},
        RoadEdge{0, 1, 10, nan, 1}, RoadEdge{0, 1, 2e7, 1, 1}, RoadEdge{0, 1, 10, 1e7, 1}}) {
    EXPECT_THROW(RoadGraph(2, std::span(&edge, 1)), ContractViolation);
  }
}

TEST(TravelTimes, StopWhenAskedTo) {
  const testing::RoadMesh mesh(3000, 1);
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<RoadPlace> places{{0, 0.0}};
  EXPECT_THROW(travel_times(RoadGraph(mesh.nodes, mesh.edges), places, places,
                            Control(stop.get_token(), progress)),
               Cancelled);
}

}  // namespace
}  // namespace rawan
