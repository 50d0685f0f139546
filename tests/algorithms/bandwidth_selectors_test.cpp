#include "rawan/algorithms/bandwidth_selectors.h"

#include "oracles/density.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stop_token>

namespace rawan {
namespace {

using testing::rectangle;

constexpr double kPi = std::numbers::pi;

std::vector<Meters> steps(double step, int n) {
  std::vector<Meters> lengths;
  for (int i = 1; i <= n; ++i) lengths.push_back(Meters(step * i));
  return lengths;
}

Grid<std::uint8_t> square_window(double side, std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, side},
                        .cell = Meters(side / double(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

double gaussian(Point a, Point b, double sigma) {
  const double r2 = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
  return std::exp(-0.5 * r2 / (sigma * sigma)) / (2.0 * kPi * sigma * sigma);
}

/// Where the window holds next to nothing of its kernel, an event weighs more than all others.
TEST(LikelihoodBandwidthIn, IsFiniteWithAPileBesideAnEventFarOutside) {
  std::vector<Point> events(100, Point{5.0, 5.0});
  events.push_back({-11.0, 5.0});
  events.push_back({6.0, 6.0});
  const auto choice =
      likelihood_bandwidth_in(square_window(10.0, 10), EdgeCorrection::jones_diggle, events, {1_m});
  EXPECT_TRUE(std::isfinite(choice.criterion[0]));
}

TEST(EsriRadius, GivesTheKnownRadiusOfFivePoints) {
  const std::vector<Point> events{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {10, 10}};
  EXPECT_NEAR(esri_radius(events).value, 2.176929819, 5e-10);
  EXPECT_NEAR(esri_radius(testing::moved(events, {1e7, 1e7})).value, 2.176929819, 1e-8);
}

TEST(EsriRadius, TakesTheStandardDistanceIfThatIsLess) {
  // Four of five points at a distance of 1 from the center, one in it: SD^2 = 4 / 5, Dm = 1.
  const std::vector<Point> events{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {0, 0}};
  EXPECT_DOUBLE_EQ(esri_radius(events).value, 0.9 * std::sqrt(0.8) * std::pow(5.0, -0.2));
}

TEST(TerrellBandwidth, IsTheOversmoothingBoundOfItsPaper) {
  // V is the integral of the squared Laplacian of the smoothest density, the triweight, at unit
  // variance: radius sqrt 10. By rings of 1e-4, from second differences of the formula.
  const double a2 = 10.0;
  const auto laplacian = [&](double r) {
    const double s = r * r / a2;
    const double c = 4.0 / (kPi * a2);
    return 4.0 * c / a2 * (6.0 * s * (1.0 - s) - 3.0 * (1.0 - s) * (1.0 - s));
  };
  double roughness = 0.0;
  const double step = std::sqrt(a2) * 1e-4;
  for (int i = 0; i < 10000; ++i) {
    const double r = step * (i + 0.5);
    roughness += 2.0 * kPi * r * step * laplacian(r) * laplacian(r);
  }
  // 64 points, half at each of two places 2 m and 6 m apart on the axes.
  std::vector<Point> events(32, Point{1e7, 0.0});
  events.insert(events.end(), 32, Point{1e7 + 2.0, 6.0});
  const double deviation = std::sqrt(0.5 * (64.0 + 576.0) / 63.0);
  const double expected = deviation * std::pow(2.0 / (4.0 * kPi) / (64.0 * roughness), 1.0 / 6.0);
  EXPECT_NEAR(terrell_bandwidth(events).value, expected, 1e-6 * expected);
}

TEST(SimpleRules, AreZeroWithoutSpreadAndRefuseNaN) {
  for (const std::vector<Point>& events :
       {std::vector<Point>{}, {{3.0, 4.0}}, std::vector<Point>(7, Point{0.1, 0.3})}) {
    EXPECT_EQ(esri_radius(events), 0_m);
    EXPECT_EQ(terrell_bandwidth(events), 0_m);
  }
  EXPECT_THROW(esri_radius(testing::with_nan()), ContractViolation);
  EXPECT_THROW(terrell_bandwidth(testing::with_nan()), ContractViolation);
}

TEST(SimpleRules, DoNotDependOnTheOrderOfEvents) {
  Stream random(1, 0);
  const auto events = testing::random_points(99, 10.0, random);
  EXPECT_EQ(esri_radius(testing::shuffled(events, 1)), esri_radius(events));
  EXPECT_EQ(terrell_bandwidth(testing::shuffled(events, 1)), terrell_bandwidth(events));
}

TEST(BandwidthCandidates, RunFromHalfTheUsualGapToHalfTheExtent) {
  const std::vector<Point> events{{0, 0}, {2, 0}, {4, 0}, {40, 10}, {40, 10}};
  const auto found = bandwidth_candidates(events, 5);
  ASSERT_EQ(found.size(), 5U);
  EXPECT_NEAR(found.front().value, 1.0, 1e-12);
  EXPECT_NEAR(found.back().value, 20.0, 1e-12);
  EXPECT_NEAR(found[2].value, std::sqrt(20.0), 1e-12);
  EXPECT_TRUE(bandwidth_candidates(std::vector<Point>(3, Point{1, 1})).empty());
}

TEST(LikelihoodBandwidthIn, ReportsTheCriterionOfTheFormula) {
  Stream random(2, 0);
  const auto window = square_window(10.0, 12);
  const auto events = testing::random_points(30, 10.0, random);
  const Box box{{0.0, 0.0}, {10.0, 10.0}};
  const std::vector<Meters> candidates{Meters(0.3), 1_m, 4_m, 30_m};
  const auto uniform = likelihood_bandwidth_in(window, EdgeCorrection::uniform, events, candidates);
  const auto jones =
      likelihood_bandwidth_in(window, EdgeCorrection::jones_diggle, events, candidates);
  const auto none = likelihood_bandwidth_in(window, EdgeCorrection::none, events, candidates);
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const double sigma = candidates[k].value;
    std::array<double, 3> sums{-30.0, -30.0, 0.0};
    for (const Point p : events) {
      double plain = 0.0;
      double corrected = 0.0;
      for (const Point other : events) {
        if (other == p) continue;
        plain += gaussian(p, other, sigma);
        corrected += gaussian(p, other, sigma) / oracle::gaussian_mass(box, other, sigma);
      }
      sums[0] += std::log(plain);
      sums[1] += std::log(corrected);
      sums[2] += std::log(plain / oracle::gaussian_mass(box, p, sigma));
    }
    for (std::size_t i = 0; i < window.frame.size(); ++i) {
      const Point c = window.frame.center(i / 12, i % 12);
      const double half = 5.0 / 12.0;
      const Box cell{{c.x - half, c.y - half}, {c.x + half, c.y + half}};
      for (const Point p : events) {
        sums[2] -= oracle::gaussian_mass(cell, p, sigma) / oracle::gaussian_mass(box, c, sigma);
      }
    }
    EXPECT_NEAR(none.criterion[k], sums[0], 1e-6 * std::abs(sums[0]));
    EXPECT_NEAR(jones.criterion[k], sums[1], 1e-6 * std::abs(sums[1]));
    EXPECT_NEAR(uniform.criterion[k], sums[2], 1e-6 * std::abs(sums[2]));
  }
}

TEST(LikelihoodBandwidthIn, IsThatOfThePlaneInAWindowFarAround) {
  Stream random(3, 0);
  auto window = square_window(1000.0, 10);
  window.frame.north_west = {-500.0, 500.0};
  const auto events = testing::random_points(50, 10.0, random);
  const auto plane = likelihood_bandwidth(events, steps(1.0, 6));
  for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::jones_diggle}) {
    const auto found = likelihood_bandwidth_in(window, edge, events, steps(1.0, 6));
    EXPECT_EQ(found.sigma, plane.sigma);
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_NEAR(found.criterion[i], plane.criterion[i] - 50.0, 1e-9);
    }
  }
  const Grid<std::uint8_t> endless{window.frame, {}};
  EXPECT_EQ(likelihood_bandwidth_in(endless, EdgeCorrection::uniform, events, steps(1.0, 6)).sigma,
            plane.sigma);
}

