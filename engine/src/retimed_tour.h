#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <span>

namespace rawan::engine {

/// A visit that a person asks for: how long it takes is kept, when it is made is not.
struct AskedVisit {
  std::uint32_t stop = 0;
  Seconds stay{};
};

/// The tour of a shift that makes the visits in the order asked for, each as early as way, windows
/// and break allow. What cannot be kept, such as the end of the shift, is broken: patrol::faults
/// tells it.
patrol::Tour retimed_tour(const patrol::Problem& problem, const patrol::Shift& shift,
                          std::span<const AskedVisit> visits);

}  // namespace rawan::engine
