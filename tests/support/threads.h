#pragma once

#include <tbb/global_control.h>

#include <cstddef>
#include <vector>

namespace rawan::testing {

/// What `compute` answers when at most `n` threads may run.
template <class Compute>
auto with_threads(std::size_t n, Compute&& compute) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, n);
  return compute();
}

/// What `compute` answers on 1, 2 and 8 threads.
template <class Compute>
auto on_1_2_8_threads(Compute&& compute) {
  std::vector<decltype(compute())> answers;
  for (const std::size_t n : {1U, 2U, 8U}) answers.push_back(with_threads(n, compute));
  return answers;
}

}  // namespace rawan::testing
