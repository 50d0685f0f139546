#include "rawan/io/coordinate_system.h"

#include "gdal_session.h"
#include "ogr_system.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

std::string name_of(const OGRSpatialReference& crs) {
  const char* authority = crs.GetAuthorityName(nullptr);
  const char* code = crs.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
  const char* name = crs.GetName();
  return name != nullptr ? name : "?";
}

/// Meters, and not Mercator's: those are true at the equator alone, and maps of the web have them.
bool is_metric(const OGRSpatialReference& crs) {
  if (crs.IsProjected() == 0 || std::fabs(crs.GetLinearUnits() - 1.0) > 1e-9) return false;
  const char* projection = crs.GetAttrValue("PROJECTION");
  const std::string_view name = projection != nullptr ? projection : "";
  return !name.starts_with("Mercator") && !name.starts_with("Popular_Visualisation");
}

int number_of(std::string_view code) {
  for (const std::string_view authority : {"EPSG:", "epsg:"}) {
    if (code.starts_with(authority)) code.remove_prefix(authority.size());
  }
  int number = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  return error == std::errc{} && end == code.data() + code.size() ? number : 0;
}

/// Names of software for a datum that nobody told.
bool is_no_datum(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames{"unknown",   "Unknown",       "Undefined",
                                                   "D_Unknown", "Not specified", "Not_specified"};
  return std::ranges::any_of(kNames, [&](std::string_view none) { return name.starts_with(none); });
}

}  // namespace

std::string wkt_of(const OGRSpatialReference& crs) {
  char* text = nullptr;
  const char* options[] = {"FORMAT=WKT2_2019", nullptr};
  crs.exportToWkt(&text, options);
  std::string wkt = text != nullptr ? text : "";
  CPLFree(text);
  return wkt;
}

bool is_defined(const OGRSpatialReference& crs) {
  if ((crs.IsGeographic() == 0 && crs.IsProjected() == 0) || crs.IsLocal() != 0) return false;
  const char* name = crs.GetName();
  const char* datum = crs.GetAttrValue("DATUM");
  return (name == nullptr || !std::string_view(name).starts_with("Undefined")) &&
         datum != nullptr && !is_no_datum(datum);
}

std::optional<GeoBox> area_of_use(const OGRSpatialReference& crs) {
  GeoBox box;
  const char* name = nullptr;
  if (!crs.GetAreaOfUse(&box.low.lon, &box.low.lat, &box.high.lon, &box.high.lat, &name) ||
      box.empty()) {
    return std::nullopt;
  }
  return box;
}

CoordinateSystem system_of(const OGRSpatialReference* stored) {
  if (stored == nullptr) return {};
  OGRSpatialReference crs(*stored);
  crs.StripVertical();
  crs.DemoteTo2D(nullptr);
  if (!is_defined(crs)) return {};
  return {.wkt = wkt_of(crs),
          .name = name_of(crs),
          .geographic = crs.IsGeographic() != 0,
          .metric = is_metric(crs)};
}

OGRSpatialReference reference_of(const CoordinateSystem& system) {
  expects(!system.planar(), "a plane has no CRS");
  OGRSpatialReference crs;
  crs.importFromWkt(system.wkt.c_str());
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

CoordinateSystem coordinate_system(const std::string& code) {
  start_gdal();
  const GdalErrors quiet;
  OGRSpatialReference crs;
  const int number = number_of(code);
  if (number <= 0 || crs.importFromEPSG(number) != OGRERR_NONE) {
    throw InputError("crs_option", {});
  }
  CoordinateSystem system = system_of(&crs);
  if (system.planar()) throw InputError("crs_option", {});
  return system;
}

// --- reprojection -------------------------------------------------------------------------------

struct Reprojection::Transform {
  std::unique_ptr<OGRCoordinateTransformation> to;
};

Reprojection::Reprojection(const CoordinateSystem& from, const CoordinateSystem& to)
    : transform_(std::make_unique<Transform>()) {
  if (from == to) return;
  expects(!from.planar() && !to.planar(), "a plane lies nowhere on earth");
  start_gdal();
  const GdalErrors quiet;
  const OGRSpatialReference source = reference_of(from);
  const OGRSpatialReference target = reference_of(to);
  transform_->to.reset(OGRCreateCoordinateTransformation(&source, &target));
  if (transform_->to == nullptr) throw InputError("crs_area", {}, to.name);
}

Reprojection::Reprojection(Reprojection&&) noexcept = default;
Reprojection& Reprojection::operator=(Reprojection&&) noexcept = default;
Reprojection::~Reprojection() = default;

void Reprojection::apply(std::span<Point> points) const {
  if (transform_->to == nullptr) return;
  constexpr std::size_t kBlock = 65536;
  const GdalErrors quiet;
  std::vector<double> x(std::min(kBlock, points.size()));
  std::vector<double> y(x.size());
  for (std::size_t from = 0; from < points.size(); from += kBlock) {
    const auto block = points.subspan(from, std::min(kBlock, points.size() - from));
    std::ranges::transform(block, x.begin(), &Point::x);
    std::ranges::transform(block, y.begin(), &Point::y);
    transform_->to->Transform(static_cast<int>(block.size()), x.data(), y.data());
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < block.size(); ++i) {
      const bool placed = std::isfinite(x[i]) && std::isfinite(y[i]);
      block[i] = placed ? Point{x[i], y[i]} : Point{kNone, kNone};
    }
  }
}

}  // namespace rawan::io
