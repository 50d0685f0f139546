#include "rawan/algorithms/line_network.h"

#include "rawan/algorithms/contract.h"
#include "support/networks.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using testing::random_roads;

std::vector<std::uint32_t> degrees(const LineNetwork& network) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t n = 0; n < network.nodes(); ++n) result.push_back(network.degree(n));
  std::ranges::sort(result);
  return result;
}

using Degrees = std::vector<std::uint32_t>;

TEST(LineNetwork, JoinsEndsThatMeet) {
  const std::vector<Polyline> lines{{{0, 0}, {5, 0}}, {{5, 0}, {9, 3}}, {{5, 0}, {5, 7}}};
  const LineNetwork network(lines, {.junctions = Junctions::ends});
  EXPECT_EQ(degrees(network), (Degrees{1, 1, 1, 3}));
  EXPECT_EQ(network.length(), 17_m);
}

TEST(LineNetwork, JoinsSharedVerticesOnlyIfAskedTo) {
  const std::vector<Polyline> lines{{{0, 0}, {5, 0}, {10, 0}}, {{5, -5}, {5, 0}, {5, 5}}};
  EXPECT_EQ(degrees(LineNetwork(lines, {.junctions = Junctions::ends})), (Degrees{1, 1, 1, 1}));
  EXPECT_EQ(degrees(LineNetwork(lines)), (Degrees{1, 1, 1, 1, 4}));
}

TEST(LineNetwork, LeavesABridgeAboveTheRoadUnlessCrossingsJoin) {
  const std::vector<Polyline> lines{{{0, 0}, {10, 0}}, {{5, -5}, {5, 5}}};
  EXPECT_EQ(LineNetwork(lines).edges().size(), 2U);
  const LineNetwork crossed(lines, {.junctions = Junctions::crossings});
  EXPECT_EQ(degrees(crossed), (Degrees{1, 1, 1, 1, 4}));
  EXPECT_EQ(crossed.length(), 20_m);
}

TEST(LineNetwork, JoinsALineThatEndsOnAnother) {
  const std::vector<Polyline> lines{{{0, 0}, {10, 0}}, {{5, 0}, {5, 5}}};
  EXPECT_EQ(degrees(LineNetwork(lines)), (Degrees{1, 1, 1, 1}));
  const LineNetworkOptions crossings{.junctions = Junctions::crossings};
  EXPECT_EQ(degrees(LineNetwork(lines, crossings)), (Degrees{1, 1, 1, 3}));
}

TEST(LineNetwork, JoinsAnEndWithinTheToleranceToEndVertexOrLine) {
  const std::vector<Polyline> ends{{{0, 0}, {10, 0}}, {{10.3, 0.4}, {20, 0}}};
  const LineNetworkOptions half{.junctions = Junctions::ends, .tolerance = 0.51_m};
  EXPECT_EQ(degrees(LineNetwork(ends, half)), (Degrees{1, 1, 2}));
  EXPECT_EQ(degrees(LineNetwork(ends, {.tolerance = 0.4_m})), (Degrees{1, 1, 1, 1}));

  const std::vector<Polyline> vertex{{{0, 0}, {5, 0}, {10, 0}}, {{5, 0.3}, {5, 9}}};
  EXPECT_EQ(degrees(LineNetwork(vertex, half)), (Degrees{1, 1, 1, 1}));
  EXPECT_EQ(degrees(LineNetwork(vertex, {.tolerance = 0.5_m})), (Degrees{1, 1, 1, 3}));

  const std::vector<Polyline> line{{{0, 0}, {10, 0}}, {{4, 0.3}, {4, 9}}};
  EXPECT_EQ(degrees(LineNetwork(line, {.tolerance = 0.5_m})), (Degrees{1, 1, 1, 1}));
  const LineNetworkOptions crossings{.junctions = Junctions::crossings, .tolerance = 0.5_m};
  EXPECT_EQ(degrees(LineNetwork(line, crossings)), (Degrees{1, 1, 1, 3}));
}

