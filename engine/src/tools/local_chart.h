#pragma once

#include "rawan/engine/catalogue.h"
#include "tools/local_inference.h"
#include "tools/tool_chart.h"

namespace rawan::engine {

/// The smallest p-values in their order, beside what each had to meet and the least there could be.
void draw_p_values(const InferenceOptions& options, const LocalInference& inference,
                   const Catalogue& words, ToolChart& chart);

}  // namespace rawan::engine
