#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/layer_pieces.h"

#include <string>
#include <string_view>

namespace rawan::engine {

/// The words QGIS shows for the codes of a layer's columns, as the content of the element
/// `fieldConfiguration` of a style. The file keeps the codes: tables are joined by them.
/// Empty for a layer without coded columns.
std::string value_maps(const io::LayerPieces& layer, const Catalogue& words);

/// Whether a column holds lists of codes: which words it has depends on the lists that occur.
bool holds_lists(std::string_view table, std::string_view column);

}  // namespace rawan::engine
