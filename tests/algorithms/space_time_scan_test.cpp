#include "rawan/algorithms/space_time_scan.h"

#include "cylinders.h"
#include "oracles/space_time_scan.h"
#include "rawan/algorithms/contract.h"
#include "space_time_cases.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <numeric>
#include <stop_token>
#include <thread>

namespace rawan {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

struct Outbreak {
  std::vector<Position> sites;
  std::vector<SpaceTimeCases> cases;
  std::uint32_t periods = 1;
  std::vector<double> population;
  SpaceTimeModel model = SpaceTimeModel::permutation;

  SpaceTimeScanResult scan(const SpaceTimeScanOptions& options) const {
    return space_time_scan(sites, cases, periods, population, model, options);
  }
  oracle::SpaceTimeTables tables() const {
    std::vector<double> full = population;
    if (full.size() == sites.size()) {
      full.clear();
      for (const double people : population) full.insert(full.end(), periods, people);
    }
    return oracle::tables(sites.size(), periods, cases, full, model);
  }
};

enum class Denominator : std::uint8_t { none, per_site, per_period };

Outbreak random_outbreak(const std::vector<Point>& points, std::uint32_t periods,
                         Denominator denominator, Stream& random) {
  Outbreak outbreak{on_plane(points), {}, periods, {}, SpaceTimeModel::permutation};
  for (std::uint32_t site = 0; site < points.size(); ++site) {
    const std::uint64_t rows = random.below(5);
    for (std::uint64_t k = 0; k < rows; ++k) {
      outbreak.cases.push_back(
          {site, std::uint32_t(random.below(periods)), std::uint32_t(random.below(3))});
    }
  }
  if (denominator == Denominator::none) return outbreak;
  outbreak.model = SpaceTimeModel::poisson;
  const std::size_t numbers =
      points.size() * (denominator == Denominator::per_period ? periods : 1U);
  for (std::size_t i = 0; i < numbers; ++i) {
    outbreak.population.push_back(double(1 + random.below(50)));
  }
  return outbreak;
}

constexpr std::array kDenominators{Denominator::none, Denominator::per_site,
                                   Denominator::per_period};

TEST(SpaceTimeScan, ListsWhatListingAllCylindersFinds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = seed % 4 == 0 ? testing::random_lattice_points(12, 4, random)
                                      : testing::random_points(2 + random.below(12), 9.0, random);
    const Outbreak outbreak = random_outbreak(points, 1 + std::uint32_t(random.below(9)),
                                              kDenominators[seed % 3], random);
    const SpaceTimeScanOptions options{.largest_share = 0.2 + 0.3 * random.uniform(),
                                       .longest_share = seed % 5 == 0 ? 1.0 : random.uniform(),
                                       .only_still_alive = seed % 2 == 1,
                                       .min_cases = 1 + std::uint32_t(random.below(3)),
                                       .replicates = 0};
    std::vector<oracle::ScanWindow> claimed;
    for (const SpaceTimeCluster& cluster : outbreak.scan(options).clusters) {
      claimed.push_back(oracle::as_window(cluster.window));
      claimed.back().first = cluster.first_period;
      claimed.back().last = cluster.last_period;
    }
    if (outbreak.cases.empty()) continue;
    auto windows = oracle::all_cylinders(outbreak.sites, outbreak.tables(), options);
    EXPECT_THAT(oracle::window_faults(claimed, windows, outbreak.sites.size()), IsEmpty());
  }
}

/// The cases of one lane as rows; places are sites here.
std::vector<SpaceTimeCases> rows_of(const LaneEvents& events, std::uint32_t lane) {
  std::vector<SpaceTimeCases> rows;
  for (std::uint32_t place = 0; place + 1 < events.start.size(); ++place) {
    for (std::uint32_t e = events.start[place]; e < events.start[place + 1]; ++e) {
      if (events.at[e] % kLanes == lane) {
        rows.push_back({place, events.at[e] / std::uint32_t(kLanes), 1});
      }
    }
  }
  return rows;
}

