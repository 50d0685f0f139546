#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/geo.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// What reading coordinates may ask about the study area. Repairs that could mean several places
/// are made only if exactly one of them lies in it.
struct CoordinateArea {
  std::function<bool(GeoPoint)> contains;
  std::function<std::optional<GeoPoint>(Point)> from_meters;  ///< Empty: no pairs in meters.
};

/// A pair of coordinates read, with what was done to it or why it was refused.
struct Coordinates {
  std::optional<GeoPoint> point = {};
  std::vector<std::string_view> repairs = {};  ///< Reason codes, in the order they were applied.
  std::string_view refusal = {};               ///< Reason code; empty if there is a point.
  bool is_coarse = false;                      ///< Two decimals or fewer: about a kilometer.
};

/// Reads two cells (domain.md D2, D3, D9 to D13): degrees, degrees-minutes-seconds, pairs in
/// meters, swapped or mirrored pairs, numbers that lost their decimal point. Refusals:
/// "no_location" (both empty), "coordinate_format", "not_finite", "null_island",
/// "outside_indonesia".
Coordinates read_coordinates(std::string_view lat, std::string_view lon,
                             const CoordinateArea& area);

/// The same of a point that is a geometry. Refusals: "not_finite", "out_of_range", "null_island",
/// "outside_indonesia".
Coordinates check_point(GeoPoint p);

/// The parts of a point in one cell: "lat lon [altitude [accuracy]]", "lat, lon", DMS, WKT or a
/// Google Maps address.
struct PointText {
  std::string lat;
  std::string lon;
  std::string accuracy = {};
};
std::optional<PointText> split_point(std::string_view text);

bool is_in_indonesia(GeoPoint p);

}  // namespace rawan::io
