#pragma once

#include <tbb/parallel_for.h>

namespace tbb {

/// Both, side by side.
template <class One, class Other>
void parallel_invoke(const One& one, const Other& other) {
  parallel_for(blocked_range<int>(0, 2), [&](const blocked_range<int>& range) {
    for (int i = range.begin(); i < range.end(); ++i) i == 0 ? one() : other();
  });
}

}  // namespace tbb