TEST(LikelihoodBandwidthIn, SurvivesEventsFarOutsideOfTheWindow) {
  const std::vector<Point> events{{1.0, 1.0}, {2.0, 2.0}, {1e6, 1e6}};
  for (const EdgeCorrection edge : {EdgeCorrection::uniform, EdgeCorrection::jones_diggle}) {
    const auto found = likelihood_bandwidth_in(square_window(10.0, 10), edge, events, {1_m, 1_km});
    for (const double criterion : found.criterion) EXPECT_TRUE(std::isfinite(criterion));
  }
}

TEST(CronieVanLieshout, FindsTheSigmaThatSharesOutTheWindow) {
  // Events far apart: lambda(x_i) = 1 / (2 pi sigma^2), so sigma = sqrt(|W| / (2 pi n)) = 1.
  std::vector<Point> events;
  for (int i = 0; i < 10; ++i) events.push_back({1e6 * i, 0.0});
  const auto found =
      cronie_van_lieshout_bandwidth(events, SquareMeters(20.0 * kPi), steps(0.1, 30));
  EXPECT_DOUBLE_EQ(found.sigma.value, 1.0);
  EXPECT_NEAR(found.criterion[9], 0.0, 1e-20);
  EXPECT_NEAR(found.criterion[19], -std::pow(60.0 * kPi, 2), 1e-6);
  EXPECT_FALSE(found.at_end_of_range);
}

