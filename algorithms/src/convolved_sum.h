#pragma once

#include "kernel_stamp.h"

#include <cstddef>

namespace rawan {

/// The most centers per axis an event is moved to.
constexpr std::size_t kMostNodes = 12;

/// How many centers per axis (even) represent an event well enough: Lagrange's remainder for
/// `n` nodes one cell apart is at most product |x - x_i| max |g^(n)| / n! for the factor g of the
/// kernel, and must stay below 1e-9 of the peak per axis. 0 if the kernel is too narrow for it.
std::size_t nodes_for(const KernelShape& shape, double cell);

}  // namespace rawan
