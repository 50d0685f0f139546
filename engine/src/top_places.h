#pragma once

#include "layers.h"

#include <string>

namespace rawan::engine {

/// The first villages of the list as a table for a terminal; empty where none is ranked.
std::string top_places_text(const Results& results, const Catalogue& words);

}  // namespace rawan::engine
