#pragma once

#include "layers.h"

#include <string>
#include <string_view>

namespace rawan::engine {

std::string_view code_of(patrol::UnservedReason reason);

/// The reason in words, its number in minutes, kilometers, days, visits or points.
std::string reason_text(const patrol::Unserved& missing, const Catalogue& words);

/// The unit of the number of a reason: "seconds", "meters", "days", "visits", "score" or "".
std::string_view unit_of(patrol::UnservedReason reason);

/// The codes of the stops that would have to give way, by blanks.
std::string rivals_text(const patrol::Unserved& missing, const Schedule& schedule);

/// A line per pair of required visits of which only one can be made; "" if there are none.
std::string conflicts_text(const PatrolContext& context);

}  // namespace rawan::engine
