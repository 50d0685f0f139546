#include "disc_loops.h"

#include "disc_terms.h"

#include <algorithm>
#include <array>
#include <cstring>

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

constexpr std::size_t kWide = 8;
using Doubles [[gnu::vector_size(kWide * sizeof(double))]] = double;

/// Replaces reach^2 - r^2 by what a kernel is worth to targets within reach, or has to lose of
/// those out of reach.
template <int P, bool kTaken>
[[gnu::always_inline]] inline void to_correction(Doubles& rest) {
  const Doubles none = rest - rest;
  if constexpr (P == 0) {
    rest = kTaken ? (rest >= 0.0 ? none : none - 1.0) : (rest >= 0.0 ? none + 1.0 : none);
  } else {
    const Doubles base = kTaken ? (rest < 0.0 ? rest : none) : (rest > 0.0 ? rest : none);
    rest = kTaken ? -base : base;
    for (int p = 1; p < P; ++p) rest *= base;
  }
}

/// An event seen from the center of its cell, in cells.
struct RimEvent {
  double x;
  double y;
  double reach2;
  double weight;
};

template <int P, bool kTaken>
[[gnu::always_inline]] inline void correct(const RimLists::List& targets, const RimEvent& event,
                                           double* sums) {
  const std::size_t n = targets.place.size();
  for (std::size_t j = 0; j < n; j += kWide) {
    Doubles east;
    Doubles north;
    std::memcpy(&east, targets.x.data() + j, sizeof east);
    std::memcpy(&north, targets.y.data() + j, sizeof north);
    const Doubles dx = east - event.x;
    const Doubles dy = north - event.y;
    Doubles values = event.reach2 - (dx * dx + dy * dy);
    to_correction<P, kTaken>(values);
    values *= event.weight;
    std::array<double, kWide> each;
    std::memcpy(each.data(), &values, sizeof values);
    const std::int32_t* place = targets.place.data() + j;
    if (j + kWide <= n) {
#pragma GCC unroll 8
      for (std::size_t q = 0; q < kWide; ++q) sums[place[q]] += each[q];
    } else {
      for (std::size_t q = 0; q < n - j; ++q) sums[place[q]] += each[q];
    }
  }
}

template <int P>
[[gnu::always_inline]] inline void correct_rims_of(std::span<const CellEvent> events,
                                                   const RimRow& row, double* sums) {
  for (const CellEvent& event : events) {
    const RimLists::Lists& lists = row.lists[event.part];
    const RimEvent at{event.offset.x / row.cell, event.offset.y / row.cell, row.reach2,
                      row.scale * event.weight};
    correct<P, false>(lists.missed, at, sums + event.column);
    correct<P, true>(lists.taken, at, sums + event.column);
  }
}

template <std::size_t M>
[[gnu::always_inline]] inline void sum_moments(std::size_t columns, double* line) {
  std::array<double, M> sum{};
  for (std::size_t c = 0; c < columns; ++c) {
    double* cell = line + c * M;
    for (std::size_t q = 0; q < M; ++q) {
      const double own = cell[q];
      cell[q] = sum[q];
      sum[q] += own;
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
[[gnu::target_clones("default", "avx2", "avx512f")]] void sum_from_left(std::size_t moments,
                                                                        std::size_t columns,
                                                                        double* line) {
  switch (moments) {
    case 1:
      return sum_moments<1>(columns, line);
    case 4:
      return sum_moments<4>(columns, line);
    case 8:
      return sum_moments<8>(columns, line);
    default:
      return sum_moments<16>(columns, line);
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

[[gnu::target_clones("default", "avx2", "avx512f")]] void correct_rims(
    int power, std::span<const CellEvent> events, const RimRow& row, double* sums) {
  switch (power) {
    case 0:
      return correct_rims_of<0>(events, row, sums);
    case 1:
      return correct_rims_of<1>(events, row, sums);
    case 2:
      return correct_rims_of<2>(events, row, sums);
    default:
      return correct_rims_of<3>(events, row, sums);
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
