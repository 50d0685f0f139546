#include "rawan/io/versions.h"

#include "proj_session.h"

#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>

#include <nettle/version.h>
#include <sodium.h>

namespace rawan::io {
namespace {

std::string dotted(int major, int minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::string geos_version() {
  int major = 0;
  int minor = 0;
  int micro = 0;
  if (!OGRGetGEOSVersion(&major, &minor, &micro)) return "-";
  return dotted(major, minor) + "." + std::to_string(micro);
}

std::string fit(int major, int minor) {
  return dotted(major, minor) + ".";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> library_versions() {
  ignore_environment();
  return {{"GDAL", GDALVersionInfo("RELEASE_NAME")},
          {"PROJ", proj_info().version},
          {"GEOS", geos_version()},
          {"SQLite", sqlite3_libversion()},
          {"libsodium", sodium_version_string()},
          {"Nettle", dotted(nettle_version_major(), nettle_version_minor())}};
}

std::optional<std::string> unfit_library() {
  ignore_environment();
  const std::string gdal = GDALVersionInfo("RELEASE_NAME");
  if (!gdal.starts_with(fit(GDAL_VERSION_MAJOR, GDAL_VERSION_MINOR))) return "GDAL " + gdal;
  const std::string proj = proj_info().version;
  if (!proj.starts_with(fit(PROJ_VERSION_MAJOR, PROJ_VERSION_MINOR))) return "PROJ " + proj;
  return std::nullopt;
}

}  // namespace rawan::io
