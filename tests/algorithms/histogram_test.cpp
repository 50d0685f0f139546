#include "rawan/algorithms/histogram.h"

#include "rawan/algorithms/contract.h"
#include "support/patterns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace rawan {
namespace {

using Counts = std::vector<std::uint64_t>;

TEST(Histogram, CountsNumbersBetweenTheLeastAndTheGreatest) {
  const Histogram found = histogram(std::vector<double>{4.0, 0.0, 1.0, 1.5, 2.0, 3.5}, 4);
  EXPECT_EQ(found.low, 0.0);
  EXPECT_EQ(found.width, 1.0);
  // A number on a limit counts above it, the greatest in the last.
  EXPECT_EQ(found.counts, (Counts{1, 2, 1, 2}));
}

TEST(Histogram, DoesNotDependOnTheOrder) {
  Stream random(1, 0);
  std::vector<double> values;
  for (int i = 0; i < 500; ++i) values.push_back(1e6 + random.uniform());
  const Histogram found = histogram(values, 40);
  EXPECT_EQ(std::accumulate(found.counts.begin(), found.counts.end(), 0U), values.size());
  random.shuffle(std::span(values));
  EXPECT_EQ(histogram(values, 40).counts, found.counts);
}

TEST(Histogram, HoldsEqualNumbersInOneStretchWithoutLength) {
  const Histogram found = histogram(std::vector<double>{-7.0, -7.0}, 10);
  EXPECT_EQ(found.low, -7.0);
  EXPECT_EQ(found.width, 0.0);
  EXPECT_EQ(found.counts, Counts{2});
  EXPECT_TRUE(histogram({}, 10).counts.empty());
}

TEST(Histogram, HoldsTheLargestRangeThereIs) {
  constexpr double kMost = std::numeric_limits<double>::max();
  EXPECT_EQ(histogram(std::vector<double>{-kMost, 0.0, kMost}, 2).counts, (Counts{1, 2}));
}

TEST(HistogramOfCounts, KeepsEachNumberApartWhereThereIsRoom) {
  const Histogram found = histogram_of_counts(std::vector<std::uint32_t>{5, 3, 7, 5}, 40);
  EXPECT_EQ(found.low, 2.5);
  EXPECT_EQ(found.width, 1.0);
  EXPECT_EQ(found.counts, (Counts{1, 0, 2, 0, 1}));
}

TEST(HistogramOfCounts, JoinsEquallyManyNumbersWhereThereIsLessRoom) {
  const Histogram found = histogram_of_counts(std::vector<std::uint32_t>{0, 1, 2, 3, 4}, 3);
  EXPECT_EQ(found.width, 2.0);
  EXPECT_EQ(found.counts, (Counts{2, 2, 1}));
  constexpr auto kMost = std::numeric_limits<std::uint32_t>::max();
  EXPECT_EQ(histogram_of_counts(std::vector<std::uint32_t>{0, kMost}, 2).counts, (Counts{1, 1}));
  EXPECT_TRUE(histogram_of_counts({}, 3).counts.empty());
}

TEST(Histogram, RefusesWhatIsNoNumber) {
  const std::vector<double> bad{1.0, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THROW(histogram(bad, 4), ContractViolation);
  EXPECT_THROW(histogram(std::vector<double>{1.0}, 0), ContractViolation);
}

}  // namespace
}  // namespace rawan
