#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/patrol_problem.h"
#include "rawan/algorithms/units.h"
#include "rawan/io/geo.h"
#include "roads/road_network.h"
#include "roads/speed_table.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rawan::engine {

struct TravelOptions {
  Meters snap = 150_m;       ///< A place farther from every road is off the roads.
  double detour = 1.4;       ///< Length of an estimated leg over that of the great circle.
  double straight_kmh = 20;  ///< Speed of an estimated leg.
  /// A folder for matrices that were computed before, made with mode 0700; empty: none are kept.
  std::filesystem::path cache = {};
};

/// Where a place meets the roads.
struct PlaceOnRoads {
  enum class State : std::uint8_t { on_road, too_far, no_roads } state = State::no_roads;
  double meters = -1.0;  ///< To the nearest road there is, at most ten times the limit; -1: none.
  std::int32_t island = -1;  ///< Places of different islands cannot reach each other by road.
  friend bool operator==(const PlaceOnRoads&, const PlaceOnRoads&) = default;
};

/// Travel between places with one vehicle under one set of conditions.
struct Travel {
  patrol::TravelMatrix matrix;  ///< Negative seconds: unreachable (then meters are -1).
  std::vector<bool> estimated;  ///< places x places: not by road, but as the crow flies.
  std::vector<PlaceOnRoads> places;
  bool from_cache = false;

  bool is_estimated(std::uint32_t from, std::uint32_t to) const {
    return estimated[from * matrix.places + to];
  }
};

/// Fastest times by road between all places. A leg from or to a place off the roads is estimated:
/// great circle x detour at a fixed speed; without a network every leg is. A leg between places
/// on roads that do not meet is unreachable, never estimated. A place to itself: 0.
/// Cost: one search per place on all threads; the same bits on any number of them.
/// @param network null: no roads are known.
/// @throws ContractViolation unless coordinates are finite and in range. OutputError if the
///         folder of the cache cannot be written; a damaged cache is computed again.
Travel travel_for(std::span<const io::GeoPoint> places, const RoadNetwork* network,
                  const SpeedTable& speeds, const TravelProfile& profile,
                  const TravelOptions& options = {}, const Control& control = {});

/// The way of each leg (from, to) from place to place along the roads; a straight line if the leg
/// is estimated, empty if unreachable. Its length by road is that of travel_for().
std::vector<io::GeoLine> leg_paths(std::span<const io::GeoPoint> places, const RoadNetwork* network,
                                   const SpeedTable& speeds, const TravelProfile& profile,
                                   std::span<const std::pair<std::uint32_t, std::uint32_t>> legs,
                                   const TravelOptions& options = {}, const Control& control = {});

/// A matrix somebody else made: a table with the columns from, to, seconds and meters. A pair
/// that is missing is unreachable; a place to itself is 0 where it is missing.
/// @param ids names of the places, in the order wanted. Others of the table are left out.
/// @throws InputError "matrix_value" with the row (no number, or negative), "matrix_repeated",
///         "matrix_place" (a name no row has), or as io::read_feature_set().
patrol::TravelMatrix read_travel_matrix(const std::string& path, std::span<const std::string> ids);

}  // namespace rawan::engine
