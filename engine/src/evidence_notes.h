#pragma once

#include "rawan/engine/testimony.h"

#include <span>

namespace rawan::engine {

/// Notes in the ledger which reports are counted elsewhere, with the row that is counted in their
/// place, and which are above the cap of their reporter. Nothing ends otherwise for it.
void note_evidence(std::span<const Testimony> testimonies, Records& records);

}  // namespace rawan::engine
