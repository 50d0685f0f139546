#include "rawan/algorithms/mann_kendall.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace rawan {
namespace {

std::int64_t score(const std::vector<double>& series) {
  std::int64_t s = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t j = i + 1; j < series.size(); ++j) {
      s += (series[j] > series[i]) - (series[j] < series[i]);
    }
  }
  return s;
}

/// The share of all different orders of the values whose score is at least s.
double share_of_orders(std::vector<double> values, std::int64_t s) {
  std::ranges::sort(values);
  double all = 0.0;
  double at_least = 0.0;
  do {
    all += 1.0;
    if (score(values) >= s) at_least += 1.0;
  } while (std::ranges::next_permutation(values).found);
  return at_least / all;
}

TEST(MannKendall, CountsAllOrdersOfAShortSeries) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    std::vector<double> series(5 + random.below(4));
    for (double& value : series) value = double(random.below(3 + seed % 20));
    const std::int64_t s = score(series);
    const double rising = share_of_orders(series, s);
    EXPECT_EQ(mann_kendall(series).s, s);
    EXPECT_TRUE(mann_kendall(series).exact);
    EXPECT_NEAR(mann_kendall(series, Trend::rising).p_value.value(), rising, 1e-12);
    EXPECT_NEAR(mann_kendall(series, Trend::falling).p_value.value(), share_of_orders(series, -s),
                1e-12);
    EXPECT_NEAR(mann_kendall(series).p_value.value(),
                std::min(1.0, 2.0 * share_of_orders(series, std::abs(s))), 1e-12);
  }
}

TEST(MannKendall, NeedsFiveValuesForATrendOfEitherSignAndFourForOne) {
  const std::vector<double> five{1, 2, 3, 4, 5};
  const auto first = [&](std::size_t n) { return std::span(five).first(n); };
  EXPECT_NEAR(mann_kendall(five).p_value.value(), 2.0 / 120.0, 1e-15);
  EXPECT_EQ(mann_kendall(first(4)).p_value, std::nullopt);
  EXPECT_NEAR(mann_kendall(first(4), Trend::rising).p_value.value(), 1.0 / 24.0, 1e-15);
  EXPECT_EQ(mann_kendall(first(4), Trend::falling).p_value, 1.0);
  EXPECT_EQ(mann_kendall(first(3), Trend::rising).p_value, std::nullopt);
  EXPECT_EQ(mann_kendall({}).p_value, std::nullopt);
}

TEST(MannKendall, HasTheVarianceOfItsTies) {
  // n (n-1) (2n+5) / 18, less the same of each run of equal values.
  EXPECT_NEAR(mann_kendall(std::vector<double>{1, 2, 3, 4, 5}).variance, 50.0 / 3.0, 1e-12);
  EXPECT_NEAR(mann_kendall(std::vector<double>{1, 1, 1, 4, 5, 5}).variance,
              (510.0 - 66.0 - 18.0) / 18.0, 1e-12);
}

TEST(MannKendall, PassesFromCountingToTheNormalCurveWithoutAStep) {
  std::vector<double> series{3, 1, 4, 2, 6, 5, 9, 7, 8, 10};
  const double exact = mann_kendall(series).p_value.value();
  const double z = (double(score(series)) - 1.0) / std::sqrt(mann_kendall(series).variance);
  EXPECT_NEAR(exact, std::erfc(z / std::sqrt(2.0)), 0.003);
  series.push_back(11);
  const MannKendall longer = mann_kendall(series);
  EXPECT_FALSE(longer.exact);
  EXPECT_NEAR(longer.p_value.value(),
              std::erfc((double(score(series)) - 1.0) / std::sqrt(2.0 * 165.0)), 1e-12);
}

TEST(MannKendall, SeesNoTrendInEqualValues) {
  for (const std::size_t n : {5U, 10U, 30U}) {
    const MannKendall flat = mann_kendall(std::vector<double>(n, 2.0));
    EXPECT_EQ(flat.s, 0);
    EXPECT_EQ(flat.p_value, 1.0);
  }
}

TEST(MannKendall, TurnsItsSignWithTheSeries) {
  Stream random(2, 0);
  std::vector<double> series(25);
  for (double& value : series) value = random.normal();
  const MannKendall forward = mann_kendall(series, Trend::rising);
  std::ranges::reverse(series);
  const MannKendall backward = mann_kendall(series, Trend::falling);
  EXPECT_EQ(forward.s, -backward.s);
  EXPECT_EQ(forward.p_value, backward.p_value);
}

TEST(MannKendall, RefusesWhatIsNotANumber) {
  EXPECT_THROW(mann_kendall(std::vector<double>{1, NAN, 3, 4, 5}), ContractViolation);
}

}  // namespace
}  // namespace rawan
