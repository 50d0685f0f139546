#include "rawan/algorithms/false_discovery.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointwise;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::int64_t rejections(const std::vector<double>& adjusted, double alpha = 0.05) {
  return std::ranges::count(rejected(adjusted, alpha), 1);
}

// Benjamini & Hochberg (1995), section 4.1: fifteen hypotheses on a treatment of infarction.
TEST(FalseDiscovery, RejectsWhatThePaperRejects) {
  const std::vector<double> p{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                              .0459, .3240, .4262, .5719, .6528, .7590, 1.0};
  EXPECT_EQ(rejections(benjamini_hochberg(p)), 4);
  EXPECT_EQ(rejections(bonferroni(p)), 3);
}

TEST(FalseDiscovery, StepsUpFromTheLargestPValueThatPasses) {
  // Stopping at the first p-value that fails would reject nothing.
  const std::vector<double> p{.02, .021, .022, .023, .9};
  EXPECT_EQ(rejections(benjamini_hochberg(p)), 4);
  EXPECT_EQ(rejections(benjamini_yekutieli(p)), 0);
  EXPECT_THAT(
      benjamini_hochberg(p),
      Pointwise(DoubleNear(1e-15), std::vector<double>{.02875, .02875, .02875, .02875, .9}));
}

/// Reject the k smallest, k the largest with p_(k) <= k alpha / (m factor).
std::vector<std::uint8_t> by_the_definition(const std::vector<double>& p, double alpha,
                                            double factor) {
  auto sorted = p;
  std::ranges::sort(sorted);
  double cut = -1.0;
  for (std::size_t k = 1; k <= p.size(); ++k) {
    if (sorted[k - 1] <= double(k) * alpha / (double(p.size()) * factor)) cut = sorted[k - 1];
  }
  std::vector<std::uint8_t> result;
  for (const double value : p) result.push_back(value <= cut ? 1 : 0);
  return result;
}

TEST(FalseDiscovery, RejectsByTheDefinitionOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const std::size_t m = 1 + random.below(40);
    std::vector<double> p;
    double harmonic = 0.0;
    for (std::size_t i = 1; i <= m; ++i) harmonic += 1.0 / double(i);
    for (std::size_t i = 0; i < m; ++i) p.push_back(std::pow(random.uniform(), 3.0));
    for (const double alpha : {0.01, 0.05, 0.2}) {
      EXPECT_EQ(rejected(benjamini_hochberg(p), alpha), by_the_definition(p, alpha, 1.0));
      EXPECT_EQ(rejected(benjamini_yekutieli(p), alpha), by_the_definition(p, alpha, harmonic));
    }
  }
}

TEST(FalseDiscovery, AdjustsInTheOrderOfThePValuesAndNeverDownward) {
  Stream random(8, 0);
  std::vector<double> p;
  for (int i = 0; i < 200; ++i) p.push_back(double(1 + random.below(50)) / 50.0);
  for (const auto& adjusted : {benjamini_hochberg(p), benjamini_yekutieli(p), bonferroni(p)}) {
    for (std::size_t i = 0; i < p.size(); ++i) {
      EXPECT_GE(adjusted[i], p[i]);
      EXPECT_LE(adjusted[i], 1.0);
      for (std::size_t j = 0; j < i; ++j) {
        if (p[j] > p[i]) continue;
        EXPECT_LE(adjusted[j], adjusted[i]);
      }
    }
  }
}

TEST(FalseDiscovery, CountsTestedSitesOnly) {
  const auto adjusted = benjamini_hochberg(std::vector<double>{.02, kNan, .03, kNan});
  EXPECT_NEAR(adjusted[0], 0.03, 1e-15);
  EXPECT_NEAR(adjusted[2], 0.03, 1e-15);
  EXPECT_TRUE(std::isnan(adjusted[1]) && std::isnan(adjusted[3]));
  EXPECT_THAT(rejected(adjusted, 0.05), ElementsAre(1, 0, 1, 0));
  EXPECT_NEAR(bonferroni(std::vector<double>{.02, kNan, .03})[0], 0.04, 1e-15);
}

TEST(FalseDiscovery, RejectsAPValueExactlyOnTheLine) {
  // 60 tests, three p-values of 0.0025 = 3 x 0.05 / 60, whose product is rounded up.
  std::vector<double> p(60, 1.0);
  for (std::size_t i = 0; i < 3; ++i) p[i] = 0.0025;
  EXPECT_EQ(rejections(benjamini_hochberg(p)), 3);
}

TEST(FalseDiscovery, HasNothingToSayWithoutTests) {
  EXPECT_THAT(benjamini_hochberg({}), IsEmpty());
  EXPECT_THAT(bonferroni({}), IsEmpty());
  EXPECT_EQ(fewest_rejections(0, 0.05, 999, Sides::one), 0U);
  EXPECT_EQ(permutations_needed(0, 0.05, Sides::two), 0U);
}

TEST(FalseDiscovery, RefusesWhatIsNoProbability) {
  EXPECT_THROW(benjamini_hochberg(std::vector<double>{1.2}), ContractViolation);
  EXPECT_THROW(bonferroni(std::vector<double>{-0.1}), ContractViolation);
  EXPECT_THROW(rejected(std::vector<double>{0.5}, 0.0), ContractViolation);
  EXPECT_THROW(fewest_rejections(5, 1.0, 9, Sides::one), ContractViolation);
}

TEST(PermutationsNeeded, KnowsWhat999ReplicatesCanRejectAmong124Villages) {
  EXPECT_EQ(fewest_rejections(124, 0.05, 999, Sides::one), 3U);
  EXPECT_EQ(fewest_rejections(124, 0.05, 999, Sides::two), 5U);
  EXPECT_EQ(permutations_needed(124, 0.05, Sides::one), 2479U);
  EXPECT_EQ(permutations_needed(124, 0.05, Sides::two), 4959U);
}

TEST(PermutationsNeeded, AgreesWithTheRejectionsOfTheLeastPValues) {
  for (const std::size_t tests : {1U, 7U, 50U, 124U, 333U}) {
    for (const Sides sides : {Sides::one, Sides::two}) {
      const std::uint64_t needed = permutations_needed(tests, 0.05, sides);
      EXPECT_EQ(fewest_rejections(tests, 0.05, needed, sides), 1U);
      EXPECT_EQ(fewest_rejections(tests, 0.05, needed - 1, sides), 2U);
      const std::uint64_t fewest = fewest_rejections(tests, 0.05, 199, sides);
      const double least = (sides == Sides::one ? 1.0 : 2.0) / 200.0;
      for (std::uint64_t k = 1; k <= tests; ++k) {
        std::vector<double> p(tests, 1.0);
        std::fill_n(p.begin(), k, least);
        EXPECT_EQ(rejections(benjamini_hochberg(p)) > 0, k >= fewest);
      }
    }
  }
}

}  // namespace
}  // namespace rawan
