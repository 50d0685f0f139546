#include "rawan/algorithms/random.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

constexpr std::uint32_t low32(std::uint64_t v) {
  return static_cast<std::uint32_t>(v);
}
constexpr std::uint32_t high32(std::uint64_t v) {
  return static_cast<std::uint32_t>(v >> 32U);
}

double unit_of(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

std::uint64_t small_poisson(double mean, Stream& random) {
  const double limit = std::exp(-mean);
  std::uint64_t count = 0;
  for (double product = random.uniform(); product > limit; product *= random.uniform()) ++count;
  return count;
}

std::uint64_t binomial(std::uint64_t trials, double p, Stream& random) {
  std::uint64_t hits = 0;
  for (std::uint64_t i = 0; i < trials; ++i) hits += random.uniform() < p ? 1 : 0;
  return hits;
}

/// Counters of several blocks side by side, so that the compiler computes them together.
constexpr std::size_t kLanes = 16;
using Lanes = std::array<std::array<std::uint32_t, kLanes>, 4>;

__attribute__((target_clones("avx2", "default"))) void philox_lanes(
    Lanes& counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0][i];
      const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2][i];
      counter[0][i] = high32(b) ^ counter[1][i] ^ key[0];
      counter[1][i] = low32(b);
      counter[2][i] = high32(a) ^ counter[3][i] ^ key[1];
      counter[3][i] = low32(a);
    }
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
}

}  // namespace

void philox_words(std::uint64_t seed, std::uint64_t stream, std::uint64_t first_block,
                  std::span<std::uint32_t> words) {
  expects(words.size() % 4 == 0, "blocks have 4 words");
  Lanes counter;
  for (std::size_t done = 0; done < words.size(); done += 4 * kLanes) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const std::uint64_t block = first_block + done / 4 + i;
      counter[0][i] = low32(block);
      counter[1][i] = high32(block);
      counter[2][i] = low32(stream);
      counter[3][i] = high32(stream);
    }
    philox_lanes(counter, {low32(seed), high32(seed)});
    const std::size_t count = std::min(4 * kLanes, words.size() - done);
    for (std::size_t k = 0; k < count; ++k) words[done + k] = counter[k % 4][k / 4];
  }
}

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {high32(b) ^ counter[1] ^ key[0], low32(b), high32(a) ^ counter[3] ^ key[1],
               low32(a)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

std::uint64_t Stream::bits() {
  if (left_ == 0) {
    const auto words = philox({low32(block_), high32(block_), low32(stream_), high32(stream_)},
                              {low32(seed_), high32(seed_)});
    ready_ = {(std::uint64_t{words[1]} << 32U) | words[0],
              (std::uint64_t{words[3]} << 32U) | words[2]};
    left_ = 2;
    ++block_;
  }
  return ready_[2 - left_--];
}

double Stream::uniform() {
  return unit_of(bits());
}

void Stream::fill_uniform(std::span<double> values) {
  std::array<std::uint32_t, 4 * kLanes> words{};
  std::size_t done = 0;
  while (done < values.size() && left_ > 0) values[done++] = uniform();
  while (values.size() - done >= words.size() / 2) {
    philox_words(seed_, stream_, block_, words);
    block_ += kLanes;
    for (std::size_t k = 0; k < words.size(); k += 2) {
      values[done++] = unit_of((std::uint64_t{words[k + 1]} << 32U) | words[k]);
    }
  }
  while (done < values.size()) values[done++] = uniform();
}

std::uint64_t Stream::below(std::uint64_t n) {
  expects(n > 0, "below() needs a positive bound");
  const std::uint64_t unbiased = UINT64_MAX - UINT64_MAX % n;
  std::uint64_t draw = bits();
  while (draw >= unbiased) draw = bits();
  return draw % n;
}

double Stream::normal() {
  return two_normals()[0];
}

// Box, G. E. P. & Muller, M. E. (1958).
std::array<double, 2> Stream::two_normals() {
  constexpr double kTwoPi = 6.283185307179586;
  const double radius = std::sqrt(-2.0 * std::log(uniform()));
  const double angle = kTwoPi * uniform();
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

double Stream::exponential() {
  return -std::log(uniform());
}

double Stream::gamma(double shape) {
  expects(shape > 0.0, "a gamma variable needs a positive shape");
  if (shape < 1.0) return gamma(shape + 1.0) * std::pow(uniform(), 1.0 / shape);
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  while (true) {
    const double x = normal();
    const double v = 1.0 + c * x;
    if (v <= 0.0) continue;
    const double cube = v * v * v;
    if (std::log(uniform()) < 0.5 * x * x + d - d * cube + d * std::log(cube)) return d * cube;
  }
}

std::uint64_t Stream::poisson(double mean) {
  expects(mean >= 0.0 && std::isfinite(mean), "a Poisson variable needs a finite mean >= 0");
  if (mean <= 10.0) return small_poisson(mean, *this);
  const auto m = static_cast<std::uint64_t>(mean * 0.875);
  const double arrival = gamma(static_cast<double>(m));
  if (arrival > mean) return binomial(m - 1, mean / arrival, *this);
  return m + poisson(mean - arrival);
}

std::size_t Stream::categorical(std::span<const double> weights) {
  double total = 0.0;
  for (const double w : weights) total += w;
  expects(total > 0.0, "a categorical draw needs a positive total weight");
  double left = uniform() * total;
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0.0) continue;
    last = i;
    left -= weights[i];
    if (left <= 0.0) return i;
  }
  return last;
}

Categorical::Categorical(std::span<const double> weights) : up_to_(weights.size()) {
  std::partial_sum(weights.begin(), weights.end(), up_to_.begin());
  expects(!up_to_.empty() && up_to_.back() > 0.0,
          "a categorical draw needs a positive total weight");
}

std::size_t Categorical::draw(Stream& random) const {
  const double level = random.uniform() * up_to_.back();
  return static_cast<std::size_t>(std::ranges::lower_bound(up_to_, level) - up_to_.begin());
}

}  // namespace rawan