TEST(LargestCylinders, AreThoseOfListingAllOfThemForEachReplicate) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_points(14, 9.0, random);
    std::vector<double> people;
    for (int i = 0; i < 14; ++i) people.push_back(double(1 + random.below(9)));
    const ScanPlaces places =
        gather_places(on_plane(points), std::vector<std::uint32_t>(14, 0), people);
    const PopulationInTime population{places.population, std::vector<double>(7, 1.0), {}};
    const std::vector<std::vector<PeriodCases>> observed(14, {{2, 1}, {5, 2}});
    const RandomTimes random_times(SpaceTimeModel::poisson, population, observed);
    const std::vector<LaneEvents> groups{random_times.draw(seed, 0, kLanes),
                                         random_times.draw(seed, kLanes, kLanes)};
    const ScanWindows windows(places, {.largest_share = 0.4});
    const double total = 7.0 * std::accumulate(people.begin(), people.end(), 0.0);
    const SpaceTimeScanOptions options{
        .largest_share = 0.4, .longest_share = 0.5, .only_still_alive = seed % 2 == 0};
    const CylinderStudy study{windows,
                              population,
                              {{ScanModel::poisson, 42.0, total}, 2, total},
                              {7, 3, options.only_still_alive}};
    const std::vector<double> found = largest_statistics(study, groups, {});
    Outbreak outbreak{places.position, {}, 7, places.population, SpaceTimeModel::poisson};
    for (std::uint32_t r = 0; r < 2 * kLanes; ++r) {
      outbreak.cases = rows_of(groups[r / kLanes], r % kLanes);
      double largest = 0.0;
      for (const auto& w : oracle::all_cylinders(outbreak.sites, outbreak.tables(), options)) {
        largest = std::max(largest, w.statistic);
      }
      EXPECT_NEAR(found[r], largest, 1e-9);
    }
  }
}

TEST(RandomTimes, OfThePermutationKeepTheTotalsOfPlacesAndPeriods) {
  const std::vector<std::vector<PeriodCases>> observed{{{0, 2}, {3, 1}}, {}, {{1, 4}, {3, 2}}};
  const PopulationInTime population{{3, 0, 6}, {2 / 9., 4 / 9., 0, 3 / 9.}, {}};
  const RandomTimes random_times(SpaceTimeModel::permutation, population, observed);
  const LaneEvents events = random_times.draw(1, 0, kLanes);
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    std::vector<int> by_place(3, 0);
    std::vector<int> by_period(4, 0);
    for (const SpaceTimeCases& row : rows_of(events, lane)) {
      ++by_place[row.site];
      ++by_period[row.period];
    }
    EXPECT_EQ(by_place, (std::vector<int>{3, 0, 6}));
    EXPECT_EQ(by_period, (std::vector<int>{2, 4, 0, 3}));
  }
}

TEST(RandomTimes, OfThePermutationMakeEveryPairingEquallyLikely) {
  // Cases at places 0 and 1, 1 and 2 of them, in periods 0, 1, 1: place 0 gets period 0 in a third.
  const std::vector<std::vector<PeriodCases>> observed{{{0, 1}}, {{1, 2}}};
  const PopulationInTime population{{1, 2}, {1 / 3., 2 / 3.}, {}};
  const RandomTimes random_times(SpaceTimeModel::permutation, population, observed);
  int first = 0;
  for (std::uint64_t r = 0; r < 6400; r += kLanes) {
    const LaneEvents events = random_times.draw(5, r, kLanes);
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
      first += rows_of(events, lane)[0].period == 0 ? 1 : 0;
    }
  }
  // Four standard deviations of a binomial count.
  EXPECT_NEAR(first, 6400 / 3.0, 4.0 * std::sqrt(6400.0 * 2.0 / 9.0));
}

