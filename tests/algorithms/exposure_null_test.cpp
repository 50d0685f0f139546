#include "rawan/algorithms/exposure_null.h"

#include "proportional_draws.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::Pointwise;

/// P(X = k) by the recursion of Pascal's triangle over the trials.
std::vector<double> binomial_masses(int trials, double share) {
  std::vector<double> masses{1.0};
  for (int t = 0; t < trials; ++t) {
    masses.push_back(0.0);
    for (std::size_t k = masses.size() - 1; k > 0; --k) {
      masses[k] = masses[k] * (1.0 - share) + masses[k - 1] * share;
    }
    masses[0] *= 1.0 - share;
  }
  return masses;
}

TEST(BinomialTails, AddUpTheMassesOfTheirSide) {
  for (const double share : {0.0, 0.03, 0.5, 0.91, 1.0}) {
    const auto masses = binomial_masses(23, share);
    double below = 0.0;
    for (int k = 0; k <= 23; ++k) {
      const double mass = masses[std::size_t(k)];
      const BinomialTails whole = binomial_tails(k, 23, share);
      const BinomialTails mid = binomial_tails(k, 23, share, Tail::mid);
      EXPECT_NEAR(whole.at_least, 1.0 - below, 1e-13);
      EXPECT_NEAR(whole.at_most, below + mass, 1e-13);
      EXPECT_NEAR(mid.at_least, 1.0 - below - 0.5 * mass, 1e-13);
      EXPECT_NEAR(mid.at_most, below + 0.5 * mass, 1e-13);
      below += mass;
    }
  }
}

TEST(BinomialTails, KeepTheDigitsOfSmallOnes) {
  EXPECT_NEAR(binomial_tails(40, 40, 0.1).at_least / 1e-40, 1.0, 1e-10);
  EXPECT_NEAR(binomial_tails(0, 40, 0.9).at_most / 1e-40, 1.0, 1e-10);
}

TEST(BinomialTails, RefuseWhatIsNoCount) {
  EXPECT_THROW(binomial_tails(3, 2, 0.5), ContractViolation);
  EXPECT_THROW(binomial_tails(-1, 2, 0.5), ContractViolation);
  EXPECT_THROW(binomial_tails(0.5, 2, 0.5), ContractViolation);
  EXPECT_THROW(binomial_tails(1, 2, 1.1), ContractViolation);
}

struct Map {
  Weights weights;
  std::vector<double> cases;
  std::vector<double> exposure;
};

Map random_map(std::size_t side, double mean, Stream& random) {
  Map map{testing::rook_lattice(side), {}, {}};
  for (std::size_t i = 0; i < side * side; ++i) {
    map.exposure.push_back(std::exp(random.normal()));
    map.cases.push_back(double(random.poisson(mean * map.exposure.back())));
  }
  return map;
}

// Four places in a row, exposures 1, 2, 3, 4 and cases 3, 1, 0, 2: by hand for place 1.
TEST(ExposureTail, IsTheBinomialOfTheNeighborhood) {
  const Weights line =
      testing::weights_from({{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 1}, {0, 0, 1, 0}});
  const std::vector<double> cases{3, 1, 0, 2};
  const std::vector<double> exposure{1, 2, 3, 4};
  // Gi*: 4 of 6 cases where 6 of 10 are exposed.
  const PermutationP star = exposure_tail(with_self(line), cases, exposure);
  const auto six = binomial_masses(6, 0.6);
  EXPECT_NEAR(star.greater[1], six[4] + six[5] + six[6], 1e-14);
  EXPECT_NEAR(star.less[1], 1.0 - six[5] - six[6], 1e-14);
  EXPECT_EQ(star.two_sided[1], two_sided_p(star.greater[1], star.less[1]));
  // Gi: without the own case and exposure, 3 of 5 cases where 4 of 8 are exposed.
  const PermutationP gi = exposure_tail(line, cases, exposure);
  const auto five = binomial_masses(5, 0.5);
  EXPECT_NEAR(gi.greater[1], five[3] + five[4] + five[5], 1e-14);
  EXPECT_NEAR(exposure_tail(line, cases, exposure, Tail::mid).greater[1],
              0.5 * five[3] + five[4] + five[5], 1e-14);
}