TEST(LineNetwork, CutsOffTheStubOfALineThatOvershootsByLessThanTheTolerance) {
  const std::vector<Polyline> lines{{{0, 0}, {10, 0}}, {{4, -0.3}, {4, 9}}};
  const LineNetwork network(lines, {.junctions = Junctions::crossings, .tolerance = 0.5_m});
  EXPECT_EQ(degrees(network), (Degrees{1, 1, 1, 3}));
  EXPECT_EQ(network.edges().size(), 3U);
}

TEST(LineNetwork, KeepsCloselyDrawnVerticesThatAreNoEnds) {
  Polyline dense;
  for (int i = 0; i <= 100; ++i) dense.push_back({0.1 * i, 0.0});
  const LineNetwork network(std::vector<Polyline>{dense}, {.tolerance = 0.25_m});
  // Two vertices at each end become part of the end.
  EXPECT_NEAR(network.length().value, 9.6, 1e-9);
  EXPECT_EQ(degrees(network), (Degrees{1, 1}));
}

TEST(LineNetwork, CountsWhatIsDrawnTwiceOnce) {
  const Polyline road{{0, 0}, {5, 1}, {9, 0}};
  const Polyline back(road.rbegin(), road.rend());
  const LineNetwork twice(std::vector{back, road, road});
  ASSERT_EQ(twice.edges().size(), 1U);
  EXPECT_EQ(twice.edges().front().line, 0U);
  // A part of a line along another: three stretches, not four.
  const std::vector<Polyline> partly{{{0, 0}, {4, 0}, {6, 0}, {9, 0}}, {{4, 0}, {6, 0}}};
  EXPECT_EQ(LineNetwork(partly).edges().size(), 3U);
  EXPECT_EQ(LineNetwork(partly).length(), 9_m);
  const std::vector<Polyline> overlapping{{{0, 0}, {6, 0}}, {{4, 0}, {9, 0}}};
  const LineNetwork joined(overlapping, {.junctions = Junctions::crossings});
  EXPECT_EQ(joined.edges().size(), 3U);
  EXPECT_EQ(joined.length(), 9_m);
}

TEST(LineNetwork, CountsARoadDrawnForthAndBackOnce) {
  const LineNetwork network(std::vector<Polyline>{{{0, 0}, {3, 0}, {3, 4}, {3, 0}, {0, 0}}},
                            {.junctions = Junctions::ends});
  EXPECT_EQ(network.length(), 7_m);
  EXPECT_EQ(degrees(network), (Degrees{1, 1}));
}

TEST(LineNetwork, KeepsParallelRoadsOfDifferentShape) {
  const std::vector<Polyline> lines{{{0, 0}, {5, 3}, {9, 0}}, {{0, 0}, {5, -3}, {9, 0}}};
  const LineNetwork network(lines);
  EXPECT_EQ(network.edges().size(), 2U);
  EXPECT_EQ(degrees(network), (Degrees{2, 2}));
}

TEST(LineNetwork, TakesARingAsALoopAtItsSeam) {
  const LineNetwork network(std::vector<Polyline>{{{0, 0}, {3, 0}, {3, 4}, {0, 0}}});
  ASSERT_EQ(network.edges().size(), 1U);
  EXPECT_EQ(network.edges().front().length, 12_m);
  EXPECT_EQ(degrees(network), (Degrees{2}));
}

TEST(LineNetwork, CutsALineThatCrossesItself) {
  const std::vector<Polyline> eight{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}};
  EXPECT_EQ(LineNetwork(eight).edges().size(), 1U);
  const LineNetwork crossed(eight, {.junctions = Junctions::crossings});
  EXPECT_EQ(degrees(crossed), (Degrees{1, 1, 4}));
  const std::vector<Polyline> touching{{{0, 0}, {2, 2}, {4, 2}, {4, 4}, {2, 2}, {0, 9}}};
  EXPECT_EQ(degrees(LineNetwork(touching)), (Degrees{1, 1, 4}));
}

