#include "disc_moments.h"

#include "disc_terms.h"

#include <algorithm>

namespace rawan {
namespace {

/// Adds weight x_y^j x_x^k |x|^2l to each of the sums.
template <int P>
void add(double x, double y, double weight, double* sums) {
  const double s = x * x + y * y;
  double of_j = weight;
  for (int j = 0; j <= std::min(P, 1); ++j) {
    double of_k = of_j;
    for (int k = 0; j + k <= P; ++k) {
      double of_l = of_k;
      for (int l = 0; j + k + l <= P; ++l) {
        *sums++ += of_l;
        of_l *= s;
      }
      of_k *= x;
    }
    of_j *= y;
  }
}

/// The kernel at a place, from the sums.
template <int P>
double value(const double* sums, double x, double y) {
  constexpr auto kTerms = disc_terms<P>();
  const auto powers = [](double v) { return std::array{1.0, v, v * v, v * v * v}; };
  const std::array as = powers(1.0 - (x * x + y * y));
  const std::array xs = powers(x);
  const std::array ys = powers(y);
  const auto at = [](const auto& table, int n) { return table[static_cast<std::size_t>(n)]; };
  double value = 0.0;
  for (const DiscTerm& t : kTerms) {
    const double moment = t.j < 2 ? sums[disc_moment(P, t.j, t.k, t.l)]
                                  : sums[disc_moment(P, t.j - 2, t.k, t.l + 1)] -
                                        sums[disc_moment(P, t.j - 2, t.k + 2, t.l)];
    value += t.factor * at(as, t.i) * at(ys, t.j) * at(xs, t.k) * moment;
  }
  return value;
}

}  // namespace

std::size_t moment_count(int power) {
  return disc_moment_count(power);
}

void add_moments(int power, double x, double y, double weight, double* sums) {
  switch (power) {
    case 0:
      return add<0>(x, y, weight, sums);
    case 1:
      return add<1>(x, y, weight, sums);
    case 2:
      return add<2>(x, y, weight, sums);
    default:
      return add<3>(x, y, weight, sums);
  }
}

double kernel_from(int power, const double* sums, double x, double y) {
  switch (power) {
    case 0:
      return value<0>(sums, x, y);
    case 1:
      return value<1>(sums, x, y);
    case 2:
      return value<2>(sums, x, y);
    default:
      return value<3>(sums, x, y);
  }
}

}  // namespace rawan
