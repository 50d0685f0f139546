#include "rawan/algorithms/village_rates.h"

#include "dialogue_model.h"
#include "oracles/village_rate_posterior.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/dialogue_world.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace rawan {
namespace {

TEST(RateVillages, MatchesADenseGridOverAllNumbersOfTheModel) {
  const std::vector<std::vector<Dialogue>> districts{
      {{0, 12, 1}, {0, 15, 4}, {1, 9, 0}, {2, 20, 9}, {2, 14, 2}, {2, 8, 3}, {3, 11, 1}},
      {{0, 30, 2}, {1, 30, 20}, {2, 5, 0}, {2, 6, 1}}};
  for (const auto& dialogues : districts) {
    const std::size_t sites = dialogues.back().site + 1U;
    const VillageRates rates = rate_villages(dialogues, sites);
    const std::vector<double> means = oracle::village_rate_means(dialogues, sites);
    for (std::size_t i = 0; i < sites; ++i) {
      EXPECT_NEAR(rates.rate[i].mean, means[i], 0.02 * means[i]) << i;
    }
  }
}

TEST(RateVillages, RatesOnlyWhereSomebodyWasAsked) {
  const std::vector<Dialogue> dialogues{{4, 20.0, 9.0}, {1, 12.0, 0.0}, {4, 10.0, 2.0}};
  const VillageRates rates = rate_villages(dialogues, 6);
  EXPECT_EQ(rates.site, (std::vector<std::uint32_t>{1, 4}));
  ASSERT_EQ(rates.rate.size(), 2U);
  EXPECT_DOUBLE_EQ(rates.overall, 11.0 / 42.0);
  EXPECT_LT(rates.rate[0].mean, rates.rate[1].mean);
  EXPECT_GT(rates.rate[0].rank.expected, rates.rate[1].rank.expected);
  EXPECT_LT(rates.rate[0].exceeds_mean, rates.rate[1].exceeds_mean);
}

TEST(RateVillages, ShrinksTowardsTheDistrictMoreWhereFewWereAsked) {
  std::vector<Dialogue> dialogues;
  for (std::uint32_t site = 0; site < 20; ++site) {
    for (int j = 0; j < 4; ++j) dialogues.push_back({site, 15.0, site % 3 == 0 ? 4.0 : 1.0});
  }
  dialogues.push_back({20, 5.0, 5.0});
  for (int j = 0; j < 20; ++j) dialogues.push_back({21, 15.0, 15.0});
  const VillageRates rates = rate_villages(dialogues, 22);
  EXPECT_LT(rates.rate[20].mean, 0.75);
  EXPECT_GT(rates.rate[21].mean, 0.85);
  EXPECT_GT(rates.rate[20].interval.high - rates.rate[20].interval.low,
            rates.rate[21].interval.high - rates.rate[21].interval.low);
}

TEST(RateVillages, RanksTheWellKnownBadPlaceAboveTheLuckyOne) {
  std::vector<Dialogue> dialogues;
  for (std::uint32_t site = 0; site < 30; ++site) {
    for (int j = 0; j < 6; ++j) dialogues.push_back({site, 14.0, j % 3 == 0 ? 2.0 : 1.0});
  }
  dialogues.push_back({30, 3.0, 2.0});
  for (int j = 0; j < 12; ++j) dialogues.push_back({31, 14.0, 7.0});
  const VillageRates rates = rate_villages(dialogues, 32);
  EXPECT_LT(rates.rate[31].rank.expected, rates.rate[30].rank.expected);
  EXPECT_GT(rates.rate[31].rank.top_k, 0.95);
}

TEST(RateVillages, DoesNotDependOnTheOrderOfSites) {
  const testing::World world = testing::make_world({.sites = 30}, 3);
  std::vector<Dialogue> mirrored = world.dialogues;
  for (Dialogue& d : mirrored) d.site = 29 - d.site;
  const VillageRates rates = rate_villages(world.dialogues, 30);
  const VillageRates other = rate_villages(mirrored, 30);
  const std::size_t n = rates.rate.size();
  for (std::size_t k = 0; k < n; ++k) {
    EXPECT_EQ(rates.site[k], 29 - other.site[n - 1 - k]);
    EXPECT_NEAR(rates.rate[k].mean, other.rate[n - 1 - k].mean, 1e-9 * rates.rate[k].mean);
  }
}

TEST(RateVillages, ScalesWithTheUnitOfExposure) {
  const testing::World world = testing::make_world({.sites = 25}, 4);
  std::vector<Dialogue> dozens = world.dialogues;
  for (Dialogue& d : dozens) d.women /= 12.0;
  const VillageRates rates = rate_villages(world.dialogues, 25);
  const VillageRates other = rate_villages(dozens, 25);
  for (std::size_t k = 0; k < rates.rate.size(); ++k) {
    EXPECT_NEAR(12.0 * rates.rate[k].mean, other.rate[k].mean, 1e-6 * other.rate[k].mean);
    EXPECT_NEAR(rates.rate[k].exceeds_mean, other.rate[k].exceeds_mean, 1e-6);
  }
}

std::vector<double> numbers_of(const VillageRates& rates) {
  std::vector<double> numbers{rates.design_effect, rates.prior.mean, rates.prior.variance};
  for (const SiteRate& r : rates.rate) {
    numbers.insert(numbers.end(), {r.mean, r.interval.low, r.interval.high, r.exceeds_mean,
                                   r.rank.expected, r.rank.low, r.rank.high, r.rank.top_k});
  }
  return numbers;
}

TEST(RateVillages, GivesEqualBitsOnAnyNumberOfThreads) {
  const testing::World world = testing::make_world({.sites = 40}, 6);
  const auto answers = testing::on_1_2_8_threads(
      [&] { return numbers_of(rate_villages(world.dialogues, 40, {.draws = 300})); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

void expect_possible(const VillageRates& rates) {
  const auto n = static_cast<double>(rates.rate.size());
  for (const double number : numbers_of(rates)) EXPECT_TRUE(std::isfinite(number));
  for (const SiteRate& r : rates.rate) {
    EXPECT_LE(0.0, r.interval.low);
    EXPECT_LE(r.interval.low, r.interval.high);
    EXPECT_GE(r.exceeds_mean, 0.0);
    EXPECT_LE(r.exceeds_mean, 1.0 + 1e-12);
    EXPECT_GE(r.rank.low, 1.0);
    EXPECT_LE(r.rank.high, n);
    EXPECT_LE(r.rank.top_k, 1.0);
  }
}

TEST(RateVillages, AnswersDegenerateDistricts) {
  EXPECT_TRUE(rate_villages({}, 0).rate.empty());
  EXPECT_TRUE(rate_villages({}, 7).rate.empty());
  const std::vector<std::vector<Dialogue>> districts{
      {{0, 10.0, 3.0}},                                    // one dialogue
      {{0, 10.0, 0.0}},                                    // that found nothing
      {{0, 10.0, 0.0}, {1, 12.0, 0.0}, {1, 9.0, 0.0}},     // nothing anywhere
      {{0, 10.0, 2.0}, {1, 10.0, 2.0}, {2, 10.0, 2.0}},    // all equal
      {{0, 1.0, 400.0}, {1, 500.0, 0.0}, {2, 10.0, 1.0}},  // extremes
      {{0, 0.5, 0.25}, {1, 2.0, 1.5}},                     // no whole numbers
      {{0, 1000.0, 900.0}, {0, 1000.0, 880.0}, {1, 1000.0, 4.0}}};
  for (const auto& dialogues : districts) {
    const VillageRates rates = rate_villages(dialogues, 3, {.draws = 200});
    EXPECT_FALSE(rates.rate.empty());
    expect_possible(rates);
  }
}

TEST(RateVillages, SaysThatNobodyExceedsTheMeanWhereNothingWasMarked) {
  const VillageRates rates =
      rate_villages(std::vector<Dialogue>{{0, 10.0, 0.0}, {1, 30.0, 0.0}}, 2);
  EXPECT_EQ(rates.overall, 0.0);
  for (const SiteRate& rate : rates.rate) EXPECT_EQ(rate.exceeds_mean, 0.0);
}

TEST(RateVillages, SeesNoOrderWhereAllAreEqual) {
  std::vector<Dialogue> dialogues;
  for (std::uint32_t site = 0; site < 12; ++site) {
    for (int j = 0; j < 3; ++j) dialogues.push_back({site, 14.0, 2.0});
  }
  for (const SiteRate& rate : rate_villages(dialogues, 12).rate) {
    EXPECT_NEAR(rate.rank.expected, 6.5, 0.3);
    EXPECT_LE(rate.rank.low, 2.0);
    EXPECT_GE(rate.rank.high, 11.0);
  }
}

TEST(RateVillages, StandsWithoutDrawsWhereItsDrawsPutIt) {
  const testing::World world = testing::make_world({.sites = 40}, 5);
  const VillageRates drawn = rate_villages(world.dialogues, 40, {.draws = 4000});
  const VillageRates plain = rate_villages(world.dialogues, 40, {.draws = 0});
  EXPECT_EQ(plain.standing, drawn.standing);
  for (std::size_t i = 0; i < drawn.rate.size(); ++i) {
    EXPECT_NEAR(drawn.standing[i], drawn.rate[i].rank.expected, 1.0);
    EXPECT_EQ(plain.rate[i].mean, drawn.rate[i].mean);
    EXPECT_EQ(plain.rate[i].rank.expected, 0.0);
  }
}

/// Of a site at one rate, by its definition, up to a factor.
double log_likelihood(std::span<const Dialogue> dialogues, double rate, double v) {
  double log = 0.0;
  for (const Dialogue& d : dialogues) {
    log += d.marks * std::log(rate) - (d.marks + 1.0 / v) * std::log1p(rate * v * d.women);
  }
  return log;
}

TEST(DialogueModel, KnowsTheLikelihoodForAnyNumberOfWomen) {
  std::vector<Dialogue> dialogues;
  for (std::uint32_t site = 0; site < 300; ++site) dialogues.push_back({site, site + 1.0, 2.0});
  dialogues.push_back({299, 7.0, 0.0});
  const SiteDialogues data = group_by_site(dialogues, 300);
  const RateCells cells = cells_for(data, 0.1);
  constexpr double kV = 0.4;
  const DialogueModel model(data, cells, kV);
  const std::vector<Dialogue> untold{{0, 3.5, 1.0}};
  for (const auto& asked : {data.of(0), data.of(299), std::span<const Dialogue>(untold)}) {
    std::vector<double> logs;
    for (const double rate : cells.nodes()) logs.push_back(log_likelihood(asked, rate, kV));
    const double highest = *std::ranges::max_element(logs);
    const SiteLikelihood likelihood = model.likelihood_of(asked);
    for (std::size_t g = 0; g < cells.size(); ++g) {
      EXPECT_NEAR(likelihood.value[g], std::exp(logs[g] - highest), 1e-9);
    }
  }
}

TEST(DialogueModel, AddsNothingOfRatesThatAreAllTooUnlikely) {
  std::vector<double> marginal{0.25};
  add_marginals({.value = {1e-20, 1e-18}}, 1e-15, std::vector{0.5, 0.5}, marginal);
  EXPECT_EQ(marginal, std::vector{0.25});
}

TEST(InferHypers, LooksAtEveryOtherOfTwiceTheSitesItCanLookAt) {
  constexpr std::uint32_t kSites = 4096;
  std::vector<Dialogue> some;
  std::vector<Dialogue> twice;
  for (std::uint32_t site = 0; site < kSites; ++site) {
    const Dialogue told{site, 8.0 + site % 5, static_cast<double>(site % 7 % 4)};
    some.push_back(told);
    twice.push_back({2 * site, told.women, told.marks});
    twice.push_back({2 * site + 1, told.women, 0.0});
  }
  const SiteDialogues one = group_by_site(some, kSites);
  const SiteDialogues both = group_by_site(twice, 2 * kSites);
  const RateCells cells = cells_for(one, 0.1);
  const HyperPosterior expected = infer_hypers(one, cells, 0.125, {});
  const HyperPosterior found = infer_hypers(both, cells, 0.125, {});
  EXPECT_EQ(found.dispersion, expected.dispersion);
  ASSERT_EQ(found.point.size(), expected.point.size());
  for (std::size_t k = 0; k < found.point.size(); ++k) {
    EXPECT_EQ(found.point[k].mean, expected.point[k].mean);
    EXPECT_EQ(found.point[k].between_sites, expected.point[k].between_sites);
    EXPECT_EQ(found.point[k].weight, expected.point[k].weight);
  }
}

TEST(RateVillages, RefusesWhatCannotBe) {
  EXPECT_THROW(rate_villages(std::vector<Dialogue>{{2, 5.0, 1.0}}, 2), ContractViolation);
  EXPECT_THROW(rate_villages(std::vector<Dialogue>{{0, 0.0, 1.0}}, 2), ContractViolation);
  EXPECT_THROW(rate_villages(std::vector<Dialogue>{{0, 5.0, 1.0}}, 1, {.interval = 1.0}),
               ContractViolation);
}

}  // namespace
}  // namespace rawan
