#include "rawan/algorithms/risk_hours.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gtest/gtest.h>

#include <numeric>

namespace rawan {
namespace {

double total(const HourWeights& hours) {
  return std::accumulate(hours.begin(), hours.end(), 0.0);
}

TEST(AddStretch, SpreadsByOverlap) {
  HourWeights hours{};
  add_stretch(hours, 18 * 60 + 30, 20 * 60, 3.0);
  EXPECT_DOUBLE_EQ(hours[18], 1.0);
  EXPECT_DOUBLE_EQ(hours[19], 2.0);
  EXPECT_DOUBLE_EQ(total(hours), 3.0);
}

TEST(AddStretch, RunsOverMidnight) {
  HourWeights hours{};
  add_stretch(hours, 23 * 60, 25 * 60, 1.0);
  EXPECT_DOUBLE_EQ(hours[23], 0.5);
  EXPECT_DOUBLE_EQ(hours[0], 0.5);
}

TEST(AddStretch, GivesAnInstantToItsHour) {
  HourWeights hours{};
  add_stretch(hours, 1439, 1439, 1.0);
  EXPECT_EQ(hours[23], 1.0);
}

TEST(AddStretch, KnowsNothingOfTheHourAfterMoreThanAWeek) {
  HourWeights hours{};
  add_stretch(hours, 90, 90 + 168 * 60 + 1, 24.0);
  for (const double hour : hours) EXPECT_DOUBLE_EQ(hour, 1.0);
}

TEST(AddStretch, RefusesAnEndBeforeTheBegin) {
  HourWeights hours{};
  EXPECT_THROW(add_stretch(hours, 60, 59, 1.0), ContractViolation);
  EXPECT_THROW(add_stretch(hours, -1, 59, 1.0), ContractViolation);
}

TEST(AddStretch, MatchesAMinuteByMinuteCount) {
  Stream random(1, 0);
  for (int round = 0; round < 200; ++round) {
    const auto begin = static_cast<std::int32_t>(random.below(1440));
    const auto end = begin + static_cast<std::int32_t>(random.below(3000)) + 1;
    HourWeights hours{};
    add_stretch(hours, begin, end, 1.0);
    HourWeights counted{};
    for (std::int32_t m = begin; m < end; ++m) {
      counted[static_cast<std::size_t>(m / 60 % 24)] += 1.0 / (end - begin);
    }
    for (std::size_t h = 0; h < 24; ++h) EXPECT_NEAR(hours[h], counted[h], 1e-12);
  }
}

TEST(RiskHours, IsTheShortestStretchAcrossMidnight) {
  HourWeights hours{};
  hours[22] = 2.0;
  hours[23] = 3.0;
  hours[1] = 3.0;
  hours[12] = 2.0;
  EXPECT_EQ(risk_hours(hours, 0.6), (HourRange{23, 26}));
  EXPECT_EQ(risk_hours(hours, 0.8), (HourRange{22, 26}));
}

TEST(RiskHours, TakesTheEarliestOfEqualStretches) {
  HourWeights hours{};
  hours[5] = hours[9] = hours[20] = 1.0;
  EXPECT_EQ(risk_hours(hours, 0.3), (HourRange{5, 6}));
}

TEST(RiskHours, IsTheWholeDayWithoutWeight) {
  EXPECT_EQ(risk_hours(HourWeights{}, 0.6), (HourRange{0, 24}));
}

TEST(RiskHours, NeedsAllHoursForAllOfAnEvenWeight) {
  HourWeights hours{};
  hours.fill(0.1);
  EXPECT_EQ(risk_hours(hours, 1.0), (HourRange{0, 24}));
  EXPECT_EQ(risk_hours(hours, 0.5), (HourRange{0, 12}));
}

TEST(RiskHours, HoldsTheShareAndNothingShorterDoes) {
  Stream random(2, 0);
  for (int round = 0; round < 200; ++round) {
    HourWeights hours{};
    for (double& hour : hours) hour = static_cast<double>(random.below(4));
    hours[3] += 1.0;
    const double share = 0.05 * static_cast<double>(1 + random.below(20));
    const HourRange range = risk_hours(hours, share);
    const auto held = [&](std::uint32_t begin, std::uint32_t length) {
      double sum = 0.0;
      for (std::uint32_t k = 0; k < length; ++k) sum += hours[(begin + k) % 24];
      return sum >= share * total(hours) * (1.0 - 1e-12);
    };
    EXPECT_TRUE(held(range.begin, range.end - range.begin));
    for (std::uint32_t b = 0; b < 24; ++b) EXPECT_FALSE(held(b, range.end - range.begin - 1));
  }
}

TEST(RiskHours, RefusesWhatIsNoShareOrNoWeight) {
  EXPECT_THROW(risk_hours(HourWeights{}, 0.0), ContractViolation);
  EXPECT_THROW(risk_hours(HourWeights{}, 1.1), ContractViolation);
  HourWeights negative{};
  negative[4] = -1.0;
  EXPECT_THROW(risk_hours(negative, 0.5), ContractViolation);
}

}  // namespace
}  // namespace rawan