TEST(CronieVanLieshout, CountsEachEventItself) {
  const std::vector<Point> events{{0.0, 0.0}, {3.0, 0.0}};
  const auto found = cronie_van_lieshout_bandwidth(events, SquareMeters(50.0), {2_m});
  const double lambda = gaussian({0, 0}, {0, 0}, 2.0) + gaussian({0, 0}, {3, 0}, 2.0);
  EXPECT_NEAR(found.criterion[0], -std::pow(2.0 / lambda - 50.0, 2), 1e-9);
  EXPECT_TRUE(found.at_end_of_range);
}

TEST(Selectors, TellWhenTheOptimumIsAtAnEnd) {
  const std::vector<Point> events{{1.0, 1.0}, {1.0, 4.0}};
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  EXPECT_TRUE(
      cronie_van_lieshout_bandwidth(events, SquareMeters(1e6), {1_m, 2_m, 3_m}).at_end_of_range);
  EXPECT_TRUE(berman_diggle_bandwidth(events, square, {Meters(0.1), Meters(0.2), Meters(0.3)})
                  .at_end_of_range);
  EXPECT_TRUE(likelihood_bandwidth_in(square_window(10.0, 10), EdgeCorrection::uniform, events,
                                      {Meters(0.1), Meters(0.2), Meters(0.3)})
                  .at_end_of_range);
}

TEST(Selectors, SurviveDegeneratePatterns) {
  const Polygon square = rectangle({-1.0, -1.0}, {40.0, 40.0});
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    if (pattern.points.size() < 2) continue;
    SCOPED_TRACE(pattern.name);
    const std::vector<Meters> candidates{1_m, 3_m, 9_m};
    const auto cvl = cronie_van_lieshout_bandwidth(pattern.points, SquareMeters(1681), candidates);
    for (const double criterion : cvl.criterion) EXPECT_TRUE(std::isfinite(criterion));
    if (!std::ranges::all_of(pattern.points, [&](Point p) { return covers(square, p); })) continue;
    const auto diggle = berman_diggle_bandwidth(pattern.points, square, candidates);
    for (const double criterion : diggle.criterion) EXPECT_TRUE(std::isfinite(criterion));
  }
}

