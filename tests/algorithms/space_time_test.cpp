#include "rawan/algorithms/space_time.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Counts by looking at every pair.
KnoxCount count_all_pairs(const std::vector<Point>& events, const std::vector<double>& times,
                          const Band& distance, const Band& time) {
  KnoxCount count{distance, time};
  for (std::size_t i = 0; i < events.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double d = std::hypot(events[i].x - events[j].x, events[i].y - events[j].y);
      const bool in_space = distance.contains(d);
      const bool in_time = time.contains(std::abs(times[i] - times[j]));
      count.near_in_space += in_space ? 1 : 0;
      count.near_in_time += in_time ? 1 : 0;
      count.close += in_space && in_time ? 1 : 0;
    }
  }
  return count;
}

struct Cases {
  std::vector<Point> events;
  std::vector<double> times;
};

Cases random_cases(std::size_t n, Stream& random) {
  Cases cases{testing::random_lattice_points(n, 8, random), {}};
  for (std::size_t i = 0; i < n; ++i) cases.times.push_back(double(random.below(30)));
  return cases;
}

const std::vector<Band> kDistances{{0, 2, true}, {0, 2, false}, {1, 5, false}, {0, 0, true}};
const std::vector<Band> kTimes{{0, 3, true}, {0, 3, false}, {3, 10, false}};

TEST(PoissonUpperTail, CountsTheObservedNumberItself) {
  // Burkitt's lymphoma in Uganda: 13 close pairs where 3429 * 52 / 17578 are expected.
  const double expected = 3429.0 * 52.0 / 17578.0;
  EXPECT_NEAR(expected, 10.14381613, 5e-9);
  EXPECT_NEAR(poisson_upper_tail(13, expected), 0.2222666739, 1e-9);
  EXPECT_NEAR(poisson_upper_tail(14, expected), 0.146245582, 1e-9);
  EXPECT_EQ(poisson_upper_tail(0, 0.0), 1.0);
  EXPECT_EQ(poisson_upper_tail(1, 0.0), 0.0);
  EXPECT_NEAR(poisson_upper_tail(1, 2.0), 1.0 - std::exp(-2.0), 1e-15);
}

TEST(Knox, CountsWhatLookingAtEveryPairCounts) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto [events, times] = random_cases(random.below(60), random);
    const auto counts = knox(events, times, kDistances, kTimes, {.permutations = 0});
    ASSERT_EQ(counts.size(), kDistances.size() * kTimes.size());
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
      const KnoxCount expected =
          count_all_pairs(events, times, kDistances[cell / 3], kTimes[cell % 3]);
      EXPECT_EQ(counts[cell].distance, expected.distance);
      EXPECT_EQ(counts[cell].time, expected.time);
      EXPECT_EQ(counts[cell].close, expected.close);
      EXPECT_EQ(counts[cell].near_in_space, expected.near_in_space);
      EXPECT_EQ(counts[cell].near_in_time, expected.near_in_time);
    }
  }
}

TEST(Knox, ExpectsTheProductOfTheSharesOfPairs) {
  Stream random(1, 0);
  const auto [events, times] = random_cases(50, random);
  const KnoxCount count =
      knox(events, times, std::vector{kDistances[0]}, std::vector{kTimes[0]}).front();
  EXPECT_EQ(count.expected, double(count.near_in_space) * double(count.near_in_time) / 1225.0);
  EXPECT_EQ(count.poisson_p, poisson_upper_tail(count.close, count.expected));
}

TEST(Knox, PutsANearRepeatIntoTheBandItsLabelNames) {
  // 100 m apart, on 1 and 4 January.
  const std::vector<Point> events{{0, 0}, {0, 100}};
  const std::vector<double> days{0, 3};
  const auto distances = bands_between(std::vector<double>{0, 1, 201, 401});
  const auto spans = bands_between(std::vector<double>{0, 1, 2, 3, 4, 5});
  std::vector<std::string> found;
  for (const KnoxCount& count : knox(events, days, distances, spans, {.permutations = 0})) {
    if (count.close == 1) {
      found.push_back(in_interval_notation(count.distance) + " " +
                      in_interval_notation(count.time));
    }
  }
  EXPECT_THAT(found, ElementsAre("[1, 201) [3, 4)"));
}

TEST(Knox, ClosedBandsHoldTheirEnds) {
  const std::vector<Point> events{{0, 0}, {0, 0.3}};
  const std::vector<double> days{0, 5};
  const auto close = [&](const Band& distance, const Band& time) {
    return knox(events, days, std::vector{distance}, std::vector{time}).front().close;
  };
  EXPECT_EQ(close({0, 0.3, true}, {0, 5, true}), 1U);
  EXPECT_EQ(close({0, 0.3, false}, {0, 5, true}), 0U);
  EXPECT_EQ(close({0, 0.3, true}, {0, 5, false}), 0U);
  EXPECT_EQ(close({0.3, 9, false}, {5, 5, true}), 1U);
}

