#pragma once

#include "rawan/io/error.h"
#include "rawan/io/geo.h"

#include <ogrsf_frmts.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace rawan::io {

/// Brings the points of a layer to WGS 84, longitude first. SRGI2013 differs from it by 0.2 m and
/// is taken as it is.
class PointSource {
 public:
  /// @throws InputError "not_points" (a layer of lines or areas), "crs_unknown".
  PointSource(OGRLayer& layer, Place place);

  struct Found {
    std::optional<GeoPoint> point;  ///< Nothing if the feature has no geometry. May lie anywhere
                                    ///< and even be infinite: check_point() judges it.
    std::string_view flaw;          ///< "geometry_type".
  };
  Found locate(const OGRFeature& feature);

  /// @throws InputError "crs_range_conflict" if more than half of the points cannot be what the
  ///         layer's CRS says.
  void judge() const;

 private:
  GeoPoint to_degrees(double x, double y);

  Place place_;
  bool has_geometry_ = false;
  bool projected_ = false;
  std::unique_ptr<OGRCoordinateTransformation> transform_;
  std::uint64_t points_ = 0;
  std::uint64_t conflicts_ = 0;
};

}  // namespace rawan::io
