#include "rawan/algorithms/geometric_noise.h"

#include "rawan/algorithms/contract.h"

#include <cmath>

namespace rawan {
namespace {

/// 0 ... n-1 without bias.
std::uint64_t below(std::uint64_t n, const BitSource& bits) {
  const std::uint64_t biased = (std::uint64_t{0} - n) % n;  // 2^64 mod n
  std::uint64_t drawn = bits();
  while (drawn < biased) drawn = bits();
  return drawn % n;
}

bool happens(std::uint64_t numerator, std::uint64_t denominator, const BitSource& bits) {
  return below(denominator, bits) < numerator;
}

/// True with probability exp(-numerator / denominator), which is at most 1: the series of exp ends
/// at an odd step that often.
bool decays(std::uint64_t numerator, std::uint64_t denominator, const BitSource& bits) {
  std::uint64_t step = 1;
  while (happens(numerator, denominator * step, bits)) ++step;
  return step % 2 == 1;
}

/// How often exp(-1) happens in a row.
std::uint64_t decays_in_a_row(const BitSource& bits) {
  std::uint64_t count = 0;
  while (decays(1, 1, bits)) ++count;
  return count;
}

/// P(n) in proportion to exp(-n / scale).
std::uint64_t geometric(std::uint32_t scale, const BitSource& bits) {
  while (true) {
    const std::uint64_t rest = below(scale, bits);
    if (decays(rest, scale, bits)) return rest + scale * decays_in_a_row(bits);
  }
}

}  // namespace

double value_of(Epsilon epsilon) {
  return static_cast<double>(epsilon.numerator) / static_cast<double>(epsilon.denominator);
}

std::int64_t two_sided_geometric(Epsilon epsilon, const BitSource& bits) {
  expects(epsilon.numerator >= 1 && epsilon.denominator >= 1, "a privacy budget is above 0");
  while (true) {
    const bool is_negative = happens(1, 2, bits);
    const auto size =
        static_cast<std::int64_t>(geometric(epsilon.denominator, bits) / epsilon.numerator);
    if (size != 0 || !is_negative) return is_negative ? -size : size;  // 0 has one sign
  }
}

std::int64_t noise_half_width(Epsilon epsilon, double alpha) {
  expects(epsilon.numerator >= 1 && epsilon.denominator >= 1, "a privacy budget is above 0");
  expects(alpha > 0.0 && alpha < 1.0, "a level lies between 0 and 1");
  const double e = value_of(epsilon);
  // P(|Z| > z) = 2 a^(z+1) / (1 + a)
  const double least = std::log(2.0 / (alpha * (1.0 + std::exp(-e)))) / e - 1.0;
  return static_cast<std::int64_t>(std::ceil(least));  // The logarithm is of more than 1.
}

}  // namespace rawan
