#include "parse_coordinate.h"

#include "parse_angle.h"
#include "parse_number.h"
#include "text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan::io {
namespace {

using Axis = Angle::Axis;

constexpr GeoBox kIndonesia{{94.9, -11.1}, {141.1, 6.1}};
// Eastings of a six degree zone at the equator.
constexpr double kLeastEasting = 160'000.0;
constexpr double kLargestEasting = 840'000.0;
constexpr double kFalseNorthing = 10'000'000.0;

struct Pair {
  Angle lat;
  Angle lon;
};

/// A place the text may mean, and what had to be done to read it so.
struct Reading {
  GeoPoint point;
  std::vector<std::string_view> repairs;
};

Pair swapped(const Pair& pair) {
  return {pair.lon, pair.lat};
}

bool is_degrees(const Angle& angle) {
  return !angle.is_grouped && std::abs(angle.value) <= 180.0;
}

/// All numbers in [low, high] that the digits make with a decimal point somewhere.
std::vector<double> with_point_inserted(const Angle& angle, double low, double high) {
  constexpr std::size_t kMostDigits = 17;
  if (angle.digits.empty() || angle.digits.size() > kMostDigits) return {};
  // A spreadsheet drops the leading zero of 0.85, so the point may stand before the digits.
  const std::string digits = "00" + angle.digits;
  std::vector<double> values;
  for (std::size_t at = 1; at <= digits.size(); ++at) {
    const std::string text = digits.substr(0, at) + "." + digits.substr(at);
    const double size = parse_c_number(text.back() == '.' ? digits : text).value_or(0.0);
    const double value = angle.is_negative ? -size : size;
    if (value >= low && value <= high) values.push_back(value);
  }
  return values;
}

std::vector<double> meanings(const Angle& angle, double low, double high) {
  if (is_degrees(angle)) {
    return angle.value >= low && angle.value <= high ? std::vector{angle.value}
                                                     : std::vector<double>{};
  }
  return with_point_inserted(angle, low, high);
}

void add_thousands(const Pair& pair, const CoordinateArea& area, bool was_swapped,
                   std::vector<Reading>& readings) {
  if (is_degrees(pair.lat) && is_degrees(pair.lon)) return;
  for (const double lat : meanings(pair.lat, kIndonesia.low.lat, kIndonesia.high.lat)) {
    for (const double lon : meanings(pair.lon, kIndonesia.low.lon, kIndonesia.high.lon)) {
      if (!area.contains({lon, lat})) continue;
      readings.push_back({{lon, lat}, {"coordinate_thousands"}});
      if (was_swapped) readings.back().repairs.emplace_back("coordinate_swapped");
    }
  }
}

double whole_number(const Angle& angle) {
  if (!angle.is_grouped) return angle.value;
  const double size = parse_c_number(angle.digits).value_or(0.0);
  return angle.is_negative ? -size : size;
}

void add_projected(const Angle& easting, const Angle& northing, const CoordinateArea& area,
                   std::vector<Reading>& readings) {
  const double x = whole_number(easting);
  const double y = whole_number(northing);
  if (!area.from_meters || x < kLeastEasting || x > kLargestEasting || std::abs(y) <= 1000.0)
    return;
  // Around the equator both hemispheres of a zone are in use; they differ by the false northing.
  for (const double shift : {0.0, -kFalseNorthing, kFalseNorthing}) {
    if (std::abs(y + shift) > kFalseNorthing) continue;
    const auto point = area.from_meters({x, y + shift});
    if (point && area.contains(*point)) readings.push_back({*point, {"utm_converted"}});
  }
}

/// Readings of numbers that are not degrees as they stand.
std::vector<Reading> unusual_readings(const Pair& pair, const CoordinateArea& area) {
  std::vector<Reading> readings;
  add_projected(pair.lon, pair.lat, area, readings);
  add_projected(pair.lat, pair.lon, area, readings);
  add_thousands(pair, area, false, readings);
  add_thousands(swapped(pair), area, true, readings);
  return readings;
}

Coordinates refused(std::string_view reason) {
  return {.refusal = reason};
}

/// The mirror image across the equator if only it lies in the area.
void mend_sign(Coordinates& found, const CoordinateArea& area) {
  const GeoPoint mirror{found.point->lon, -found.point->lat};
  if (area.contains(*found.point) || !area.contains(mirror)) return;
  found.point = mirror;
  found.repairs.emplace_back("coordinate_mirrored");
}

Coordinates from_degrees(const Pair& pair, const CoordinateArea& area) {
  const bool is_dms = pair.lat.is_dms || pair.lon.is_dms;
  Coordinates found{.point = GeoPoint{pair.lon.value, pair.lat.value}};
  if (is_dms) found.repairs.emplace_back("coordinate_dms");
  const bool told_swapped = pair.lat.axis == Axis::longitude || pair.lon.axis == Axis::latitude;
  if (told_swapped || !is_in_indonesia(*found.point)) {
    std::swap(found.point->lon, found.point->lat);
    found.repairs.emplace_back("coordinate_swapped");
  }
  if (!is_in_indonesia(*found.point)) return refused("outside_indonesia");
  found.is_coarse = !is_dms && pair.lat.decimals <= 2 && pair.lon.decimals <= 2;
  mend_sign(found, area);
  return found;
}

Coordinates from_unusual(const Pair& pair, const CoordinateArea& area) {
  std::vector<Reading> readings = unusual_readings(pair, area);
  if (readings.size() != 1) return refused("coordinate_format");
  return {.point = readings[0].point, .repairs = std::move(readings[0].repairs)};
}

bool axes_agree(const Pair& pair) {
  return pair.lat.axis == Axis::unknown || pair.lon.axis == Axis::unknown ||
         pair.lat.axis != pair.lon.axis;
}

}  // namespace

bool is_in_indonesia(GeoPoint p) {
  return kIndonesia.contains(p);
}

Coordinates check_point(GeoPoint p) {
  if (!std::isfinite(p.lon) || !std::isfinite(p.lat)) return refused("not_finite");
  if (std::fabs(p.lon) > 180.0 || std::fabs(p.lat) > 90.0) return refused("out_of_range");
  if (p == GeoPoint{}) return refused("null_island");
  if (!is_in_indonesia(p)) return refused("outside_indonesia");
  return {.point = p};
}

Coordinates read_coordinates(std::string_view lat, std::string_view lon,
                             const CoordinateArea& area) {
  if (lat.empty() && lon.empty()) return refused("no_location");
  if (is_not_finite(lat) || is_not_finite(lon)) return refused("not_finite");
  const auto first = parse_angle(lat);
  const auto second = parse_angle(lon);
  if (!first || !second) return refused("coordinate_format");
  const Pair pair{*first, *second};
  if (!axes_agree(pair)) return refused("coordinate_format");
  if (is_degrees(*first) && is_degrees(*second)) {
    const bool zero = first->value == 0.0 && second->value == 0.0;
    return zero ? refused("null_island") : from_degrees(pair, area);
  }
  return from_unusual(pair, area);
}

}  // namespace rawan::io
