#include "row_sums.h"

#include "rawan/algorithms/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rawan {
namespace {

std::vector<double> uniforms(std::size_t n, std::uint64_t stream) {
  std::vector<double> values(n);
  Stream(3, stream).fill_uniform(values);
  return values;
}

TEST(RowSums, OfManyRowsAreThoseOfOneAfterTheOther) {
  for (const std::size_t n : {1U, 7U, 8U, 81U}) {
    for (const std::size_t count : {0U, 1U, 3U, 4U, 5U, 8U, 123U}) {
      const std::vector<double> factor = uniforms(count, 0);
      const std::vector<double> rows = uniforms(count * n, 1);
      std::vector<double> slow = uniforms(n, 2);
      std::vector<double> fast = slow;
      for (std::size_t k = 0; k < count; ++k) add_scaled(factor[k], &rows[k * n], n, slow.data());
      add_rows(factor.data(), count, rows.data(), n, fast.data());
      ASSERT_EQ(fast, slow) << n << " " << count;
    }
  }
}

TEST(RowSums, ExponentiateAsTheLibraryDoes) {
  constexpr double kHighest = 12.5;
  std::vector<double> values;
  for (double below = 0.0; below < 699.0; below += 0.37) values.push_back(kHighest - below);
  std::vector<double> powers = values;
  exponentiate(kHighest, powers.size(), powers.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = std::exp(values[i] - kHighest);
    EXPECT_NEAR(powers[i] / expected, 1.0, 2e-15) << values[i];
  }
  EXPECT_EQ(powers[0], 1.0);
}

TEST(RowSums, ExponentiateWhatIsFarBelowToNothing) {
  std::vector<double> values{0.0, -701.0, -1e300};
  exponentiate(0.0, values.size(), values.data());
  EXPECT_EQ(values, (std::vector<double>{1.0, 0.0, 0.0}));
}

}  // namespace
}  // namespace rawan
