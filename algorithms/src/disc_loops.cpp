#include "disc_loops.h"

#include "disc_terms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rawan {
namespace {

constexpr std::size_t kChunk = 64;

template <int P>
constexpr auto kTerms = disc_terms<P>();

template <int P, std::size_t... Q>
[[gnu::always_inline]] inline void inner_loop(const InnerRow& row, double* out,
                                              std::index_sequence<Q...>) {
  const std::array<double, sizeof...(Q)> factor{
      (kTerms<P>[Q].factor * power<kTerms<P>[Q].j>(row.dy))...};
  const double kappa = 1.0 - row.dy * row.dy;
  const std::size_t stride = row.stride;
  // Nothing else can point to a local array, so the compiler needs no test for it.
  std::array<double, kChunk> sums;
  for (std::size_t begin = 0; begin < row.n; begin += kChunk) {
    const std::size_t n = std::min(kChunk, row.n - begin);
    const double* left = row.left + begin;
    const double* right = row.right + begin;
    const double* place = row.x + begin;
    for (std::size_t c = 0; c < n; ++c) {
      const double x = place[c];
      const double z = kappa - x * x;
      sums[c] = ((factor[Q] * (right[Q * stride + c] - left[Q * stride + c]) *
                  (power<kTerms<P>[Q].i>(z) * power<kTerms<P>[Q].k>(x))) +
                 ...);
    }
    for (std::size_t c = 0; c < n; ++c) out[begin + c] += sums[c];
  }
}

template <int P>
[[gnu::always_inline]] inline void inner(const InnerRow& row, double* out) {
  inner_loop<P>(row, out, std::make_index_sequence<disc_term_count(P)>());
}

template <int P>
[[gnu::always_inline]] inline double kernel_at(double dx, double dy, double reach2) {
  const double rest = reach2 - (dx * dx + dy * dy);
  if constexpr (P == 0) {
    return rest >= 0.0 ? 1.0 : 0.0;
  } else {
    return power<P>(std::max(rest, 0.0));
  }
}

template <int P>
[[gnu::always_inline]] inline void rim_loop(const Rim& rim, double x, double y, double weight,
                                            double* out) {
  for (std::size_t j = 0; j < rim.n; ++j) {
    out[j] += weight * kernel_at<P>(rim.x[j] - x, rim.y[j] - y, rim.reach2);
  }
}

/// Eight partial sums, so that the order of additions is the same in registers of any width.
template <int P>
[[gnu::always_inline]] inline double rim_sum(const Rim& rim, double x, double y) {
  std::array<double, 8> partial{};
  std::size_t j = 0;
  for (; j + 8 <= rim.n; j += 8) {
    for (std::size_t q = 0; q < 8; ++q) {
      partial[q] += kernel_at<P>(rim.x[j + q] - x, rim.y[j + q] - y, rim.reach2);
    }
  }
  for (; j < rim.n; ++j) partial[j % 8] += kernel_at<P>(rim.x[j] - x, rim.y[j] - y, rim.reach2);
  double sum = 0.0;
  for (const double p : partial) sum += p;
  return sum;
}

}  // namespace

// Wider registers change neither the operations nor their order, so the bits are the same.
[[gnu::target_clones("default", "avx2", "avx512f")]] void add_inner(int power, const InnerRow& row,
                                                                    double* out) {
  switch (power) {
    case 0:
      return inner<0>(row, out);
    case 1:
      return inner<1>(row, out);
    case 2:
      return inner<2>(row, out);
    default:
      return inner<3>(row, out);
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_rim(int power, const Rim& rim,
                                                                  double x, double y, double weight,
                                                                  double* out) {
  switch (power) {
    case 0:
      return rim_loop<0>(rim, x, y, weight, out);
    case 1:
      return rim_loop<1>(rim, x, y, weight, out);
    case 2:
      return rim_loop<2>(rim, x, y, weight, out);
    default:
      return rim_loop<3>(rim, x, y, weight, out);
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] double sum_rim(int power, const Rim& rim,
                                                                    double x, double y) {
  switch (power) {
    case 0:
      return rim_sum<0>(rim, x, y);
    case 1:
      return rim_sum<1>(rim, x, y);
    case 2:
      return rim_sum<2>(rim, x, y);
    default:
      return rim_sum<3>(rim, x, y);
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_scaled_pair(
    double factor, const double* a, const double* b, std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) out[i] += factor * (a[i] + b[i]);
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_four_pairs(
    const double* factors, const double* middle, std::size_t d, std::size_t step, std::size_t n,
    double* out) {
  const double f0 = factors[0];
  const double f1 = factors[1];
  const double f2 = factors[2];
  const double f3 = factors[3];
  const double* after = middle + d * step;
  const double* before = middle - d * step;
  std::array<double, kChunk> sums;
  for (std::size_t begin = 0; begin < n; begin += kChunk) {
    const std::size_t end = std::min(kChunk, n - begin);
    const double* a = after + begin;
    const double* b = before + begin;
    for (std::size_t i = 0; i < end; ++i) {
      sums[i] = (f0 * (a[i] + b[i]) + f1 * (a[i + step] + *(b + i - step))) +
                (f2 * (a[i + 2 * step] + *(b + i - 2 * step)) +
                 f3 * (a[i + 3 * step] + *(b + i - 3 * step)));
    }
    for (std::size_t i = 0; i < end; ++i) out[begin + i] += sums[i];
  }
}

}  // namespace rawan