TEST(RandomTimes, OfPoissonFollowThePopulationOfEachPeriod) {
  const std::vector<std::vector<PeriodCases>> observed{{{0, 40}}, {{1, 60}}};
  const PopulationInTime population{{10, 30}, {1, 1, 1}, {1, 0, 9, 10, 20, 0}};
  const RandomTimes random_times(SpaceTimeModel::poisson, population, observed);
  std::vector<double> count(6, 0.0);
  for (std::uint64_t r = 0; r < 1600; r += kLanes) {
    const LaneEvents events = random_times.draw(5, r, kLanes);
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
      for (const auto& row : rows_of(events, lane)) count[row.site * 3 + row.period] += 1.0;
    }
  }
  for (std::size_t i = 0; i < 6; ++i) {
    const double share = population.by_period[i] / 40.0;
    EXPECT_NEAR(count[i], 160'000 * share, 4.0 * std::sqrt(160'000 * share * (1.0 - share)));
  }
}

/// 10 x 10 villages over 20 weeks with a case each fourth week; twelve more in two weeks of four.
Outbreak planted_outbreak(std::uint32_t last_week) {
  Outbreak outbreak;
  outbreak.periods = 20;
  for (std::uint32_t i = 0; i < 100; ++i) {
    outbreak.sites.push_back({double(i % 10), double(i / 10), 0.0});
    for (std::uint32_t week = i % 4; week < 20; week += 4) outbreak.cases.push_back({i, week, 1});
  }
  for (const std::uint32_t i : {44U, 45U, 54U, 55U}) {
    outbreak.cases.push_back({i, last_week - 1, 3});
    outbreak.cases.push_back({i, last_week, 3});
  }
  return outbreak;
}

TEST(SpaceTimeScan, FindsThePlantedOutbreakInPlaceAndTime) {
  Outbreak outbreak = planted_outbreak(9);
  for (const SpaceTimeModel model : {SpaceTimeModel::permutation, SpaceTimeModel::poisson}) {
    outbreak.model = model;
    outbreak.population.assign(model == SpaceTimeModel::poisson ? 100 : 0, 50.0);
    const SpaceTimeScanResult found = outbreak.scan({.replicates = 99});
    const SpaceTimeCluster& first = found.clusters.front();
    EXPECT_THAT(first.window.members, ::testing::IsSupersetOf({44U, 45U, 54U, 55U}));
    EXPECT_GE(first.first_period, 7U);
    EXPECT_LE(first.last_period, 10U);
    EXPECT_EQ(first.window.p_value, 0.01);
    EXPECT_THAT(found.maxima, SizeIs(99));
  }
}

TEST(SpaceTimeScan, LooksOnlyAtWhatIsStillAliveWhenAsked) {
  const SpaceTimeScanOptions alive{.only_still_alive = true, .replicates = 99};
  for (const SpaceTimeCluster& cluster : planted_outbreak(9).scan(alive).clusters) {
    EXPECT_EQ(cluster.last_period, 19U);
    EXPECT_GT(cluster.window.p_value, 0.05);
  }
  const SpaceTimeCluster now = planted_outbreak(19).scan(alive).clusters.front();
  EXPECT_THAT(now.window.members, ::testing::IsSupersetOf({44U, 45U, 54U, 55U}));
  EXPECT_EQ(now.window.p_value, 0.01);
}

TEST(SpaceTimeScan, DescribesTheCylinderOfThePermutationByItsMargins) {
  // Two far places; of 10 cases 4 are at the first, 3 of them in period 0, when 4 of all occur.
  const Outbreak outbreak{on_plane(std::vector<Point>{{0, 0}, {100, 0}}),
                          {{0, 0, 3}, {0, 2, 1}, {1, 0, 1}, {1, 1, 3}, {1, 3, 2}},
                          4,
                          {},
                          SpaceTimeModel::permutation};
  const SpaceTimeCluster first = outbreak.scan({.replicates = 9}).clusters.front();
  EXPECT_EQ(first.window.cases, 3U);
  EXPECT_NEAR(first.window.expected, 4.0 * 4.0 / 10.0, 1e-12);
  EXPECT_NEAR(first.window.log_likelihood_ratio,
              3.0 * std::log(3.0 / 1.6) + 7.0 * std::log(7.0 / 8.4), 1e-12);
  EXPECT_NEAR(first.window.relative_risk.value(), (3.0 / 1.6) / (7.0 / 8.4), 1e-12);
}

