#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace rawan::engine {

/// One of several equal shares of the kabupaten of a country.
struct Share {
  std::uint32_t number = 1;  ///< From 1.
  std::uint32_t of = 1;
};

/// What the command line adds to the project file.
struct RunOptions {
  std::filesystem::path out;
  bool strict = false;  ///< Any repaired or rejected row ends the run with exit 4.
  bool quiet = false;
  std::string utc;             ///< The clock, read once in main: "20261121T183000Z".
  std::optional<Share> share;  ///< Of a project per kabupaten: these alone, without a release.
  bool merge = false;          ///< Of such a project: only lay side by side what is there.
};

}  // namespace rawan::engine
