#include "rawan/algorithms/histogram.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {

Histogram histogram(std::span<const double> values, std::size_t stretches) {
  expects(stretches > 0, "at least one stretch");
  expects(std::ranges::all_of(values, [](double v) { return std::isfinite(v); }),
          "numbers are finite");
  if (values.empty()) return {};
  const auto [least, greatest] = std::ranges::minmax(values);
  if (least == greatest) return {least, 0.0, {values.size()}};
  const auto n = static_cast<double>(stretches);
  // Shares before the difference: the whole range may be larger than any number.
  const double width = greatest / n - least / n;
  Histogram result{least, width, std::vector<std::uint64_t>(stretches, 0)};
  for (const double value : values) {
    const double place = (value / n - least / n) / width * n;
    ++result.counts[std::min(stretches - 1, static_cast<std::size_t>(place))];
  }
  return result;
}

Histogram histogram_of_counts(std::span<const std::uint32_t> values, std::size_t most_stretches) {
  expects(most_stretches > 0, "at least one stretch");
  if (values.empty()) return {};
  const auto [least, greatest] = std::ranges::minmax(values);
  const std::uint64_t numbers = std::uint64_t{greatest} - least + 1;
  const std::uint64_t each = (numbers + most_stretches - 1) / most_stretches;
  Histogram result{static_cast<double>(least) - 0.5, static_cast<double>(each),
                   std::vector<std::uint64_t>((numbers + each - 1) / each, 0)};
  for (const std::uint32_t value : values) ++result.counts[(value - least) / each];
  return result;
}

}  // namespace rawan