TEST(ExposureScores, CountStandardDeviationsOfTheBinomial) {
  const Weights line =
      testing::weights_from({{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 1}, {0, 0, 1, 0}});
  const std::vector<double> cases{3, 1, 0, 2};
  const std::vector<double> exposure{1, 2, 3, 4};
  EXPECT_NEAR(exposure_scores(with_self(line), cases, exposure)[1],
              (4.0 - 3.6) / std::sqrt(6.0 * 0.6 * 0.4), 1e-14);
  EXPECT_NEAR(exposure_scores(line, cases, exposure)[1], (3.0 - 2.5) / std::sqrt(5.0 * 0.25),
              1e-14);
}

TEST(ExposureResiduals, CompareCasesWithWhatTheirExposureExpects) {
  const std::vector<double> residuals =
      exposure_residuals(std::vector<double>{3, 1, 0}, std::vector<double>{1, 3, 0});
  EXPECT_NEAR(residuals[0], 2.0, 1e-15);
  EXPECT_NEAR(residuals[1], -2.0 / std::sqrt(3.0), 1e-15);
  EXPECT_EQ(residuals[2], 0.0);
  EXPECT_THROW(exposure_residuals(residuals, std::vector<double>{1}), ContractViolation);
}

TEST(ExposureTail, IsUnmovedByScalingARowOrAllExposure) {
  Stream random(1, 0);
  Map map = random_map(6, 2.0, random);
  const auto one = exposure_tail(with_self(map.weights), map.cases, map.exposure).greater;
  for (double& e : map.exposure) e *= 1024.0;
  const Weights standardized = row_standardized(with_self(map.weights));
  EXPECT_EQ(exposure_tail(standardized, map.cases, map.exposure).greater, one);
}

TEST(ExposureTail, SaysNothingOfIslandsAndWhereNobodyWasAsked) {
  const Weights weights =
      testing::weights_from({{0, 1, 1, 0}, {1, 0, 1, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}});
  const auto p = exposure_tail(with_self(weights), std::vector<double>{2, 0, 1, 5},
                               std::vector<double>{3, 0, 4, 5});
  EXPECT_FALSE(std::isnan(p.greater[0]));
  EXPECT_TRUE(std::isnan(p.greater[1]));
  EXPECT_TRUE(std::isnan(p.two_sided[3]));
  // A place whose neighbors hold all exposure holds all cases.
  EXPECT_NEAR(exposure_tail(with_self(testing::rook_lattice(2)), std::vector<double>{1, 2, 3, 0},
                            std::vector<double>{1, 1, 1, 0})
                  .greater[0],
              1.0, 1e-15);
}

TEST(ExposureTail, GivesAllPlacesOneWithoutCases) {
  const Weights weights = with_self(testing::rook_lattice(3));
  const std::vector<double> none(9, 0.0);
  const std::vector<double> exposure(9, 2.0);
  EXPECT_THAT(exposure_tail(weights, none, exposure).two_sided, Each(1.0));
  EXPECT_THAT(exposure_simulation(weights, none, exposure, LocalStatistic::getis_ord, {}).p.greater,
              Each(1.0));
}

/// Five standard errors of a share of the replicates; an error of 1e-6 per comparison.
double monte_carlo_error(double p, std::uint32_t replicates) {
  return 5.0 * std::sqrt(p * (1.0 - p) / replicates) + 2.0 / replicates;
}

TEST(ExposureSimulation, ApproachesTheExactTail) {
  constexpr std::uint32_t kReplicates = 4000;
  for (const double mean : {0.1, 0.5, 2.0, 10.0}) {
    SCOPED_TRACE(mean);
    Stream random(2, 0);
    const Map map = random_map(7, mean, random);
    const Weights star = row_standardized(with_self(map.weights));
    const auto exact = exposure_tail(star, map.cases, map.exposure);
    const auto drawn = exposure_simulation(star, map.cases, map.exposure, LocalStatistic::getis_ord,
                                           {.replicates = kReplicates});
    for (std::size_t i = 0; i < map.cases.size(); ++i) {
      EXPECT_NEAR(drawn.p.greater[i], exact.greater[i],
                  monte_carlo_error(exact.greater[i], kReplicates));
      EXPECT_NEAR(drawn.p.less[i], exact.less[i], monte_carlo_error(exact.less[i], kReplicates));
    }
  }
}

