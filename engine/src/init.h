#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace rawan::engine {

/// The configuration a new project begins with.
Config starting_config(Language language, Day today);

/// The first line of an empty input table, as Excel in Indonesia opens it: `;`, UTF-8 with BOM.
std::string empty_table(std::string_view table);

/// Writes a commented project file, empty input tables and the form for collecting tools.
/// @return the files written.
/// @throws ConfigError if one of them exists already; then nothing is written.
/// @throws OutputError
std::vector<std::filesystem::path> init_project(const std::filesystem::path& directory,
                                                Language language, Day today);

}  // namespace rawan::engine
