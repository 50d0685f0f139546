#include "layer_crs.h"

#include "datum_shift.h"
#include "ogr_system.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
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

std::optional<GeoBox> read_area_of_use(const OGRSpatialReference& crs) {
  GeoBox box;
  const char* name = nullptr;
  if (!crs.GetAreaOfUse(&box.low.lon, &box.low.lat, &box.high.lon, &box.high.lat, &name) ||
      box.empty()) {
    return std::nullopt;
  }
  return box;
}

}  // namespace

LayerCrs::LayerCrs(const OGRSpatialReference* stored, const Place& place) {
  if (stored == nullptr) throw InputError("crs_unknown", place);
  OGRSpatialReference crs(*stored);
  crs.StripVertical();
  crs.DemoteTo2D(nullptr);
  if (!is_defined(crs)) throw InputError("crs_unknown", place);
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  is_projected_ = crs.IsProjected() != 0;
  area_of_use_ = read_area_of_use(crs);

  const std::unique_ptr<OGRSpatialReference> base(crs.CloneGeogCS());
  if (!base) throw InputError("crs_unknown", place);
  base->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const bool relabelled = is_indonesian_datum(*base);
  const bool same_datum = relabelled || is_wgs84(*base);
  if (relabelled) note_ = "crs_relabelled";
  if (same_datum && !is_projected_) return;

  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  transformation_.reset(OGRCreateCoordinateTransformation(&crs, same_datum ? base.get() : &wgs84));
  if (!transformation_) throw InputError("crs_unknown", place);
  if (!relabelled) note_ = "crs_transformed";
  if (!same_datum) datum_ = wkt_of(*base);
}

LayerCrs::LayerCrs(LayerCrs&&) noexcept = default;
LayerCrs& LayerCrs::operator=(LayerCrs&&) noexcept = default;
LayerCrs::~LayerCrs() = default;

bool LayerCrs::is_exact_at(GeoPoint place) const {
  return datum_.empty() || is_shift_exact(datum_, place);
}

bool LayerCrs::to_wgs84(GeoArea& area) const {
  if (!transformation_) return true;
  const auto transform = [this](GeoRing& ring) {
    std::vector<double> x(ring.size());
    std::vector<double> y(ring.size());
    std::ranges::transform(ring, x.begin(), &GeoPoint::lon);
    std::ranges::transform(ring, y.begin(), &GeoPoint::lat);
    if (transformation_->Transform(static_cast<int>(ring.size()), x.data(), y.data()) == 0) {
      return false;
    }
    for (std::size_t i = 0; i < ring.size(); ++i) ring[i] = {x[i], y[i]};
    return std::ranges::all_of(
        ring, [](GeoPoint p) { return std::isfinite(p.lon) && std::isfinite(p.lat); });
  };
  return std::ranges::all_of(area, [&](GeoPart& part) {
    return transform(part.outer) && std::ranges::all_of(part.holes, transform);
  });
}

}  // namespace rawan::io
