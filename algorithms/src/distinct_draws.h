#pragma once

#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Draws of `count` different numbers from 0 ... n-1 without `own`, every ordered choice equally
/// likely. The k-th draw of a stream is a function of seed, stream, n, own and count alone.
class DistinctDraws {
 public:
  /// 0 <= own < n, count < n < 2^31.
  DistinctDraws(std::uint64_t seed, std::uint64_t stream, std::uint32_t n, std::uint32_t own,
                std::size_t count)
      : seed_(seed), stream_(stream), others_(n - 1), own_(own), drawn_(count) {
    if (others_ > 0) biased_ = (0U - others_) % others_;
    if (count > kFew) taken_.assign((n + 63U) / 64U, 0);
  }

  /// Valid until the next call.
  std::span<const std::uint32_t> next() {
    if (taken_.empty()) {
      draw_few();
    } else {
      draw_many();
    }
    return drawn_;
  }

 private:
  /// So many numbers are compared faster than looked up.
  static constexpr std::size_t kFew = 16;

  void draw_few() {
    // The bits of numbers drawn, modulo 64: where the bit is free, nothing needs comparing.
    std::uint64_t seen = 0;
    for (std::size_t k = 0; k < drawn_.size();) {
      const std::uint32_t draw = other();
      const std::uint64_t bit = std::uint64_t{1} << (draw % 64U);
      if ((seen & bit) != 0 && std::ranges::count(std::span(drawn_).first(k), draw) != 0) continue;
      seen |= bit;
      drawn_[k++] = draw;
    }
  }

  void draw_many() {
    for (std::uint32_t& place : drawn_) {
      do place = other();
      while (is_taken(place));
      taken_[place / 64U] |= std::uint64_t{1} << (place % 64U);
    }
    for (const std::uint32_t place : drawn_) taken_[place / 64U] = 0;
  }

  bool is_taken(std::uint32_t place) const {
    return ((taken_[place / 64U] >> (place % 64U)) & 1U) != 0;
  }

  std::uint32_t other() {
    while (used_ == ready_) refill();
    return others_ready_[used_++];
  }

  /// Lemire (2019): the high word of a product, the few words that would favor a number left out.
  void refill() {
    philox_words(seed_, stream_, block_, words_);
    block_ += words_.size() / 4;
    used_ = 0;
    ready_ = 0;
    for (const std::uint32_t word : words_) {
      const std::uint64_t product = std::uint64_t{word} * others_;
      const auto draw = static_cast<std::uint32_t>(product >> 32U);
      others_ready_[ready_] = draw + (draw >= own_ ? 1U : 0U);
      ready_ += static_cast<std::uint32_t>(product) >= biased_ ? 1U : 0U;
    }
  }

  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t block_ = 0;
  std::uint32_t others_;
  std::uint32_t own_;
  std::uint32_t biased_ = 0;
  std::vector<std::uint32_t> drawn_;
  std::vector<std::uint64_t> taken_;  ///< One bit per number; empty if few are drawn.
  std::array<std::uint32_t, 1024> words_;
  std::array<std::uint32_t, 1024> others_ready_;
  std::size_t ready_ = 0;
  std::size_t used_ = 0;
};

}  // namespace rawan