TEST(LineNetwork, LeavesOutWhatHasNoLength) {
  const std::vector<Polyline> lines{{}, {{1, 1}}, {{2, 2}, {2, 2}}, {{0, 0}, {0, 0}, {3, 4}}};
  const LineNetwork network(lines);
  ASSERT_EQ(network.edges().size(), 1U);
  EXPECT_EQ(network.edges().front().line, 3U);
  EXPECT_EQ(network.edges().front().length, 5_m);
  EXPECT_EQ(network.nodes(), 2U);
  const LineNetwork nothing(std::span<const Polyline>{});
  EXPECT_EQ(nothing.nodes(), 0U);
  EXPECT_FALSE(nothing.nearest({0, 0}, 9_km));
  EXPECT_TRUE(lixels(nothing, 1_m).empty());
}

TEST(LineNetwork, IsTheSameWhateverTheOrderAndDirectionOfTheLines) {
  for (const Junctions junctions : {Junctions::ends, Junctions::vertices, Junctions::crossings}) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Stream random(seed, 0);
      const auto lines = random_roads(5, 12, 100.0, random);
      const LineNetworkOptions options{junctions, Meters(double(seed % 3))};
      const LineNetwork one(lines, options);
      const LineNetwork other(testing::redrawn(lines, seed), options);
      ASSERT_EQ(one.edges().size(), other.edges().size());
      ASSERT_EQ(degrees(one), degrees(other));
      for (std::size_t e = 0; e < one.edges().size(); ++e) {
        ASSERT_EQ(one.edges()[e].shape, other.edges()[e].shape);
        ASSERT_EQ(one.edges()[e].length, other.edges()[e].length);
      }
    }
  }
}

/// What planar graphs obey: every crossing of two stretches is a node.
TEST(LineNetwork, LeavesNoCrossingBetweenStretchesIfCrossingsJoin) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Stream random(seed, 1);
    auto lines = random_roads(6, 10, 1000.0, random);
    std::erase_if(lines, [](const Polyline& l) { return l.size() == 3 && l[0] == l[2]; });
    const LineNetwork network(lines, {.junctions = Junctions::crossings});
    double drawn = 0.0;
    for (const Polyline& line : lines) {
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        drawn += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
      }
    }
    EXPECT_NEAR(network.length().value, drawn, 1e-9 * drawn);
    const auto turn = [](Point a, Point b, Point c) {
      return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    };
    std::vector<std::pair<Point, Point>> segments;
    for (const NetworkEdge& e : network.edges()) {
      for (std::size_t i = 0; i + 1 < e.shape.size(); ++i) {
        segments.emplace_back(e.shape[i], e.shape[i + 1]);
      }
    }
    for (const auto& [a, b] : segments) {
      for (const auto& [c, d] : segments) {
        const double least = 1e-6 * 1000.0 * 1000.0;  // Rounding moves a cut line a little.
        const bool apart = std::abs(turn(a, b, c)) < least || std::abs(turn(a, b, d)) < least ||
                           std::abs(turn(c, d, a)) < least || std::abs(turn(c, d, b)) < least ||
                           (turn(a, b, c) < 0.0) == (turn(a, b, d) < 0.0) ||
                           (turn(c, d, a) < 0.0) == (turn(c, d, b) < 0.0);
        ASSERT_TRUE(apart) << seed;
      }
    }
  }
}

/// The least distance and the first position that has it, by small steps of a loop over segments.
std::pair<double, NetworkPosition> nearest_slowly(const LineNetwork& network, Point p) {
  double least = std::numeric_limits<double>::infinity();
  NetworkPosition best;
  for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
    double along = 0.0;
    const Polyline& shape = network.edges()[e].shape;
    for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
      const double length = std::hypot(shape[i + 1].x - shape[i].x, shape[i + 1].y - shape[i].y);
      const double east = (shape[i + 1].x - shape[i].x) / length;
      const double north = (shape[i + 1].y - shape[i].y) / length;
      const double t =
          std::clamp((p.x - shape[i].x) * east + (p.y - shape[i].y) * north, 0.0, length);
      const double d = std::hypot(shape[i].x + t * east - p.x, shape[i].y + t * north - p.y);
      if (d < least) best = {e, Meters(along + t)};
      least = std::min(least, d);
      along += length;
    }
  }
  return {least, best};
}

