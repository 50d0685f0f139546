#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/stages.h"

#include <string>
#include <vector>

namespace rawan::engine {

/// What stands behind the numbers of a run, a sentence each: the dialogue effect, what was counted
/// once, what was set aside and why, how much of the map is known by villages alone, and what other
/// weights would change. Exact counts: for the restricted audience.
std::vector<std::string> evidence_sentences(const Results& results, const Catalogue& words);

}  // namespace rawan::engine
