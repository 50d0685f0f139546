#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"

#include <filesystem>
#include <optional>
#include <string>

namespace rawan::engine {

/// What `rawan simulate --world` is asked.
struct WorldRequest {
  std::string world;  ///< "W1" ... "W8"; empty: no such request.
  std::string policy = "production";
  std::string seeds = "1..200";
  std::optional<double> memory;  ///< Instead of the default of projects.
  std::filesystem::path picture;
  bool json = false;
};

/// Plays a feedback world and prints how near the patrols came to the truth. Returns 0.
/// @throws ConfigError for a world, policy or range of seeds that does not exist.
int play_world(const WorldRequest& request, const Catalogue& words, const Control& control);

}  // namespace rawan::engine
