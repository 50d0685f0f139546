#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/layer.h"

#include <string>

namespace rawan::engine {

/// The words QGIS shows for the codes of a layer's columns, as the content of the element
/// `fieldConfiguration` of a style. The file keeps the codes: tables are joined by them.
/// Empty for a layer without coded columns.
std::string value_maps(const io::Layer& layer, const Catalogue& words);

}  // namespace rawan::engine
