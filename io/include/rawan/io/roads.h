#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/units.h"
#include "rawan/io/coordinate_system.h"
#include "rawan/io/feature_set.h"
#include "rawan/io/geo.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

enum class Vehicle : std::uint8_t { car, motorcycle };
inline constexpr std::size_t kVehicles = 2;

/// Which way a vehicle may go along a road as it is drawn: bit 0 forward, bit 1 backward.
enum class Passage : std::uint8_t { closed = 0, forward = 1, backward = 2, both = 3 };

inline bool allows(Passage passage, Passage direction) {
  return (static_cast<unsigned>(passage) & static_cast<unsigned>(direction)) != 0;
}

/// What is known of a road, in the words of OpenStreetMap. Empty or 0: unknown.
struct RoadTraits {
  std::string road_class = {};  ///< "primary" ... "track", "path", "ferry"; links as their road.
  std::string surface = {};
  std::string tracktype = {};
  std::string smoothness = {};
  std::array<Passage, kVehicles> passage{Passage::both, Passage::both};  ///< By Vehicle.
  double max_speed = 0.0;  ///< What the law allows, km/h.
  double speed = 0.0;      ///< What is driven, km/h, where the source says so.
  double duration = 0.0;   ///< Seconds from end to end, where the source says so: ferries.
  bool assumed = false;    ///< The class is a guess: the source has none.
  friend auto operator<=>(const RoadTraits&, const RoadTraits&) = default;
};

/// A road as drawn.
struct RoadWay {
  std::vector<std::uint32_t> vertices = {};  ///< Two or more, rows of RoadSource::vertices.
  RoadTraits traits = {};
  std::int64_t record = 0;  ///< OpenStreetMap's id, or the record counted from 1.
};

/// Roads whose vertices say where they meet: ways that share one are connected there.
struct RoadSource {
  std::vector<GeoPoint> vertices;
  std::vector<std::uint8_t> barriers;  ///< By vertex: bit v closes it to Vehicle v.
  std::vector<RoadWay> ways;           ///< By record.
  std::uint64_t read = 0;              ///< Roads and ferries found.
  std::uint64_t used = 0;              ///< read = used + the counts of `rejections`.
  std::vector<Rejection> rejections;   ///< Sorted by reason.
};

struct RoadRequest {
  std::string path = {};
  std::string layer = {};                       ///< Empty: the only one.
  std::string where = {};                       ///< In OGR's SQL; empty: every record.
  std::optional<CoordinateSystem> system = {};  ///< Wins over what the file says.
  Meters join{};  ///< Ends of lines this far apart, closed, are one place. Not for OpenStreetMap.
};

/// Whether the file is OpenStreetMap's, packed or not, by its content.
/// @throws InputError as kind_of_file().
bool is_openstreetmap(const std::string& path);

/// Reads OpenStreetMap (.osm, .osm.gz, .osm.bz2, .pbf) or any layer of lines, whose columns may
/// be called as there or as osmnx and Geofabrik call them: highway or fclass, maxspeed, speed_kph,
/// oneway, surface, tracktype, smoothness, junction, access, vehicle, motor_vehicle, motorcar,
/// motorcycle, route, duration. Lines without a class are taken for unclassified roads.
///
/// Refused, by reason: "road_not_for_vehicles", "road_no_access", "road_without_nodes" (cut off
/// by the edge of an extract), "no_length", and as read_feature_set().
/// @throws InputError as read_feature_set(); "damaged"; "no_records" if no road is left.
RoadSource read_roads(const RoadRequest& request, const Control& control = {});

}  // namespace rawan::io
