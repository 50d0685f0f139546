#pragma once

#include <cstddef>

namespace rawan {

/// sum[i] += factor * row[i]. Each sum is its own: the same bits however many go together.
void add_scaled(double factor, const double* row, std::size_t n, double* sum);

/// sum[i] += mass[i] * factor + least, a step of a sum over rows; `mass` becomes the sum so far.
void cumulate(double factor, double least, std::size_t n, double* mass, double* sum);

}  // namespace rawan
