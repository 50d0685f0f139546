#include "rawan/algorithms/ranking.h"

#include "oracles/rank_correlation.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::ElementsAre;

std::vector<double> random_draws(std::size_t draws, std::size_t sites, Stream& random) {
  std::vector<double> values;
  for (std::size_t k = 0; k < draws * sites; ++k) {
    values.push_back(static_cast<double>(random.below(5)));
  }
  return values;
}

TEST(SummarizeRanks, CountsWhoIsAbove) {
  // Ranks of site 0 over the four draws: 1, 1, 2, 3.
  const std::vector<double> draws{9, 5, 1, 8, 2, 7, 4, 6, 1, 0, 3, 2};
  const auto ranks = summarize_ranks(draws, 3, {.probability = 0.5, .top_k = 1});
  EXPECT_DOUBLE_EQ(ranks[0].expected, 7.0 / 4.0);
  EXPECT_DOUBLE_EQ(ranks[0].top_k, 0.5);
  EXPECT_EQ(ranks[0].low, 1.0);
  EXPECT_EQ(ranks[0].high, 2.0);
}

TEST(SummarizeRanks, SharesTheMeanRankAmongEqualRates) {
  const auto ranks = summarize_ranks(std::vector<double>{3.0, 7.0, 3.0}, 3);
  EXPECT_EQ(ranks[1].expected, 1.0);
  EXPECT_EQ(ranks[0].expected, 2.5);
  EXPECT_EQ(ranks[2].expected, 2.5);
}

TEST(SummarizeRanks, MatchesADirectCountWithTies) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const std::size_t sites = 1 + random.below(6);
    const std::vector<double> draws = random_draws(40, sites, random);
    const auto ranks = summarize_ranks(draws, sites, {.probability = 0.9, .top_k = 2});
    double sum = 0.0;
    for (std::size_t i = 0; i < sites; ++i) {
      double expected = 0.0;
      double top = 0.0;
      double inside = 0.0;
      for (std::size_t d = 0; d < 40; ++d) {
        const auto row = std::span(draws).subspan(d * sites, sites);
        const double rank = testing::ranks_from_highest(row)[i];
        expected += rank / 40.0;
        top += rank <= 2.0 ? 1.0 / 40.0 : 0.0;
        inside += ranks[i].low <= rank && rank <= ranks[i].high ? 1.0 / 40.0 : 0.0;
      }
      EXPECT_NEAR(ranks[i].expected, expected, 1e-12);
      EXPECT_NEAR(ranks[i].top_k, top, 1e-12);
      EXPECT_GE(inside, 0.9 - 1e-12);
      sum += ranks[i].expected;
    }
    const auto n = static_cast<double>(sites);
    EXPECT_NEAR(sum, n * (n + 1.0) / 2.0, 1e-9);
  }
}

/// Rates spread evenly, over many sizes, in a heap with an outlier, all equal, or infinite.
double rate_of_kind(std::uint64_t kind, Stream& random) {
  const double even = random.uniform();
  if (kind == 0) return even;
  if (kind == 1) return std::exp(40.0 * even - 20.0);
  if (kind == 2) return even < 0.02 ? 1e12 : 1.0 + 1e-9 * even;
  if (kind == 3) return 0.25;
  return even < 0.1 ? std::numeric_limits<double>::infinity() : even - 0.5;
}

