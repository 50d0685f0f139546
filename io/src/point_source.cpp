#include "point_source.h"

#include <cmath>
#include <cstring>
#include <utility>

namespace rawan::io {
namespace {

bool in_degrees(double x, double y) {
  return std::fabs(x) <= 180.0 && std::fabs(y) <= 90.0;
}

/// WGS 84 or the Indonesian datum of 2013, by the name of the geographic part.
bool is_as_good_as_wgs84(const OGRSpatialReference& crs) {
  const char* name = crs.GetAttrValue("GEOGCS");
  if (name == nullptr) return false;
  for (const char* known : {"WGS 84", "GCS_WGS_1984", "WGS84", "SRGI2013", "GCS_SRGI2013"}) {
    if (EQUAL(name, known)) return true;
  }
  return false;
}

std::unique_ptr<OGRCoordinateTransformation> transform_from(const OGRSpatialReference& source) {
  const bool relabel = is_as_good_as_wgs84(source);
  if (relabel && source.IsProjected() == 0) return nullptr;
  OGRSpatialReference from(source);
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference to;
  to.SetWellKnownGeogCS("WGS84");
  if (relabel) {
    const std::unique_ptr<OGRSpatialReference> base(source.CloneGeogCS());
    to = *base;
  }
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return std::unique_ptr<OGRCoordinateTransformation>(
      OGRCreateCoordinateTransformation(&from, &to));
}

}  // namespace

PointSource::PointSource(OGRLayer& layer, Place place) : place_(std::move(place)) {
  const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
  has_geometry_ = type != wkbNone;
  if (!has_geometry_) return;
  if (type != wkbPoint && type != wkbMultiPoint && type != wkbUnknown) {
    throw InputError("not_points", place_);
  }
  const OGRSpatialReference* crs = layer.GetSpatialRef();
  if (crs == nullptr || crs->IsLocal() != 0) throw InputError("crs_unknown", place_);
  projected_ = crs->IsProjected() != 0;
  transform_ = transform_from(*crs);
  const bool needs_none = is_as_good_as_wgs84(*crs) && !projected_;
  if (transform_ == nullptr && !needs_none) throw InputError("crs_unknown", place_);
}

GeoPoint PointSource::to_degrees(double x, double y) {
  if (!std::isfinite(x) || !std::isfinite(y)) return {x, y};
  ++points_;
  // Meters in a layer of degrees, or degrees in a layer of meters.
  if (in_degrees(x, y) == projected_) ++conflicts_;
  // Where the transformation has no answer it leaves infinity.
  if (transform_ != nullptr) transform_->Transform(1, &x, &y);
  return {x, y};
}

PointSource::Found PointSource::locate(const OGRFeature& feature) {
  const OGRGeometry* geometry = has_geometry_ ? feature.GetGeometryRef() : nullptr;
  if (geometry == nullptr || geometry->IsEmpty() != 0) return {};
  const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
  if (type == wkbMultiPoint && geometry->toMultiPoint()->getNumGeometries() == 1) {
    geometry = geometry->toMultiPoint()->getGeometryRef(0);
  } else if (type != wkbPoint) {
    return {{}, "geometry_type"};
  }
  return {to_degrees(geometry->toPoint()->getX(), geometry->toPoint()->getY()), {}};
}

void PointSource::judge() const {
  if (conflicts_ * 2 > points_) throw InputError("crs_range_conflict", place_);
}

}  // namespace rawan::io
