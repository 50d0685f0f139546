#pragma once

#include "rawan/engine/testimony.h"
#include "talks.h"

#include <vector>

namespace rawan::engine {

/// Bounds what one reporter can move: one report per place and day, so many per week counted from
/// Monday, by the day it was handed in (reliability.md S19). What is above weighs nothing.
///
/// A dialogue without keys of its women is as many reporters as the patrol log counted there; where
/// there is a log that does not know it, it is one. Officers are bounded per place and day alone:
/// their findings are measured against their visits.
void cap_reporters(const Records& records, const Talks& talks, const Config& config,
                   std::vector<Testimony>& testimonies);

}  // namespace rawan::engine
