#pragma once

#include "rawan/io/village_id.h"

#include <cstdint>

namespace rawan::io {

/// The village of a point. In several (an overlap, a shared border): that of the lowest code.
struct Located {
  enum class How : std::uint8_t { inside, border, nearest } how = How::inside;
  VillageId village{};
};

}  // namespace rawan::io