/// All ways to deal `cases` to the sites one after the other, with their probabilities.
template <class Visit>
void for_each_dealing(std::size_t cases, const std::vector<double>& exposure, const Visit& visit) {
  const double all = std::accumulate(exposure.begin(), exposure.end(), 0.0);
  std::size_t ways = 1;
  for (std::size_t c = 0; c < cases; ++c) ways *= exposure.size();
  for (std::size_t way = 0; way < ways; ++way) {
    std::vector<double> dealt(exposure.size(), 0.0);
    double chance = 1.0;
    std::size_t code = way;
    for (std::size_t c = 0; c < cases; ++c, code /= exposure.size()) {
      dealt[code % exposure.size()] += 1.0;
      chance *= exposure[code % exposure.size()] / all;
    }
    visit(dealt, chance);
  }
}

double statistic_of(LocalStatistic statistic, const Weights& weights,
                    const std::vector<double>& cases, const std::vector<double>& exposure,
                    std::size_t i) {
  const double all = std::accumulate(exposure.begin(), exposure.end(), 0.0);
  const double count = std::accumulate(cases.begin(), cases.end(), 0.0);
  const auto z = [&](std::size_t j) {
    const double expected = count * exposure[j] / all;
    return (cases[j] - expected) / std::sqrt(expected);
  };
  double sum = 0.0;
  for (Weights::InnerIterator link(weights, long(i)); link; ++link) {
    const auto j = std::size_t(link.col());
    if (statistic == LocalStatistic::getis_ord) sum += link.value() * cases[j];
    if (statistic == LocalStatistic::moran) sum += link.value() * z(i) * z(j);
    if (statistic == LocalStatistic::geary) {
      sum += link.value() * (z(i) - z(j)) * (z(i) - z(j));
    }
  }
  return sum;
}

TEST(ExposureSimulation, ApproachesTheShareOfAllDealings) {
  constexpr std::uint32_t kReplicates = 20'000;
  Stream random(3, 0);
  const Weights weights = testing::random_weights(5, random);
  const std::vector<double> cases{3, 0, 2, 1, 0};
  const std::vector<double> exposure{1, 2, 0.5, 1.5, 3};
  for (const LocalStatistic statistic :
       {LocalStatistic::getis_ord, LocalStatistic::moran, LocalStatistic::geary}) {
    SCOPED_TRACE(int(statistic));
    const auto [shown, z, found] =
        exposure_simulation(weights, cases, exposure, statistic, {.replicates = kReplicates});
    for (std::size_t i = 0; i < 5; ++i) {
      if (std::isnan(found.greater[i])) continue;
      const double seen = statistic_of(statistic, weights, cases, exposure, i);
      EXPECT_NEAR(shown[i], seen, 1e-12);
      double greater = 0.0;
      double less = 0.0;
      double mean = 0.0;
      double squares = 0.0;
      for_each_dealing(6, exposure, [&](const std::vector<double>& dealt, double chance) {
        const double value = statistic_of(statistic, weights, dealt, exposure, i);
        greater += value >= seen - 1e-8 ? chance : 0.0;
        less += value <= seen + 1e-8 ? chance : 0.0;
        mean += chance * value;
        squares += chance * value * value;
      });
      const double spread = std::sqrt(squares - mean * mean);
      // The mean of R replicates is good to spread / sqrt(R); the spread to some percent.
      EXPECT_NEAR(z[i], (seen - mean) / spread,
                  5.0 / std::sqrt(double(kReplicates)) + 0.1 * std::abs(seen - mean) / spread);
      EXPECT_NEAR(found.greater[i], greater, monte_carlo_error(greater, kReplicates));
      EXPECT_NEAR(found.less[i], less, monte_carlo_error(less, kReplicates));
    }
  }
}

