#pragma once

#include "layers.h"
#include "rawan/engine/policy.h"
#include "rawan/io/manifest.h"

#include <string>
#include <string_view>

namespace rawan::engine {

/// What the metadata of every layer of a release have in common.
struct MetadataFacts {
  Tier tier;
  const Registers& registers;
  const Policy& policy;
  const io::Manifest& manifest;  ///< Before the release is sealed; lineage comes from it.
  const PageContext& page;
  std::string quality;  ///< What became of the records; only for who may know the records.
};

/// ISO 19139 metadata of a layer (domain of SNI 8843-1), as XML: identity, contact, extent in space
/// and time, system, constraints with the statement of disclosure, lineage. Its dates are those of
/// the data; equal input gives equal text.
std::string layer_metadata(const io::LayerPieces& layer, const MetadataFacts& facts);

/// The same of a raster. @param name "density" @param epsg of its system.
std::string raster_metadata(std::string_view name, const std::string& description, int epsg,
                            const MetadataFacts& facts);

}  // namespace rawan::engine
