#include "rawan/algorithms/permutation.h"

#include "distinct_draws.h"
#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <set>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

constexpr PermutationOptions kMany{.replicates = 5000, .seed = 5};

TEST(PermutationP, CountsWhatWasObservedAsOneArrangement) {
  EXPECT_EQ(permutation_p(0, 999), 0.001);
  EXPECT_EQ(permutation_p(49, 999), 0.05);
  EXPECT_EQ(permutation_p(999, 999), 1.0);
}

TEST(PermutationP, DoublesTheSmallerTailUpToOne) {
  EXPECT_EQ(two_sided_p(0.01, 0.995), 0.02);
  EXPECT_EQ(two_sided_p(0.7, 0.4), 0.8);
  EXPECT_EQ(two_sided_p(0.6, 0.6), 1.0);
}

double statistic_at(LocalStatistic statistic, const Weights& weights, const std::vector<double>& x,
                    std::size_t i) {
  if (statistic == LocalStatistic::getis_ord) return oracle::getis_ord(weights, x, i, true);
  if (statistic == LocalStatistic::moran) return oracle::local_moran(weights, x, i);
  return oracle::local_geary(weights, x, i);
}

/// The share of all arrangements that keep the site and are as large as what is observed.
double exact_p(LocalStatistic statistic, const Weights& weights, const std::vector<double>& x,
               std::size_t i, double sign) {
  const double observed = sign * statistic_at(statistic, weights, x, i);
  const auto all = oracle::over_arrangements(x, i, [&](const auto& arranged) {
    return sign * statistic_at(statistic, weights, arranged, i);
  });
  const auto extreme =
      std::ranges::count_if(all, [&](double value) { return value >= observed - 1e-9; });
  return double(extreme) / double(all.size());
}

TEST(ConditionalPermutation, ApproachesTheShareOfAllArrangements) {
  for (const LocalStatistic statistic :
       {LocalStatistic::getis_ord, LocalStatistic::moran, LocalStatistic::geary}) {
    SCOPED_TRACE(int(statistic));
    Stream random(1, 0);
    const Weights weights = testing::random_weights(6, random);
    const std::vector<double> x{1, 1, 2, 3, 5, 8};
    const PermutationP found = conditional_permutation(weights, x, statistic, kMany);
    for (std::size_t i = 0; i < 6; ++i) {
      if (std::isnan(found.greater[i])) continue;
      EXPECT_NEAR(found.greater[i], exact_p(statistic, weights, x, i, 1.0), 0.028);
      EXPECT_NEAR(found.less[i], exact_p(statistic, weights, x, i, -1.0), 0.028);
      EXPECT_EQ(found.two_sided[i], two_sided_p(found.greater[i], found.less[i]));
    }
  }
}

TEST(ConditionalPermutation, NeverMovesTheValueOfTheSiteItself) {
  // Only site 4 differs: all arrangements of the others are one.
  std::vector<double> x(9, 1.0);
  x[4] = 50.0;
  const auto found =
      conditional_permutation(testing::rook_lattice(3), x, LocalStatistic::getis_ord, {});
  EXPECT_EQ(found.greater[4], 1.0);
  EXPECT_EQ(found.less[4], 1.0);
  // Site 0 is no neighbor of 4: as small as observed always, as large too.
  EXPECT_EQ(found.greater[0], 1.0);
  EXPECT_LT(found.less[0], 1.0);
}

TEST(ConditionalPermutation, CallsEqualValuesTies) {
  const std::vector<double> x(16, 0.1);
  const Weights weights = row_standardized(testing::rook_lattice(4));
  for (const LocalStatistic statistic :
       {LocalStatistic::getis_ord, LocalStatistic::moran, LocalStatistic::geary}) {
    const PermutationP found = conditional_permutation(weights, x, statistic, {});
    EXPECT_THAT(found.greater, Each(1.0));
    EXPECT_THAT(found.less, Each(1.0));
    EXPECT_THAT(found.two_sided, Each(1.0));
  }
}

