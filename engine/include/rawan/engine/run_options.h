#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"

#include <filesystem>
#include <optional>
#include <string>

namespace rawan::engine {

/// What the command line adds to the project file.
struct RunOptions {
  std::filesystem::path out;
  bool strict = false;  ///< Any repaired or rejected row ends the run with exit 4.
  bool quiet = false;
  std::string utc;  ///< The clock, read once in main: "20261121T183000Z".
};

}  // namespace rawan::engine
