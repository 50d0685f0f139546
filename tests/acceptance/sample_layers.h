#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/layer.h"

#include <string>
#include <vector>

namespace rawan::engine {

/// A table of the release as docs/output_layers.md promises it.
struct DocumentedTable {
  std::string name;
  std::string geometry;  ///< "polygons", "points", "lines", "none".
  std::vector<std::string> columns;
};

std::vector<DocumentedTable> documented_tables();

/// Every documented table, filled with made-up values over hexagonal villages: all classes, two
/// D/KRPPA villages, hotspots, three squads with routes and stops. The same each time.
std::vector<io::Layer> sample_layers(const Catalogue& words);

}  // namespace rawan::engine
