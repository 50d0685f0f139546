#pragma once

#include "rawan/algorithms/geometry.h"

#include <span>
#include <string_view>
#include <vector>

namespace rawan::garden {

/// What the program can do with an area in meters. Gives the numbers of the answer; those that must
/// be finite where the area is an admitted one.
struct Operation {
  std::string_view names;  ///< Of the public functions and classes it tries, between spaces.
  std::vector<double> (*run)(const Polygon& area);
};

std::span<const Operation> operations();

}  // namespace rawan::garden
