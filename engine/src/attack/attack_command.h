#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// What `rawan attack` is asked to do.
struct AttackRequest {
  std::vector<std::filesystem::path> releases;
  std::filesystem::path truth;  ///< Project file of the owner; empty: nothing is scored.
  std::string only;             ///< Names of attacks with commas; empty: all.
  std::uint64_t seed = 1;
  std::size_t samples = 60;  ///< People taken away, one at a time, where the truth is given.
  bool json = false;
};

/// Attacks the releases and prints what was learned.
/// @param truth the owner's project, or nothing.
/// @return 0, or 7 if anything was. @throws ConfigError for an unknown attack, io::InputError
int run_attack(const AttackRequest& request, const std::optional<Config>& truth,
               const Catalogue& words, const Control& control);

}  // namespace rawan::engine
