#pragma once

#include "rawan/algorithms/parallel.h"

#include <cstddef>
#include <utility>

namespace rawan::io {

/// Uses `fetch(0)`, `fetch(1)`, ... in order. While one is used the next is fetched, never more:
/// two of them are in memory. Beside the last, `rest` is done.
template <class Fetch, class Use, class Rest>
void one_ahead(std::size_t count, Fetch&& fetch, Use&& use, Rest&& rest) {
  if (count == 0) return rest();
  auto next = fetch(0);
  for (std::size_t i = 0; i < count; ++i) {
    auto present = std::exchange(next, {});
    side_by_side([&] { use(present); },
                 [&] {
                   if (i + 1 < count) {
                     next = fetch(i + 1);
                   } else {
                     rest();
                   }
                 });
  }
}

}  // namespace rawan::io
