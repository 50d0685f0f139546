#pragma once

#include <gdal_priv.h>

#include <filesystem>

namespace rawan::testing {

/// A file as GDAL opens it; `kind` is GDAL_OF_VECTOR or GDAL_OF_RASTER.
inline GDALDatasetUniquePtr opened(const std::filesystem::path& path, unsigned kind) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), kind | GDAL_OF_READONLY));
}

}  // namespace rawan::testing
