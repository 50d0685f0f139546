#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// What is wrong with one tour alone, in the order of the tour. All its stops exist.
void judge_tour(const Tour& tour, const Problem& problem, std::uint32_t shift,
                std::vector<Fault>& faults);

/// By how much two sums of meters differ, 0 within the rounding of their additions.
double meters_apart(double a, double b);

}  // namespace rawan::patrol
