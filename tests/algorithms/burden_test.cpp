#include "rawan/algorithms/burden.h"

#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>

#include <limits>

namespace rawan::burden {
namespace {

/// Rounds in which the first of two units has `share` of ten hours.
Hours rounds_with(const std::vector<double>& shares) {
  Hours hours{.units = 2, .rounds = shares.size(), .hours = {}};
  for (const double share : shares) {
    hours.hours.push_back(10.0 * share);
    hours.hours.push_back(10.0 * (1.0 - share));
  }
  return hours;
}

const std::vector<double> kHalf{0.5, 0.5};

TEST(Burden, AddsHoursAndShares) {
  const auto burdens = measure(rounds_with({0.2, 0.4}), kHalf);
  EXPECT_DOUBLE_EQ(burdens[0].hours, 6.0);
  EXPECT_DOUBLE_EQ(burdens[0].share, 0.3);
  EXPECT_DOUBLE_EQ(burdens[1].share, 0.7);
}

TEST(Burden, WarnsAfterEightRoundsInARowAboveOneAndAHalfTimesTheShare) {
  EXPECT_TRUE(measure(rounds_with(std::vector(8, 0.76)), kHalf)[0].alert);
  EXPECT_FALSE(measure(rounds_with(std::vector(7, 0.76)), kHalf)[0].alert);
  EXPECT_FALSE(measure(rounds_with(std::vector(20, 0.75)), kHalf)[0].alert);
}

TEST(Burden, BeginsToCountAgainAfterARoundWithinTheShare) {
  std::vector<double> shares(20, 0.9);
  shares[15] = 0.5;
  EXPECT_EQ(measure(rounds_with(shares), kHalf)[0].rounds_over, 4U);
}

TEST(Burden, TakesRoundsWithoutPatrolsForNoRounds) {
  Hours hours = rounds_with(std::vector(8, 0.9));
  hours.hours[6] = 0.0;
  hours.hours[7] = 0.0;
  EXPECT_EQ(measure(hours, kHalf)[0].rounds_over, 7U);
}

TEST(Burden, CallsAnythingTooMuchWhereNothingIsEstimated) {
  EXPECT_EQ(measure(rounds_with({0.01}), std::vector{0.0, 1.0})[0].rounds_over, 1U);
}

TEST(Burden, TellsRisingFromFallingHours) {
  const auto burdens = measure(rounds_with({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}), kHalf);
  EXPECT_EQ(burdens[0].trend, Trend::rising);
  EXPECT_EQ(burdens[1].trend, Trend::falling);
  EXPECT_FALSE(measure(rounds_with(std::vector(9, 0.5)), kHalf)[0].trend);
}

TEST(Burden, IsNothingWithoutRoundsOrUnits) {
  EXPECT_TRUE(measure({}, {}).empty());
  const auto burdens = measure({.units = 2, .rounds = 0, .hours = {}}, kHalf);
  EXPECT_EQ(burdens[0].share, 0.0);
  EXPECT_FALSE(burdens[0].alert);
}

TEST(Burden, RefusesHoursThatAreNone) {
  Hours hours = rounds_with({0.5});
  EXPECT_THROW(measure(hours, std::vector{1.0}), ContractViolation);
  hours.hours[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(measure(hours, kHalf), ContractViolation);
  hours.hours[0] = -1.0;
  EXPECT_THROW(measure(hours, kHalf), ContractViolation);
}

}  // namespace
}  // namespace rawan::burden
