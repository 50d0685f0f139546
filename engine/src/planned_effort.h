#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// The name of the whole period of a run: "2026-01-01/2026-10-31".
std::string period_name(const PeriodConfig& period);

/// The effort in every village, kecamatan and regency, in each window and the whole period.
std::vector<AreaEffort> efforts_of_areas(const Results& results, const Config& config);

}  // namespace rawan::engine
