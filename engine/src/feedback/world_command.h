#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// What `rawan simulate --world` is asked.
struct WorldRequest {
  std::string world;  ///< "W1" ... "W8"; empty: no such request.
  std::string policy = "production";
  std::string seeds = "1..200";
  std::vector<double> rates;  ///< Of W1: true rates of its two areas; empty: equal.
  std::vector<double> found;  ///< Of W1: found before the first round; empty: 4 and 1.
  std::optional<std::uint32_t> rounds;
  std::optional<double> memory;  ///< Instead of the default of projects.
  bool banding = false;          ///< Production knows what the gate lets commanders know.
  bool pipeline = false;         ///< Tables in, schedule out, and banding with it.
  std::filesystem::path picture;
  bool json = false;
};

/// Plays a feedback world and prints how near the patrols came to the truth. Returns 0.
/// @throws ConfigError for a world, policy or range of seeds that does not exist, and for a depth
/// of
///         the program where the policy is another one.
int play_world(const WorldRequest& request, const Catalogue& words, const Control& control);

}  // namespace rawan::engine
