#include "class_range.h"

#include <fmt/format.h>

namespace rawan::engine {

ClassRange& ClassRange::operator+=(const ClassRange& other) {
  least += other.least;
  if (most) most = other.most ? std::optional(*most + *other.most) : std::nullopt;
  return *this;
}

ClassRange class_range(const std::string& shown) {
  const std::size_t dash = shown.find('-');
  ClassRange range{.least = static_cast<std::uint32_t>(std::stoul(shown))};
  if (dash != std::string::npos) {
    range.most = static_cast<std::uint32_t>(std::stoul(shown.substr(dash + 1)));
  }
  return range;
}

std::string text_of(const ClassRange& range) {
  return range.most ? fmt::format("{}-{}", range.least, *range.most)
                    : fmt::format("{}+", range.least);
}

}  // namespace rawan::engine
