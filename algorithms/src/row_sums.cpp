#include "row_sums.h"

#include "exponential.h"

namespace rawan {

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_scaled(double factor,
                                                                     const double* row,
                                                                     std::size_t n, double* sum) {
  for (std::size_t i = 0; i < n; ++i) sum[i] += factor * row[i];
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_rows(const double* factor,
                                                                   std::size_t count,
                                                                   const double* rows,
                                                                   std::size_t n, double* sum) {
  constexpr std::size_t kTogether = 4;
  std::size_t k = 0;
  for (; k + kTogether <= count; k += kTogether) {
    const double a = factor[k];
    const double b = factor[k + 1];
    const double c = factor[k + 2];
    const double d = factor[k + 3];
    const double* const row = rows + k * n;
    for (std::size_t i = 0; i < n; ++i) {
      sum[i] = (((sum[i] + a * row[i]) + b * row[n + i]) + c * row[2 * n + i]) + d * row[3 * n + i];
    }
  }
  for (; k < count; ++k) {
    for (std::size_t i = 0; i < n; ++i) sum[i] += factor[k] * rows[k * n + i];
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void cumulate(double factor, double least,
                                                                   std::size_t n, double* mass,
                                                                   double* sum) {
  for (std::size_t i = 0; i < n; ++i) {
    sum[i] += mass[i] * factor + least;
    mass[i] = sum[i];
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void exponentiate(double highest,
                                                                       std::size_t n,
                                                                       double* values) {
  for (std::size_t i = 0; i < n; ++i) {
    const double power = values[i] - highest;
    const double value = exponential(power > kLeastPower ? power : kLeastPower);
    values[i] = power > kLeastPower ? value : 0.0;
  }
}

}  // namespace rawan
