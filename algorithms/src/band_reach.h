#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rawan {

/// What targets take of a band, which is `height` rows of source cells summed column by column.
struct BandReach {
  std::size_t height = 1;
  std::ptrdiff_t first = 0;  ///< Rows from the first row of a band down to the first target.
  /// For that target and the ones below: it takes so many columns on either side; -1: none.
  std::vector<std::int32_t> half;
};

/// Every target takes the bands whose column has its middle within `radius` (cells).
BandReach reach_of_middles(double radius, std::size_t height);

}  // namespace rawan
