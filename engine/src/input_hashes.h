#pragma once

#include "rawan/engine/config.h"

#include <map>
#include <string>

namespace rawan::engine {

/// SHA-256 of every input file that exists, by path as configured.
std::map<std::string, std::string> hash_inputs(const Config& config);

/// @throws io::InputError "changed_during_read" for the first file whose hash is another by now.
void expect_unchanged(const Config& config, const std::map<std::string, std::string>& before);

}  // namespace rawan::engine
