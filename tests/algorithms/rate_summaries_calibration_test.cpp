#include "rawan/algorithms/random.h"
#include "rawan/algorithms/ranking.h"
#include "rawan/algorithms/rate_summaries.h"

#include <gtest/gtest.h>

namespace rawan {
namespace {

struct Coverage {
  double rates = 0.0;
  double ranks = 0.0;
};

/// 60 sites, exposure of 20 to 200, true rates Gamma with a standard deviation of 0.7 of the mean.
Coverage coverage_of(int worlds) {
  Coverage covered;
  double asked = 0.0;
  for (std::uint64_t world = 0; world < std::uint64_t(worlds); ++world) {
    Stream random(51, world);
    std::vector<double> truth;
    std::vector<double> cases;
    std::vector<double> exposure;
    for (int i = 0; i < 60; ++i) {
      truth.push_back(0.1 * random.gamma(2.0) / 2.0);
      exposure.push_back(20.0 + 180.0 * random.uniform());
      cases.push_back(double(random.poisson(truth.back() * exposure.back())));
    }
    const auto true_rank = mean_ranks(truth);
    const auto found = summarize_rates(cases, exposure, {.draws = 1000, .seed = world});
    for (std::size_t i = 0; i < 60; ++i) {
      const RateSummary& rate = found[i];
      covered.rates += rate.interval.low <= truth[i] && truth[i] <= rate.interval.high ? 1 : 0;
      covered.ranks += rate.rank.low <= true_rank[i] && true_rank[i] <= rate.rank.high ? 1 : 0;
      asked += 1.0;
    }
  }
  return {covered.rates / asked, covered.ranks / asked};
}

// The standard error of 4,800 independent answers is 0.0043.
TEST(RateCalibration, IntervalsOfNinetyPercentHoldTheTruthAsOftenAsTheySay) {
  const Coverage covered = coverage_of(80);
  RecordProperty("rates", std::to_string(covered.rates));
  RecordProperty("ranks", std::to_string(covered.ranks));
  EXPECT_GE(covered.rates, 0.88);
  EXPECT_LE(covered.rates, 0.92);
  EXPECT_GE(covered.ranks, 0.88);
}

// Above 2,000 sites the ranks come from survival curves: the same to about one rank or 0.5 %.
TEST(RateCalibration, RanksManySitesAsItRanksFew) {
  Stream random(4, 0);
  std::vector<double> cases;
  std::vector<double> exposure;
  for (int i = 0; i < 2100; ++i) {
    exposure.push_back(200.0 + 400.0 * random.uniform());
    cases.push_back(double(random.poisson(0.05 * random.gamma(2.0) * exposure.back())));
  }
  const auto many = summarize_rates(cases, exposure);
  cases.resize(2000);
  exposure.resize(2000);
  const auto few = summarize_rates(cases, exposure, {.draws = 1500});
  for (std::size_t i = 0; i < 2000; i += 37) {
    const auto& a = many[i];
    const auto& b = few[i];
    EXPECT_NEAR(a.rank.expected / 2100.0, b.rank.expected / 2000.0, 0.01);
    EXPECT_NEAR(a.rank.low / 2100.0, b.rank.low / 2000.0, 0.03);
    EXPECT_NEAR(a.rank.high / 2100.0, b.rank.high / 2000.0, 0.03);
    EXPECT_NEAR(a.interval.low / b.interval.low, 1.0, 0.08);
    EXPECT_NEAR(a.interval.high / b.interval.high, 1.0, 0.08);
  }
}

}  // namespace
}  // namespace rawan
