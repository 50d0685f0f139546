#pragma once

#include "rawan/algorithms/nearest_road.h"
#include "rawan/algorithms/road_graph.h"
#include "rawan/io/coordinate_system.h"
#include "roads/road_network.h"
#include "roads/speed_table.h"

#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// Connected scraps shorter than this are left out: mistakes of drawing that would catch places.
inline constexpr double kLeastRoads = 500.0;

/// The stretches of a network as a vehicle drives them, edge i being stretch i, and of those the
/// ones it can come to and leave.
struct ProfileRoads {
  ProfileRoads(const RoadNetwork& network, const SpeedTable& speeds, const TravelProfile& profile);

  std::uint32_t nodes = 0;
  std::vector<RoadEdge> edges;  ///< All that are open, also beside the main roads.
  MainRoads main;

  /// Only the main roads; the others are closed.
  RoadGraph main_graph() const;
};

}  // namespace rawan::engine
