#pragma once

#include "patrol_stops.h"

#include <map>
#include <string>

namespace rawan::engine {

/// How a squad moves in a shift: one travel matrix for each.
struct TravelMode {
  std::string vehicle;
  bool night = false;
  double speed_kmh = 0.0;  ///< Of legs that no road tells of.
  friend auto operator<=>(const TravelMode&, const TravelMode&) = default;
};

/// Adds one shift per squad and day on duty, by day, start and squad, and the units.
/// @return the travel modes; Shift::travel is a position in them.
std::vector<TravelMode> add_shifts(const PatrolInputs& inputs, Schedule& schedule);

}  // namespace rawan::engine
