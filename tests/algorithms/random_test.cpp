#include "rawan/algorithms/random.h"

#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rawan {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Salmon et al. (2011), Random123 known-answer vectors for philox4x32-10.
TEST(Philox, GivesThePublishedVectors) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, GivesManyBlocksTheWordsOfEach) {
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{0xfffffff0}}) {
    for (const std::size_t size : {0U, 4U, 60U, 64U, 256U, 300U}) {
      std::vector<std::uint32_t> words(size);
      philox_words(0x123456789abcdef0, 0xfedcba9876543210, first, words);
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t block = first + i / 4;
        const Words known =
            philox({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32U),
                    0x76543210, 0xfedcba98},
                   {0x9abcdef0, 0x12345678});
        ASSERT_EQ(words[i], known[i % 4]);
      }
    }
  }
  std::vector<std::uint32_t> ragged(5);
  EXPECT_THROW(philox_words(1, 2, 0, ragged), ContractViolation);
}

TEST(Stream, IsAddressedBySeedAndStream) {
  Stream a(1, 2);
  Stream same(1, 2);
  Stream other(1, 3);
  const std::uint64_t first = a.bits();
  EXPECT_EQ(first, same.bits());
  EXPECT_NE(first, other.bits());
}

TEST(Stream, FillsWithTheNumbersThatComeOneByOne) {
  for (const std::size_t before : {0U, 1U, 2U, 3U}) {
    for (const std::size_t size : {0U, 1U, 2U, 31U, 32U, 33U, 65U, 300U}) {
      Stream filled(5, 9);
      Stream slow(5, 9);
      for (std::size_t i = 0; i < before; ++i) ASSERT_EQ(filled.uniform(), slow.uniform());
      std::vector<double> values(size);
      filled.fill_uniform(values);
      for (const double value : values) ASSERT_EQ(value, slow.uniform());
      ASSERT_EQ(filled.bits(), slow.bits());
    }
  }
}

TEST(Stream, BelowHasNoBias) {
  Stream random(7, 0);
  std::vector<int> hits(3, 0);
  for (int i = 0; i < 30000; ++i) ++hits[random.below(3)];
  for (const int h : hits) EXPECT_NEAR(h, 10000, 400);
  EXPECT_THROW(random.below(0), ContractViolation);
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

template <class Draw>
Moments moments_of(Draw draw) {
  constexpr int kDraws = 40000;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = draw();
    sum += x;
    squares += x * x;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

TEST(Stream, DistributionsHaveTheirMoments) {
  Stream random(11, 0);
  const Moments normal = moments_of([&] { return random.normal(); });
  EXPECT_NEAR(normal.mean, 0.0, 0.02);
  EXPECT_NEAR(normal.variance, 1.0, 0.03);
  for (const double shape : {0.3, 1.0, 4.5}) {
    const Moments gamma = moments_of([&] { return random.gamma(shape); });
    EXPECT_NEAR(gamma.mean, shape, 0.03 * std::sqrt(shape) + 0.01);
    EXPECT_NEAR(gamma.variance, shape, 0.08 * shape + 0.01);
  }
  for (const double mean : {0.0, 0.4, 9.0, 60.0}) {
    const Moments poisson = moments_of([&] { return static_cast<double>(random.poisson(mean)); });
    EXPECT_NEAR(poisson.mean, mean, 0.03 * std::sqrt(mean) + 0.01);
    EXPECT_NEAR(poisson.variance, mean, 0.04 * mean + 0.01);
  }
}

TEST(Stream, TwoNormalsAreTheNextOneAndOneThatKnowsNothingOfIt) {
  Stream pairs(5, 1);
  Stream single(5, 1);
  double together = 0.0;
  double squares = 0.0;
  constexpr int kDraws = 40000;
  for (int i = 0; i < kDraws; ++i) {
    const auto [a, b] = pairs.two_normals();
    ASSERT_EQ(a, single.normal());
    together += a * b / kDraws;
    squares += b * b / kDraws;
  }
  EXPECT_NEAR(together, 0.0, 0.02);
  EXPECT_NEAR(squares, 1.0, 0.03);
}

TEST(Categorical, DrawsWhatTheStreamDraws) {
  const std::vector<double> weights{0.0, 2.0, 0.0, 1.0, 0.25, 0.0};
  const Categorical categorical(weights);
  Stream fast(3, 1);
  Stream slow(3, 1);
  for (int i = 0; i < 9000; ++i) ASSERT_EQ(categorical.draw(fast), slow.categorical(weights));
  EXPECT_THROW(Categorical(std::vector<double>{0.0, 0.0}), ContractViolation);
  EXPECT_THROW(Categorical(std::vector<double>{}), ContractViolation);
}

TEST(Stream, CategoricalNeverDrawsWhatHasNoWeight) {
  Stream random(3, 1);
  const std::vector<double> weights{0.0, 2.0, 0.0, 1.0, 0.0};
  std::vector<int> hits(weights.size(), 0);
  for (int i = 0; i < 9000; ++i) ++hits[random.categorical(weights)];
  EXPECT_EQ(hits[0] + hits[2] + hits[4], 0);
  EXPECT_NEAR(hits[1], 6000, 200);
}

}  // namespace
}  // namespace rawan
