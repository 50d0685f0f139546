#include "gauss_terms.h"

#include "exponential.h"

#include <array>

namespace rawan {
namespace {

constexpr std::size_t kLanes = 8;

[[gnu::always_inline]] inline double term_at(const GaussTerm& term, double x, double y) {
  const double dx = x - term.x;
  const double dy = y - term.y;
  const double t = (term.least - (dx * dx + dy * dy)) * term.steepness;
  return exponential(t > kLeastPower ? t : kLeastPower);
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
