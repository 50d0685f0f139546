#include "rawan/algorithms/aoristic.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

double sum(const auto& weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

constexpr std::int64_t kDay = 24 * 60;

// Ratcliffe (2000): three hours and a quarter give each whole hour 60 / 195 of the event.
TEST(Aoristic, SpreadsAnEventOverItsHours) {
  const auto found = aoristic_weights(std::vector<TimeSpan>{{kDay + 630, kDay + 825}});
  EXPECT_NEAR(found.hours_of_week[34], 30.0 / 195.0, 1e-15);
  EXPECT_NEAR(found.hours_of_week[35], 60.0 / 195.0, 1e-15);
  EXPECT_NEAR(found.hours_of_week[36], 60.0 / 195.0, 1e-15);
  EXPECT_NEAR(found.hours_of_week[37], 45.0 / 195.0, 1e-15);
  EXPECT_NEAR(found.hours_of_day[10], 30.0 / 195.0, 1e-15);
  EXPECT_NEAR(found.days[1], 1.0, 1e-15);
}

TEST(Aoristic, GivesAMomentToItsHour) {
  const auto found = aoristic_weights(std::vector<TimeSpan>{{60, 60}, {119, 119}, {-1, -1}});
  EXPECT_EQ(found.hours_of_week[1], 2.0);
  EXPECT_EQ(found.hours_of_week[167], 1.0);  // the minute before Monday is Sunday's
}

TEST(Aoristic, RunsOverMidnightAndOverTheEndOfTheWeek) {
  const auto found = aoristic_weights(std::vector<TimeSpan>{{7 * kDay - 60, 7 * kDay + 180}});
  EXPECT_NEAR(found.days[6], 0.25, 1e-15);
  EXPECT_NEAR(found.days[0], 0.75, 1e-15);
  EXPECT_NEAR(found.hours_of_day[23], 0.25, 1e-15);
}

TEST(Aoristic, ReportsASpanThatEndsBeforeItBeginsAndNeverSwapsIt) {
  const auto found = aoristic_weights(std::vector<TimeSpan>{{0, 60}, {500, 499}});
  EXPECT_THAT(found.backward, ElementsAre(1));
  EXPECT_EQ(sum(found.hours_of_week), 1.0);
}

TEST(Aoristic, KnowsNoHourForMoreThanAWeek) {
  const auto found = aoristic_weights(std::vector<TimeSpan>{{90, 90 + 7 * kDay + 1}});
  EXPECT_THAT(found.too_long, ElementsAre(0));
  for (const double hour : found.hours_of_week) EXPECT_NEAR(hour, 1.0 / 168.0, 1e-15);
  // A week exactly is even too, by overlap.
  const auto week = aoristic_weights(std::vector<TimeSpan>{{90, 90 + 7 * kDay}});
  EXPECT_THAT(week.too_long, IsEmpty());
  for (const double hour : week.hours_of_week) EXPECT_NEAR(hour, 1.0 / 168.0, 1e-15);
}

TEST(Aoristic, MatchesACountMinuteByMinute) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    std::vector<TimeSpan> spans;
    std::vector<double> weights;
    WeekHourWeights known{};
    for (int i = 0; i < 10; ++i) {
      const auto begin = std::int64_t(random.below(40'000)) - 20'000;
      const auto length = std::int64_t(random.below(10'081));
      spans.push_back({begin, begin + length});
      weights.push_back(random.uniform());
      for (std::int64_t m = begin; m < begin + std::max<std::int64_t>(1, length); ++m) {
        const std::int64_t of_week = ((m % (7 * kDay)) + 7 * kDay) % (7 * kDay);
        known[std::size_t(of_week / 60)] +=
            weights.back() / double(std::max<std::int64_t>(1, length));
      }
    }
    const auto found = aoristic_weights(spans, weights);
    for (std::size_t h = 0; h < 168; ++h) EXPECT_NEAR(found.hours_of_week[h], known[h], 1e-10);
    EXPECT_NEAR(sum(found.hours_of_week), sum(weights), 1e-12);
    EXPECT_NEAR(sum(found.hours_of_day), sum(weights), 1e-12);
    EXPECT_NEAR(sum(found.days), sum(weights), 1e-12);
  }
}

TEST(Aoristic, AgreesWithTheHoursOfTheDay) {
  Stream random(3, 0);
  std::vector<TimeSpan> spans;
  HourWeights known{};
  for (int i = 0; i < 50; ++i) {
    const auto begin = std::int32_t(random.below(1440));
    const auto end = begin + std::int32_t(random.below(2000));
    spans.push_back({begin, end});
    add_stretch(known, begin, end, 1.0);
  }
  const auto found = aoristic_weights(spans);
  for (std::size_t h = 0; h < 24; ++h) EXPECT_NEAR(found.hours_of_day[h], known[h], 1e-12);
}

TEST(Aoristic, RefusesWhatIsNoWeight) {
  const std::vector<TimeSpan> one{{0, 1}};
  EXPECT_THROW(aoristic_weights(one, std::vector<double>{1, 1}), ContractViolation);
  EXPECT_THROW(aoristic_weights(one, std::vector<double>{-1}), ContractViolation);
  EXPECT_THROW(aoristic_weights(one, std::vector<double>{NAN}), ContractViolation);
  EXPECT_EQ(sum(aoristic_weights({}).days), 0.0);
}

}  // namespace
}  // namespace rawan
