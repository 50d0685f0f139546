#pragma once

#include "layers.h"

#include <string>
#include <string_view>

namespace rawan::engine {

/// The unit of the number of a fault: "seconds", "meters", "days", "visits" or "".
std::string_view unit_of(const patrol::Fault& fault);

/// "R1, 23 November 2026, D-61.07.04.1001: arrives 12 minutes too early" in the reader's language.
std::string fault_text(const patrol::Fault& fault, const PatrolContext& context);

}  // namespace rawan::engine
