#include "rawan/algorithms/weights.h"

#include "oracles/neighbors.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"
#include "support/threads.h"

#include <Eigen/Dense>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint32_t> neighbors(const Weights& weights, std::size_t i) {
  std::vector<std::uint32_t> found;
  for (Weights::InnerIterator link(weights, Eigen::Index(i)); link; ++link) {
    EXPECT_EQ(link.value(), 1.0);
    found.push_back(static_cast<std::uint32_t>(link.col()));
  }
  return found;
}

void expect_the_oracles_neighbors(const std::vector<Point>& sites) {
  const Weights band = distance_band_weights(sites, 2_m);
  const Weights nearest = nearest_weights(sites, 4);
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    auto within = oracle::within(sites, sites[i], 2.0);
    std::erase(within, i);
    auto four = oracle::nearest(sites, sites[i], sites.size());
    std::erase(four, i);
    four.resize(std::min<std::size_t>(4, four.size()));
    std::ranges::sort(four);
    EXPECT_EQ(neighbors(band, i), within);
    EXPECT_EQ(neighbors(nearest, i), four);
  }
}

TEST(PointWeights, AreTheOraclesOnRandomSitesAndAmongTies) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    expect_the_oracles_neighbors(testing::random_points(random.below(80), 15.0, random));
    expect_the_oracles_neighbors(testing::random_lattice_points(random.below(80), 7, random));
  }
}

TEST(PointWeights, SurviveDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    expect_the_oracles_neighbors(pattern.points);
  }
}

TEST(PointWeights, CountADistanceThatEqualsTheRadius) {
  const std::vector<Point> sites{{0, 0}, {3, 4}, {9, 9}};
  const Weights weights = distance_band_weights(sites, 5_m);
  EXPECT_THAT(neighbors(weights, 0), ElementsAre(1));
  EXPECT_THAT(neighbors(weights, 2), IsEmpty());
  EXPECT_THAT(islands(weights), ElementsAre(2));
  EXPECT_EQ(weights.rows(), 3);
}

TEST(PointWeights, RefuseWhatTheyCannotMean) {
  const std::vector<Point> sites{{0, 0}, {3, 4}};
  EXPECT_THROW(distance_band_weights(sites, Meters(-1.0)), ContractViolation);
  EXPECT_THROW(distance_band_weights(testing::with_nan(), 1_m), ContractViolation);
  EXPECT_THROW(nearest_weights(testing::with_nan(), 1), ContractViolation);
}

TEST(PointWeights, AreTheSameOnAnyNumberOfThreads) {
  Stream random(11, 0);
  const auto sites = testing::random_points(5000, 100.0, random);
  const auto answers = testing::on_1_2_8_threads([&] { return nearest_weights(sites, 6); });
  for (const Weights& answer : answers) EXPECT_EQ((answer - answers[0]).norm(), 0.0);
}

TEST(RowStandardized, MakesRowsSumToOneAndLeavesIslandsEmpty) {
  const Weights weights = row_standardized(
      testing::weights_from({{0, 1, 3, 0}, {2, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}}));
  const Eigen::MatrixXd full(weights);
  Eigen::MatrixXd known(4, 4);
  known << 0, .25, .75, 0, 1, 0, 0, 0, .5, .5, 0, 0, 0, 0, 0, 0;
  EXPECT_EQ(full, known);
}

TEST(WithSelf, SetsTheDiagonalAndNothingElse) {
  Stream random(3, 0);
  const Weights weights = testing::random_weights(20, random);
  Eigen::MatrixXd known(weights);
  known.diagonal().setConstant(0.5);
  EXPECT_EQ(Eigen::MatrixXd(with_self(weights, 0.5)), known);
  EXPECT_EQ(Eigen::MatrixXd(with_self(with_self(weights), 0.5)), known);
  EXPECT_THROW(with_self(weights, 0.0), ContractViolation);
}

TEST(Islands, AreSitesWithoutANeighborButThemselves) {
  const Weights weights = testing::weights_from({{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
  EXPECT_THAT(islands(weights), ElementsAre(2));
  EXPECT_THAT(islands(with_self(weights)), ElementsAre(2));
}

TEST(WeightSums, AreThoseOfTheFullMatrix) {
  Stream random(4, 0);
  const Weights weights = testing::random_weights(15, random);
  const Eigen::MatrixXd w(weights);
  const Eigen::VectorXd margins = w.rowwise().sum() + w.colwise().sum().transpose();
  const WeightSums sums = weight_sums(weights);
  EXPECT_NEAR(sums.s0, w.sum(), 1e-12);
  EXPECT_NEAR(sums.s1, 0.5 * (w + w.transpose()).array().square().sum(), 1e-11);
  EXPECT_NEAR(sums.s2, margins.squaredNorm(), 1e-10);
}

}  // namespace
}  // namespace rawan