TEST(ConditionalPermutation, SeesTiesThroughTheRoundingOfStandardizedRows) {
  Stream random(2, 0);
  std::vector<double> counts;
  for (int i = 0; i < 49; ++i) counts.push_back(double(random.below(3)));
  const Weights binary = testing::rook_lattice(7);
  for (const LocalStatistic statistic :
       {LocalStatistic::getis_ord, LocalStatistic::moran, LocalStatistic::geary}) {
    const auto one = conditional_permutation(binary, counts, statistic, {});
    const auto other = conditional_permutation(row_standardized(binary), counts, statistic, {});
    EXPECT_EQ(one.greater, other.greater);
    EXPECT_EQ(one.less, other.less);
  }
}

TEST(ConditionalPermutation, IsUnmovedByScaleAndOffsetAndTurnsWithTheSign) {
  Stream random(3, 0);
  const Weights weights = testing::random_weights(40, random);
  const auto x = testing::random_values(40, random);
  auto moved = x;
  auto mirrored = x;
  for (double& value : moved) value = 4.0 * value + 1e6;
  for (double& value : mirrored) value = -value;
  const auto one = conditional_permutation(weights, x, LocalStatistic::getis_ord, {});
  EXPECT_EQ(one.greater,
            conditional_permutation(weights, moved, LocalStatistic::getis_ord, {}).greater);
  EXPECT_EQ(one.greater,
            conditional_permutation(weights, mirrored, LocalStatistic::getis_ord, {}).less);
}

TEST(ConditionalPermutation, DoesNotLookAtTheDiagonalOrAtOtherRows) {
  Stream random(4, 0);
  const Weights weights = testing::random_weights(20, random);
  const auto x = testing::random_values(20, random);
  const auto plain = conditional_permutation(weights, x, LocalStatistic::getis_ord, {});
  const auto star = conditional_permutation(with_self(weights), x, LocalStatistic::getis_ord, {});
  EXPECT_EQ(plain.greater, star.greater);
  Weights others = weights;
  for (Weights::InnerIterator link(others, 7); link; ++link) link.valueRef() = 9.0;
  const auto after = conditional_permutation(others, x, LocalStatistic::getis_ord, {});
  for (std::size_t i = 0; i < 20; ++i) {
    if (i == 7) continue;
    EXPECT_EQ(plain.greater[i], after.greater[i]);
  }
}

TEST(ConditionalPermutation, TurnsLocalMoranWithTheSignOfTheSite) {
  const testing::Columbus columbus;
  const auto lag =
      conditional_permutation(columbus.weights, columbus.crime, LocalStatistic::getis_ord, {});
  const auto moran =
      conditional_permutation(columbus.weights, columbus.crime, LocalStatistic::moran, {});
  const double mean = oracle::mean(columbus.crime);
  for (std::size_t i = 0; i < 49; ++i) {
    EXPECT_EQ(moran.greater[i], columbus.crime[i] > mean ? lag.greater[i] : lag.less[i]);
    EXPECT_EQ(moran.two_sided[i], lag.two_sided[i]);
  }
}

TEST(ConditionalPermutation, HasNoAnswerForAnIsland) {
  const std::vector<Point> sites{{0, 0}, {1, 0}, {0, 1}, {900, 900}};
  const Weights weights = with_self(distance_band_weights(sites, 1_m));
  const auto found = conditional_permutation(weights, std::vector<double>{1, 2, 4, 8},
                                             LocalStatistic::getis_ord, {});
  EXPECT_TRUE(std::isnan(found.greater[3]) && std::isnan(found.less[3]));
  EXPECT_TRUE(std::isnan(found.two_sided[3]));
  EXPECT_FALSE(std::isnan(found.two_sided[0]));
}

TEST(ConditionalPermutation, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const auto x = testing::random_values(pattern.points.size(), random);
    const Weights weights = distance_band_weights(pattern.points, 2_m);
    const auto found = conditional_permutation(weights, x, LocalStatistic::geary, {});
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (std::isnan(found.two_sided[i])) continue;
      EXPECT_GE(found.two_sided[i], 2.0 / 1000.0);
      EXPECT_LE(found.two_sided[i], 1.0);
    }
  }
}

