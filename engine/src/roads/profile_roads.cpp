#include "roads/profile_roads.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr double kPerHour = 3.6;                  ///< km/h in m/s.
constexpr double kLongestSeconds = 240.0 * 3600;  ///< No stretch takes longer.

double seconds_on(const RoadStretch& stretch, double speed) {
  const double stated = stretch.traits.duration;
  const double seconds = stated > 0.0 ? stated : stretch.meters * kPerHour / speed;
  return std::min(seconds, kLongestSeconds);
}

RoadEdge edge_of(const RoadStretch& stretch, const SpeedTable& speeds,
                 const TravelProfile& profile) {
  RoadEdge edge{stretch.from, stretch.to, stretch.meters, -1.0, -1.0};
  const io::Passage passage = stretch.traits.passage[static_cast<std::size_t>(profile.vehicle)];
  const double speed = speed_on(stretch.traits, speeds, profile);
  if (speed <= 0.0) return edge;
  const double seconds = seconds_on(stretch, speed);
  if (io::allows(passage, io::Passage::forward)) edge.forward = seconds;
  if (io::allows(passage, io::Passage::backward)) edge.backward = seconds;
  return edge;
}

}  // namespace

ProfileRoads::ProfileRoads(const RoadNetwork& network, const SpeedTable& speeds,
                           const TravelProfile& profile)
    : nodes(network.nodes) {
  const auto bit = 1U << static_cast<unsigned>(profile.vehicle);
  for (const RoadStretch& stretch : network.stretches) {
    RoadEdge edge = edge_of(stretch, speeds, profile);
    // Whoever cannot pass a barrier finds the end of the road there.
    if ((stretch.barriers[0] & bit) != 0) edge.from = nodes++;
    if ((stretch.barriers[1] & bit) != 0) edge.to = nodes++;
    edges.push_back(edge);
  }
  main = main_roads(RoadGraph(nodes, edges), kLeastRoads);
}

RoadGraph ProfileRoads::main_graph() const {
  std::vector<RoadEdge> open = edges;
  for (std::size_t e = 0; e < open.size(); ++e) {
    if (!main.kept[e]) open[e].forward = open[e].backward = -1.0;
  }
  return RoadGraph(nodes, open);
}

}  // namespace rawan::engine
