#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rawan {

/// One block of Philox 4x32-10: a bijection of a 128-bit counter under a 64-bit key.
/// Salmon, J. K. et al. (2011). Parallel random numbers: as easy as 1, 2, 3. SC '11.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

/// The words of blocks first_block, first_block + 1, ... of a stream, in the order `Stream` uses
/// them; many at once are several times faster. A whole number of blocks of 4 words.
void philox_words(std::uint64_t seed, std::uint64_t stream, std::uint64_t first_block,
                  std::span<std::uint32_t> words);

/// Random numbers addressed by (seed, stream, index): the i-th number is a pure function of the
/// three. The stream is the replicate, never the thread.
///
/// Our own distributions, because those of the standard library may differ between versions.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  std::uint64_t bits();  ///< 64 random bits.
  double uniform();      ///< In the open interval (0, 1), 52 bits.
  /// What as many calls of uniform() would give, several times faster where there are many.
  void fill_uniform(std::span<double> values);
  std::uint64_t below(std::uint64_t n);  ///< 0 ... n-1 without bias. n >= 1.
  double normal();                       ///< Standard normal.
  std::array<double, 2> two_normals();   ///< Independent; hardly dearer than one.
  double exponential();                  ///< Mean 1.
  double gamma(double shape);            ///< Scale 1; shape > 0. Marsaglia & Tsang (2000).
  std::uint64_t poisson(double mean);    ///< mean >= 0; Gamma reduction above 10 (Devroye 1986).
  std::size_t categorical(std::span<const double> weights);  ///< Index drawn in proportion.

  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 2> ready_{};
  unsigned left_ = 0;
};

/// What Stream::categorical draws, but for rounding, where the same weights are drawn from many
/// times: O(log n) each.
class Categorical {
 public:
  /// @throws ContractViolation if the total weight is not positive.
  explicit Categorical(std::span<const double> weights);

  std::size_t draw(Stream& random) const;

 private:
  std::vector<double> up_to_;  ///< Sums of weights, rising.
};

}  // namespace rawan
