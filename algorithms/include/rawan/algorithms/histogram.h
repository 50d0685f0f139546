#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// How many of some numbers lie in each of several stretches of equal length.
struct Histogram {
  double low = 0.0;                   ///< The beginning of the first stretch: the least number.
  double width = 0.0;                 ///< Of one stretch; 0 if all numbers are equal.
  std::vector<std::uint64_t> counts;  ///< By stretch; the greatest number lies in the last.
};

/// Stretches from the least to the greatest of the numbers; a number on a limit counts above it.
/// Equal numbers make one stretch without length, no numbers none. The order of the numbers does
/// not matter. Cost: values + stretches.
/// @param values finite. @param stretches at least one.
/// @throws ContractViolation otherwise.
Histogram histogram(std::span<const double> values, std::size_t stretches);

/// The same of whole numbers: all stretches hold equally many of them, from half below the least,
/// in as few stretches as needed and at most so many.
Histogram histogram_of_counts(std::span<const std::uint32_t> values, std::size_t most_stretches);

}  // namespace rawan
