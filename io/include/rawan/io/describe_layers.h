#pragma once

#include <span>
#include <string>

namespace rawan::io {

/// Metadata of one layer, as XML of ISO 19139.
struct LayerMetadata {
  std::string layer;
  std::string xml;
};

/// Writes the extension "metadata" into a GeoPackage that has none: `gpkg_metadata` with one text
/// per layer, in the order given, and `gpkg_metadata_reference`; fixed time stamps, no free pages.
/// The file is read back and compared. Equal input gives equal bytes.
/// @throws OutputError; after it the file must not be used.
void describe_layers(const std::string& path, std::span<const LayerMetadata> metadata);

}  // namespace rawan::io
