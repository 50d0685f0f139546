#pragma once

#include "patrol_shifts.h"
#include "roads/travel.h"

#include <optional>
#include <span>
#include <utility>

namespace rawan::engine {

/// The roads of a plan, as each of its travel modes drives them.
struct PatrolRoads {
  struct Mode {
    bool on_roads = false;  ///< Else as the crow flies: on foot, by bicycle or boat.
    TravelProfile profile;
    TravelOptions options;
  };

  std::optional<RoadNetwork> network;
  SpeedTable speeds;
  std::vector<Mode> modes;  ///< One per travel matrix.
};

/// Adds one travel matrix per mode between the places of the schedule, in whole minutes, which of
/// its legs are estimated, and how many places lie off the roads. A matrix that the project names
/// wins over its roads, and is taken for all modes.
/// @throws InputError, ConfigError where the roads, the speeds or the matrix cannot be read.
void add_travel(const std::vector<TravelMode>& modes, const PatrolInputs& inputs,
                Schedule& schedule, const Control& control);

/// The ways of legs of one travel matrix from place to place.
std::vector<io::GeoLine> paths_of(std::span<const std::pair<std::uint32_t, std::uint32_t>> legs,
                                  std::uint32_t matrix, const Schedule& schedule);

}  // namespace rawan::engine
