#pragma once

#include "layers.h"

#include <string>
#include <vector>

/// Layers as a release of many kabupaten has them.
namespace rawan::engine {

/// Those of the restricted release whose rows are areas, places and reports: what kabupaten can lay
/// side by side.
std::vector<io::Layer> layers_of_areas(const RestrictedContext& context);

/// What a release says of itself.
struct MetadataEntry {
  std::string key;  ///< Of the catalogue.
  std::string value;
};

/// Of many kabupaten, shown together in `crs`.
io::Layer metadata_table(const io::CrsChoice& crs, const std::vector<MetadataEntry>& own,
                         const PageContext& page);

}  // namespace rawan::engine