TEST(ExposureSimulation, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(6, 0);
  const Map map = random_map(15, 2.0, random);
  const auto answers = testing::on_1_2_8_threads([&] {
    return exposure_simulation(map.weights, map.cases, map.exposure, LocalStatistic::moran,
                               {.replicates = 199})
        .z;
  });
  for (const auto& answer : answers) {
    EXPECT_EQ(std::memcmp(answer.data(), answers[0].data(), answer.size() * sizeof(double)), 0);
  }
}

TEST(ExposureNull, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const Weights weights = with_self(distance_band_weights(pattern.points, 2_m));
    const std::vector<double> ones(pattern.points.size(), 1.0);
    const std::vector<double> zeros(pattern.points.size(), 0.0);
    const auto exact = exposure_tail(weights, ones, ones);
    const auto drawn =
        exposure_simulation(weights, ones, ones, LocalStatistic::geary, {.replicates = 99});
    ASSERT_EQ(exact.greater.size(), ones.size());
    for (std::size_t i = 0; i < ones.size(); ++i) {
      EXPECT_EQ(std::isnan(exact.greater[i]), std::isnan(drawn.p.greater[i]));
    }
    for (const double p : exposure_tail(weights, zeros, zeros).less) EXPECT_TRUE(std::isnan(p));
    EXPECT_NO_THROW(exposure_simulation(weights, zeros, zeros, LocalStatistic::moran, {}));
  }
}

TEST(ExposureNull, RefusesWhatItCannotMean) {
  const Weights weights = testing::rook_lattice(2);
  const std::vector<double> ones(4, 1.0);
  const auto refuses = [&](const Weights& w, std::vector<double> cases,
                           std::vector<double> exposure) {
    EXPECT_THROW(exposure_tail(w, cases, exposure), ContractViolation);
    EXPECT_THROW(exposure_simulation(w, cases, exposure, LocalStatistic::moran, {}),
                 ContractViolation);
  };
  refuses(weights, {1, 1, 1}, ones);
  refuses(weights, {1, 1, 1, 0.5}, ones);
  refuses(weights, {1, 1, 1, -1}, ones);
  refuses(weights, {1, 1, 1, std::nan("")}, ones);
  refuses(weights, ones, {1, 1, 1, 0});
  refuses(weights, ones, {1, 1, 1, INFINITY});
  refuses(-weights, ones, ones);
  Weights uneven = weights;
  uneven.coeffRef(0, 1) = 2.0;
  EXPECT_THROW(exposure_tail(uneven, ones, ones), ContractViolation);
  EXPECT_THROW(exposure_simulation(weights, ones, ones, LocalStatistic::moran, {.replicates = 0}),
               ContractViolation);
}

TEST(ExposureSimulation, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<double> ones(4, 1.0);
  EXPECT_THROW(exposure_simulation(testing::rook_lattice(2), ones, ones, LocalStatistic::moran, {},
                                   Control(stop.get_token(), progress)),
               Cancelled);
}

TEST(ProportionalDraws, GiveEachPlaceItsShare) {
  const std::vector<double> weights{3, 0, 1, 1e-3, 7, 2, 0, 0.5};
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  constexpr std::uint64_t kCount = 400'001;
  std::vector<double> dealt(weights.size());
  ProportionalDraws(weights).deal(kCount, 7, 1, dealt);
  EXPECT_EQ(std::accumulate(dealt.begin(), dealt.end(), 0.0), double(kCount));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = weights[i] / all;
    EXPECT_NEAR(dealt[i] / kCount, share, 5.0 * std::sqrt(share * (1.0 - share) / kCount));
  }
}

TEST(ProportionalDraws, DealSeparateThingsIndependently) {
  // Two things on two even places: both on the first in a quarter of the dealings.
  const ProportionalDraws draws(std::vector<double>{1, 1});
  constexpr int kDealings = 4000;
  int both = 0;
  std::vector<double> dealt(2);
  for (std::uint64_t s = 0; s < kDealings; ++s) {
    draws.deal(2, 1, s, dealt);
    both += dealt[0] == 2.0 ? 1 : 0;
  }
  EXPECT_NEAR(both, kDealings / 4.0, 5.0 * std::sqrt(kDealings * 3.0 / 16.0));
  EXPECT_THROW(ProportionalDraws(std::vector<double>{0, 0}), ContractViolation);
}

}  // namespace
}  // namespace rawan
