#include "point_source.h"

#include "gdal_session.h"
#include "parse_coordinate.h"

#include <cmath>
#include <limits>
#include <utility>

namespace rawan::io {
namespace {

constexpr GeoBox kDegrees{{-180.0, -90.0}, {180.0, 90.0}};

}  // namespace

PointSource::PointSource(OGRLayer& layer, Place place) : place_(std::move(place)) {
  const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
  if (type == wkbNone) return;
  if (type != wkbPoint && type != wkbMultiPoint && type != wkbUnknown) {
    throw InputError("not_points", place_);
  }
  crs_.emplace(layer.GetSpatialRef(), place_);
}

GeoPoint PointSource::to_degrees(GeoPoint stored) {
  if (!std::isfinite(stored.lon) || !std::isfinite(stored.lat)) return stored;
  ++points_;
  const GdalErrors of_transformation;  // A point without an answer is alone in that.
  constexpr double kNowhere = std::numeric_limits<double>::infinity();
  GeoPoint point = stored;
  const bool is_placed = crs_->to_wgs84(point);
  if (!is_placed) point = {kNowhere, kNowhere};
  // Meters in a layer of degrees, or degrees in a layer of meters.
  const bool is_other_unit = kDegrees.contains(stored) == crs_->is_projected();
  // Degrees as they are stored may be swapped or wrong one by one, like those of a table.
  const bool is_elsewhere =
      !crs_->keeps_numbers() && (!is_in_indonesia(point) || !crs_->may_reach({point, point}));
  if (is_other_unit || is_elsewhere) ++conflicts_;
  if (is_in_indonesia(point)) extent_.extend(point);
  return point;
}

PointSource::Found PointSource::locate(const OGRFeature& feature) {
  const OGRGeometry* geometry = crs_ ? feature.GetGeometryRef() : nullptr;
  if (geometry == nullptr || geometry->IsEmpty() != 0) return {};
  const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
  if (type == wkbMultiPoint && geometry->toMultiPoint()->getNumGeometries() == 1) {
    geometry = geometry->toMultiPoint()->getGeometryRef(0);
  } else if (type != wkbPoint) {
    return {{}, "geometry_type"};
  }
  return {to_degrees({geometry->toPoint()->getX(), geometry->toPoint()->getY()}), {}};
}

std::vector<std::string_view> PointSource::notes() const {
  std::vector<std::string_view> notes;
  if (crs_ && !crs_->note().empty()) notes.push_back(crs_->note());
  if (crs_ && !crs_->is_exact_in(extent_)) notes.push_back("crs_inexact");
  return notes;
}

void PointSource::judge() const {
  if (conflicts_ * 2 > points_) throw InputError("crs_range_conflict", place_);
}

}  // namespace rawan::io
