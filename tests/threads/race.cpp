#include "rawan/algorithms/parallel.h"

#include <cstddef>

/// A race on purpose: threads add to one number.
int main() {
  std::size_t sum = 0;
  rawan::parallel_for(100'000, [&](std::size_t i) { sum += i; });
  return sum == 0 ? 1 : 0;
}
