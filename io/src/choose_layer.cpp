#include "choose_layer.h"

#include "rawan/io/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rawan::io {

std::size_t choose_layer(const std::vector<std::string>& names, const std::string& wanted,
                         const std::string& path) {
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  if (wanted.empty()) {
    if (names.size() == 1) return 0;
    throw InputError("which_layer", {.file = path}, list);
  }
  const auto found = std::ranges::find(names, wanted);
  if (found == names.end()) {
    throw InputError("layer_not_found", {.file = path, .layer = wanted}, list);
  }
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace rawan::io
