#pragma once

#include <algorithm>
#include <functional>

namespace tbb {

/// In order: how a sort divides its work is not the program's own code.
template <class Iterator, class Less = std::less<>>
void parallel_sort(Iterator begin, Iterator end, Less less = {}) {
  std::sort(begin, end, less);
}

}  // namespace tbb
