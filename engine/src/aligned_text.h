#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rawan::engine {

/// Rows as lines of a terminal, every column as wide as its widest cell; those from `first_number`
/// on are set to the right.
std::string aligned_text(const std::vector<std::vector<std::string>>& rows,
                         std::size_t first_number);

}  // namespace rawan::engine
