#include "rawan/algorithms/bandwidth.h"

#include "oracles/neighbors.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stop_token>

namespace rawan {
namespace {

std::vector<Meters> meters(std::initializer_list<double> values) {
  return {Meters(values.begin()[0]), Meters(values.begin()[1])};
}

/// The criterion by its formula.
double log_likelihood_slowly(std::span<const Point> events, double sigma) {
  double sum = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    long double density = 0.0L;
    for (std::size_t j = 0; j < events.size(); ++j) {
      const long double r2 = oracle::squared_distance(events[i], events[j]);
      if (j != i) density += std::exp(-r2 / (2.0L * sigma * sigma));
    }
    sum += double(std::log(density / (2.0L * std::numbers::pi_v<long double> * sigma * sigma)));
  }
  return sum;
}

TEST(ScottBandwidth, IsTheSpreadOfEachAxisTimesNToTheMinusSixth) {
  // 64 points, half at each of two places 2 m and 6 m apart on the axes: the sum of squares is 64
  // and 576, divided by 63; 64^(-1/6) is a half.
  std::vector<Point> events(32, Point{1e7, 0.0});
  events.insert(events.end(), 32, Point{1e7 + 2.0, 6.0});
  const AxisBandwidths found = scott_bandwidth(events);
  EXPECT_DOUBLE_EQ(found.x.value, 0.5 * std::sqrt(64.0 / 63.0));
  EXPECT_DOUBLE_EQ(found.y.value, 0.5 * std::sqrt(576.0 / 63.0));
}

TEST(ScottBandwidth, IsZeroWithoutSpread) {
  for (const std::vector<Point>& events :
       {std::vector<Point>{}, {{3.0, 4.0}}, std::vector<Point>(7, Point{0.1, 0.3})}) {
    EXPECT_EQ(scott_bandwidth(events).x, 0_m);
    EXPECT_EQ(scott_bandwidth(events).y, 0_m);
  }
}

TEST(ScottBandwidth, RefusesCoordinatesThatAreNotFinite) {
  EXPECT_THROW(scott_bandwidth(testing::with_nan()), ContractViolation);
}

TEST(LikelihoodBandwidth, ReportsTheCriterionOfTheFormula) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto events = seed % 2 == 0
                            ? testing::random_points(2 + random.below(60), 30.0, random)
                            : testing::random_lattice_points(2 + random.below(60), 8, random);
    const BandwidthChoice choice = likelihood_bandwidth(events, {Meters(0.4), 1_m, 3_m, 20_m});
    for (std::size_t i = 0; i < choice.candidates.size(); ++i) {
      const double expected = log_likelihood_slowly(events, choice.candidates[i].value);
      EXPECT_NEAR(choice.criterion[i], expected, 1e-7 * (1.0 + std::abs(expected)));
    }
  }
}

