#pragma once

#include <cstddef>

namespace rawan {

/// sum[i] += factor * row[i]. Each sum is its own: the same bits however many go together.
void add_scaled(double factor, const double* row, std::size_t n, double* sum);

/// What add_scaled() of `count` rows, one after the other, would give, in fewer passes.
/// @param rows row k begins at rows[k * n].
void add_rows(const double* factor, std::size_t count, const double* rows, std::size_t n,
              double* sum);

/// sum[i] += mass[i] * factor + least, a step of a sum over rows; `mass` becomes the sum so far.
void cumulate(double factor, double least, std::size_t n, double* mass, double* sum);

/// values[i] = exp(values[i] - highest), good to 2e-15 of itself; 0 below 1e-304.
/// @param highest not below any value.
void exponentiate(double highest, std::size_t n, double* values);

}  // namespace rawan
