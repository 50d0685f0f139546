#pragma once

#include <array>
#include <cstddef>

namespace rawan {

/// One product in (a + b + c - d)^P: factor a^i b^j c^k d^l with i + j + k + l = P.
struct DiscTerm {
  int i = 0;
  int j = 0;
  int k = 0;
  int l = 0;
  double factor = 0.0;
};

/// How many there are.
constexpr std::size_t disc_term_count(int power) {
  return static_cast<std::size_t>((power + 1) * (power + 2) * (power + 3) / 6);
}

/// (1 - |u - x|^2)^P, with u seen from the same origin as x, is the P-th power of
/// (1 - |u|^2) + 2 u_y x_y + 2 u_x x_x - |x|^2: these are its terms, with the factors 2^j 2^k
/// and (-1)^l.
template <int P>
constexpr std::array<DiscTerm, disc_term_count(P)> disc_terms() {
  constexpr std::array kFactorial{1.0, 1.0, 2.0, 6.0};
  constexpr std::array kPower{1.0, 2.0, 4.0, 8.0};
  const auto at = [](const auto& table, int n) { return table[static_cast<std::size_t>(n)]; };
  std::array<DiscTerm, disc_term_count(P)> terms{};
  std::size_t n = 0;
  for (int j = 0; j <= P; ++j) {
    for (int k = 0; j + k <= P; ++k) {
      for (int l = 0; j + k + l <= P; ++l) {
        const int i = P - j - k - l;
        const double ways = at(kFactorial, P) / (at(kFactorial, i) * at(kFactorial, j) *
                                                 at(kFactorial, k) * at(kFactorial, l));
        terms[n++] = {i, j, k, l, ways * at(kPower, j) * at(kPower, k) * (l % 2 == 0 ? 1.0 : -1.0)};
      }
    }
  }
  return terms;
}

/// How many sums of x_y^j x_x^k |x|^2l stand for all of those: j is 0 or 1, for
/// x_y^2 = |x|^2 - x_x^2.
constexpr std::size_t disc_moment_count(int power) {
  return static_cast<std::size_t>((power + 1) * (power + 1));
}

/// Which of them (j, k, l) is; j = 0 or 1.
constexpr std::size_t disc_moment(int power, int j, int k, int l) {
  const int side = power + 1 - j;
  const int before = j * (power + 1) * (power + 2) / 2;
  return static_cast<std::size_t>(before + k * side - k * (k - 1) / 2 + l);
}

/// P over n.
constexpr double binomial(int power, int n) {
  return n == 0 ? 1.0 : binomial(power, n - 1) * (power - n + 1) / n;
}

/// x^n for a small constant n, by multiplication in a fixed order.
template <int N>
constexpr double power(double x) {
  if constexpr (N == 0) {
    return 1.0;
  } else {
    return power<N - 1>(x) * x;
  }
}

}  // namespace rawan
