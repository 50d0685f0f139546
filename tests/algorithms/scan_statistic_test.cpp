#include "rawan/algorithms/scan_statistic.h"

#include "oracles/scan.h"
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
using ::testing::IsSupersetOf;
using ::testing::SizeIs;

struct Study {
  std::vector<Position> sites;
  std::vector<std::uint32_t> cases;
  std::vector<double> population;

  ScanResult scan(const ScanOptions& options) const {
    return rawan::scan(sites, cases, population, options);
  }
  oracle::ScanData data() const { return {sites, cases, population}; }
};

Study study_at(const std::vector<Point>& points, Stream& random, std::uint64_t people) {
  Study study{on_plane(points), {}, {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    study.population.push_back(static_cast<double>(1 + random.below(people)));
    const std::uint64_t most = static_cast<std::uint64_t>(study.population.back());
    study.cases.push_back(static_cast<std::uint32_t>(std::min(random.below(4), most)));
  }
  return study;
}

/// 10 x 10 villages of 100 people with a case each, and seven more in each of four.
Study planted_study() {
  Study study;
  for (int i = 0; i < 100; ++i) study.sites.push_back({double(i % 10), double(i / 10), 0.0});
  study.cases.assign(100, 1);
  study.population.assign(100, 100.0);
  for (const std::size_t i : {44U, 45U, 54U, 55U}) study.cases[i] += 7;
  return study;
}

TEST(PoissonLogLikelihoodRatio, ReproducesSaTScanOnTheNewYorkLeukemia) {
  const auto of = [](double cases, double population) {
    return poisson_log_likelihood_ratio(cases, population * 552.0 / 1'057'673.0, 552.0);
  };
  EXPECT_NEAR(of(38, 34'083), 9.019716274, 1e-8);
  EXPECT_NEAR(of(64, 78'280), 6.114139612, 1e-8);
  EXPECT_NEAR(of(25, 24'571), 4.65183856, 1e-8);
}

TEST(PoissonLogLikelihoodRatio, ReproducesFleXScan) {
  EXPECT_NEAR(poisson_log_likelihood_ratio(39, 16.3981, 552), 11.67129, 1e-4);
  EXPECT_NEAR(poisson_log_likelihood_ratio(79, 36.1025, 552), 20.80136, 1e-4);
}

TEST(PoissonLogLikelihoodRatio, ReproducesTheEllipsesOfSaTScanWithTheirPenalty) {
  const double long_one = poisson_log_likelihood_ratio(337, 496'712 * 552.0 / 1'057'673.0, 552);
  EXPECT_NEAR(long_one, 22.034279, 1e-6);
  EXPECT_NEAR(long_one * ellipse_penalty(4, 0.5), 17.627423, 1e-6);
  const double short_one = poisson_log_likelihood_ratio(93, 99'685 * 552.0 / 1'057'673.0, 552);
  EXPECT_NEAR(short_one, 14.772705, 1e-6);
  EXPECT_NEAR(short_one * ellipse_penalty(1.5, 1.0), 14.181797, 1e-6);
}

TEST(PoissonLogLikelihoodRatio, IsZeroWithoutExcess) {
  EXPECT_EQ(poisson_log_likelihood_ratio(5, 5, 20), 0.0);
  EXPECT_EQ(poisson_log_likelihood_ratio(0, 0, 20), 0.0);
  EXPECT_GT(poisson_log_likelihood_ratio(20, 5, 20), 0.0);
  EXPECT_THROW(poisson_log_likelihood_ratio(21, 5, 20), ContractViolation);
  EXPECT_THROW(poisson_log_likelihood_ratio(1, 0, 20), ContractViolation);
}

TEST(BernoulliLogLikelihoodRatio, ReproducesFleXScan) {
  EXPECT_NEAR(bernoulli_log_likelihood_ratio(41, 38'999, 552, 1'057'673), 8.478360987, 1e-8);
  EXPECT_NEAR(bernoulli_log_likelihood_ratio(42, 40'696, 552, 1'057'673), 8.292566827, 1e-8);
}

TEST(BernoulliLogLikelihoodRatio, RefusesCasesThatAreNoMembers) {
  EXPECT_EQ(bernoulli_log_likelihood_ratio(1, 10, 10, 100), 0.0);
  EXPECT_THROW(bernoulli_log_likelihood_ratio(11, 10, 20, 100), ContractViolation);
  EXPECT_THROW(bernoulli_log_likelihood_ratio(1, 95, 20, 100), ContractViolation);
}

TEST(Scan, FindsThePlantedCluster) {
  const ScanResult found = planted_study().scan({.replicates = 99});
  const ScanCluster& first = found.clusters.front();
  EXPECT_THAT(first.members, IsSupersetOf({44U, 45U, 54U, 55U}));
  EXPECT_EQ(first.p_value, 0.01);
  EXPECT_NEAR(first.expected, 1.28 * double(first.members.size()), 1e-12);
  EXPECT_LT(first.gumbel_p.value(), 0.01);
  EXPECT_THAT(found.maxima, SizeIs(99));
}

TEST(Scan, DescribesTheWindowItFound) {
  const Study study{on_plane(std::vector<Point>{{0, 0}, {3, 0}, {0, 4}, {50, 0}, {90, 0}}),
                    {4, 4, 0, 1, 1},
                    {10, 10, 30, 40, 40}};
  const ScanCluster first = study.scan({.replicates = 9}).clusters.front();
  EXPECT_THAT(first.members, ElementsAre(first.center, 1 - first.center));
  EXPECT_EQ(first.radius, 3_m);
  EXPECT_EQ(first.cases, 8U);
  EXPECT_EQ(first.population, 20.0);
  EXPECT_NEAR(first.expected, 20.0 * 10.0 / 130.0, 1e-12);
  EXPECT_NEAR(first.relative_risk.value(), (8.0 / 20.0) / (2.0 / 110.0), 1e-12);
}

TEST(Scan, ListsWhatListingAllWindowsFinds) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_points(1 + random.below(40), 20.0, random);
    const Study study = study_at(points, random, 20);
    const ScanOptions options{.model = seed % 2 == 0 ? ScanModel::poisson : ScanModel::bernoulli,
                              .largest_share = 0.1 + 0.4 * random.uniform(),
                              .min_cases = 1 + std::uint32_t(random.below(3)),
                              .replicates = 0};
    const auto clusters = study.scan(options).clusters;
    EXPECT_THAT(oracle::scan_faults(clusters, study.data(), options), IsEmpty());
  }
}

TEST(Scan, ListsWhatListingAllWindowsFindsOnTheGlobe) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Stream random(seed, 0);
    std::vector<LonLat> places;
    for (int i = 0; i < 30; ++i) {
      places.push_back({360.0 * random.uniform(), 180.0 * random.uniform() - 90.0});
    }
    Study study = study_at(std::vector<Point>(30), random, 20);
    study.sites = on_globe(places);
    const auto clusters = study.scan({.replicates = 0}).clusters;
    EXPECT_THAT(oracle::scan_faults(clusters, study.data(), {}), IsEmpty());
  }
}

TEST(Scan, ListsWhatListingAllEllipsesFinds) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Study study = study_at(testing::random_points(25, 20.0, random), random, 20);
    const ScanOptions options{
        .largest_share = 0.3,
        .replicates = 0,
        .ellipses = {{.shape = 1.5, .angles = 4}, {.shape = 3.0, .angles = 9}},
        .ellipse_exponent = 0.5 * double(seed % 3)};
    const auto clusters = study.scan(options).clusters;
    EXPECT_THAT(oracle::scan_faults(clusters, study.data(), options), IsEmpty());
  }
}

TEST(Scan, TakesEqualDistancesTogether) {
  // Four neighbors at one distance from the center: with it they are more than a half.
  const Study study{on_plane(std::vector<Point>{{0, 0}, {.1, 0}, {-.1, 0}, {0, .1}, {0, -.1}}),
                    {3, 3, 0, 0, 0},
                    {1, 1, 1, 1, 1}};
  const auto clusters = study.scan({.replicates = 0}).clusters;
  EXPECT_THAT(clusters.front().members, ElementsAre(1, 0));
}

TEST(Scan, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const Study study = study_at(pattern.points, random, 5);
    for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli}) {
      const ScanOptions options{.model = model, .replicates = 19};
      const ScanResult found = study.scan(options);
      EXPECT_LE(found.clusters.size(), study.sites.size());
      for (const ScanCluster& cluster : found.clusters) EXPECT_GT(cluster.statistic, 0.0);
    }
  }
}

TEST(Scan, ListsWhatListingAllWindowsFindsAmongTiesAndEmptyPlaces) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    Study study = study_at(testing::random_lattice_points(30, 6, random), random, 20);
    for (std::size_t i = 0; i < 30; i += 3) study.population[i] = study.cases[i] = 0;
    const auto clusters = study.scan({.replicates = 0}).clusters;
    EXPECT_THAT(oracle::scan_faults(clusters, study.data(), {}), IsEmpty());
  }
}

TEST(Scan, SeesNeighborsAcrossTheAntimeridianAndThePole) {
  std::vector<LonLat> places;
  for (int i = -4; i < 4; ++i) places.push_back({i < 0 ? 180.4 + i : -180.0 + i, 0.5});
  for (int i = 0; i < 4; ++i) places.push_back({90.0 * i, 89.9});
  Study study{on_globe(places), std::vector<std::uint32_t>(12, 1), std::vector<double>(12, 50.0)};
  study.cases[3] = study.cases[4] = 9;
  EXPECT_THAT(study.scan({.replicates = 0}).clusters.front().members,
              ::testing::UnorderedElementsAre(3U, 4U));
  study.cases.assign(12, 1);
  for (std::size_t i = 8; i < 12; ++i) study.cases[i] = 9;
  const ScanCluster pole = study.scan({.replicates = 0}).clusters.front();
  EXPECT_THAT(pole.members, ::testing::UnorderedElementsAre(8U, 9U, 10U, 11U));
  EXPECT_NEAR(arc_of(pole.radius).value, 2.0 * 0.1 * 111'195.08, 1.0);
}

TEST(Scan, FindsAllCasesInOnePlace) {
  Study study = planted_study();
  study.cases.assign(100, 0);
  study.cases[30] = 5;
  const ScanCluster first = study.scan({.replicates = 99}).clusters.front();
  EXPECT_THAT(first.members, ElementsAre(30U));
  EXPECT_EQ(first.relative_risk, std::nullopt);
  EXPECT_NEAR(first.log_likelihood_ratio, 5.0 * std::log(100.0), 1e-9);
}

TEST(Scan, FindsNothingWhereThereIsNothing) {
  const std::vector<Position> sites = on_plane(std::vector<Point>{{0, 0}, {1, 0}, {2, 0}});
  const std::vector<std::uint32_t> none(3, 0);
  const std::vector<double> people(3, 10.0);
  EXPECT_THAT(scan(sites, none, people).clusters, IsEmpty());
  EXPECT_THAT(scan({}, {}, {}).clusters, IsEmpty());
  const std::vector<std::uint32_t> one_each(3, 1);
  EXPECT_THAT(scan(sites, one_each, people).clusters, IsEmpty());
}

TEST(Scan, StaysWithinBernoulliTotalsWhenNearlyAllAreCases) {
  Study study = planted_study();
  for (std::size_t i = 0; i < 100; ++i) study.cases[i] = i % 10 < 4 ? 100 : 96;
  const ScanResult found = study.scan({.model = ScanModel::bernoulli, .replicates = 19});
  EXPECT_THAT(found.maxima, SizeIs(19));
  EXPECT_EQ(found.clusters.front().p_value, 0.05);
}

TEST(Scan, HasTheSameBitsInAnyOrderOfTheSites) {
  Stream random(4, 0);
  Study study = study_at(testing::random_lattice_points(120, 12, random), random, 20);
  for (double& people : study.population) people += 0.1;
  const ScanResult original = study.scan({.replicates = 50});
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    std::vector<std::uint32_t> from(study.sites.size());
    std::iota(from.begin(), from.end(), 0U);
    Stream(seed, 1).shuffle(std::span(from));
    Study mixed;
    for (const std::uint32_t i : from) {
      mixed.sites.push_back(study.sites[i]);
      mixed.cases.push_back(study.cases[i]);
      mixed.population.push_back(study.population[i]);
    }
    const ScanResult found = mixed.scan({.replicates = 50});
    EXPECT_EQ(found.maxima, original.maxima);
    ASSERT_EQ(found.clusters.size(), original.clusters.size());
    for (std::size_t k = 0; k < found.clusters.size(); ++k) {
      const ScanCluster& a = found.clusters[k];
      const ScanCluster& b = original.clusters[k];
      EXPECT_EQ(a.statistic, b.statistic);
      EXPECT_EQ(a.p_value, b.p_value);
      std::vector<std::uint32_t> renamed;
      for (const std::uint32_t m : a.members) renamed.push_back(from[m]);
      EXPECT_THAT(renamed, ::testing::UnorderedElementsAreArray(b.members));
    }
  }
}

TEST(Scan, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const Study study = study_at(testing::random_points(1500, 100.0, random), random, 30);
  const auto answers = testing::on_1_2_8_threads(
      [&] { return study.scan({.largest_share = 0.05, .replicates = 60, .seed = 3}); });
  for (const ScanResult& answer : answers) {
    EXPECT_EQ(answer.maxima, answers[0].maxima);
    ASSERT_EQ(answer.clusters.size(), answers[0].clusters.size());
    EXPECT_EQ(answer.clusters[0].members, answers[0].clusters[0].members);
    EXPECT_EQ(answer.clusters[0].statistic, answers[0].clusters[0].statistic);
  }
}

TEST(Scan, MovesWithItsSites) {
  Study study = planted_study();
  const ScanResult here = study.scan({.replicates = 19});
  for (Position& p : study.sites) p = {p.x + 1e6, p.y + 1e6, 0.0};
  const ScanResult there = study.scan({.replicates = 19});
  EXPECT_EQ(here.maxima, there.maxima);
  EXPECT_EQ(here.clusters[0].members, there.clusters[0].members);
}

TEST(Scan, StopsEarlyWhenTheAnswerIsClear) {
  Stream random(2, 0);
  const Study study = study_at(testing::random_points(60, 10.0, random), random, 20);
  const ScanResult all = study.scan({.replicates = 999});
  const ScanResult some = study.scan({.replicates = 999, .stop_after = 10});
  ASSERT_LT(some.maxima.size(), all.maxima.size());
  EXPECT_TRUE(std::equal(some.maxima.begin(), some.maxima.end(), all.maxima.begin()));
  EXPECT_EQ(some.clusters[0].p_value, 10.0 / double(some.maxima.size()));
  EXPECT_NEAR(some.clusters[0].p_value, all.clusters[0].p_value, 0.2);
}

TEST(Scan, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Study study = planted_study();
  EXPECT_THROW(
      scan(study.sites, study.cases, study.population, {}, Control(stop.get_token(), progress)),
      Cancelled);
}

TEST(Scan, RefusesWhatItCannotMean) {
  const Study good = planted_study();
  const auto refuses = [](const Study& study, const ScanOptions& options) {
    EXPECT_THROW(study.scan(options), ContractViolation);
  };
  refuses(good, {.largest_share = 0.0});
  refuses(good, {.largest_share = 0.6});
  refuses(good, {.min_cases = 0});
  refuses(good, {.ellipses = {{.shape = 1.0}}});
  refuses(good, {.ellipses = {{.shape = 2.0, .angles = 0}}});
  Study study = good;
  study.population[3] = 0.0;
  refuses(study, {});
  study.population[3] = 100.5;
  refuses(study, {.model = ScanModel::bernoulli});
  study.population.pop_back();
  refuses(study, {});
  study = good;
  study.sites = on_plane(testing::with_nan());
  study.sites.resize(100);
  refuses(study, {});
  study.sites = on_globe(std::vector<LonLat>(100, LonLat{109.0, 1.0}));
  refuses(study, {.ellipses = {{}}});
}

TEST(RankPValue, CountsWhatIsAtLeastAsLarge) {
  const std::vector<double> maxima{1, 5, 3, 5, 2, 9, 4, 4, 1};
  EXPECT_EQ(rank_p_value(5, maxima), 0.4);
  EXPECT_EQ(rank_p_value(10, maxima), 0.1);
  EXPECT_EQ(rank_p_value(5, {}), 1.0);
}

TEST(RankPValue, CountsWhatIsEqualButForRoundingAsATie) {
  const std::vector<double> maxima{5.0 * (1.0 - 1e-12), 1.0, 1.0, 1.0};
  EXPECT_EQ(rank_p_value(5.0, maxima), 0.4);
  EXPECT_EQ(rank_p_value(5.0, maxima, 1), 1.0);
}

TEST(RankPValue, FollowsBesagAndCliffordWhenTheTestStops) {
  const std::vector<double> maxima{1, 5, 3, 5};
  EXPECT_EQ(rank_p_value(5, maxima, 2), 0.5);
  EXPECT_EQ(rank_p_value(5, maxima, 3), 0.6);
}

TEST(GumbelPValue, RecoversTheTailOfAGumbelDistribution) {
  Stream random(6, 0);
  std::vector<double> maxima;
  for (int i = 0; i < 100'000; ++i) maxima.push_back(3.0 - 2.0 * std::log(random.exponential()));
  EXPECT_NEAR(gumbel_p_value(12.0, maxima).value(), 1.0 - std::exp(-std::exp(-4.5)), 3e-4);
  EXPECT_EQ(gumbel_p_value(1.0, std::vector<double>(9, 2.0)), std::nullopt);
}

TEST(RecurrenceInterval, IsTheIntervalOverTheP) {
  EXPECT_EQ(recurrence_interval(0.25, 30.0), 120.0);
  EXPECT_THROW(recurrence_interval(0.0, 30.0), ContractViolation);
}

TEST(OnGlobe, MeasuresAlongTheGreatCircle) {
  const auto at = on_globe(std::vector<LonLat>{{109.0, 0.0}, {110.0, 0.0}, {-71.0, 0.0}, {0, 90}});
  EXPECT_NEAR(arc_of(distance(at[0], at[1])).value, 111'195.08, 0.01);
  EXPECT_NEAR(arc_of(distance(at[0], at[2])).value, 20'015'114.4, 1.0);
  EXPECT_NEAR(arc_of(distance(at[0], at[3])).value, 10'007'557.2, 0.5);
  EXPECT_THROW(on_globe(std::vector<LonLat>{{0.0, 90.5}}), ContractViolation);
}

}  // namespace
}  // namespace rawan