TEST(SummarizeRanks, MatchADirectCountHoweverRatesAreSpread) {
  for (std::uint64_t kind = 0; kind < 5; ++kind) {
    for (const std::size_t draws : {1U, 2U, 300U}) {
      SCOPED_TRACE(::testing::Message() << kind << " " << draws);
      constexpr std::size_t kSites = 37;
      Stream random(kind, draws);
      std::vector<double> rates;
      for (std::size_t k = 0; k < draws * kSites; ++k) rates.push_back(rate_of_kind(kind, random));
      std::vector<std::vector<double>> ranks(kSites);
      for (std::size_t d = 0; d < draws; ++d) {
        const auto row = testing::ranks_from_highest(std::span(rates).subspan(d * kSites, kSites));
        for (std::size_t i = 0; i < kSites; ++i) ranks[i].push_back(row[i]);
      }
      const auto summaries = summarize_ranks(rates, kSites, {.probability = 0.8, .top_k = 3});
      for (std::size_t i = 0; i < kSites; ++i) {
        std::ranges::sort(ranks[i]);
        const auto tail = static_cast<std::size_t>(0.5 * (1.0 - 0.8) * static_cast<double>(draws));
        EXPECT_EQ(summaries[i].low, ranks[i][tail]);
        EXPECT_EQ(summaries[i].high, ranks[i][draws - 1 - tail]);
        EXPECT_NEAR(
            summaries[i].expected,
            std::accumulate(ranks[i].begin(), ranks[i].end(), 0.0) / static_cast<double>(draws),
            1e-12);
      }
    }
  }
}

