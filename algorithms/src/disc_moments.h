#pragma once

#include "lattice_events.h"

#include <cstddef>
#include <span>

namespace rawan {

/// Within its reach a kernel (1 - r^2)^power around a place u is a polynomial in u. Its
/// coefficients for many weighted sources follow from (power + 1)^2 sums over them, its moments.
/// Places are in units of the reach, from any origin near both.
std::size_t moment_count(int power);

/// Adds a source to the sums.
void add_moments(int power, double x, double y, double weight, double* sums);

/// The sum of weight (1 - r^2)^power over the sources, for the place (x, y).
double kernel_from(int power, const double* sums, double x, double y);

/// The moments of columns, column by column, in two tables: whole registers of the first moments,
/// and those left over. A column then begins at a register.
inline constexpr std::size_t kRegister = 8;
constexpr std::size_t rest_of_moments(std::size_t moments) {
  return moments > kRegister ? moments % kRegister : 0;
}
template <class Number>
struct MomentTable {
  Number* lead = nullptr;
  Number* rest = nullptr;
};

/// Where columns lie, in units of the reach.
struct ColumnPlaces {
  double first = 0.0;  ///< x of the first column.
  double step = 0.0;
  double y = 0.0;  ///< Of all.
};

/// Adds events to the moments of their columns.
/// @param first_column of the table.
/// @param reach        meters.
void add_row(int power, std::span<const CellEvent> events, std::size_t first_column,
             const ColumnPlaces& places, double reach, const MomentTable<double>& table);

/// Writes scale times the kernel at the columns.
void kernels_of_row(int power, const MomentTable<const double>& table, const ColumnPlaces& places,
                    double scale, std::span<double> out);

}  // namespace rawan
