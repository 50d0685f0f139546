#pragma once

#include "rawan/io/release.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rawan::io {

/// A layer a GeoPackage must have.
struct ExpectedLayer {
  std::string name;
  std::uint64_t rows = 0;
};

/// Faults of one published GeoPackage, found with SQLite alone; `subject` names it in them.
std::vector<VerifyFault> verify_geopackage(const std::filesystem::path& path,
                                           const std::string& subject,
                                           const std::vector<ExpectedLayer>& layers);

}  // namespace rawan::io
