#include "rawan/algorithms/geometric_noise.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/noise_sum.h"
#include "rawan/algorithms/random.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace rawan {
namespace {

constexpr std::size_t kDraws = 1'000'000;
constexpr std::uint64_t kEnoughHits = 200;

using Noise = std::function<std::int64_t()>;
using Histogram = std::map<std::int64_t, std::uint64_t>;

BitSource philox_bits(std::uint64_t seed) {
  return [stream = Stream(seed, 0)]() mutable { return stream.bits(); };
}

Noise exact(Epsilon epsilon, std::uint64_t seed) {
  return [epsilon, bits = philox_bits(seed)] { return two_sided_geometric(epsilon, bits); };
}

double pmf(std::int64_t z, double epsilon) {
  const double a = std::exp(-epsilon);
  return (1.0 - a) / (1.0 + a) * std::pow(a, std::abs(static_cast<double>(z)));
}

Histogram published(std::int64_t count, const Noise& noise) {
  Histogram histogram;
  for (std::size_t i = 0; i < kDraws; ++i) ++histogram[count + noise()];
  return histogram;
}

/// Upper tail of the chi-square statistic against the exact law; cells that expect fewer than
/// 10 are one cell.
double chi_square_p(const Histogram& histogram, std::int64_t count, double epsilon) {
  double statistic = 0.0;
  double cells = 0.0;
  double rest_expected = double(kDraws);
  double rest_seen = double(kDraws);
  for (std::int64_t z = -200; z <= 200; ++z) {
    const double expected = double(kDraws) * pmf(z, epsilon);
    if (expected < 10.0) continue;
    const auto found = histogram.find(count + z);
    const double seen = found == histogram.end() ? 0.0 : double(found->second);
    statistic += (seen - expected) * (seen - expected) / expected;
    rest_expected -= expected;
    rest_seen -= seen;
    cells += 1.0;
  }
  if (rest_expected > 1.0) {
    statistic += (rest_seen - rest_expected) * (rest_seen - rest_expected) / rest_expected;
    cells += 1.0;
  }
  const boost::math::chi_squared law(cells - 1.0);
  return boost::math::cdf(boost::math::complement(law, statistic));
}

/// By how much the log of the likelihood ratio of two neighboring counts exceeds epsilon and
/// four of its standard errors; at most 0 if the release is private.
double excess_of_log_ratio(const Histogram& one, const Histogram& other, double epsilon) {
  double worst = -1.0;
  for (const auto& [output, hits] : one) {
    const auto found = other.find(output);
    const std::uint64_t others = found == other.end() ? 0 : found->second;
    if (hits < kEnoughHits) continue;
    if (others == 0) return 1e9;
    const double ratio = std::abs(std::log(double(hits)) - std::log(double(others)));
    const double error = std::sqrt(1.0 / double(hits) + 1.0 / double(others));
    worst = std::max(worst, ratio - epsilon - 4.0 * error);
  }
  return worst;
}

// 20 tests of chi-square at 1e-4 each; the seeds are fixed.
TEST(GeometricNoise, HasTheExactLawAndKeepsNeighborsApartByEpsilonAtMost) {
  std::uint64_t seed = 1;
  for (const std::int64_t count : {0, 1, 9, 10, 50}) {
    const Histogram here = published(count, exact({1, 1}, seed++));
    const Histogram there = published(count + 1, exact({1, 1}, seed++));
    EXPECT_GT(chi_square_p(here, count, 1.0), 1e-4) << count;
    EXPECT_GT(chi_square_p(there, count + 1, 1.0), 1e-4) << count;
    EXPECT_LE(excess_of_log_ratio(here, there, 1.0), 0.0) << count;
    EXPECT_LE(excess_of_log_ratio(there, here, 1.0), 0.0) << count;
  }
}

TEST(GeometricNoise, HasTheLawForBudgetsThatAreNotWhole) {
  EXPECT_GT(chi_square_p(published(0, exact({1, 4}, 31)), 0, 0.25), 1e-4);
  EXPECT_GT(chi_square_p(published(0, exact({2, 3}, 32)), 0, 2.0 / 3.0), 1e-4);
  EXPECT_GT(chi_square_p(published(0, exact({5, 2}, 33)), 0, 2.5), 1e-4);
}

// The mutants. Rounding Laplace noise is the usual way, and not this law.
TEST(GeometricNoise, IsToldFromRoundedLaplaceNoise) {
  Stream stream(41, 0);
  const Noise rounded = [&] {
    const double size = stream.exponential();
    return std::llround(stream.bits() % 2 == 0 ? size : -size);
  };
  EXPECT_LT(chi_square_p(published(0, rounded), 0, 1.0), 1e-4);
}

TEST(GeometricNoise, IsToldFromNoiseThatSpendsMoreThanItSays) {
  const Histogram here = published(9, exact({3, 2}, 51));
  const Histogram there = published(10, exact({3, 2}, 52));
  EXPECT_GT(excess_of_log_ratio(here, there, 1.0), 0.0);
  const Noise none_below_zero = [noise = exact({1, 1}, 53)] { return std::abs(noise()); };
  EXPECT_GT(excess_of_log_ratio(published(9, none_below_zero), published(10, none_below_zero), 1.0),
            0.0);
}

// 95 % half-widths as published with the policies.
TEST(GeometricNoise, SaysHowWideItsIntervalIs) {
  EXPECT_EQ(noise_half_width({1, 1}), 3);
  EXPECT_EQ(noise_half_width({1, 2}), 6);
  EXPECT_EQ(noise_half_width({1, 4}), 12);
  EXPECT_EQ(noise_half_width({20, 1}), 0);
}

TEST(GeometricNoise, HasAHalfWidthThatIsTheSmallestOne) {
  for (const Epsilon epsilon : {Epsilon{1, 3}, Epsilon{1, 1}, Epsilon{7, 4}}) {
    for (const double alpha : {0.5, 0.1, 0.05, 0.001}) {
      const auto outside = [&](std::int64_t z) {
        double inside = 0.0;
        for (std::int64_t i = -z; i <= z; ++i) inside += pmf(i, value_of(epsilon));
        return 1.0 - inside;
      };
      const std::int64_t z = noise_half_width(epsilon, alpha);
      EXPECT_LE(outside(z), alpha);
      EXPECT_TRUE(z == 0 || outside(z - 1) > alpha);
    }
  }
}

/// Two to the power of 64 is no multiple of three: of the numbers below, 0 would be too many.
TEST(TwoSidedGeometric, DrawsAgainWhatWouldMakeOneNumberLikelier) {
  const auto draw = [](std::vector<std::uint64_t> bits) {
    std::size_t taken = 0;
    const std::int64_t noise = two_sided_geometric({1, 3}, [&] { return bits.at(taken++); });
    return std::pair(noise, taken);
  };
  // Not negative; 1 of 0, 1, 2, which stays: no step of 1/3 and of 1; nothing more.
  const std::vector<std::uint64_t> bits{1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  std::vector<std::uint64_t> again = bits;
  again.insert(again.begin() + 1, {0, 0});
  const auto [noise, taken] = draw(bits);
  EXPECT_EQ(draw(again), std::pair(noise, taken + 2));
}

// The slow way: every way to draw the terms of a sum.
TEST(GeometricNoise, HasASumWhoseHalfWidthIsTheSmallestOne) {
  constexpr std::int64_t kReach = 60;  // exp(-60 / 2) is below 1e-13
  for (const Epsilon epsilon : {Epsilon{1, 2}, Epsilon{1, 1}}) {
    std::map<std::int64_t, double> sum{{0, 1.0}};
    for (std::uint32_t draws = 1; draws <= 3; ++draws) {
      std::map<std::int64_t, double> next;
      for (const auto& [value, p] : sum) {
        for (std::int64_t z = -kReach; z <= kReach; ++z) {
          next[value + z] += p * pmf(z, value_of(epsilon));
        }
      }
      sum = std::move(next);
      const auto outside = [&](std::int64_t z) {
        double p = 0.0;
        for (const auto& [value, weight] : sum) p += std::abs(value) > z ? weight : 0.0;
        return p;
      };
      const std::int64_t z = half_width_of_sum(epsilon, draws);
      EXPECT_LE(outside(z), 0.05);
      EXPECT_GT(outside(z - 1), 0.05);
    }
  }
  EXPECT_EQ(half_width_of_sum({1, 4}, 1), noise_half_width({1, 4}));
  EXPECT_THROW(half_width_of_sum({1, 1}, 0), ContractViolation);
}

/// Numbers as told; the test fails where more or fewer are asked for.
class ToldBits {
 public:
  explicit ToldBits(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
  ~ToldBits() { EXPECT_EQ(asked_, numbers_.size()); }
  ToldBits(const ToldBits&) = delete;
  ToldBits& operator=(const ToldBits&) = delete;

  std::int64_t noise(Epsilon epsilon) {
    return two_sided_geometric(
        epsilon, [this] { return asked_ < numbers_.size() ? numbers_[asked_++] : ++asked_ * 7; });
  }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t asked_ = 0;
};

// Of 2^64 numbers one is too many for a third: 0 is drawn again. Each line: the sign; the rest; the
// steps of exp(-rest/3); those of exp(-1) in a row.
TEST(GeometricNoise, DrawsItsPartsWithoutBias) {
  EXPECT_EQ(ToldBits({1, 0, 1, 2, 7, 1}).noise({1, 3}), 1) << "an even step ends the row";
  EXPECT_EQ(ToldBits({0, 2, 1, 7, 11, 7, 1}).noise({1, 3}), -2) << "the third step ends exp(-2/3)";
  EXPECT_EQ(ToldBits({1, 1, 2, 7, 0, 2, 7, 1}).noise({1, 3}), 4) << "exp(-1) happened once";
}

TEST(GeometricNoise, HasOneZero) {
  EXPECT_EQ(ToldBits({1, 3, 1, 7, 1}).noise({1, 3}), 0);
  EXPECT_EQ(ToldBits({0, 3, 1, 7, 1, 1, 1, 2, 7, 1}).noise({1, 3}), 1) << "-0 is drawn again";
}

TEST(GeometricNoise, HasASumThatReachesNoFurtherThanItsWeights) {
  for (const std::uint32_t draws : {2U, 3U, 5U}) {
    EXPECT_LE(half_width_of_sum({1, 1}, draws, 1e-300), 28 * draws);
  }
}

TEST(GeometricNoise, RefusesABudgetOfNothing) {
  EXPECT_THROW(two_sided_geometric({0, 1}, philox_bits(1)), ContractViolation);
  EXPECT_THROW(two_sided_geometric({1, 0}, philox_bits(1)), ContractViolation);
  for (const Epsilon nothing : {Epsilon{0, 1}, Epsilon{1, 0}}) {
    EXPECT_THROW(noise_half_width(nothing), ContractViolation);
    EXPECT_THROW(half_width_of_sum(nothing, 2), ContractViolation);
  }
  for (const double alpha : {0.0, 1.0}) {
    EXPECT_THROW(noise_half_width({1, 1}, alpha), ContractViolation);
    EXPECT_THROW(half_width_of_sum({1, 1}, 2, alpha), ContractViolation);
  }
}

}  // namespace
}  // namespace rawan
