#pragma once

#include "layers.h"

namespace rawan::engine {

/// The table `beban_patroli`: all areas, with numbers of reports.
io::Layer burden_layer(const RestrictedContext& context);

/// The same with classes of reports, and of villages the effort alone.
io::Layer burden_layer(const PlanningContext& context);

}  // namespace rawan::engine
