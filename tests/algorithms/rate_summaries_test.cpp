#include "rawan/algorithms/rate_summaries.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/local_empirical_bayes.h"
#include "rawan/algorithms/random.h"
#include "support/carolina.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace rawan {
namespace {

using ::testing::ElementsAre;

TEST(JudgeEvidence, ToldApartNobodyAskedAndTooFewAsked) {
  const std::vector<double> cases{5, 0, 0, 1};
  const std::vector<double> exposure{100, 4, 0, 30};
  EXPECT_THAT(
      judge_evidence(cases, exposure),
      ElementsAre(Evidence::enough, Evidence::too_little, Evidence::no_exposure, Evidence::enough));
  EXPECT_THAT(judge_evidence(cases, exposure, {.fewest_exposure = 50}),
              ElementsAre(Evidence::enough, Evidence::too_little, Evidence::no_exposure,
                          Evidence::too_little));
  // An expected number of exactly the least one is enough.
  EXPECT_EQ(judge_evidence(std::vector<double>{1, 1}, std::vector<double>{1, 1})[0],
            Evidence::enough);
  EXPECT_EQ(judge_evidence(std::vector<double>{0, 0}, std::vector<double>{1, 1})[0],
            Evidence::too_little);
}

TEST(JudgeEvidence, RefusesCasesWithoutExposure) {
  const std::vector<double> ones{1, 1};
  EXPECT_THROW(judge_evidence(ones, std::vector<double>{1, 0}), ContractViolation);
  EXPECT_THROW(judge_evidence(ones, std::vector<double>{1}), ContractViolation);
  EXPECT_THROW(judge_evidence(ones, std::vector<double>{1, NAN}), ContractViolation);
  EXPECT_TRUE(judge_evidence({}, {}).empty());
}

TEST(RelativeStandardError, FlagsSixteenCasesAndFewer) {
  EXPECT_GE(relative_standard_error(16), kUnreliableFrom);
  EXPECT_LT(relative_standard_error(17), kUnreliableFrom);
  EXPECT_TRUE(std::isinf(relative_standard_error(0)));
  EXPECT_THROW(relative_standard_error(-1), ContractViolation);
}

// Reference values from the formulas of Marshall (1991) and the regularized gamma function.
TEST(SummarizeRates, GivesTheKnownNumbersOfAnson) {
  const testing::Carolina map;
  const auto rates = summarize_rates(map.deaths, map.births);
  const RateSummary& anson = rates[map.place.at("Anson")];
  EXPECT_NEAR(anson.estimate, 0.004838804052, 5e-13);
  EXPECT_NEAR(anson.exceedance, 0.96979, 5e-6);
  EXPECT_NEAR(anson.raw, 15.0 / 1570.0, 1e-15);
  EXPECT_NEAR(anson.relative_standard_error, 1.0 / std::sqrt(15.0), 1e-15);
  EXPECT_NEAR(anson.exact.low, garwood_interval(15, 0.9).low / 1570.0, 1e-15);
  EXPECT_LT(anson.interval.low, anson.estimate);
  EXPECT_GT(anson.interval.high, anson.estimate);
  EXPECT_LE(anson.rank.low, 3.0);
  EXPECT_GT(anson.rank.top_k, 0.9);
  const auto above_mean = summarize_rates(map.deaths, map.births, {.exceed = 1.0});
  EXPECT_NEAR(above_mean[map.place.at("Anson")].exceedance, 0.99961, 5e-6);
  EXPECT_EQ(std::ranges::count_if(above_mean, [](const auto& r) { return r.exceedance > 0.8; }),
            17);
}

/// The five counties with the highest of a number.
template <class Of>
std::vector<std::string> top_five(const testing::Carolina& map,
                                  const std::vector<RateSummary>& rates, const Of& of) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [name, i] : map.place) {
    const double value = of(rates[i]);
    if (!std::isnan(value)) order.emplace_back(-value, name);
  }
  std::ranges::sort(order);
  std::vector<std::string> names;
  for (std::size_t k = 0; k < 5; ++k) names.push_back(order[k].second);
  return names;
}

// Orders computed from the same table: raw rates, shrunk ones and P(rate > mean) disagree.
TEST(SummarizeRates, PutsTheKnownCountiesFirst) {
  const testing::Carolina map;
  const auto rates =
      summarize_rates(map.deaths, map.births, {.exceed = 1.0, .evidence = {.fewest_expected = 0}});
  EXPECT_THAT(top_five(map, rates, [](const auto& r) { return r.raw; }),
              ElementsAre("Anson", "Northampton", "Washington", "Halifax", "Hertford"));
  EXPECT_THAT(top_five(map, rates, [](const auto& r) { return r.estimate; }),
              ElementsAre("Anson", "Halifax", "Northampton", "Robeson", "Columbus"));
  EXPECT_THAT(top_five(map, rates, [](const auto& r) { return r.exceedance; }),
              ElementsAre("Anson", "Robeson", "Halifax", "Columbus", "Northampton"));
}

