#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/error.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

using Placeholders = std::vector<std::pair<std::string_view, std::string>>;

/// "reports.csv, baris 12, kolom tgl: what is wrong. What to do." from "error.<code>" and
/// "remedy.<code>". The texts may use {file}, {layer}, {row}, {column} and what `values` holds.
/// A code the catalogue does not know is named as it is.
std::string sentence(const Catalogue& words, std::string_view code, const io::Place& place,
                     Placeholders values = {});

}  // namespace rawan::engine
