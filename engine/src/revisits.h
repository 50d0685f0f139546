#pragma once

#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Replaces each patrol stop that declares a revisit interval by its slots in every watch of the
/// squads that may serve it. A slot has the code of the stop with "/" and its number. To be called
/// when the shifts are known.
void expand_revisits(const PatrolInputs& inputs, Schedule& schedule);

}  // namespace rawan::engine
