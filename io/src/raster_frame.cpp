#include "rawan/io/raster_frame.h"

#include "file_kind.h"
#include "gdal_session.h"
#include "ogr_system.h"
#include "rawan/io/error.h"

#include <array>
#include <cmath>

namespace rawan::io {
namespace {

/// Steps of one cell that differ by less are equal: files keep them in rounded form.
constexpr double kRounding = 1e-9;

}  // namespace

RasterFrame read_raster_frame(const std::string& path) {
  if (kind_of_file(path) != FileKind::other) throw InputError("not_a_raster", {.file = path});
  start_gdal();
  constexpr std::array<const char*, 2> kDrivers{"GTiff", nullptr};
  const GdalErrors quiet;
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(
      path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, kDrivers.data(), nullptr, nullptr));
  if (dataset == nullptr) throw InputError("not_a_raster", {.file = path});
  std::array<double, 6> t{};
  const bool placed = dataset->GetGeoTransform(t.data()) == CE_None;
  const bool square = t[2] == 0.0 && t[4] == 0.0 && t[1] > 0.0 && std::isfinite(t[1]) &&
                      std::abs(t[1] + t[5]) <= kRounding * t[1];
  RasterFrame raster{{.north_west = {t[0], t[3]},
                      .cell = Meters(t[1]),
                      .rows = static_cast<std::size_t>(dataset->GetRasterYSize()),
                      .columns = static_cast<std::size_t>(dataset->GetRasterXSize())},
                     system_of(dataset->GetSpatialRef())};
  if (!placed || !square || !raster.system.metric) throw InputError("raster_grid", {.file = path});
  return raster;
}

}  // namespace rawan::io
