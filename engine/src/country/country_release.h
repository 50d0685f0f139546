#pragma once

#include "base.h"
#include "part.h"
#include "publish.h"

namespace rawan::engine {

/// What a release of many kabupaten is made of.
struct CountryFindings {
  CountryBase base;
  std::vector<Part> parts;  ///< In the order of the codes.
  InputHashes inputs;
};

/// The data steward's release: the layers of the kabupaten side by side, one raster of density in
/// degrees, and what became of the inputs. Takes the layers out of the parts.
TierFiles country_files(CountryFindings& findings, const Config& config, const Policy& policy,
                        const RunContext& context);

}  // namespace rawan::engine
