#pragma once

#include <tbb/global_control.h>

#include <cstddef>

namespace rawan::testing {

/// What `compute` answers when at most `n` threads may run.
template <class Compute>
auto with_threads(std::size_t n, Compute&& compute) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, n);
  return compute();
}

}  // namespace rawan::testing
