#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/geo.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {

/// A metric CRS chosen for one study area. Named by EPSG code.
enum class MetricCrs : int {};

/// The only door between degrees and meters. Axis order is settled here, once.
class Projector {
 public:
  /// @throws IoError "crs_unknown" if there is no such CRS.
  explicit Projector(MetricCrs target);
  Projector(Projector&&) noexcept;
  Projector& operator=(Projector&&) noexcept;
  ~Projector();

  Point to_meters(GeoPoint p) const;  ///< @throws IoError "crs_area" where PROJ has no answer.
  GeoPoint to_degrees(Point p) const;
  Polygon to_meters(const GeoArea& area) const;
  GeoArea to_degrees(const Polygon& polygon) const;
  GeoLine to_degrees(const Polyline& line) const;
  MetricCrs crs() const { return crs_; }

 private:
  struct Transform;
  std::unique_ptr<Transform> transform_;
  MetricCrs crs_;
};

/// A metric CRS and how much it lies over the study area.
struct CrsChoice {
  MetricCrs crs{};
  std::string name;           ///< "WGS 84 / UTM zone 49N".
  double smallest_scale = 1;  ///< Point scale factor over the corners, edges and center of the box.
  double largest_scale = 1;
  bool distorted = false;  ///< Scale leaves [0.999, 1.001].
};

/// The UTM zone and hemisphere of the center of `box` (WGS 84; SRGI2013 is the same to 0.2 m and
/// is relabelled, never transformed), with its distortion measured.
/// @throws IoError "crs_area" if the box is empty or leaves Indonesia's range of longitudes.
CrsChoice choose_metric_crs(const GeoBox& box);

/// Area on the ellipsoid, square meters. Holes are taken off.
double ellipsoidal_area(const GeoArea& area);

}  // namespace rawan::io
