#pragma once

#include "rawan/engine/catalogue.h"

#include <string>

namespace rawan::engine {

/// The columns of an input table for people: name, aliases, type, requirement, privacy class,
/// meaning and allowed codes. Without a name: the tables there are.
/// @throws ConfigError if there is no such table.
std::string schema_as_text(const std::string& table, const Catalogue& words);

/// The same for programs; without a name all tables.
std::string schema_as_json(const std::string& table, const Catalogue& words);

}  // namespace rawan::engine
