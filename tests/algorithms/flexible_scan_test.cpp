#include "rawan/algorithms/flexible_scan.h"

#include "oracles/flexible_scan.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

struct Map {
  std::vector<Position> sites;
  Weights adjacency;
  std::vector<std::uint32_t> cases;
  std::vector<double> population;

  ScanResult scan(const FlexibleScanOptions& options) const {
    return flexible_scan(sites, adjacency, cases, population, options);
  }
  oracle::ScanData data() const { return {sites, cases, population}; }
};

Weights links(std::size_t n, const std::vector<std::pair<int, int>>& pairs) {
  std::vector<Eigen::Triplet<double>> entries;
  for (const auto& [a, b] : pairs) {
    entries.emplace_back(a, b, 1.0);
    entries.emplace_back(b, a, 1.0);
  }
  Weights weights(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  weights.setFromTriplets(entries.begin(), entries.end(), [](double, double) { return 1.0; });
  return weights;
}

/// columns x rows areas that touch by their sides, 100 people and a case each.
Map checkerboard(int columns, int rows) {
  Map map;
  std::vector<std::pair<int, int>> pairs;
  for (int i = 0; i < columns * rows; ++i) {
    map.sites.push_back({double(i % columns), double(i / columns), 0.0});
    if (i % columns + 1 < columns) pairs.emplace_back(i, i + 1);
    if (i / columns + 1 < rows) pairs.emplace_back(i, i + columns);
  }
  map.adjacency = links(map.sites.size(), pairs);
  map.cases.assign(map.sites.size(), 1);
  map.population.assign(map.sites.size(), 100.0);
  return map;
}

Map random_map(std::size_t n, Stream& random) {
  Map map;
  const auto points = testing::random_points(n, 10.0, random);
  map.sites = on_plane(points);
  map.adjacency = distance_band_weights(points, Meters(2.0 + 3.0 * random.uniform()));
  for (std::size_t i = 0; i < n; ++i) {
    map.population.push_back(double(6 + random.below(30)));
    map.cases.push_back(static_cast<std::uint32_t>(random.below(6)));
  }
  return map;
}

FlexibleScanOptions random_options(std::uint64_t seed, Stream& random) {
  return {.model = seed % 2 == 0 ? ScanModel::poisson : ScanModel::bernoulli,
          .nearest = 1 + std::uint32_t(random.below(9)),
          .mid_p_limit = seed % 3 == 0 ? 1.0 : 0.4,
          .largest_share = 0.2 + 0.3 * random.uniform(),
          .min_cases = 1 + std::uint32_t(random.below(4)),
          .replicates = 0};
}

TEST(MidP, IsTheSumOfTheProbabilitiesOfLargerCountsAndHalfOfItsOwn) {
  for (const std::uint32_t n : {0U, 1U, 4U, 17U}) {
    for (const double mean : {0.3, 4.0, 16.0}) {
      EXPECT_NEAR(poisson_mid_p(n, mean),
                  oracle::mid_p_by_summing(ScanModel::poisson, n, 100.0, mean / 100.0), 1e-12);
      EXPECT_NEAR(binomial_mid_p(n, 20, mean / 20.0),
                  oracle::mid_p_by_summing(ScanModel::bernoulli, n, 20.0, mean / 20.0), 1e-12);
    }
  }
  // No case where none is expected: as likely as can be.
  EXPECT_EQ(poisson_mid_p(0, 0.0), 0.5);
  EXPECT_EQ(binomial_mid_p(20, 20, 1.0), 0.5);
  EXPECT_THROW(poisson_mid_p(1, -1.0), ContractViolation);
}

TEST(FlexibleScan, ListsWhatListingAllConnectedSetsFinds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Map map = random_map(3 + random.below(14), random);
    const FlexibleScanOptions options = random_options(seed, random);
    std::vector<oracle::ScanWindow> claimed;
    for (const auto& cluster : map.scan(options).clusters) {
      claimed.push_back(oracle::as_window(cluster));
    }
    const auto windows = oracle::flexible_windows(map.data(), map.adjacency, options);
    EXPECT_THAT(oracle::window_faults(claimed, windows, map.sites.size()), IsEmpty());
  }
}

