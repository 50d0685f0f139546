#pragma once

#include "rawan/algorithms/geometric_noise.h"

namespace rawan {

/// Smallest z with P(|Z| > z) <= alpha for the sum Z of independent draws of two-sided geometric
/// noise: as noise_half_width() of one draw. From the whole distribution of the sum, up to rounding
/// (a convolution by a recursive filter). Cost: draws^2 / epsilon.
/// @throws ContractViolation unless 0 < alpha < 1, the budget is above 0 and there is a draw
std::int64_t half_width_of_sum(Epsilon epsilon, std::uint32_t draws, double alpha = 0.05);

}  // namespace rawan