TEST(SpaceTimeScan, SumsAWindowOfOnePeriodToTheScanInSpace) {
  Stream random(5, 0);
  Outbreak outbreak =
      random_outbreak(testing::random_points(40, 9.0, random), 1, Denominator::per_site, random);
  std::vector<std::uint32_t> cases(40, 0);
  for (const SpaceTimeCases& row : outbreak.cases) cases[row.site] += row.cases;
  const auto flat = scan(outbreak.sites, cases, outbreak.population, {.replicates = 0}).clusters;
  const auto tall = outbreak.scan({.longest_share = 1.0, .replicates = 0}).clusters;
  ASSERT_EQ(flat.size(), tall.size());
  for (std::size_t k = 0; k < flat.size(); ++k) {
    EXPECT_EQ(flat[k].members, tall[k].window.members);
    EXPECT_EQ(flat[k].statistic, tall[k].window.statistic);
  }
}

TEST(SpaceTimeScan, HasTheSameBitsInAnyOrderOfTheRows) {
  Stream random(6, 0);
  for (const Denominator denominator : kDenominators) {
    Outbreak outbreak =
        random_outbreak(testing::random_lattice_points(60, 7, random), 8, denominator, random);
    for (double& people : outbreak.population) people += 0.1;
    const SpaceTimeScanResult original = outbreak.scan({.replicates = 40});
    std::vector<std::uint32_t> from(60);
    std::iota(from.begin(), from.end(), 0U);
    random.shuffle(std::span(from));
    std::vector<std::uint32_t> to(60);
    for (std::uint32_t k = 0; k < 60; ++k) to[from[k]] = k;
    Outbreak mixed = outbreak;
    const std::size_t row = outbreak.population.size() / 60;
    for (std::uint32_t k = 0; k < 60; ++k) {
      mixed.sites[k] = outbreak.sites[from[k]];
      for (std::size_t t = 0; t < row; ++t) {
        mixed.population[k * row + t] = outbreak.population[from[k] * row + t];
      }
    }
    for (SpaceTimeCases& rows : mixed.cases) rows.site = to[rows.site];
    random.shuffle(std::span(mixed.cases));
    const SpaceTimeScanResult found = mixed.scan({.replicates = 40});
    EXPECT_EQ(found.maxima, original.maxima);
    ASSERT_EQ(found.clusters.size(), original.clusters.size());
    for (std::size_t k = 0; k < found.clusters.size(); ++k) {
      EXPECT_EQ(found.clusters[k].window.statistic, original.clusters[k].window.statistic);
      EXPECT_EQ(found.clusters[k].first_period, original.clusters[k].first_period);
    }
  }
}

TEST(SpaceTimeScan, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const Outbreak outbreak =
      random_outbreak(testing::random_points(600, 100.0, random), 12, Denominator::none, random);
  const auto answers = testing::on_1_2_8_threads(
      [&] { return outbreak.scan({.largest_share = 0.1, .replicates = 40, .seed = 3}); });
  for (const SpaceTimeScanResult& answer : answers) {
    EXPECT_EQ(answer.maxima, answers[0].maxima);
    EXPECT_EQ(answer.clusters[0].window.members, answers[0].clusters[0].window.members);
  }
}