TEST(FlexibleScan, CountsEachConnectedSetOnce) {
  // In a block of 3 x 3, whose middle has all 9 nearest, 112 connected sets hold the middle: those
  // of the eight around it are counted by the oracle.
  Map map = checkerboard(3, 3);
  map.cases[4] = 5;
  const FlexibleScanOptions all{
      .nearest = 9, .mid_p_limit = 1.0, .min_cases = 1, .replicates = 0, .most_windows = 1'000'000};
  const auto windows = oracle::flexible_windows(map.data(), map.adjacency, all);
  // The enumeration stops at sets beyond one half of the population, which it has to touch no more.
  FlexibleScanOptions just_enough = all;
  just_enough.most_windows = windows.size();
  EXPECT_NO_THROW(map.scan(just_enough));
  --just_enough.most_windows;
  EXPECT_THROW(map.scan(just_enough), TooManyWindows);
}

TEST(FlexibleScan, FollowsACurveThatNoCircleHolds) {
  Map map = checkerboard(9, 9);
  const std::vector<std::uint32_t> river{20, 21, 22, 23, 32, 41, 50};
  for (const std::uint32_t i : river) map.cases[i] = 8;
  const ScanResult found = map.scan({.nearest = 30, .replicates = 99});
  EXPECT_THAT(found.clusters.front().members, ::testing::UnorderedElementsAreArray(river));
  EXPECT_EQ(found.clusters.front().p_value, 0.01);
  EXPECT_EQ(found.clusters.front().cases, 56U);
}

TEST(FlexibleScan, LeavesOutAreasThatAreNotHighThemselves) {
  Map map = checkerboard(5, 1);
  map.cases = {9, 1, 9, 0, 0};
  map.population.assign(5, 100.0);
  const auto restricted = map.scan({.nearest = 5, .replicates = 0}).clusters;
  EXPECT_THAT(restricted.front().members, SizeIs(1));
  Map whole = map;
  whole.cases = {9, 3, 9, 0, 0};
  whole.population = {100.0, 20.0, 100.0, 600.0, 600.0};
  const auto free = whole.scan({.nearest = 5, .mid_p_limit = 1.0, .replicates = 0}).clusters;
  EXPECT_THAT(free.front().members, UnorderedElementsAre(0U, 1U, 2U));
}

TEST(FlexibleScan, NeverJoinsAcrossAGap) {
  Map map = checkerboard(6, 1);
  map.adjacency = links(6, {{0, 1}, {2, 3}, {4, 5}});
  map.cases = {9, 9, 9, 9, 0, 0};
  const auto clusters = map.scan({.nearest = 6, .replicates = 0}).clusters;
  ASSERT_THAT(clusters, SizeIs(2));
  EXPECT_THAT(clusters[0].members, UnorderedElementsAre(0U, 1U));
  EXPECT_THAT(clusters[1].members, UnorderedElementsAre(2U, 3U));
}

TEST(FlexibleScan, TakesALinkInOneDirectionForALink) {
  Map map = checkerboard(4, 1);
  Weights one_way(4, 4);
  one_way.insert(0, 1) = 1.0;
  map.adjacency = one_way;
  map.cases = {9, 9, 0, 0};
  EXPECT_THAT(map.scan({.nearest = 4, .replicates = 0}).clusters.front().members, SizeIs(2));
}

