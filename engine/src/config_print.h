#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"

#include <string>

namespace rawan::engine {

/// The configuration as a project file for people: each section and key under a comment that says
/// what it means, in which unit, and its default. Keys without a value stand as comments.
std::string print_commented(const Config& config, const Catalogue& words);

}  // namespace rawan::engine
