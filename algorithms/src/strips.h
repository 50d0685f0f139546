#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Values cut into strips: each begins at a value and holds all values at most `width` above it.
/// Two values of one strip differ by at most the width, two of strips k and k + 2 by more, in
/// rounded arithmetic too, whatever the width and the offset; empty strips have no number.
struct Strips {
  std::vector<std::uint32_t> of;  ///< One per value.
  std::uint32_t count = 0;
};

Strips cut_into_strips(std::span<const double> values, double width);

/// Positions in the order of their numbers, ties in the order they have in `order`.
/// @param order positions in any order; sorted in place.
void sort_by_number(std::span<const std::uint32_t> numbers, std::uint32_t count,
                    std::vector<std::uint32_t>& order);

}  // namespace rawan
