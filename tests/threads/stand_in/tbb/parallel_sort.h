#pragma once

#include <algorithm>

namespace tbb {

/// In order: how a sort divides its work is not the program's own code.
template <class Iterator>
void parallel_sort(Iterator begin, Iterator end) {
  std::sort(begin, end);
}

}  // namespace tbb
