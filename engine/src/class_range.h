#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rawan::engine {

/// The people whom a class that is shown may stand for.
struct ClassRange {
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most = {};  ///< Nothing: there is no end.

  ClassRange& operator+=(const ClassRange& other);
};

/// Of "5-9" and "50+", as class_text() writes them.
ClassRange class_range(const std::string& shown);
std::string text_of(const ClassRange& range);

}  // namespace rawan::engine