TEST(SummarizeRanks, GivesEqualBitsOnAnyNumberOfThreads) {
  Stream random(8, 0);
  const std::vector<double> draws = random_draws(300, 20, random);
  const auto answers = testing::on_1_2_8_threads([&] {
    std::vector<double> numbers;
    for (const RankSummary& rank : summarize_ranks(draws, 20)) {
      numbers.insert(numbers.end(), {rank.expected, rank.low, rank.high, rank.top_k});
    }
    return numbers;
  });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

TEST(SummarizeRanks, RefusesDrawsThatDoNotFitTheSites) {
  EXPECT_TRUE(summarize_ranks({}, 0).empty());
  EXPECT_THROW(summarize_ranks(std::vector<double>(5, 1.0), 2), ContractViolation);
  EXPECT_THROW(summarize_ranks({}, 2), ContractViolation);
}

TEST(SummarizeRanks, StopWhenAsked) {
  std::stop_source stop;
  Progress progress;
  const Control control(stop.get_token(), progress);
  const std::vector<double> draws{3.0, 7.0, 5.0, 1.0};
  EXPECT_EQ(summarize_ranks(draws, 2, {}, control).size(), 2U);
  stop.request_stop();
  EXPECT_THROW(summarize_ranks(draws, 2, {}, control), Cancelled);
  EXPECT_THROW(ranks_by_survival(draws, 2, {}, control), Cancelled);
}

// Two exponentials with rates 1 and 3: the first is the larger one with probability 3/4.
TEST(ExpectedRanks, KnowsTwoExponentials) {
  const auto ranks = expected_ranks(std::vector<Gamma>{{1.0, 1.0}, {1.0, 3.0}});
  EXPECT_NEAR(ranks[0], 1.25, 1e-14);
  EXPECT_NEAR(ranks[1], 1.75, 1e-14);
}

TEST(ExpectedRanks, AgreesWithDraws) {
  Stream random(3, 0);
  std::vector<Gamma> posteriors;
  for (int i = 0; i < 8; ++i) posteriors.push_back({0.5 + 6.0 * random.uniform(), 10.0});
  posteriors.push_back({2e4, 1e5});
  constexpr int kDraws = 20000;
  std::vector<double> draws;
  for (int d = 0; d < kDraws; ++d) {
    for (const Gamma& g : posteriors) draws.push_back(random.gamma(g.shape) / g.rate);
  }
  const auto drawn = summarize_ranks(draws, posteriors.size());
  const auto exact = expected_ranks(posteriors);
  for (std::size_t i = 0; i < exact.size(); ++i) {
    EXPECT_NEAR(exact[i], drawn[i].expected, 4.0 * 2.6 / std::sqrt(kDraws));
  }
}

TEST(ExpectedRanks, SharesTheMiddleAmongEqualPosteriors) {
  for (const double shape : {0.3, 2.0, 1e6, 1e12}) {
    for (const double rank : expected_ranks(std::vector<Gamma>(5, {shape, shape}))) {
      EXPECT_NEAR(rank, 3.0, 1e-6) << shape;
    }
  }
  EXPECT_TRUE(expected_ranks({}).empty());
}

/// Posteriors cut into cells, and draws from the same pieces.
struct Pieces {
  std::size_t sites = 0;
  std::size_t cells = 0;
  std::vector<double> masses;

  std::vector<double> draw(std::size_t draws, Stream& random) const {
    std::vector<double> values;
    for (std::size_t k = 0; k < draws * sites; ++k) {
      const auto row = std::span(masses).subspan(k % sites * cells, cells);
      const auto cell = static_cast<double>(random.categorical(row));
      values.push_back(cell + random.uniform());
    }
    return values;
  }
};

Pieces random_pieces(std::size_t sites, std::size_t cells, Stream& random) {
  Pieces pieces{sites, cells, {}};
  for (std::size_t i = 0; i < sites; ++i) {
    const double center = static_cast<double>(cells) * random.uniform();
    const double width = 1.0 + 0.2 * static_cast<double>(cells) * random.uniform();
    std::vector<double> row;
    for (std::size_t g = 0; g < cells; ++g) {
      const double z = (static_cast<double>(g) + 0.5 - center) / width;
      row.push_back(std::exp(-0.5 * z * z));
    }
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (const double mass : row) pieces.masses.push_back(mass / sum);
  }
  return pieces;
}

TEST(RanksBySurvival, StaysWithinItsBoundOfJointDraws) {
  Stream random(6, 0);
  const std::size_t sites = 300;
  const Pieces pieces = random_pieces(sites, 60, random);
  const RankOptions options{.probability = 0.9, .top_k = 25};
  const auto drawn = summarize_ranks(pieces.draw(4000, random), sites, options);
  const auto exact = ranks_by_survival(pieces.masses, sites, options);
  double worst_mean = 0.0;
  double worst_bound = 0.0;
  double worst_top = 0.0;
  double mean_bound = 0.0;
  for (std::size_t i = 0; i < sites; ++i) {
    const double low = exact[i].low - drawn[i].low;
    const double high = drawn[i].high - exact[i].high;
    worst_mean = std::max(worst_mean, std::abs(exact[i].expected - drawn[i].expected));
    worst_bound = std::max({worst_bound, std::abs(low), std::abs(high)});
    worst_top = std::max(worst_top, std::abs(exact[i].top_k - drawn[i].top_k));
    mean_bound += (low + high) / (2.0 * sites);
  }
  // Monte Carlo error of 4,000 draws of a rank with a spread of up to 65: 1 in the mean, 2.2 in a
  // 5 % quantile, 0.008 in a probability; three to four times that for the worst of 300.
  EXPECT_LT(worst_mean, 4.0);
  EXPECT_LT(worst_bound, 9.0);
  EXPECT_LT(worst_top, 0.03);
  EXPECT_LT(mean_bound, 0.5);
  EXPECT_GT(mean_bound, -1.5);
}

TEST(RanksBySurvival, HoldsTheDrawnRanksAsOftenAsItSays) {
  Stream random(7, 0);
  const std::size_t sites = 400;
  const Pieces pieces = random_pieces(sites, 50, random);
  const auto ranks = ranks_by_survival(pieces.masses, sites);
  double inside = 0.0;
  constexpr int kDraws = 100;
  for (int d = 0; d < kDraws; ++d) {
    const auto drawn = summarize_ranks(pieces.draw(1, random), sites);
    for (std::size_t i = 0; i < sites; ++i) {
      const double rank = drawn[i].expected;
      inside += ranks[i].low <= rank && rank <= ranks[i].high ? 1.0 : 0.0;
    }
  }
  EXPECT_NEAR(inside / kDraws / static_cast<double>(sites), 0.9, 0.01);
}

TEST(RanksBySurvival, SumsToTheSumOfAllRanks) {
  Stream random(9, 0);
  const Pieces pieces = random_pieces(37, 11, random);
  double sum = 0.0;
  for (const RankSummary& rank : ranks_by_survival(pieces.masses, 37)) sum += rank.expected;
  EXPECT_NEAR(sum, 37.0 * 38.0 / 2.0, 1e-9);
}

TEST(RanksBySurvival, KnowsASiteThatIsSurelyFirst) {
  const auto ranks = ranks_by_survival(std::vector<double>{0.0, 1.0, 1.0, 0.0}, 2, {.top_k = 1});
  EXPECT_NEAR(ranks[0].expected, 1.0, 1e-12);
  EXPECT_NEAR(ranks[1].expected, 2.0, 1e-12);
  EXPECT_NEAR(ranks[0].top_k, 1.0, 1e-9);
  EXPECT_NEAR(ranks[1].top_k, 0.0, 1e-9);
  EXPECT_TRUE(ranks_by_survival({}, 0).empty());
}

TEST(PositionsFromHighest, BreaksTiesByPosition) {
  EXPECT_THAT(positions_from_highest(std::vector<double>{2.0, 5.0, 2.0, 9.0}),
              ElementsAre(3, 2, 4, 1));
  EXPECT_TRUE(positions_from_highest({}).empty());
  EXPECT_THROW(positions_from_highest(std::vector<double>{NAN}), ContractViolation);
}

TEST(MeanRanks, AreSharedByEqualValues) {
  EXPECT_THAT(mean_ranks(std::vector<double>{3.0, 7.0, 3.0, 1.0}), ElementsAre(2.5, 1.0, 2.5, 4.0));
  EXPECT_THAT(mean_ranks(std::vector<double>{-0.0, 0.0}), ElementsAre(1.5, 1.5));
  EXPECT_TRUE(mean_ranks(std::vector<double>{}).empty());
}

// Hollander & Wolfe (1973), Nonparametric Statistical Methods, p. 187: tuna; the second is the
// example with a tie of the documentation of scipy.stats.spearmanr.
TEST(Spearman, GivesPublishedValues) {
  const std::vector<double> lightness{44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1};
  const std::vector<double> quality{2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8};
  EXPECT_NEAR(*spearman(lightness, quality), 0.6, 1e-12);
  const std::vector<double> tied{5.0, 6.0, 7.0, 8.0, 7.0};
  EXPECT_NEAR(*spearman(std::vector<double>{1, 2, 3, 4, 5}, tied), 0.8207826816681233, 1e-15);
}

TEST(Spearman, MatchesACountOfWhoIsAboveWithTies) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 3);
    const std::vector<double> values = random_draws(2, 2 + random.below(30), random);
    const std::span<const double> a(values.data(), values.size() / 2);
    const std::span<const double> b(values.data() + values.size() / 2, values.size() / 2);
    EXPECT_EQ(mean_ranks(a), testing::ranks_from_highest(a));
    const double expected = testing::spearman(a, b);
    const auto found = spearman(a, b);
    ASSERT_EQ(found.has_value(), !std::isnan(expected));
    EXPECT_NEAR(found.value_or(0.0), found ? expected : 0.0, 1e-12);
    EXPECT_EQ(found, spearman(b, a));
  }
}

