#pragma once

#include "rawan/algorithms/random.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace rawan::patrol {

/// The words of one stream, made many at once: a step of the search needs hundreds.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  std::uint32_t word() {
    if (next_ == words_.size()) refill();
    return words_[next_++];
  }
  /// 0 ... n-1, n >= 1; the bias is below n / 2^32.
  std::uint32_t below(std::size_t n) {
    return static_cast<std::uint32_t>((std::uint64_t{word()} * n) >> 32);
  }
  /// In (0, 1).
  double uniform() { return (word() + 0.5) * 0x1p-32; }
  bool happens(double chance) { return uniform() < chance; }

 private:
  void refill() {
    philox_words(seed_, stream_, block_, words_);
    block_ += words_.size() / 4;
    next_ = 0;
  }

  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t block_ = 0;
  std::array<std::uint32_t, 256> words_{};
  std::size_t next_ = words_.size();
};

}  // namespace rawan::patrol
