#include "layer_crs.h"

#include "datum_shift.h"
#include "ogr_system.h"
#include "proj_session.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

/// Datum names of EPSG, of Esri and of older files, without case, spaces and underscores.
bool names_indonesian_datum(std::string name) {
  std::erase_if(name, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  std::ranges::transform(name, name.begin(), [](char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  });
  constexpr std::array<std::string_view, 5> names{"srgi2013",
                                                  "sistemreferensigeospasialindonesia2013", "dgn95",
                                                  "dgn1995", "datumgeodesinasional1995"};
  return std::ranges::any_of(
      names, [&](std::string_view datum) { return name.find(datum) != std::string::npos; });
}

bool is_wgs84(const OGRSpatialReference& geographic) {
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  constexpr std::array<const char*, 3> options{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                               "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                               nullptr};
  return geographic.IsSame(&wgs84, options.data()) != 0;
}

bool is_indonesian_datum(const OGRSpatialReference& geographic) {
  const char* name = geographic.GetName();
  const char* datum = geographic.GetAttrValue("DATUM");
  return (name != nullptr && names_indonesian_datum(name)) ||
         (datum != nullptr && names_indonesian_datum(datum));
}

bool contains(const GeoBox& outer, const GeoBox& inner) {
  return outer.contains(inner.low) && outer.contains(inner.high);
}

/// @return false where PROJ has no answer for one of them.
bool transform(OGRCoordinateTransformation& way, std::span<double> x, std::span<double> y) {
  const auto is_finite = [](double value) { return std::isfinite(value); };
  return way.Transform(static_cast<int>(x.size()), x.data(), y.data()) != 0 &&
         std::ranges::all_of(x, is_finite) && std::ranges::all_of(y, is_finite);
}

}  // namespace

LayerCrs::LayerCrs(const OGRSpatialReference* stored, const Place& place) {
  if (stored == nullptr) throw InputError("crs_unknown", place);
  OGRSpatialReference crs(*stored);
  crs.StripVertical();
  crs.DemoteTo2D(nullptr);
  if (!is_defined(crs)) throw unknown_system(place);
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  is_projected_ = crs.IsProjected() != 0;
  area_of_use_ = io::area_of_use(crs);

  const std::unique_ptr<OGRSpatialReference> base(crs.CloneGeogCS());
  if (!base) throw unknown_system(place);
  base->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool relabelled = is_indonesian_datum(*base);
  const bool same_datum = relabelled || is_wgs84(*base);
  if (relabelled) note_ = "crs_relabelled";
  if (same_datum && !is_projected_) return;

  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  transformation_.reset(OGRCreateCoordinateTransformation(&crs, same_datum ? base.get() : &wgs84));
  if (!transformation_) throw unknown_system(place);
  if (!relabelled) note_ = "crs_transformed";
  if (!same_datum) datum_ = wkt_of(*base);
}

LayerCrs::LayerCrs(LayerCrs&&) noexcept = default;
LayerCrs& LayerCrs::operator=(LayerCrs&&) noexcept = default;
LayerCrs::~LayerCrs() = default;

bool LayerCrs::is_exact_in(const GeoBox& box) const {
  if (datum_.empty() || box.empty()) return true;
  return is_shift_exact(datum_,
                        {(box.low.lon + box.high.lon) / 2.0, (box.low.lat + box.high.lat) / 2.0});
}

bool LayerCrs::may_reach(const GeoBox& box) const {
  constexpr double kMargin = 5.0;  // Degrees beyond EPSG's area of use that UTM bears.
  if (!is_projected_ || !area_of_use_) return true;
  const GeoBox& use = *area_of_use_;
  return contains({{use.low.lon - kMargin, use.low.lat - kMargin},
                   {use.high.lon + kMargin, use.high.lat + kMargin}},
                  box);
}

bool LayerCrs::to_wgs84(GeoPoint& point) const {
  return !transformation_ || transform(*transformation_, {&point.lon, 1}, {&point.lat, 1});
}

bool LayerCrs::to_wgs84(GeoArea& area) const {
  if (!transformation_) return true;
  const auto move = [this](GeoRing& ring) {
    std::vector<double> x(ring.size());
    std::vector<double> y(ring.size());
    std::ranges::transform(ring, x.begin(), &GeoPoint::lon);
    std::ranges::transform(ring, y.begin(), &GeoPoint::lat);
    if (!transform(*transformation_, x, y)) return false;
    for (std::size_t i = 0; i < ring.size(); ++i) ring[i] = {x[i], y[i]};
    return true;
  };
  return std::ranges::all_of(area, [&](GeoPart& part) {
    return move(part.outer) && std::ranges::all_of(part.holes, move);
  });
}

}  // namespace rawan::io
