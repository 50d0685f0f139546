#include "gauss_terms.h"

#include <array>
#include <bit>
#include <cstdint>

namespace rawan {
namespace {

constexpr std::size_t kLanes = 8;

/// exp(t) for -700 <= t <= 0 without a branch, so that lanes go together: a power of two times a
/// polynomial within half of log 2.
[[gnu::always_inline]] inline double exponential(double t) {
  constexpr double kPerLog2 = 1.4426950408889634;
  constexpr double kLog2High = 0x1.62e42fefp-1;
  constexpr double kLog2Low = 0x1.473de6af278edp-34;
  constexpr double kWhole = 0x1.8p52;  // Adding it rounds to a whole number, in the lowest bits.
  const double shifted = t * kPerLog2 + kWhole;
  const double power = shifted - kWhole;
  const double r = (t - power * kLog2High) - power * kLog2Low;
  double sum = 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  const std::uint64_t exponent = std::bit_cast<std::uint64_t>(shifted) << 52U;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(sum) + exponent);
}

[[gnu::always_inline]] inline double term_at(const GaussTerm& term, double x, double y) {
  constexpr double kLeast = -700.0;
  const double dx = x - term.x;
  const double dy = y - term.y;
  const double t = (term.least - (dx * dx + dy * dy)) * term.steepness;
  return exponential(t > kLeast ? t : kLeast);
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_blocks(const GaussTerm& term,
                                                                     const WeightedPlaces& places,
                                                                     std::size_t blocks,
                                                                     double* sums) {
  for (std::size_t block = 0; block < blocks; ++block) {
    const double* const x = places.x + block * kLanes;
    const double* const y = places.y + block * kLanes;
    const double* const factor = places.factor + block * kLanes;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sums[lane] += factor[lane] * term_at(term, x[lane], y[lane]);
    }
  }
}

}  // namespace

double sum_terms(const GaussTerm& term, const WeightedPlaces& places) {
  std::array<double, kLanes> sums{};
  const std::size_t blocks = places.size / kLanes;
  add_blocks(term, places, blocks, sums.data());
  for (std::size_t i = blocks * kLanes; i < places.size; ++i) {
    sums[i % kLanes] += places.factor[i] * term_at(term, places.x[i], places.y[i]);
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

}  // namespace rawan
