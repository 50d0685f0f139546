#include "rawan/algorithms/space_time_counts.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kDay = 86400;

TEST(CountByStep, EndsWithTheLatestEvent) {
  // Seconds 1 ... 25 in steps of 10: (5, 15] and (15, 25]; the first five fill no step.
  std::vector<std::int64_t> seconds;
  for (std::int64_t t = 1; t <= 25; ++t) seconds.push_back(t);
  const std::vector<std::uint32_t> sites(25, 1);
  const SpaceTimeCounts found = count_by_step(sites, seconds, 2, 10);
  EXPECT_EQ(found.steps, 2U);
  EXPECT_THAT(found.counts, ElementsAre(0, 10, 0, 10));
  EXPECT_EQ(found.before_first, 5U);
}

TEST(CountByStep, TakesThirtyDatesForThirtyDays) {
  std::vector<std::int64_t> seconds;
  for (std::int64_t day = 0; day < 60; ++day) seconds.push_back(day * kDay);
  const std::vector<std::uint32_t> sites(60, 0);
  const SpaceTimeCounts found = count_by_step(sites, seconds, 1, 30 * kDay);
  EXPECT_THAT(found.counts, ElementsAre(30, 30));
  // With a clock the first of them is not a whole day.
  seconds.back() += 3600;
  EXPECT_EQ(count_by_step(sites, seconds, 1, 30 * kDay).steps, 1U);
}

TEST(CountByStep, CountsEveryEventOnceOrAsTooOld) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Stream random(seed, 0);
    std::vector<std::uint32_t> sites;
    std::vector<std::int64_t> seconds;
    const std::size_t events = 1 + random.below(80);
    for (std::size_t i = 0; i < events; ++i) {
      sites.push_back(std::uint32_t(random.below(4)));
      seconds.push_back(std::int64_t(random.below(1000)) - 500);
    }
    const auto length = std::int64_t(1 + random.below(300));
    const SpaceTimeCounts found = count_by_step(sites, seconds, 4, length);
    double sum = double(found.before_first);
    for (const double count : found.counts) sum += count;
    EXPECT_EQ(sum, double(events));
  }
}

TEST(CountByStep, HasNoStepsWithoutEvents) {
  EXPECT_THAT(count_by_step({}, {}, 3, 5).counts, IsEmpty());
  const std::vector<std::int64_t> one{7};
  const std::vector<std::uint32_t> site{0};
  EXPECT_EQ(count_by_step(site, one, 1, 5).steps, 0U);
  EXPECT_EQ(count_by_step(site, one, 1, 1).steps, 1U);
  EXPECT_THROW(count_by_step(site, one, 0, 5), ContractViolation);
  EXPECT_THROW(count_by_step(site, one, 1, 0), ContractViolation);
  EXPECT_THROW(count_by_step(site, {}, 1, 5), ContractViolation);
}

}  // namespace
}  // namespace rawan