TEST(Knox, FindsRepeatsThatFollowEachOther) {
  Stream random(3, 0);
  Cases cases;
  for (int i = 0; i < 60; ++i) {
    const Point p{100.0 * random.uniform(), 100.0 * random.uniform()};
    const double t = 300.0 * random.uniform();
    cases.events.insert(cases.events.end(), {p, {p.x + 0.5, p.y}});
    cases.times.insert(cases.times.end(), {t, t + 1.0});
  }
  const KnoxCount count = knox(cases.events, cases.times, std::vector{Band{0, 1, true}},
                               std::vector{Band{0, 2, true}}, {.permutations = 199})
                              .front();
  EXPECT_EQ(count.permutation_p, 1.0 / 200.0);
  EXPECT_LT(count.poisson_p, 1e-9);
}

TEST(Knox, RanksAllOrdersOfThreeTimesAlike) {
  // The pair at one place is the pair close in time in one order of three.
  const std::vector<Point> events{{0, 0}, {0, 0}, {9, 9}};
  const std::vector<double> times{1, 2, 50};
  const KnoxCount count = knox(events, times, std::vector{Band{0, 1, true}},
                               std::vector{Band{0, 5, true}}, {.permutations = 9999})
                              .front();
  EXPECT_NEAR(count.permutation_p.value(), 1.0 / 3.0, 0.02);
}

TEST(Knox, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const std::vector<double> times(pattern.points.size(), 4.0);
    for (const KnoxCount& count :
         knox(pattern.points, times, kDistances, kTimes, {.permutations = 9})) {
      const KnoxCount expected = count_all_pairs(pattern.points, times, count.distance, count.time);
      EXPECT_EQ(count.close, expected.close);
      EXPECT_EQ(count.permutation_p, 1.0);  // all times are equal, so all orders are
    }
  }
}

TEST(Knox, HasTheSameBitsInAnyOrderAndOnAnyNumberOfThreads) {
  Stream random(8, 0);
  const auto [events, times] = random_cases(80, random);
  const auto p_values = [](const std::vector<Point>& points, const std::vector<double>& days) {
    std::vector<double> p;
    for (const KnoxCount& count : knox(points, days, kDistances, kTimes, {.seed = 5})) {
      p.push_back(count.permutation_p.value());
    }
    return p;
  };
  const auto answers = testing::on_1_2_8_threads([&] { return p_values(events, times); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
  const std::vector<Point> reversed(events.rbegin(), events.rend());
  const std::vector<double> reversed_times(times.rbegin(), times.rend());
  EXPECT_EQ(answers[0], p_values(reversed, reversed_times));
}

TEST(Knox, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<Point> events(3);
  const std::vector<double> times(3, 0.0);
  EXPECT_THROW(knox(events, times, kDistances, kTimes, {}, Control(stop.get_token(), progress)),
               Cancelled);
}

TEST(Knox, RefusesWhatItCannotMean) {
  const std::vector<Point> events{{0, 0}, {1, 1}};
  const std::vector<double> times{0, 1};
  const auto refuses = [&](const Band& band) {
    EXPECT_THROW(knox(events, times, std::vector{band}, kTimes), ContractViolation);
    EXPECT_THROW(knox(events, times, kDistances, std::vector{band}), ContractViolation);
  };
  refuses({2, 1, true});
  refuses({1, 1, false});
  refuses({-1, 1, true});
  refuses({0, INFINITY, true});
  EXPECT_THROW(knox(testing::with_nan(), times, kDistances, kTimes), ContractViolation);
  EXPECT_THROW(knox(events, std::vector<double>{0}, kDistances, kTimes), ContractViolation);
  EXPECT_THROW(knox(events, std::vector<double>{0, NAN}, kDistances, kTimes), ContractViolation);
  EXPECT_THAT(knox(events, times, {}, kTimes), IsEmpty());
}

TEST(InIntervalNotation, SaysWhichEndsBelong) {
  EXPECT_EQ(in_interval_notation({0, 200, true}), "[0, 200]");
  EXPECT_EQ(in_interval_notation({0.5, 7, false}), "[0.5, 7)");
}

TEST(BandsBetween, MeetWithoutOverlap) {
  EXPECT_THAT(bands_between(std::vector<double>{0, 1, 201}),
              ElementsAre(Band{0, 1, false}, Band{1, 201, false}));
  EXPECT_THROW(bands_between(std::vector<double>{1}), ContractViolation);
  EXPECT_THROW(bands_between(std::vector<double>{0, 2, 1}), ContractViolation);
}

}  // namespace
}  // namespace rawan
