#pragma once

#include <chrono>

namespace rawan::patrol {

/// Time since any fixed moment, by a clock that never goes back.
std::chrono::nanoseconds steady_time();

}  // namespace rawan::patrol