TEST(SpaceTimeScan, MovesWithItsSites) {
  Outbreak outbreak = planted_outbreak(9);
  const SpaceTimeScanResult here = outbreak.scan({.replicates = 19});
  for (Position& p : outbreak.sites) p = {p.x + 1e7, p.y + 1e7, 0.0};
  const SpaceTimeScanResult there = outbreak.scan({.replicates = 19});
  EXPECT_EQ(here.maxima, there.maxima);
  EXPECT_EQ(here.clusters[0].window.members, there.clusters[0].window.members);
}

TEST(SpaceTimeScan, StopsEarlyWhenTheAnswerIsClear) {
  Stream random(2, 0);
  const Outbreak outbreak =
      random_outbreak(testing::random_points(40, 10.0, random), 6, Denominator::none, random);
  const SpaceTimeScanResult all = outbreak.scan({.replicates = 499});
  const SpaceTimeScanResult some = outbreak.scan({.replicates = 499, .stop_after = 5});
  ASSERT_LT(some.maxima.size(), all.maxima.size());
  EXPECT_TRUE(std::equal(some.maxima.begin(), some.maxima.end(), all.maxima.begin()));
  EXPECT_EQ(some.clusters[0].window.p_value, 5.0 / double(some.maxima.size()));
}

TEST(SpaceTimeScan, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    for (const Denominator denominator : kDenominators) {
      Stream random(1, 0);
      const Outbreak outbreak = random_outbreak(pattern.points, 5, denominator, random);
      const SpaceTimeScanResult found = outbreak.scan({.replicates = 19});
      for (const auto& cluster : found.clusters) EXPECT_GT(cluster.window.statistic, 0.0);
    }
  }
}

TEST(SpaceTimeScan, FindsNothingWhereThereIsNothing) {
  Outbreak outbreak = planted_outbreak(9);
  outbreak.cases.clear();
  EXPECT_THAT(outbreak.scan({}).clusters, IsEmpty());
  // All cases in one period, or all at one site: their times say nothing.
  for (std::uint32_t i = 0; i < 100; ++i) outbreak.cases.push_back({i, 4, 1 + i % 3});
  EXPECT_THAT(outbreak.scan({.replicates = 9}).clusters, IsEmpty());
  outbreak.cases = {{7, 1, 3}, {7, 5, 9}};
  EXPECT_THAT(outbreak.scan({.replicates = 9}).clusters, IsEmpty());
}

// Over 600 weeks a single place has a hundred thousand intervals in each of a thousand replicates.
TEST(SpaceTimeScan, StopsWithinAFewWindows) {
  Stream random(5, 0);
  const Outbreak outbreak =
      random_outbreak(testing::random_points(60, 10.0, random), 600, Denominator::none, random);
  std::stop_source stop;
  Progress progress;
  std::chrono::steady_clock::time_point asked;
  const std::jthread impatient([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  });
  EXPECT_THROW(space_time_scan(outbreak.sites, outbreak.cases, outbreak.periods, {}, outbreak.model,
                               {.replicates = 999}, Control(stop.get_token(), progress)),
               Cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(2));
}

TEST(SpaceTimeScan, RefusesWhatItCannotMean) {
  const Outbreak good = planted_outbreak(9);
  const auto refuses = [](const Outbreak& outbreak, const SpaceTimeScanOptions& options) {
    EXPECT_THROW(outbreak.scan(options), ContractViolation);
  };
  refuses(good, {.longest_share = 0.0});
  refuses(good, {.longest_share = 1.1});
  refuses(good, {.largest_share = 0.6});
  refuses(good, {.min_cases = 0});
  Outbreak bad = good;
  bad.periods = 19;
  refuses(bad, {});
  bad = good;
  bad.cases.push_back({100, 0, 1});
  refuses(bad, {});
  bad = good;
  bad.population.assign(100, 1.0);
  refuses(bad, {});
  bad.model = SpaceTimeModel::poisson;
  bad.population[3] = 0.0;
  refuses(bad, {});
  bad.population.pop_back();
  refuses(bad, {});
}

}  // namespace
}  // namespace rawan