TEST(SummarizeRates, RanksOnlySitesWithEnoughEvidence) {
  std::vector<double> cases{20, 10, 5, 0, 0};
  std::vector<double> exposure{100, 100, 100, 1, 0};
  const auto rates = summarize_rates(cases, exposure);
  double sum = 0.0;
  for (std::size_t i = 0; i < 3; ++i) sum += rates[i].rank.expected;
  EXPECT_NEAR(sum, 6.0, 1e-9);
  EXPECT_EQ(rates[3].evidence, Evidence::too_little);
  EXPECT_EQ(rates[3].raw, 0.0);
  EXPECT_NEAR(rates[3].exact.high, garwood_interval(0, 0.9).high, 1e-12);
  EXPECT_TRUE(std::isnan(rates[3].estimate) && std::isnan(rates[3].rank.expected));
  EXPECT_TRUE(std::isnan(rates[3].exceedance) && std::isnan(rates[3].interval.low));
  EXPECT_EQ(rates[4].evidence, Evidence::no_exposure);
  EXPECT_TRUE(std::isnan(rates[4].raw) && std::isnan(rates[4].exact.high));
  EXPECT_TRUE(std::isnan(rates[4].relative_standard_error));
}

TEST(SummarizeRates, SaysWhereThereIsNoHeterogeneity) {
  const auto rates =
      summarize_rates(std::vector<double>{20, 40, 60}, std::vector<double>{100, 200, 300});
  for (const RateSummary& rate : rates) {
    EXPECT_EQ(rate.prior.variance, 0.0);
    EXPECT_NEAR(rate.estimate, 0.2, 1e-12);
  }
}

TEST(SummarizeLocalRates, TakeThePriorsOfTheSurroundings) {
  const testing::Carolina map;
  const auto rates = summarize_local_rates(map.weights, map.deaths, map.births);
  const auto priors = local_gamma_priors(map.weights, map.deaths, map.births);
  const auto posteriors = shrink_locally(map.deaths, map.births, priors);
  const double mean = fit_gamma_prior(map.deaths, map.births).mean;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i].evidence != Evidence::enough) continue;
    EXPECT_EQ(rates[i].estimate, posteriors[i].mean());
    EXPECT_EQ(rates[i].exceedance, exceedance(posteriors[i], 1.5 * mean));
    EXPECT_NEAR(rates[i].interval.high, quantile(posteriors[i], 0.95), 1e-15);
  }
}

TEST(SummarizeLocalRates, LeaveOutNeighborsWhoWereNotAsked) {
  const Weights line = testing::weights_from({{0, 1, 0}, {1, 0, 1}, {0, 1, 0}});
  const auto rates =
      summarize_local_rates(line, std::vector<double>{4, 0, 8}, std::vector<double>{10, 0, 10});
  const GammaPrior whole = fit_gamma_prior(std::vector<double>{4, 8}, std::vector<double>{10, 10});
  EXPECT_EQ(rates[0].prior.mean, whole.mean);  // an island now
  EXPECT_EQ(rates[1].evidence, Evidence::no_exposure);
}

TEST(SummarizeRates, GivesEqualBitsOnAnyNumberOfThreads) {
  const testing::Carolina map;
  const auto answers = testing::on_1_2_8_threads([&] {
    std::vector<double> numbers;
    for (const auto& rates :
         {summarize_rates(map.deaths, map.births, {.draws = 500}),
          summarize_local_rates(map.weights, map.deaths, map.births, {.draws = 500})}) {
      for (const RateSummary& r : rates) {
        if (r.evidence != Evidence::enough) continue;
        numbers.insert(numbers.end(), {r.estimate, r.interval.low, r.interval.high, r.exceedance,
                                       r.rank.expected, r.rank.low, r.rank.high, r.rank.top_k});
      }
    }
    return numbers;
  });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

TEST(SummarizeRates, SurvivesDegenerateCounts) {
  EXPECT_TRUE(summarize_rates({}, {}).empty());
  const std::vector<double> zero(3, 0.0);
  const std::vector<double> ones(3, 1.0);
  for (const auto& rate : summarize_rates(zero, zero)) {
    EXPECT_EQ(rate.evidence, Evidence::no_exposure);
  }
  for (const auto& rate : summarize_rates(zero, ones)) {
    EXPECT_EQ(rate.evidence, Evidence::too_little);
  }
  const auto one = summarize_rates(std::vector<double>{3}, std::vector<double>{2});
  EXPECT_EQ(one[0].rank.expected, 1.0);
  const Weights none(3, 3);
  EXPECT_EQ(summarize_local_rates(none, ones, ones)[0].evidence, Evidence::enough);
  EXPECT_TRUE(summarize_local_rates(Weights(0, 0), {}, {}).empty());
}

TEST(SummarizeRates, StopsWhenAskedAndRefusesWhatItCannotMean) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<double> ones(3, 1.0);
  EXPECT_THROW(summarize_rates(ones, ones, {}, Control(stop.get_token(), progress)), Cancelled);
  EXPECT_THROW(summarize_rates(ones, ones, {.confidence = 1.0}), ContractViolation);
  EXPECT_THROW(summarize_rates(ones, ones, {.draws = 0}), ContractViolation);
  EXPECT_THROW(summarize_rates(ones, std::vector<double>{1, 1, 0}), ContractViolation);
  EXPECT_THROW(summarize_local_rates(Weights(2, 2), ones, ones), ContractViolation);
}

}  // namespace
}  // namespace rawan
