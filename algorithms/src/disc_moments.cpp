#include "disc_moments.h"

#include "disc_terms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rawan {
namespace {

template <int P>
using Moments = std::array<double, disc_moment_count(P)>;

/// weight x_y^j x_x^k |x|^2l.
template <int P>
[[gnu::always_inline]] inline Moments<P> moments_of(double x, double y, double weight) {
  Moments<P> moments;
  double* next = moments.data();
  const double s = x * x + y * y;
  double of_j = weight;
  for (int j = 0; j <= std::min(P, 1); ++j) {
    double of_k = of_j;
    for (int k = 0; j + k <= P; ++k) {
      double of_l = of_k;
      for (int l = 0; j + k + l <= P; ++l) {
        *next++ = of_l;
        of_l *= s;
      }
      of_k *= x;
    }
    of_j *= y;
  }
  return moments;
}

/// One term of (2 u_y x_y + 2 u_x x_x - |x|^2)^N, summed over all sources.
template <int P, DiscTerm T>
[[gnu::always_inline]] inline double term(const Moments<P>& sums, double x, double y) {
  if constexpr (T.i != 0) {
    return 0.0;
  } else if constexpr (T.j < 2) {
    return T.factor * power<T.j>(y) * power<T.k>(x) * sums[disc_moment(P, T.j, T.k, T.l)];
  } else {
    return T.factor * power<T.j>(y) * power<T.k>(x) *
           (sums[disc_moment(P, T.j - 2, T.k, T.l + 1)] -
            sums[disc_moment(P, T.j - 2, T.k + 2, T.l)]);
  }
}

template <int P, int N, std::size_t... T>
[[gnu::always_inline]] inline double power_of_rest(const Moments<P>& sums, double x, double y,
                                                   std::index_sequence<T...> /*terms*/) {
  return (term<P, disc_terms<N>()[T]>(sums, x, y) + ...);
}

/// The kernel at a place from the sums: (a + rest)^N, a Horner scheme in a.
template <int P, int N>
[[gnu::always_inline]] inline double value(const Moments<P>& sums, double a, double x, double y) {
  const double own =
      power_of_rest<P, N>(sums, x, y, std::make_index_sequence<disc_term_count(N)>{});
  if constexpr (N == 0) {
    return own;
  } else {
    return a * value<P, N - 1>(sums, a, x, y) + binomial(P, N) * own;
  }
}

template <int P>
[[gnu::always_inline]] inline double kernel(const Moments<P>& sums, double x, double y) {
  return value<P, P>(sums, 1.0 - (x * x + y * y), x, y);
}

template <int P>
void add_all(std::span<const CellEvent> events, std::size_t first_column,
             const ColumnPlaces& places, double reach, const MomentTable<double>& table) {
  constexpr std::size_t kRest = rest_of_moments(disc_moment_count(P));
  constexpr std::size_t kLead = disc_moment_count(P) - kRest;
  for (const CellEvent& event : events) {
    const std::size_t column = event.column - first_column;
    const double x =
        places.first + static_cast<double>(column) * places.step + event.offset.x / reach;
    const double y = places.y + event.offset.y / reach;
    const Moments<P> moments = moments_of<P>(x, y, event.weight);
    double* lead = table.lead + column * kLead;
    for (std::size_t q = 0; q < kLead; ++q) lead[q] += moments[q];
    double* rest = table.rest + column * kRest;
    for (std::size_t q = 0; q < kRest; ++q) rest[q] += moments[kLead + q];
  }
}

template <int P>
void all_kernels(const MomentTable<const double>& table, const ColumnPlaces& places, double scale,
                 std::span<double> out) {
  constexpr std::size_t kRest = rest_of_moments(disc_moment_count(P));
  constexpr std::size_t kLead = disc_moment_count(P) - kRest;
  for (std::size_t c = 0; c < out.size(); ++c) {
    Moments<P> sums;
    std::copy_n(table.lead + c * kLead, kLead, sums.begin());
    std::copy_n(table.rest + c * kRest, kRest, sums.begin() + kLead);
    const double x = places.first + static_cast<double>(c) * places.step;
    out[c] = scale * kernel<P>(sums, x, places.y);
  }
}

template <int P>
double kernel_from_sums(const double* sums, double x, double y) {
  Moments<P> own;
  std::copy_n(sums, own.size(), own.begin());
  return kernel<P>(own, x, y);
}

template <int P>
void add_one(double x, double y, double weight, double* sums) {
  for (const double moment : moments_of<P>(x, y, weight)) *sums++ += moment;
}

/// Calls body with the power as a constant.
template <class Body>
auto with_power(int power, const Body& body) {
  switch (power) {
    case 0:
      return body(std::integral_constant<int, 0>());
    case 1:
      return body(std::integral_constant<int, 1>());
    case 2:
      return body(std::integral_constant<int, 2>());
    default:
      return body(std::integral_constant<int, 3>());
  }
}

}  // namespace

std::size_t moment_count(int power) {
  return disc_moment_count(power);
}

void add_moments(int power, double x, double y, double weight, double* sums) {
  with_power(power, [&](auto p) { add_one<p>(x, y, weight, sums); });
}

double kernel_from(int power, const double* sums, double x, double y) {
  return with_power(power, [&](auto p) { return kernel_from_sums<p>(sums, x, y); });
}

void add_row(int power, std::span<const CellEvent> events, std::size_t first_column,
             const ColumnPlaces& places, double reach, const MomentTable<double>& table) {
  with_power(power, [&](auto p) { add_all<p>(events, first_column, places, reach, table); });
}

void kernels_of_row(int power, const MomentTable<const double>& table, const ColumnPlaces& places,
                    double scale, std::span<double> out) {
  with_power(power, [&](auto p) { all_kernels<p>(table, places, scale, out); });
}

}  // namespace rawan
