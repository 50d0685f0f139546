#include "proj_session.h"

#include "output_file.h"

#include <array>
#include <cstdlib>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

/// Variables that could change what is read: all of GDAL's, its drivers' and PROJ's.
constexpr std::array<std::string_view, 18> kIgnoredPrefixes{
    "GDAL_", "OGR_", "CPL_",  "PROJ_", "PG",       "VSI",    "AWS_", "AZURE_",
    "GS_",   "OSS_", "SWIFT", "SHAPE", "GEOJSON_", "GTIFF_", "OSM_", "SQLITE_USE_OGR_VFS",
    "GPKG_", "KML_"};

bool is_ignored(std::string_view assignment) {
  for (const std::string_view prefix : kIgnoredPrefixes) {
    if (assignment.starts_with(prefix)) return true;
  }
  return false;
}

void forget_environment() {
  std::vector<std::string> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view assignment = *entry;
    if (is_ignored(assignment)) names.emplace_back(assignment.substr(0, assignment.find('=')));
  }
  for (const std::string& name : names) unsetenv(name.c_str());
  setenv("PROJ_NETWORK", "OFF", 1);
  setenv("PROJ_SKIP_READ_USER_WRITABLE_DIRECTORY", "YES", 1);
}

}  // namespace

InputError unknown_system(Place place, std::string system) {
  if (is_memory_short()) throw std::bad_alloc();
  return {"crs_unknown", std::move(place), std::move(system)};
}

void ignore_environment() {
  static std::once_flag once;
  std::call_once(once, forget_environment);
}

ProjContext quiet_offline_context() {
  ignore_environment();
  ProjContext context(proj_context_create());
  proj_context_set_enable_network(context.get(), 0);
  proj_log_level(context.get(), PJ_LOG_NONE);
  return context;
}

}  // namespace rawan::io
