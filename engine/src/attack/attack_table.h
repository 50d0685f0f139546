#pragma once

#include "attack/attack.h"
#include "rawan/engine/catalogue.h"

#include <string>
#include <vector>

namespace rawan::engine::attack {

/// What the attacks did, for people: one row per attack and release, what was found below.
std::string lines_as_text(const std::vector<Line>& lines, const Catalogue& words);

std::string lines_as_json(const std::vector<Line>& lines);

}  // namespace rawan::engine::attack
