#pragma once

#include "patrol_basis.h"
#include "rawan/engine/pipeline.h"
#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Every stage before the schedule, with its gates; tells the stages and the quality of the inputs.
Results prepare(const Config& config, const RunContext& context);

/// What the schedule is made from: registers and effort, and of what was told only the basis.
inline PatrolInputs patrol_inputs(const Results& results, const PatrolBasis& basis,
                                  const Config& config, const RunOptions& options) {
  return {results.records, results.study,    results.exposure, basis.findings,
          basis.ranking,   basis.allocation, config,           options.out};
}

}  // namespace rawan::engine
