#include "gdal_session.h"

#include "database_rest.h"
#include "file_kind.h"
#include "output_file.h"
#include "proj_session.h"
#include "rawan/io/scratch.h"

#include <cpl_conv.h>
#include <cpl_http.h>
#include <gdal_frmts.h>
#include <ogr_srs_api.h>
#include <ogrsf_frmts.h>

#include <array>
#include <filesystem>
#include <mutex>
#include <new>
#include <string_view>

namespace rawan::io {
namespace {

void configure() {
  constexpr std::array<std::array<const char*, 2>, 9> options{{
      {"GDAL_CONFIG_FILE", "/dev/null"},
      {"GDAL_DRIVER_PATH", "disable"},
      {"GDAL_VRT_ENABLE_PYTHON", "NO"},
      {"OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO"},
      {"CPL_VSIL_CURL_HEADER_FILE_KVP_ENABLED", "NO"},
      {"GDAL_HTTP_ENABLE_MULTIPLEX", "NO"},
      {"GDAL_PAM_ENABLED", "NO"},
      {"OGR_ENABLE_PARTIAL_REPROJECTION", "NO"},
      {"SHAPE_RESTORE_SHX", "NO"},
  }};
  for (const auto& [name, value] : options) CPLSetConfigOption(name, value);
}

/// Answers every request itself: with a failure. Null would let GDAL go on to the network.
CPLHTTPResult* refuse_fetch(const char* /*url*/, CSLConstList /*options*/,
                            GDALProgressFunc /*progress*/, void* /*progress_data*/,
                            CPLHTTPFetchWriteFunc /*write*/, void* /*write_data*/, void* /*data*/) {
  auto* result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
  result->nStatus = 1;
  result->pszErrBuf = CPLStrdup("network access is disabled");
  return result;
}

void register_drivers() {
  RegisterOGRShape();
  RegisterOGRGeoJSON();
  RegisterOGRGeoJSONSeq();
  RegisterOGRGeoPackage();
  RegisterOGRFlatGeobuf();
  RegisterOGROpenFileGDB();
  RegisterOGROSM();
  RegisterOGRKML();
  RegisterOGRGPX();
  GDALRegister_MEM();
  GDALRegister_GTiff();
  GDALRegister_COG();
}

const char* driver_of(FileKind kind) {
  switch (kind) {
    case FileKind::geopackage:
      return "GPKG";
    case FileKind::geojson:
      return "GeoJSON";
    case FileKind::geojson_lines:
      return "GeoJSONSeq";
    case FileKind::flatgeobuf:
      return "FlatGeobuf";
    case FileKind::shapefile:
    case FileKind::dbase:
      return "ESRI Shapefile";
    case FileKind::file_geodatabase:
      return "OpenFileGDB";
    case FileKind::kml:
      return "KML";
    case FileKind::gpx:
      return "GPX";
    case FileKind::osm:
      return "OSM";
    default:
      return nullptr;
  }
}

}  // namespace

void start_gdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    ignore_environment();
    configure();
    CPLHTTPSetFetchCallback(refuse_fetch, nullptr);
    OSRSetPROJEnableNetwork(0);
    register_drivers();
  });
}

void put_aside_in(const std::filesystem::path& folder) {
  CPLSetConfigOption("CPL_TMPDIR", folder.c_str());
}

std::filesystem::path aside_folder() {
  const char* folder = CPLGetConfigOption("CPL_TMPDIR", nullptr);
  return folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path();
}

GdalErrors::GdalErrors() {
  CPLPushErrorHandlerEx(&GdalErrors::collect, this);
}

GdalErrors::~GdalErrors() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalErrors::reset() {
  failures_ = 0;
  out_of_memory_ = false;
  first_.clear();
  CPLErrorReset();
}

bool GdalErrors::lost_shape(FileKind kind, const Place& place) {
  expect_memory();
  const bool lost = failed() && kind == FileKind::geopackage;
  if (!lost) expect_none(place);
  reset();
  return lost;
}

void GdalErrors::expect_memory() const {
  if (out_of_memory_) throw std::bad_alloc();
}

void GdalErrors::expect_none(const Place& place) const {
  expect_memory();
  if (failed()) throw InputError("read_failed", place);
}

void GdalErrors::expect_written(const std::filesystem::path& path, bool made) const {
  expect_memory();
  if (!made || failed()) throw library_failure(path, "GDAL");
}

void GdalErrors::collect(CPLErr level, CPLErrorNum number, const char* text) {
  if (level != CE_Failure && level != CE_Fatal) return;
  auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
  // SQLite has its own words for it.
  const bool is_memory = number == CPLE_OutOfMemory ||
                         std::string_view(text).find("out of memory") != std::string_view::npos;
  self->out_of_memory_ = self->out_of_memory_ || is_memory;
  if (self->failures_++ == 0) self->first_ = text;
}

GDALDatasetUniquePtr open_vector(const std::string& path) {
  start_gdal();
  const FileKind kind = kind_of_file(path);
  const char* driver = driver_of(kind);
  if (driver == nullptr) throw InputError("format_unsupported", {.file = path});
  const std::string absolute = std::filesystem::absolute(path).string();
  const std::array<const char*, 2> drivers{driver, nullptr};
  std::array<const char*, 3> options{nullptr, nullptr, nullptr};
  if (kind == FileKind::geopackage) {
    expect_at_rest(path);
    options[0] = "LIST_ALL_TABLES=NO";
    // The driver makes an address of the name and takes its %XX for other characters.
    if (absolute.find('%') == std::string::npos) options[1] = "IMMUTABLE=YES";
  }
  // Dates stay as they are written; the reader of values judges them.
  if (kind == FileKind::geojson) options[0] = "DATE_AS_STRING=YES";
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset(GDALDataset::Open(absolute.c_str(),
                                                 GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(),
                                                 options.data(), nullptr));
  errors.expect_memory();
  if (dataset == nullptr || errors.failed()) throw InputError("damaged", {.file = path});
  return dataset;
}

GDALDatasetUniquePtr create_vector(const std::filesystem::path& path, const char* driver,
                                   const GdalErrors& errors) {
  GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName(driver)->Create(
      path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  errors.expect_written(path, dataset != nullptr);
  return dataset;
}

}  // namespace rawan::io
