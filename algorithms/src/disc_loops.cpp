#include "disc_loops.h"

#include "disc_terms.h"

#include <algorithm>
#include <array>

namespace rawan {
namespace {

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
[[gnu::always_inline]] inline void rim_loop(const Rim& rim, std::span<const CellEvent> events,
                                            double scale, double* out) {
  const double* rim_x = rim.x;
  const double* rim_y = rim.y;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double x = events[i].offset.x;
    const double y = events[i].offset.y;
    const double weight = scale * events[i].weight;
    if (i == 0) {
#pragma GCC ivdep
      for (std::size_t j = 0; j < rim.n; ++j) {
        out[j] = weight * kernel_at<P>(rim_x[j] - x, rim_y[j] - y, rim.reach2);
      }
    } else {
#pragma GCC ivdep
      for (std::size_t j = 0; j < rim.n; ++j) {
        out[j] += weight * kernel_at<P>(rim_x[j] - x, rim_y[j] - y, rim.reach2);
      }
    }
  }
}

template <std::size_t M>
[[gnu::always_inline]] inline void sum_moments(std::size_t columns, std::size_t parts,
                                               double* line) {
  std::array<double, M> sum{};
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t p = 0; p < parts; ++p) {
      double* cell = line + (p * columns + c) * M;
      for (std::size_t q = 0; q < M; ++q) {
        const double own = cell[q];
        cell[q] = sum[q];
        sum[q] += own;
      }
    }
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
[[gnu::target_clones("default", "avx2", "avx512f")]] void sum_from_left(int power,
                                                                        std::size_t columns,
                                                                        std::size_t parts,
                                                                        double* line) {
  switch (power) {
    case 0:
      return sum_moments<1>(columns, parts, line);
    case 1:
      return sum_moments<4>(columns, parts, line);
    case 2:
      return sum_moments<9>(columns, parts, line);
    default:
      return sum_moments<16>(columns, parts, line);
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_differences(const RunningSums& sums,
                                                                          std::size_t n,
                                                                          double* out) {
  const double* r0 = sums.right[0];
  const double* r1 = sums.right[1];
  const double* r2 = sums.right[2];
  const double* r3 = sums.right[3];
  const double* l0 = sums.left[0];
  const double* l1 = sums.left[1];
  const double* l2 = sums.left[2];
  const double* l3 = sums.left[3];
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    out[i] += ((r0[i] - l0[i]) + (r1[i] - l1[i])) + ((r2[i] - l2[i]) + (r3[i] - l3[i]));
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void rim_values(
    int power, const Rim& rim, std::span<const CellEvent> events, double scale, double* out) {
  switch (power) {
    case 0:
      return rim_loop<0>(rim, events, scale, out);
    case 1:
      return rim_loop<1>(rim, events, scale, out);
    case 2:
      return rim_loop<2>(rim, events, scale, out);
    default:
      return rim_loop<3>(rim, events, scale, out);
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

}  // namespace rawan
