#include "gdal_session.h"
#include "see_parts.h"

#include <ogr_spatialref.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <utility>

namespace rawan::io {
namespace {

int epsg_of(GDALDataset& dataset) {
  const OGRSpatialReference* system = dataset.GetSpatialRef();
  const char* code = system == nullptr ? nullptr : system->GetAuthorityCode(nullptr);
  return code == nullptr ? 0 : std::atoi(code);
}

/// Whether so many cells can lie in the file: deflate packs 1,032 bytes into one at the most. A
/// small file that claims more would take all memory.
bool can_hold(const std::filesystem::path& path, std::size_t cells) {
  constexpr std::uintmax_t kDensest = 1032;
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  return !error && cells / kDensest <= bytes;
}

}  // namespace

void see_raster(const std::filesystem::path& path, const std::string& name, SeenRelease& release) {
  start_gdal();
  const GdalErrors errors;
  const std::array<const char*, 2> drivers{"GTiff", nullptr};
  const GDALDatasetUniquePtr dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_RASTER, drivers.data(), nullptr, nullptr));
  std::array<double, 6> transform{};
  if (dataset == nullptr || dataset->GetRasterCount() < 1) return;
  if (dataset->GetGeoTransform(transform.data()) != CE_None) return;
  SeenRaster raster{.file = name, .epsg = epsg_of(*dataset)};
  raster.grid.frame = {.north_west = {transform[0], transform[3]},
                       .cell = Meters(transform[1]),
                       .rows = static_cast<std::size_t>(dataset->GetRasterYSize()),
                       .columns = static_cast<std::size_t>(dataset->GetRasterXSize())};
  if (!can_hold(path, raster.grid.frame.size())) return;
  raster.grid.values.resize(raster.grid.frame.size());
  GDALRasterBand* band = dataset->GetRasterBand(1);
  const int width = dataset->GetRasterXSize();
  const int height = dataset->GetRasterYSize();
  if (band->RasterIO(GF_Read, 0, 0, width, height, raster.grid.values.data(), width, height,
                     GDT_Float64, 0, 0, nullptr) != CE_None) {
    return;
  }
  int has_blank = 0;
  const double blank = band->GetNoDataValue(&has_blank);
  for (double& value : raster.grid.values) {
    if (has_blank != 0 && value == blank) value = std::numeric_limits<double>::quiet_NaN();
  }
  release.rasters.push_back(std::move(raster));
}

}  // namespace rawan::io
