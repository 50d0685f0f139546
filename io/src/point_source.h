#pragma once

#include "layer_crs.h"

#include <ogrsf_frmts.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Brings the points of a layer to WGS 84, longitude first, as LayerCrs does those of boundaries.
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

  /// Notes on the layer, after all points: "crs_relabelled", "crs_transformed", "crs_inexact".
  std::vector<std::string_view> notes() const;

  /// @throws InputError "crs_range_conflict" if more than half of the points cannot be what the
  ///         layer's CRS says.
  void judge() const;

 private:
  GeoPoint to_degrees(GeoPoint stored);

  Place place_;
  std::optional<LayerCrs> crs_;  ///< Of a layer with geometry.
  GeoBox extent_;                ///< Of the points in Indonesia.
  std::uint64_t points_ = 0;
  std::uint64_t conflicts_ = 0;
};

}  // namespace rawan::io
