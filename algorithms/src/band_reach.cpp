#include "band_reach.h"

#include <cmath>

namespace rawan {

BandReach reach_of_middles(double radius, std::size_t height) {
  const double middle = 0.5 * (static_cast<double>(height) - 1.0);
  BandReach reach{.height = height,
                  .first = static_cast<std::ptrdiff_t>(std::ceil(middle - radius)),
                  .half = {}};
  const auto last = static_cast<std::ptrdiff_t>(std::floor(middle + radius));
  for (std::ptrdiff_t row = reach.first; row <= last; ++row) {
    const double distance = static_cast<double>(row) - middle;
    const double rest = radius * radius - distance * distance;
    reach.half.push_back(rest < 0.0 ? -1 : static_cast<std::int32_t>(std::floor(std::sqrt(rest))));
  }
  return reach;
}

}  // namespace rawan