TEST(LikelihoodBandwidth, ReportsTheCriterionOfManyEventsFarAway) {
  Stream random(6, 0);
  auto events = testing::random_points(700, 5000.0, random);
  for (std::size_t i = 0; i < 50; ++i) events[i] = events[i + 50];
  const auto here = likelihood_bandwidth(events, {10_m, 90_m, 400_m, 20'000_m}).criterion;
  for (Point& p : events) p = {p.x + 1e7, p.y - 1e7};
  const auto away = likelihood_bandwidth(events, {10_m, 90_m, 400_m, 20'000_m});
  for (std::size_t i = 0; i < here.size(); ++i) {
    const double expected = log_likelihood_slowly(events, away.candidates[i].value);
    EXPECT_NEAR(away.criterion[i], expected, 1e-9 * (1.0 + std::abs(expected)));
    EXPECT_NEAR(away.criterion[i], here[i], 1e-6 * (1.0 + std::abs(expected)));
  }
}

/// Candidates from far too narrow to as wide as the pattern.
std::vector<Meters> wide_range() {
  std::vector<Meters> candidates;
  for (double sigma = 1.0; sigma < 4000.0; sigma *= 1.3) candidates.push_back(Meters(sigma));
  return candidates;
}

/// Events around a few centers, some alone, some at one place.
std::vector<Point> uneven_pattern(std::uint64_t seed) {
  Stream random(seed, 1);
  const std::size_t centers = 1 + random.below(6);
  const auto center = testing::random_points(centers, 5000.0, random);
  auto events = testing::random_points(2 + random.below(40), 5000.0, random);
  const double spread = 3.0 * std::pow(10.0, 3.0 * random.uniform());
  for (std::size_t i = 0; i < 400; ++i) {
    const Point at = center[random.below(centers)];
    events.push_back({at.x + spread * random.normal(), at.y + spread * random.normal()});
  }
  if (seed % 3 == 0) events.insert(events.end(), 3, events.front());
  return events;
}

TEST(LikeliestBandwidth, IsTheChoiceOfTheWholeCurve) {
  std::size_t spared = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const std::vector<Point> events = uneven_pattern(seed);
    const BandwidthChoice whole = likelihood_bandwidth(events, wide_range());
    const BandwidthChoice quick = likeliest_bandwidth(events, wide_range());
    EXPECT_EQ(quick.sigma, whole.sigma);
    EXPECT_EQ(quick.at_end_of_range, whole.at_end_of_range);
    for (std::size_t i = 0; i < whole.criterion.size(); ++i) {
      EXPECT_GE(quick.criterion[i], whole.criterion[i]);
      spared += quick.criterion[i] != whole.criterion[i] ? 1 : 0;
    }
  }
  EXPECT_GT(spared, 0U) << "nothing was left out";
}

TEST(LikeliestBandwidth, IsTheChoiceOfSmallAndFlatPatterns) {
  Stream random(9, 0);
  for (std::size_t n = 2; n < 40; ++n) {
    for (const double width : {0.0, 2000.0}) {
      auto events = testing::random_points(n, 2000.0, random);
      for (Point& p : events) p.y = p.y * width / 2000.0 + 1e7;
      EXPECT_EQ(likeliest_bandwidth(events, wide_range()).sigma,
                likelihood_bandwidth(events, wide_range()).sigma);
    }
  }
}

TEST(LikelihoodBandwidth, ReportsTheCriterionWithManyEventsInAFewPlaces) {
  Stream random(7, 0);
  auto events = testing::random_points(100, 1000.0, random);
  events.insert(events.end(), 500, events[3]);
  events.insert(events.end(), 300, events[4]);
  const auto choice = likelihood_bandwidth(events, {1_m, 30_m, 400_m, 20'000_m});
  for (std::size_t i = 0; i < choice.candidates.size(); ++i) {
    const double expected = log_likelihood_slowly(events, choice.candidates[i].value);
    EXPECT_NEAR(choice.criterion[i], expected, 1e-9 * (1.0 + std::abs(expected)));
  }
}

/// A million pairs of a million would take hours.
TEST(LikelihoodBandwidth, TakesNoLongerForAPile) {
  std::vector<Point> events(500'000, Point{5.0, 5.0});
  events.push_back({8.0, 9.0});
  const BandwidthChoice choice = likelihood_bandwidth(events, {5_m});
  // ln of (499,999 + e^-1/2) / (50 pi) half a million times, and of 500,000 e^-1/2 / (50 pi).
  const double each = std::log((499'999.0 + std::exp(-0.5)) / (50.0 * std::numbers::pi));
  const double apart = std::log(500'000.0 * std::exp(-0.5) / (50.0 * std::numbers::pi));
  EXPECT_NEAR(choice.criterion[0] / (500'000.0 * each + apart), 1.0, 1e-9);
}

TEST(LikelihoodBandwidth, FindsTheOptimumOfTwoEvents) {
  // log lambda = -d^2 / 2 s^2 - 2 log s + constant is largest at s = d / sqrt 2.
  const std::vector<Point> events{{0.0, 0.0}, {0.0, 10.0}};
  std::vector<Meters> candidates;
  for (int i = 1; i <= 200; ++i) candidates.push_back(Meters(0.1 * i));
  const BandwidthChoice choice = likelihood_bandwidth(events, candidates);
  EXPECT_DOUBLE_EQ(choice.sigma.value, 7.1);
  EXPECT_FALSE(choice.at_end_of_range);
}

TEST(LikelihoodBandwidth, TellsWhenTheOptimumIsAtAnEnd) {
  const std::vector<Point> events{{0.0, 0.0}, {0.0, 10.0}};
  EXPECT_TRUE(likelihood_bandwidth(events, {8_m, 9_m, 10_m}).at_end_of_range);
  EXPECT_TRUE(likelihood_bandwidth(events, {1_m, 2_m, 6_m}).at_end_of_range);
  EXPECT_TRUE(likelihood_bandwidth(events, {7_m}).at_end_of_range);
}

TEST(LikelihoodBandwidth, IsDrawnToZeroByDuplicates) {
  const std::vector<Point> events(20, Point{5.0, 5.0});
  const BandwidthChoice choice = likelihood_bandwidth(events, meters({1.0, 0.01}));
  EXPECT_EQ(choice.sigma, Meters(0.01));
  EXPECT_TRUE(choice.at_end_of_range);
}

TEST(LikelihoodBandwidth, StaysFiniteForAPointFarFromAllOthers) {
  const std::vector<Point> events{{0.0, 0.0}, {1.0, 0.0}, {1e6, 0.0}};
  const BandwidthChoice choice = likelihood_bandwidth(events, {1_m, 1_km, 100_km});
  for (const double criterion : choice.criterion) EXPECT_TRUE(std::isfinite(criterion));
  EXPECT_EQ(choice.sigma, 100_km);
}

TEST(LikelihoodBandwidth, SortsItsCandidates) {
  const std::vector<Point> events{{0.0, 0.0}, {0.0, 10.0}};
  const BandwidthChoice choice = likelihood_bandwidth(events, {9_m, 1_m, 4_m});
  EXPECT_THAT(choice.candidates, ::testing::ElementsAre(1_m, 4_m, 9_m));
}

TEST(LikelihoodBandwidth, HasTheSameBitsInAnyOrderOfTheEvents) {
  Stream random(1, 0);
  const auto events = testing::random_points(500, 100.0, random);
  const std::vector<Meters> candidates{1_m, 5_m, 50_m};
  EXPECT_EQ(likelihood_bandwidth(events, candidates).criterion,
            likelihood_bandwidth(testing::shuffled(events, 9), candidates).criterion);
}

TEST(LikelihoodBandwidth, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(2, 0);
  const auto events = testing::random_points(1000, 100.0, random);
  const auto choose = [&] { return likelihood_bandwidth(events, {1_m, 5_m, 20_m}).criterion; };
  const auto one = testing::with_threads(1, choose);
  EXPECT_EQ(one, testing::with_threads(2, choose));
  EXPECT_EQ(one, testing::with_threads(8, choose));
}

TEST(LikelihoodBandwidth, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<Point> events{{0.0, 0.0}, {0.0, 10.0}};
  EXPECT_THROW(likelihood_bandwidth(events, {1_m}, Control(stop.get_token(), progress)), Cancelled);
}

TEST(LikelihoodBandwidth, RefusesWhatItCannotMean) {
  const std::vector<Point> one{{0.0, 0.0}};
  const std::vector<Point> two{{0.0, 0.0}, {1.0, 1.0}};
  EXPECT_THROW(likelihood_bandwidth(one, {1_m}), ContractViolation);
  EXPECT_THROW(likelihood_bandwidth(two, {}), ContractViolation);
  EXPECT_THROW(likelihood_bandwidth(two, {0_m, 1_m}), ContractViolation);
  EXPECT_THROW(likelihood_bandwidth(testing::with_nan(), {1_m}), ContractViolation);
}

std::vector<Point> normal_events(std::size_t n, double sigma, std::uint64_t seed) {
  Stream random(seed, 0);
  std::vector<Point> events;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = sigma * random.normal();
    events.push_back({x, sigma * random.normal()});
  }
  return events;
}

TEST(AutomaticBandwidth, ComesCloseToTheBestForANormalDensity) {
  // Scott's rule is the best sigma for a normal density: 1000 * 800^(-1/6) = 328.
  const BandwidthChoice choice = automatic_bandwidth(normal_events(800, 1000.0, 3));
  EXPECT_GT(choice.sigma, Meters(328.0 / 1.6));
  EXPECT_LT(choice.sigma, Meters(328.0 * 1.6));
  EXPECT_FALSE(choice.at_end_of_range);
}

TEST(AutomaticBandwidth, IsNotDrawnToZeroByDuplicates) {
  const auto events = normal_events(300, 1000.0, 5);
  auto repeated = events;
  for (int i = 0; i < 9; ++i) repeated.insert(repeated.end(), events.begin(), events.end());
  EXPECT_EQ(automatic_bandwidth(repeated).sigma, automatic_bandwidth(events).sigma);
}

TEST(AutomaticBandwidth, UsesASampleOfManyPlaces) {
  const auto events = normal_events(2 * kMostPlaces, 1000.0, 7);
  const double best = 1000.0 * std::pow(double(events.size()), -1.0 / 6.0);
  const BandwidthChoice choice = automatic_bandwidth(events);
  EXPECT_GT(choice.sigma, Meters(best / 1.6));
  EXPECT_LT(choice.sigma, Meters(best * 1.6));
}

TEST(AutomaticBandwidth, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const BandwidthChoice choice = automatic_bandwidth(pattern.points);
    const bool spread = !choice.candidates.empty();
    EXPECT_EQ(choice.sigma > 0_m, spread);
    EXPECT_TRUE(spread || choice.at_end_of_range);
    EXPECT_TRUE(std::isfinite(choice.sigma.value));
  }
}

}  // namespace
}  // namespace rawan
