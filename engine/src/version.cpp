#include "rawan/engine/version.h"

#include "rawan/io/versions.h"

#include <CLI/Version.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <tbb/version.h>
#include <toml++/toml.h>
#include <xlsxwriter.h>

namespace rawan::engine {

std::string version() {
  return RAWAN_VERSION;
}

std::vector<std::pair<std::string, std::string>> library_versions() {
  auto versions = io::library_versions();
  const auto dotted = [](int major, int minor, int patch) {
    return fmt::format("{}.{}.{}", major, minor, patch);
  };
  versions.emplace_back("oneTBB", TBB_runtime_version());
  versions.emplace_back("libxlsxwriter", lxw_version());
  versions.emplace_back("fmt",
                        dotted(FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
  versions.emplace_back("toml++", dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH));
  versions.emplace_back("nlohmann-json",
                        dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                               NLOHMANN_JSON_VERSION_PATCH));
  versions.emplace_back("CLI11", CLI11_VERSION);
  return versions;
}

}  // namespace rawan::engine
