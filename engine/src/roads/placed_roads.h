#pragma once

#include "rawan/algorithms/nearest_road.h"
#include "roads/profile_roads.h"
#include "roads/travel.h"

#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// The main roads of a network with shapes in meters, and places on them.
class PlacedRoads {
 public:
  PlacedRoads(const RoadNetwork& network, const SpeedTable& speeds, const TravelProfile& profile,
              std::span<const io::GeoPoint> places, Meters limit);

  const RoadGraph& graph() const { return graph_; }
  const std::vector<PlaceOnRoads>& reports() const { return reports_; }
  /// Nothing for a place off the roads.
  const std::vector<std::optional<RoadPlace>>& places() const { return places_; }

  io::GeoLine path_of(const Way& way, RoadPlace start) const;

 private:
  void place_all(std::span<const io::GeoPoint> places, const std::vector<bool>& stops,
                 Meters limit);

  io::CoordinateSystem metric_;
  RoadGraph graph_;
  std::vector<Polyline> shapes_;
  std::vector<std::optional<RoadPlace>> places_;
  std::vector<PlaceOnRoads> reports_;
};

}  // namespace rawan::engine
