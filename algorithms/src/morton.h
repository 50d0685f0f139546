#pragma once

#include <cstdint>

namespace rawan {

/// Every other bit of the result is one of the lowest 16 of the number.
inline std::uint32_t spread_bits(std::uint32_t v) {
  v = (v | (v << 8)) & 0x00FF00FFU;
  v = (v | (v << 4)) & 0x0F0F0F0FU;
  v = (v | (v << 2)) & 0x33333333U;
  return (v | (v << 1)) & 0x55555555U;
}

/// The place of a cell of 2^16 x 2^16 on a curve along which the next cell is near (Morton 1966).
inline std::uint32_t morton_code(std::uint32_t x, std::uint32_t y) {
  return spread_bits(x) | (spread_bits(y) << 1);
}

}  // namespace rawan
