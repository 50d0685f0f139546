#pragma once

#include "layers.h"

#include <string>

namespace rawan::engine {

/// The plan as one JSON document: shifts with their visits, what is not served and why, how the
/// plan was found. Times as ISO 8601 with offset and as seconds after the shift begins ("..._s").
std::string plan_as_json(const PatrolContext& context);

}  // namespace rawan::engine
