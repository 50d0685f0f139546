#pragma once

#include <cstddef>
#include <string_view>

namespace rawan::engine {

/// Letters to insert, delete, replace or swap with a neighbor to make one word the other
/// (optimal string alignment), looking at the first 64 of each.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace rawan::engine
