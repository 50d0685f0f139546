#pragma once

#include "rawan/io/schema.h"

#include <string>

namespace rawan::engine {

/// The name of a column in the tables and forms the program hands out: its first Indonesian alias,
/// which the reader knows, so that officers understand it; else its canonical name.
std::string column_title(const io::Field& field);

}  // namespace rawan::engine
