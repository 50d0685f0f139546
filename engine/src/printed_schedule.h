#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/layer.h"

namespace rawan::engine {

/// What a squad carries: the columns of the schedule that are read on the road and filled in by
/// hand, few enough to be legible on a sheet of A4.
io::Layer printed_schedule(const io::Layer& schedule, const Catalogue& words);

}  // namespace rawan::engine
