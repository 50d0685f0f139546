#pragma once

#include "rawan/engine/stages.h"

#include <vector>

namespace rawan::engine {

/// What a district and its neighbors know of the places where its hotspots lie.
struct Surroundings {
  Exposure exposure;           ///< Only its marks are used; all lie in villages of the district.
  std::vector<Polygon> areas;  ///< Of villages beyond the border,
  std::vector<double> women;   ///< and the women who were consulted there.
};

/// `analyze` with the hotspots of the surroundings in the place of the district's own.
Findings analyze_within(const Surroundings& around, const Records& records, const Study& study,
                        const Exposure& exposure, const Config& config, const Control& control);

}  // namespace rawan::engine
