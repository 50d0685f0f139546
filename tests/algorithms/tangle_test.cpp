#include "rawan/algorithms/tangle.h"

#include "rawan/algorithms/contract.h"
#include "support/shapes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

constexpr std::uint64_t kAny = std::uint64_t{1} << 60;

bool exceeds(const std::vector<Ring>& rings, std::uint64_t crossings) {
  return is_tangled(rings, {.near_pairs = kAny, .crossings = crossings});
}

/// The number of crossings, found with nothing but the question.
std::uint64_t crossings_of(const std::vector<Ring>& rings) {
  std::uint64_t n = 0;
  while (exceeds(rings, n)) ++n;
  return n;
}

/// Every `step`-th corner of a regular polygon in turn: each edge crosses 2 (step - 1) others.
Ring star_polygon(std::size_t corners, std::size_t step, Point center = {}) {
  Ring ring;
  for (std::size_t i = 0; i < corners; ++i) {
    const double angle = 2.0 * std::numbers::pi * double(i * step % corners) / double(corners);
    ring.push_back({center.x + 1000.0 * std::cos(angle), center.y + 1000.0 * std::sin(angle)});
  }
  return ring;
}

/// Slanted teeth side by side: no two edges meet but at their ends, all their boxes do.
Ring comb(std::size_t teeth) {
  Ring ring;
  for (std::size_t i = 0; i < teeth; ++i) {
    const double x = double(i) / double(teeth);
    ring.push_back({x, 0.0});
    ring.push_back({x + 100.0, 100.0});
  }
  ring.push_back({200.0, -1.0});
  return ring;
}

TEST(Tangle, CountsTheCrossingsOfStarPolygons) {
  EXPECT_EQ(crossings_of({star_polygon(5, 2)}), 5U);
  EXPECT_EQ(crossings_of({star_polygon(7, 3)}), 14U);
  EXPECT_EQ(crossings_of({star_polygon(101, 2)}), 101U);
  EXPECT_EQ(crossings_of({star_polygon(101, 50)}), 101U * 49U);
  EXPECT_EQ(crossings_of({star_polygon(101, 50, {5e6, 1e7})}), 101U * 49U);
}

TEST(Tangle, CountsNoneInValidShapes) {
  Stream random(7, 0);
  EXPECT_EQ(crossings_of({testing::star({0, 0}, 100.0, 500, random)[0].outer}), 0U);
  EXPECT_EQ(crossings_of({comb(100)}), 0U);
  EXPECT_EQ(crossings_of({}), 0U);
  EXPECT_EQ(crossings_of({Ring{}}), 0U);
  EXPECT_EQ(crossings_of({Ring{{1, 1}}, Ring{{0, 0}, {2, 2}}}), 2U);  // There and back.
}

TEST(Tangle, CountsNoSharedBorderButCorners) {
  const Ring left{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  const Ring same_corners{{10, 0}, {20, 0}, {20, 10}, {10, 10}};
  const Ring half_way{{10, 5}, {20, 5}, {20, 10}, {10, 10}};
  EXPECT_EQ(crossings_of({left, same_corners}), 0U);
  // Its corner lies within the border of the other: on it end two edges.
  EXPECT_EQ(crossings_of({left, half_way}), 2U);
}

TEST(Tangle, CountsComparisonsWhereEdgesRunSideBySide) {
  const std::vector<Ring> rings{comb(1000)};
  EXPECT_TRUE(is_tangled(rings, {.near_pairs = 1'000'000, .crossings = kAny}));
  EXPECT_FALSE(is_tangled(rings, {.near_pairs = 2'001U * 2'000U / 2U, .crossings = kAny}));
  // Of a circle each eight edges meet the eight before and after them only.
  const std::vector<Ring> circle{star_polygon(2000, 1)};
  const std::uint64_t near = 250U * (8U * 7U / 2U + 8U * 8U);
  EXPECT_FALSE(is_tangled(circle, {.near_pairs = near, .crossings = 0}));
  EXPECT_TRUE(is_tangled(circle, {.near_pairs = near - 1, .crossings = 0}));
}

/// By exact arithmetic over integers, pair by pair.
struct Exact {
  using Integer = long long;
  struct Edge {
    Integer ax, ay, bx, by;
  };
  static Integer turn(const Edge& e, Integer x, Integer y) {
    return (e.bx - e.ax) * (y - e.ay) - (x - e.ax) * (e.by - e.ay);
  }
  static bool holds(const Edge& e, Integer x, Integer y) {
    const bool end = (x == e.ax && y == e.ay) || (x == e.bx && y == e.by);
    return !end && turn(e, x, y) == 0 && (x - e.ax) * (x - e.bx) + (y - e.ay) * (y - e.by) < 0;
  }
  static bool cross(const Edge& s, const Edge& t) {
    const auto sides = [](const Edge& e, const Edge& o) {
      const Integer a = turn(e, o.ax, o.ay);
      const Integer b = turn(e, o.bx, o.by);
      return (a < 0 && b > 0) || (a > 0 && b < 0);
    };
    return (sides(s, t) && sides(t, s)) || holds(s, t.ax, t.ay) || holds(s, t.bx, t.by) ||
           holds(t, s.ax, s.ay) || holds(t, s.bx, s.by);
  }
};

std::uint64_t exact_crossings(const std::vector<Ring>& rings) {
  std::vector<Exact::Edge> edges;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i];
      const Point b = ring[(i + 1) % ring.size()];
      edges.push_back({std::llround(a.x), std::llround(a.y), std::llround(b.x), std::llround(b.y)});
    }
  }
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) count += Exact::cross(edges[i], edges[j]) ? 1 : 0;
  }
  return count;
}

RC_GTEST_PROP(Tangle, CountsOnALatticeWhatAllPairsCount, ()) {
  std::vector<Ring> rings(*rc::gen::inRange<std::size_t>(1, 4));
  for (Ring& ring : rings) {
    ring.resize(*rc::gen::inRange<std::size_t>(1, 25));
    for (Point& p : ring) p = {double(*rc::gen::inRange(0, 9)), double(*rc::gen::inRange(0, 9))};
  }
  const std::uint64_t meant = exact_crossings(rings);
  RC_ASSERT(!exceeds(rings, meant));
  if (meant > 0) RC_ASSERT(exceeds(rings, meant - 1));
  std::ranges::reverse(rings);
  for (Ring& ring : rings) std::ranges::rotate(ring, ring.begin() + 1);
  RC_ASSERT(!exceeds(rings, meant));
}

TEST(Tangle, RefusesWhatIsNoPlace) {
  for (const double bad : {std::nan(""), HUGE_VAL}) {
    EXPECT_THROW(is_tangled(std::vector<Ring>{{{0, 0}, {1, bad}, {2, 0}}}), ContractViolation);
  }
}

TEST(Tangle, EndsSoonOnRingsThatWouldFillAnyMemory) {
  // 80 billion crossings: all that is done is as much as the limits allow.
  EXPECT_TRUE(is_tangled(std::vector<Ring>{star_polygon(400'001, 200'000)}));
  EXPECT_TRUE(is_tangled(std::vector<Ring>{comb(200'000)}));
}

}  // namespace
}  // namespace rawan
