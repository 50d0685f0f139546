#pragma once

#include "spots.h"

namespace rawan {

/// Whether a spot of `a` is a neighbor of a spot of `b`. Reorders both.
/// Splits at medians until extents decide, so far from |a| |b| steps even for full cells.
template <int D>
bool any_pair_near(std::span<Spot<D>> a, std::span<Spot<D>> b, const Reach& reach) {
  constexpr std::size_t kFewPairs = 256;
  const Extent<D> around_a = extent_of<D>(a);
  const Extent<D> around_b = extent_of<D>(b);
  if (!may_be_near(around_a, around_b, reach)) return false;
  if (surely_near(around_a, around_b, reach)) return true;
  if (a.size() * b.size() <= kFewPairs) {
    return std::ranges::any_of(a, [&](const Spot<D>& p) {
      return std::ranges::any_of(b, [&](const Spot<D>& q) { return near<D>(p, q, reach); });
    });
  }
  if (a.size() < b.size()) return any_pair_near<D>(b, a, reach);
  const auto width = [&](int axis) { return around_a.high[axis] - around_a.low[axis]; };
  int axis = width(0) >= width(1) ? 0 : 1;
  if (width(axis) == 0.0) axis = D - 1;
  const std::size_t half = a.size() / 2;
  std::ranges::nth_element(a, a.begin() + static_cast<std::ptrdiff_t>(half), {},
                           [&](const Spot<D>& p) { return p[axis]; });
  return any_pair_near<D>(a.first(half), b, reach) || any_pair_near<D>(a.subspan(half), b, reach);
}

}  // namespace rawan
