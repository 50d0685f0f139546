#pragma once

#include "rawan/io/error.h"
#include "rawan/io/geo.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

class OGRCoordinateTransformation;
class OGRSpatialReference;

namespace rawan::io {

/// How coordinates of a layer become WGS 84, those of points as those of areas.
///
/// WGS 84, SRGI2013 and DGN95 are one datum here: a layer on any of them is only relabelled.
/// PROJ would move SRGI2013 by 0.18 m while a file labelled WGS 84 with the same coordinates
/// stays, which turns mixed labels within one edition into slivers (domain.md 1.5).
class LayerCrs {
 public:
  /// @throws InputError "crs_unknown" if `stored` is null, local or undefined.
  LayerCrs(const OGRSpatialReference* stored, const Place& place);
  LayerCrs(LayerCrs&&) noexcept;
  LayerCrs& operator=(LayerCrs&&) noexcept;
  ~LayerCrs();

  /// A note on the source: crs_relabelled, crs_transformed, or nothing for plain WGS 84.
  std::string_view note() const { return note_; }
  bool is_projected() const { return is_projected_; }
  /// Whether stored coordinates are those of WGS 84 already.
  bool keeps_numbers() const { return transformation_ == nullptr; }

  /// False if the way from the layer's datum to WGS 84 is not known to 10 m in the middle of what
  /// lies in `box` (datum_shift.h).
  bool is_exact_in(const GeoBox& box) const;

  /// False if a layer of this CRS cannot hold a thing there: in meters, farther from EPSG's area of
  /// use than a projection bears. Degrees reach everywhere.
  bool may_reach(const GeoBox& box) const;

  /// Brings all vertices to WGS 84 in place. @return false where PROJ has no answer for one.
  bool to_wgs84(GeoPoint& point) const;
  bool to_wgs84(GeoArea& area) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
  std::string_view note_;
  std::string datum_;  ///< As WKT, if it is another one.
  bool is_projected_ = false;
  std::optional<GeoBox> area_of_use_;
};

}  // namespace rawan::io