TEST(Spearman, KnowsNothingButOrder) {
  const std::vector<double> a{0.1, 4.0, 2.0, 2.0, 9.0};
  std::vector<double> grown;
  std::vector<double> turned;
  for (const double value : a) grown.push_back(1e7 + std::exp(value));
  for (const double value : a) turned.push_back(-value);
  EXPECT_DOUBLE_EQ(*spearman(a, grown), 1.0);
  EXPECT_DOUBLE_EQ(*spearman(a, turned), -1.0);
}

TEST(Spearman, DoesNotExistWhereAListIsFlat) {
  const std::vector<double> flat{2.0, 2.0, 2.0};
  EXPECT_FALSE(spearman(flat, std::vector<double>{1.0, 2.0, 3.0}));
  EXPECT_FALSE(spearman(flat, flat));
  EXPECT_FALSE(spearman(std::vector<double>{}, std::vector<double>{}));
  EXPECT_FALSE(spearman(std::vector<double>{1.0}, std::vector<double>{2.0}));
}

TEST(Spearman, RefusesWhatIsNoNumberOrNoPair) {
  const std::vector<double> two{1.0, 2.0};
  EXPECT_THROW(spearman(two, std::vector<double>{1.0}), ContractViolation);
  EXPECT_THROW(spearman(two, std::vector<double>{1.0, std::nan("")}), ContractViolation);
}

}  // namespace
}  // namespace rawan