TEST(FlexibleScan, RefusesMoreWindowsThanItMayLookAt) {
  const Map map = checkerboard(12, 12);
  const FlexibleScanOptions wide{
      .nearest = 40, .mid_p_limit = 1.0, .replicates = 9, .most_windows = 100'000};
  EXPECT_THROW(map.scan(wide), TooManyWindows);
}

TEST(FlexibleScan, HasTheSameBitsInAnyOrderOfTheAreas) {
  Stream random(8, 0);
  Map map = random_map(60, random);
  for (double& people : map.population) people += 0.1;
  const ScanResult original = map.scan({.replicates = 50});
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    std::vector<std::uint32_t> from(map.sites.size());
    std::iota(from.begin(), from.end(), 0U);
    Stream(seed, 1).shuffle(std::span(from));
    Map mixed;
    Eigen::PermutationMatrix<Eigen::Dynamic> to(60);
    for (std::size_t k = 0; k < from.size(); ++k) {
      mixed.sites.push_back(map.sites[from[k]]);
      mixed.cases.push_back(map.cases[from[k]]);
      mixed.population.push_back(map.population[from[k]]);
      to.indices()[from[k]] = static_cast<int>(k);
    }
    mixed.adjacency = map.adjacency.twistedBy(to);
    const ScanResult found = mixed.scan({.replicates = 50});
    EXPECT_EQ(found.maxima, original.maxima);
    ASSERT_EQ(found.clusters.size(), original.clusters.size());
    for (std::size_t k = 0; k < found.clusters.size(); ++k) {
      std::vector<std::uint32_t> renamed;
      for (const std::uint32_t m : found.clusters[k].members) renamed.push_back(from[m]);
      EXPECT_EQ(renamed, original.clusters[k].members);
    }
  }
}

TEST(FlexibleScan, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(3, 0);
  const Map map = random_map(120, random);
  const auto answers = testing::on_1_2_8_threads([&] { return map.scan({.replicates = 99}); });
  for (const ScanResult& answer : answers) {
    EXPECT_EQ(answer.maxima, answers[0].maxima);
    EXPECT_EQ(answer.clusters[0].members, answers[0].clusters[0].members);
  }
}

TEST(FlexibleScan, MovesWithItsAreas) {
  Map map = checkerboard(7, 7);
  for (const std::size_t i : {10U, 17U, 24U, 25U}) map.cases[i] = 9;
  const ScanResult here = map.scan({.replicates = 29});
  for (Position& p : map.sites) p = {1e7 + p.x, 1e7 + p.y, 0.0};
  const ScanResult there = map.scan({.replicates = 29});
  EXPECT_EQ(here.maxima, there.maxima);
  EXPECT_EQ(here.clusters[0].members, there.clusters[0].members);
}

TEST(FlexibleScan, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Map map{on_plane(pattern.points), nearest_weights(pattern.points, 3), {}, {}};
    Stream random(1, 0);
    for (std::size_t i = 0; i < pattern.points.size(); ++i) {
      map.population.push_back(double(random.below(5)));
      map.cases.push_back(map.population.back() > 0.0 ? std::uint32_t(random.below(2)) : 0U);
    }
    for (const double limit : {0.2, 1.0}) {
      const ScanResult found = map.scan({.nearest = 8, .mid_p_limit = limit, .replicates = 19});
      for (const ScanCluster& cluster : found.clusters) EXPECT_GT(cluster.statistic, 0.0);
    }
  }
}

TEST(FlexibleScan, FindsNothingWithoutCases) {
  Map map = checkerboard(3, 3);
  map.cases.assign(9, 0);
  EXPECT_THAT(map.scan({}).clusters, IsEmpty());
  EXPECT_THAT(Map{}.scan({}).clusters, IsEmpty());
}

TEST(FlexibleScan, FindsAllCasesInOneArea) {
  Map map = checkerboard(3, 3);
  map.cases.assign(9, 0);
  map.cases[7] = 6;
  const ScanCluster first = map.scan({.replicates = 99}).clusters.front();
  EXPECT_THAT(first.members, ElementsAre(7U));
  EXPECT_EQ(first.relative_risk, std::nullopt);
}

TEST(FlexibleScan, RefusesWhatItCannotMean) {
  const Map good = checkerboard(3, 3);
  const auto refuses = [](const Map& map, const FlexibleScanOptions& options) {
    EXPECT_THROW(map.scan(options), ContractViolation);
  };
  refuses(good, {.nearest = 0});
  refuses(good, {.nearest = 65});
  refuses(good, {.mid_p_limit = 0.0});
  refuses(good, {.largest_share = 0.6});
  Map bad = good;
  bad.adjacency = Weights(8, 8);
  refuses(bad, {});
  bad = good;
  bad.sites[0].x = std::numeric_limits<double>::quiet_NaN();
  refuses(bad, {});
}

}  // namespace
}  // namespace rawan
