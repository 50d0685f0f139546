#pragma once

#include "rawan/algorithms/geometry.h"

#include <memory>
#include <span>
#include <string>

namespace rawan::io {

/// What the coordinates of a layer are: a CRS as WKT, or plain plane coordinates without one.
struct CoordinateSystem {
  std::string wkt = {};         ///< Empty: a plane in meters that lies nowhere on earth.
  std::string name = "planar";  ///< "EPSG:32649" where there is such a code, else the name it has.
  bool geographic = false;      ///< Degrees, longitude first.
  bool metric = true;           ///< Meters true to scale near its middle; Mercator's are not.

  bool planar() const { return wkt.empty(); }
  friend bool operator==(const CoordinateSystem&, const CoordinateSystem&) = default;
};

/// @param code "EPSG:32649", "epsg:32649" or "32649".
/// @throws InputError "crs_option" if there is no such CRS of the plane or in degrees.
CoordinateSystem coordinate_system(const std::string& code);

/// The coordinate system to compute in, and how true its lengths are over the extent.
struct MetricSystem {
  CoordinateSystem system;
  double smallest_scale = 1.0;
  double largest_scale = 1.0;

  bool distorted() const { return smallest_scale < 0.999 || largest_scale > 1.001; }
};

/// `stored` itself where it is metric. Else, on the same datum, the first of the UTM zone of the
/// middle, Mercator with two true parallels and Lambert's conformal conic whose scale stays within
/// [0.999, 1.001] over the extent, or the one that is off the least. It depends on the extent only.
/// @param extent of the data, in coordinates of `stored`; not empty.
/// @throws InputError "crs_area" where PROJ has no answer.
MetricSystem metric_system_for(const CoordinateSystem& stored, const Box& extent);

/// Brings coordinates from one system to another, always east (or longitude) first.
class Reprojection {
 public:
  Reprojection(const CoordinateSystem& from, const CoordinateSystem& to);
  Reprojection(Reprojection&&) noexcept;
  Reprojection& operator=(Reprojection&&) noexcept;
  ~Reprojection();

  /// In place; NaN where PROJ has no answer. Nothing happens between equal systems.
  void apply(std::span<Point> points) const;

 private:
  struct Transform;
  std::unique_ptr<Transform> transform_;
};

}  // namespace rawan::io
