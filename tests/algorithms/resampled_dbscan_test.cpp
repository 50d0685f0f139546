#include "rawan/algorithms/resampled_dbscan.h"

#include "rawan/algorithms/contract.h"
#include "support/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan {
namespace {

using ::testing::ElementsAre;

/// The slow twin: every sample clustered as points of its own.
std::vector<std::int32_t> labels_of_sample(std::span<const Point> points,
                                           std::span<const std::uint32_t> times,
                                           const DbscanOptions& options) {
  std::vector<Point> drawn;
  std::vector<std::size_t> from;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::uint32_t k = 0; k < times[i]; ++k) {
      drawn.push_back(points[i]);
      from.push_back(i);
    }
  }
  const Clustering found = dbscan(drawn, {}, options);
  std::vector<std::int32_t> label(points.size(), kNoise);
  for (std::size_t k = 0; k < drawn.size(); ++k) label[from[k]] = found.label[k];
  return label;
}

std::vector<std::uint32_t> draw_times(std::size_t points, Stream& random) {
  std::vector<std::uint32_t> times(points, 0);
  for (std::size_t k = 0; k < points; ++k) ++times[random.below(points)];
  return times;
}

TEST(ResampledDbscan, MatchesDbscanOfEachSample) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    std::vector<Point> points = testing::random_points(random.below(120) + 1, 20.0, random);
    for (std::size_t k = 0; k + 1 < points.size(); k += 7) points[k] = points[k + 1];
    const DbscanOptions options{.radius = Meters{0.5 + 2.0 * random.uniform()},
                                .min_points = static_cast<std::uint32_t>(1 + random.below(6))};
    const ResampledDbscan resampled(points, options);
    for (int sample = 0; sample < 5; ++sample) {
      const auto times = draw_times(points.size(), random);
      ASSERT_EQ(resampled.labels(times), labels_of_sample(points, times, options));
    }
  }
}

TEST(ResampledDbscan, BorderPointsTieByKeyOnALattice) {
  std::vector<Point> points;
  for (int k = 0; k < 144; ++k) points.push_back({double(k % 12), double(k / 12)});
  const DbscanOptions options{.radius = 1_m, .min_points = 4};
  const ResampledDbscan resampled(points, options);
  Stream random(7, 0);
  for (int sample = 0; sample < 100; ++sample) {
    const auto times = draw_times(points.size(), random);
    ASSERT_EQ(resampled.labels(times), labels_of_sample(points, times, options));
  }
}

TEST(ResampledDbscan, MatchesDbscanWhereNeighborsAreTooManyToList) {
  Stream random(3, 0);
  const auto points = testing::random_points(700, 10.0, random);
  const DbscanOptions options{.radius = 9_m, .min_points = 60};
  const ResampledDbscan resampled(points, options);
  const auto times = draw_times(points.size(), random);
  EXPECT_EQ(resampled.labels(times), labels_of_sample(points, times, options));
}

TEST(ResampledDbscan, APointDrawnOftenEnoughIsACluster) {
  const std::vector<Point> points{{0.0, 0.0}, {100.0, 0.0}};
  const ResampledDbscan resampled(points, {.radius = 1_m, .min_points = 3});
  EXPECT_THAT(resampled.labels(std::vector<std::uint32_t>{2, 3}), ElementsAre(kNoise, 0));
  EXPECT_THAT(resampled.labels(std::vector<std::uint32_t>{0, 0}), ElementsAre(kNoise, kNoise));
}

TEST(ResampledDbscan, RefusesWhatCannotBe) {
  const std::vector<Point> points{{0.0, 0.0}};
  EXPECT_THROW(ResampledDbscan(points, {.radius = 0_m}), ContractViolation);
  EXPECT_THROW(ResampledDbscan(points, {.radius = 1_m, .min_points = 0}), ContractViolation);
  const ResampledDbscan resampled(points, {.radius = 1_m});
  EXPECT_THROW(resampled.labels({}), ContractViolation);
}

}  // namespace
}  // namespace rawan
