#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace rawan::test {

/// A file of the folder that RAWAN_SHARED_DATA names: data that may not be copied into the project.
/// A test that needs one says so and is reported as not run where there is none:
///
///     const auto file = shared_data("scan/ny_leukemia/nydf.csv");
///     if (!file) GTEST_SKIP() << kNoSharedData;
inline std::optional<std::filesystem::path> shared_data(const std::string& file) {
  const char* folder = std::getenv("RAWAN_SHARED_DATA");
  if (folder == nullptr) return std::nullopt;
  return std::filesystem::path(folder) / file;
}

inline constexpr const char* kNoSharedData = "RAWAN_SHARED_DATA names no folder";

}  // namespace rawan::test
