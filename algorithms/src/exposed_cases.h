#pragma once

#include "rawan/algorithms/weights.h"

#include <span>

namespace rawan {

struct ExposedTotals {
  double cases = 0.0;
  double exposure = 0.0;
};

/// @throws ContractViolation unless weights are n x n, finite, >= 0; cases whole numbers >= 0;
///         exposure finite, >= 0, and above 0 where there are cases.
ExposedTotals expect_exposed(const Weights& weights, std::span<const double> cases,
                             std::span<const double> exposure);

}  // namespace rawan
