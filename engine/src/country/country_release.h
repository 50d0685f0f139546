#pragma once

#include "base.h"
#include "part.h"
#include "publish.h"
#include "rawan/io/layer_pieces.h"

namespace rawan::engine {

/// What a release of many kabupaten is made of.
struct CountryFindings {
  CountryBase base;
  std::vector<Part> parts;              ///< In the order of the codes, without their layers.
  std::vector<io::LayerPieces> layers;  ///< Of all parts.
  InputHashes inputs;
};

/// The data steward's release: the layers of the kabupaten side by side, one raster of density in
/// degrees, and what became of the inputs. Takes layers and notes out of the findings.
TierFiles country_files(CountryFindings& findings, const Config& config, const Policy& policy,
                        const RunContext& context);

}  // namespace rawan::engine
