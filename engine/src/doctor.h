#pragma once

#include "rawan/engine/pipeline.h"

namespace rawan::engine {

/// Says in plain words what is missing in the inputs of a project and how to supply it.
/// @return 0 if everything that results need is there, else 4.
/// @throws io::InputError where an input cannot be read.
int doctor(const Config& config, const RunContext& context);

}  // namespace rawan::engine
