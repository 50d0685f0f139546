#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

using testing::rectangle;

constexpr double kPi = std::numbers::pi;

std::vector<Meters> steps(double step, int n) {
  std::vector<Meters> lengths;
  for (int i = 1; i <= n; ++i) lengths.push_back(Meters(step * i));
  return lengths;
}

/// The part of a circle in a polygon, by asking many points of it.
double share_slowly(const Polygon& polygon, Point center, double radius) {
  constexpr int kDirections = 5000;
  int inside = 0;
  for (int i = 0; i < kDirections; ++i) {
    const double angle = 2.0 * kPi * (i + 0.5) / kDirections;
    inside +=
        covers(polygon, {center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)})
            ? 1
            : 0;
  }
  return double(inside) / kDirections;
}

std::vector<Point> inside(const Polygon& window, std::size_t n, Stream& random) {
  const Box box = bounding_box(window);
  std::vector<Point> points;
  while (points.size() < n) {
    const Point p{box.low.x + (box.high.x - box.low.x) * random.uniform(),
                  box.low.y + (box.high.y - box.low.y) * random.uniform()};
    if (covers(window, p)) points.push_back(p);
  }
  return points;
}

TEST(RipleyK, WeighsPairsByTheCircleInTheWindow) {
  // Of the circle around a corner of the square a quarter lies in it, around a side a half.
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  const std::vector<Point> corner{{0.0, 0.0}, {2.0, 0.0}};
  EXPECT_NEAR(ripley_k(corner, square, std::vector<Meters>{2_m})[0], 50.0 * (4.0 + 2.0), 1e-9);
  const std::vector<Point> middle{{5.0, 5.0}, {5.0, 7.0}};
  EXPECT_NEAR(ripley_k(middle, square, std::vector<Meters>{3_m})[0], 100.0, 1e-9);
  EXPECT_EQ(ripley_k(middle, square, std::vector<Meters>{Meters(1.9)})[0], 0.0);
}

TEST(RipleyK, AgreesWithCirclesAskedPointByPoint) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    Polygon window = testing::star({1e5, 2e5}, 50.0, 25, random);
    // A hole around the center, where the star always is, and an island beside it.
    window[0].holes.push_back(testing::star({1e5, 2e5}, 9.0, 7, random)[0].outer);
    window.push_back(rectangle({1e5 + 60.0, 2e5}, {1e5 + 80.0, 2e5 + 30.0})[0]);
    const auto events = inside(window, 15, random);
    const double n = 15.0;
    double sum = 0.0;
    for (const Point a : events) {
      for (const Point b : events) {
        const double r = std::hypot(a.x - b.x, a.y - b.y);
        if (r > 0.0 && r <= 40.0) sum += 1.0 / std::max(0.01, share_slowly(window, a, r));
      }
    }
    // Each share is asked to 1 / 5,000 per crossing, of some ten; relative to a share of 5 %.
    const double expected = area(window).value / (n * (n - 1.0)) * sum;
    EXPECT_NEAR(ripley_k(events, window, std::vector<Meters>{40_m})[0], expected, 0.01 * expected);
  }
}

TEST(RipleyK, IsThatOfAPoissonProcessOnAverage) {
  // K(r) = pi r^2. Of 300 patterns with 60 events, the estimate of a pattern has a standard
  // deviation near sqrt(2 pi r^2 / 60^2 ...) below 25 % at r = 2: 4 standard errors are 6 %.
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  double sum = 0.0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Stream random(seed, 5);
    sum += ripley_k(testing::random_points(60, 10.0, random), square, std::vector<Meters>{2_m})[0];
  }
  EXPECT_NEAR(sum / 300.0 / (4.0 * kPi), 1.0, 0.06);
}

TEST(BermanDiggle, ReportsTheErrorOfTheFormula) {
  Stream random(7, 0);
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  const auto events = testing::random_points(25, 10.0, random);
  const auto candidates = steps(0.2, 5);
  const auto found = berman_diggle_bandwidth(events, square, candidates);
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const double h = 2.0 * candidates[k].value;
    // The integral over dK as a sum over thin rings of K.
    constexpr int kRings = 4000;
    std::vector<Meters> radii;
    for (int i = 0; i <= kRings; ++i) radii.push_back(Meters(2.0 * h * i / kRings));
    const auto values = ripley_k(events, square, radii);
    double lenses = 0.0;
    for (int i = 1; i <= kRings; ++i) {
      const double y = (i - 0.5) / kRings;
      lenses += 2.0 * h * h * (std::acos(y) - y * std::sqrt(1.0 - y * y)) *
                (values[std::size_t(i)] - values[std::size_t(i) - 1]);
    }
    const double disc = kPi * h * h;
    const double at_h = ripley_k(events, square, std::vector<Meters>{Meters(h)})[0];
    const double expected = (100.0 / 25.0 - 2.0 * at_h) / disc + lenses / (disc * disc);
    // Lenses change by at most 4 h of 2 h per ring.
    EXPECT_NEAR(-found.criterion[k], expected, 0.002 * (std::abs(expected) + lenses / disc / disc));
  }
}

TEST(BermanDiggle, TakesKOfASampleForThatOfThePattern) {
  // Only the 1 / lambda of the formula changes: |W| / 100 instead of |W| / 25, over pi h^2.
  Stream random(7, 0);
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  const auto sample = testing::random_points(25, 10.0, random);
  const auto alone = berman_diggle_bandwidth(sample, square, {1_m});
  const auto of_more = berman_diggle_bandwidth(sample, square, {1_m}, {}, 100);
  EXPECT_NEAR(of_more.criterion[0] - alone.criterion[0], (4.0 - 1.0) / (4.0 * kPi), 1e-9);
}

TEST(BermanDiggle, FindsTheScaleOfClusters) {
  // 40 clusters of 10 events, 1 m wide, on 100 m: neither the cluster's inside nor the window's
  // scale is right; an order of magnitude is all that is asked.
  Stream random(8, 0);
  const Polygon square = rectangle({0.0, 0.0}, {100.0, 100.0});
  std::vector<Point> events;
  for (int i = 0; i < 40; ++i) {
    const Point parent{5.0 + 90.0 * random.uniform(), 5.0 + 90.0 * random.uniform()};
    for (int j = 0; j < 10; ++j) {
      const double x = parent.x + random.normal();
      events.push_back({x, parent.y + random.normal()});
    }
  }
  const auto found = berman_diggle_bandwidth(events, square, berman_diggle_candidates(square));
  EXPECT_FALSE(found.at_end_of_range);
  EXPECT_GT(found.sigma.value, 0.3);
  EXPECT_LT(found.sigma.value, 3.0);
}

TEST(BermanDiggleCandidates, StayBelowASixteenthOfTheWindow) {
  const auto found = berman_diggle_candidates(rectangle({0.0, 0.0}, {320.0, 160.0}), 10);
  ASSERT_EQ(found.size(), 10U);
  EXPECT_EQ(found.front(), 1_m);
  EXPECT_EQ(found.back(), 10_m);
}

}  // namespace
}  // namespace rawan
