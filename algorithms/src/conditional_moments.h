#pragma once

#include "spatial_values.h"

#include <span>
#include <vector>

namespace rawan {

/// Mean and variance of all values but one.
struct Others {
  double mean = 0.0;
  double variance = 0.0;  ///< Divisor n - 1: their number.
};

/// Of values centered on their mean, in one pass over all sites.
std::vector<Others> moments_of_others(std::span<const double> centered);

}  // namespace rawan