TEST(ConditionalPermutation, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(6, 0);
  const auto sites = testing::random_points(400, 100.0, random);
  const auto x = testing::random_values(400, random);
  const Weights weights = distance_band_weights(sites, 12_m);
  const auto answers = testing::on_1_2_8_threads([&] {
    return conditional_permutation(weights, x, LocalStatistic::moran, {.replicates = 99}).two_sided;
  });
  for (const auto& answer : answers) {
    ASSERT_EQ(answer.size(), answers[0].size());
    EXPECT_EQ(std::memcmp(answer.data(), answers[0].data(), answer.size() * sizeof(double)), 0);
  }
}

TEST(ConditionalPermutation, DependsOnItsSeed) {
  const testing::Columbus columbus;
  const auto with_seed = [&](std::uint64_t seed) {
    return conditional_permutation(columbus.weights, columbus.crime, LocalStatistic::geary,
                                   {.seed = seed})
        .greater;
  };
  EXPECT_EQ(with_seed(1), with_seed(1));
  EXPECT_NE(with_seed(1), with_seed(2));
}

TEST(ConditionalPermutation, StopsWhenAskedAndRefusesWhatItCannotMean) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Weights weights = testing::rook_lattice(2);
  const std::vector<double> x{1, 2, 3, 4};
  EXPECT_THROW(conditional_permutation(weights, x, LocalStatistic::moran, {},
                                       Control(stop.get_token(), progress)),
               Cancelled);
  EXPECT_THROW(conditional_permutation(weights, x, LocalStatistic::moran, {.replicates = 0}),
               ContractViolation);
  EXPECT_THROW(conditional_permutation(weights, std::vector(3, 1.0), LocalStatistic::moran, {}),
               ContractViolation);
}

TEST(DistinctDraws, GiveEveryOrderedChoiceTheSameChance) {
  constexpr int kDraws = 12000;
  std::map<std::vector<std::uint32_t>, int> seen;
  DistinctDraws draws(3, 1, 6, 2, 3);
  for (int i = 0; i < kDraws; ++i) {
    const auto drawn = draws.next();
    ++seen[{drawn.begin(), drawn.end()}];
  }
  EXPECT_EQ(seen.size(), 60U);
  double chi_squared = 0.0;
  for (const auto& [choice, count] : seen) {
    EXPECT_FALSE(std::ranges::count(choice, 2U));
    chi_squared += (count - 200.0) * (count - 200.0) / 200.0;
  }
  EXPECT_LT(chi_squared, 59.0 + 4.0 * std::sqrt(2.0 * 59.0));
}

TEST(DistinctDraws, GiveEveryNumberTheSameChanceWhereManyAreDrawn) {
  constexpr int kDraws = 2000;
  constexpr std::uint32_t kNumbers = 70;
  for (const std::size_t count : {17U, 50U, 69U}) {
    SCOPED_TRACE(count);
    std::vector<double> seen(kNumbers, 0.0);
    std::vector<double> first(kNumbers, 0.0);
    DistinctDraws draws(4, 2, kNumbers, 0, count);
    for (int i = 0; i < kDraws; ++i) {
      const auto drawn = draws.next();
      ASSERT_EQ(std::set(drawn.begin(), drawn.end()).size(), count);
      for (const std::uint32_t place : drawn) ++seen[place];
      ++first[drawn[0]];
    }
    EXPECT_EQ(seen[0], 0.0);
    const double share = double(count) / (kNumbers - 1.0);
    for (std::size_t i = 1; i < kNumbers; ++i) {
      EXPECT_NEAR(seen[i] / kDraws, share, 5.0 * std::sqrt(share * (1.0 - share) / kDraws) + 1e-12);
      EXPECT_NEAR(first[i] / kDraws, 1.0 / 69.0, 5.0 * std::sqrt(1.0 / 69.0 / kDraws));
    }
  }
}

}  // namespace
}  // namespace rawan
