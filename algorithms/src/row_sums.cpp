#include "row_sums.h"

namespace rawan {

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_scaled(double factor,
                                                                     const double* row,
                                                                     std::size_t n, double* sum) {
  for (std::size_t i = 0; i < n; ++i) sum[i] += factor * row[i];
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void cumulate(double factor, double least,
                                                                   std::size_t n, double* mass,
                                                                   double* sum) {
  for (std::size_t i = 0; i < n; ++i) {
    sum[i] += mass[i] * factor + least;
    mass[i] = sum[i];
  }
}

}  // namespace rawan