TEST(LineNetwork, FindsTheNearestPlaceLikeALoop) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Stream random(seed, 2);
    const LineNetwork network(random_roads(8, 30, 500.0, random));
    for (const Point p : testing::random_points(100, 600.0, random)) {
      const auto [distance, at] = nearest_slowly(network, p);
      const auto found = network.nearest(p, Meters(distance + 1e-9));
      ASSERT_TRUE(found);
      const Point there = network.point_at(*found);
      const Point expected = network.point_at(at);
      ASSERT_NEAR(std::hypot(there.x - expected.x, there.y - expected.y), 0.0, 1e-6);
      ASSERT_NEAR(std::hypot(there.x - p.x, there.y - p.y), distance, 1e-9);
      ASSERT_FALSE(network.nearest(p, Meters(distance - 1e-9)));
    }
  }
}

TEST(LineNetwork, SnapsToTheFirstOfEquallyNearPlacesWithinAClosedLimit) {
  const LineNetwork network(std::vector<Polyline>{{{0, 4}, {9, 4}}, {{0, 0}, {9, 0}}});
  EXPECT_EQ(network.nearest({3, 2}, 2_m), (NetworkPosition{0, 3_m}));
  EXPECT_EQ(network.edges()[0].shape.front(), (Point{0, 0}));
  EXPECT_FALSE(network.nearest({3, 2}, 1.999_m));
  const std::vector<Point> points{{1, 0}, {50, 0}};
  const auto found = network.nearest(points, 3_m);
  EXPECT_TRUE(found[0]);
  EXPECT_FALSE(found[1]);
}

TEST(LineNetwork, SnapsToANodeOfTheFirstEdge) {
  const LineNetwork network(testing::star_of_roads(4, 10.0));
  const auto found = network.nearest({0, 0}, 0_m);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->edge, 0U);
}

TEST(Lixels, CutEveryEdgeIntoEqualPieces) {
  Stream random(4, 0);
  const LineNetwork network(random_roads(6, 20, 300.0, random));
  const std::vector<Lixel> pieces = lixels(network, 25_m);
  double total = 0.0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Lixel& piece = pieces[i];
    const double length = network.edges()[piece.edge].length.value;
    EXPECT_NEAR(piece.length().value, length / std::ceil(length / 25.0), 1e-9);
    const bool first = i == 0 || pieces[i - 1].edge != piece.edge;
    EXPECT_EQ(piece.begin, first ? 0_m : pieces[i - 1].end);
    total += piece.length().value;
    double drawn = 0.0;
    const Polyline shape = network.shape_of(piece);
    for (std::size_t k = 0; k + 1 < shape.size(); ++k) {
      drawn += std::hypot(shape[k + 1].x - shape[k].x, shape[k + 1].y - shape[k].y);
    }
    EXPECT_NEAR(drawn, piece.length().value, 1e-9);
  }
  EXPECT_NEAR(total, network.length().value, 1e-9 * total);
  EXPECT_THROW(lixels(network, 0_m), ContractViolation);
}

TEST(LineNetwork, WorksFarFromTheOrigin) {
  const auto far = [](std::vector<Polyline> lines) {
    for (Polyline& line : lines) line = testing::moved(line, {1e7, 1e7});
    return lines;
  };
  const LineNetwork network(far({{{0, 0}, {10, 0}}, {{5, -5}, {5, 5}}}),
                            {.junctions = Junctions::crossings});
  EXPECT_EQ(degrees(network), (Degrees{1, 1, 1, 1, 4}));
  EXPECT_EQ(network.length(), 20_m);
}

TEST(LineNetwork, RefusesWhatIsNotFiniteAndNegativeDistances) {
  EXPECT_THROW(LineNetwork(std::vector<Polyline>{testing::with_nan()}), ContractViolation);
  EXPECT_THROW(LineNetwork(std::vector<Polyline>{}, {.tolerance = Meters(-1.0)}),
               ContractViolation);
  const LineNetwork network(testing::star_of_roads(3, 10.0));
  EXPECT_THROW(network.nearest(testing::with_nan().back(), 1_m), ContractViolation);
  EXPECT_THROW(network.nearest({0, 0}, Meters(-1.0)), ContractViolation);
}

}  // namespace
}  // namespace rawan
