#pragma once

#include "rawan/engine/pipeline.h"
#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Every stage before the schedule, with its gates; tells the stages and the quality of the inputs.
Results prepare(const Config& config, const RunContext& context);

inline PatrolInputs patrol_inputs(const Results& results, const Config& config,
                                  const RunOptions& options) {
  return {results.records, results.study,      results.exposure, results.findings,
          results.ranking, results.allocation, config,           options.out};
}

}  // namespace rawan::engine
