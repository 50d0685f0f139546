#include "gdal_session.h"
#include "layer_check.h"
#include "ogr_system.h"
#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/folder_of.h"
#include "rawan/io/writers.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <vector>

namespace rawan::io {
namespace {

/// A raster as it is meant: cells in the precision of the file.
struct Raster {
  const GridFrame& frame;
  std::vector<float> cells;
  std::optional<OGRSpatialReference> crs;  ///< None: a plane that lies nowhere on earth.
  std::string description;
  std::string unit;
  std::string label = {};

  int width() const { return static_cast<int>(frame.columns); }
  int height() const { return static_cast<int>(frame.rows); }
  std::array<double, 6> transform() const {
    return {frame.north_west.x, frame.cell.value, 0, frame.north_west.y, 0, -frame.cell.value};
  }
};

std::vector<float> single_precision(const std::vector<double>& values) {
  std::vector<float> cells;
  cells.reserve(values.size());
  for (const double value : values) {
    const auto cell = static_cast<float>(value);
    expects(!std::isinf(cell), "cells are numbers of single precision or NaN");
    cells.push_back(std::isnan(cell) ? std::numeric_limits<float>::quiet_NaN() : cell);
  }
  return cells;
}

OGRSpatialReference crs_of(MetricCrs crs, const std::string& path) {
  OGRSpatialReference reference;
  if (reference.importFromEPSG(static_cast<int>(crs)) != OGRERR_NONE) {
    throw OutputError("crs_unknown", {.file = path}, std::to_string(static_cast<int>(crs)));
  }
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

/// A view of the cells, not a copy.
GDALDatasetUniquePtr in_memory(Raster& raster) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
  GDALDatasetUniquePtr dataset(
      driver->Create("", raster.width(), raster.height(), 1, GDT_Float32, nullptr));
  if (dataset == nullptr) return dataset;
  std::array<double, 6> transform = raster.transform();
  dataset->SetGeoTransform(transform.data());
  if (raster.crs) dataset->SetSpatialRef(&*raster.crs);
  if (!raster.label.empty()) dataset->SetMetadataItem("CLASSIFICATION", raster.label.c_str());
  GDALRasterBand* band = dataset->GetRasterBand(1);
  band->SetNoDataValue(std::numeric_limits<double>::quiet_NaN());
  band->SetDescription(raster.description.c_str());
  band->SetUnitType(raster.unit.c_str());
  const CPLErr result =
      band->RasterIO(GF_Write, 0, 0, raster.width(), raster.height(), raster.cells.data(),
                     raster.width(), raster.height(), GDT_Float32, 0, 0, nullptr);
  if (result != CE_None) dataset.reset();
  return dataset;
}

/// One thread: the order of blocks in the file is then always the same.
void write_cog(const std::string& path, Raster& raster) {
  CPLStringList options;
  options.SetNameValue("COMPRESS", "DEFLATE");
  options.SetNameValue("PREDICTOR", "FLOATING_POINT");
  options.SetNameValue("BLOCKSIZE", "512");
  options.SetNameValue("OVERVIEWS", "AUTO");
  options.SetNameValue("OVERVIEW_RESAMPLING", "AVERAGE");
  options.SetNameValue("NUM_THREADS", "1");
  // Overviews are put aside where the file is made, which is private, not where inputs are.
  const CPLConfigOptionSetter scratch("CPL_TMPDIR", folder_of(path).c_str(), false);
  const GdalErrors errors;
  const GDALDatasetUniquePtr source = in_memory(raster);
  errors.expect_written(path, source != nullptr);
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("COG");
  GDALDatasetUniquePtr target(
      driver->CreateCopy(path.c_str(), source.get(), FALSE, options.List(), nullptr, nullptr));
  const bool created = target != nullptr;
  target.reset();
  errors.expect_written(path, created);
}

bool same_bits(float a, float b) {
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

bool same_cells(GDALRasterBand& band, const Raster& raster) {
  std::vector<float> cells(raster.cells.size());
  const CPLErr result = band.RasterIO(GF_Read, 0, 0, raster.width(), raster.height(), cells.data(),
                                      raster.width(), raster.height(), GDT_Float32, 0, 0, nullptr);
  return result == CE_None &&
         std::equal(cells.begin(), cells.end(), raster.cells.begin(), same_bits);
}

bool same_crs(const OGRSpatialReference* stored, const Raster& raster) {
  if (stored == nullptr || !raster.crs) return stored == nullptr && !raster.crs;
  return stored->IsSame(&*raster.crs) != 0;
}

bool same_frame(GDALDataset& dataset, const Raster& raster) {
  std::array<double, 6> transform{};
  return dataset.GetRasterXSize() == raster.width() &&
         dataset.GetRasterYSize() == raster.height() &&
         dataset.GetGeoTransform(transform.data()) == CE_None && transform == raster.transform() &&
         same_crs(dataset.GetSpatialRef(), raster);
}

void check_cog(const std::string& path, const Raster& raster) {
  constexpr std::array<const char*, 2> kDrivers{"GTiff", nullptr};
  const GdalErrors errors;
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(
      path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, kDrivers.data(), nullptr, nullptr));
  errors.expect_memory();
  if (dataset == nullptr || dataset->GetRasterCount() != 1) throw output_differs(path);
  GDALRasterBand& band = *dataset->GetRasterBand(1);
  const bool same = same_frame(*dataset, raster) && same_cells(band, raster) &&
                    std::isnan(band.GetNoDataValue()) &&
                    raster.description == band.GetDescription() &&
                    raster.unit == band.GetUnitType();
  errors.expect_memory();
  if (!same || errors.failed()) throw output_differs(path);
}

Raster raster_of(const Grid<double>& grid) {
  constexpr std::size_t kMostCells = std::numeric_limits<int>::max();
  expects(grid.frame.size() > 0 && grid.values.size() == grid.frame.size(), "a grid has cells");
  expects(grid.frame.rows <= kMostCells && grid.frame.columns <= kMostCells, "a grid fits a file");
  return {.frame = grid.frame,
          .cells = single_precision(grid.values),
          .crs = std::nullopt,
          .description = {},
          .unit = {}};
}

void write_checked(const std::string& path, Raster& raster) {
  expects(is_plain_utf8(raster.description) && is_plain_utf8(raster.unit),
          "texts are UTF-8 without NUL");
  clear_target(path);
  write_cog(path, raster);
  check_cog(path, raster);
}

}  // namespace

void write_geotiff(const std::string& path, const Grid<double>& grid, MetricCrs crs,
                   std::string_view description, std::string_view unit) {
  Raster raster = raster_of(grid);
  start_gdal();
  const GdalErrors quiet;
  raster.crs = crs_of(crs, path);
  raster.description = description;
  raster.unit = unit;
  write_checked(path, raster);
}

void write_raster(const std::filesystem::path& path, const Grid<double>& grid,
                  const CoordinateSystem& system, const RasterText& text) {
  Raster raster = raster_of(grid);
  start_gdal();
  const GdalErrors quiet;
  if (!system.planar()) raster.crs = reference_of(system);
  raster.description = text.description;
  raster.unit = text.unit;
  raster.label = text.label;
  write_checked(path.string(), raster);
}

}  // namespace rawan::io