TEST(Selectors, AnswerTheSameInAnyOrderAndOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  const auto events = testing::random_points(120, 10.0, random);
  const auto all = [&](const std::vector<Point>& points) {
    std::vector<std::vector<double>> criteria{
        berman_diggle_bandwidth(points, square, steps(0.1, 6)).criterion,
        cronie_van_lieshout_bandwidth(points, SquareMeters(100.0), steps(0.3, 6)).criterion};
    for (const EdgeCorrection edge : {EdgeCorrection::uniform, EdgeCorrection::jones_diggle}) {
      criteria.push_back(
          likelihood_bandwidth_in(square_window(10.0, 15), edge, points, steps(0.3, 6)).criterion);
    }
    return criteria;
  };
  const auto answers = testing::on_1_2_8_threads([&] { return all(events); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
  EXPECT_EQ(answers[0], all(testing::shuffled(events, 4)));
}

TEST(Selectors, DoNotChangeWhenEverythingMovesFarAway) {
  Stream random(10, 0);
  const auto events = testing::random_points(60, 100.0, random);
  const auto moved = testing::moved(events, {1e7, 1e7});
  const Polygon here = rectangle({0.0, 0.0}, {100.0, 100.0});
  const Polygon there = rectangle({1e7, 1e7}, {1e7 + 100.0, 1e7 + 100.0});
  const auto one = berman_diggle_bandwidth(events, here, steps(1.0, 5));
  const auto other = berman_diggle_bandwidth(moved, there, steps(1.0, 5));
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(other.criterion[i], one.criterion[i], 1e-6 * std::abs(one.criterion[i]));
  }
}

TEST(Selectors, StopWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Control control(stop.get_token(), progress);
  const std::vector<Point> events{{1.0, 1.0}, {1.0, 4.0}};
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  EXPECT_THROW(cronie_van_lieshout_bandwidth(events, SquareMeters(1.0), {1_m}, control), Cancelled);
  EXPECT_THROW(berman_diggle_bandwidth(events, square, {1_m}, control), Cancelled);
  EXPECT_THROW(likelihood_bandwidth_in(square_window(10.0, 10), EdgeCorrection::none, events, {1_m},
                                       control),
               Cancelled);
}

TEST(Selectors, RefuseWhatTheyCannotMean) {
  const std::vector<Point> one{{1.0, 1.0}};
  const std::vector<Point> two{{1.0, 1.0}, {2.0, 2.0}};
  const std::vector<Point> outside{{1.0, 1.0}, {20.0, 2.0}};
  const Polygon square = rectangle({0.0, 0.0}, {10.0, 10.0});
  Grid<std::uint8_t> closed = square_window(10.0, 10);
  closed.values.assign(100, 0);
  EXPECT_THROW(cronie_van_lieshout_bandwidth(one, SquareMeters(1.0), {1_m}), ContractViolation);
  EXPECT_THROW(cronie_van_lieshout_bandwidth(two, SquareMeters(0.0), {1_m}), ContractViolation);
  EXPECT_THROW(cronie_van_lieshout_bandwidth(two, SquareMeters(1.0), {}), ContractViolation);
  EXPECT_THROW(berman_diggle_bandwidth(outside, square, {1_m}), ContractViolation);
  EXPECT_THROW(berman_diggle_bandwidth(two, {}, {1_m}), ContractViolation);
  EXPECT_THROW(likelihood_bandwidth_in(closed, EdgeCorrection::uniform, two, {1_m}),
               ContractViolation);
  EXPECT_THROW(ripley_k(two, square, std::vector<Meters>{Meters(-1.0)}), ContractViolation);
  EXPECT_THROW(berman_diggle_candidates({}), ContractViolation);
  EXPECT_THROW(bandwidth_candidates(two, 1), ContractViolation);
}

}  // namespace
}  // namespace rawan
