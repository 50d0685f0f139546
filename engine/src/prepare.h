#pragma once

#include "gathered.h"
#include "patrol_basis.h"
#include "rawan/engine/pipeline.h"
#include "rawan/engine/stages.h"

#include <functional>
#include <string>

namespace rawan::engine {

/// Reads the inputs and shows what became of their records, before any gate judges them.
/// @param hashes of the inputs before anything of them was read.
Gathered gather_and_tell(const Config& config, const RunContext& context, Cut cut,
                         const std::function<std::string()>& key, InputHashes hashes);

/// What was told and asked, from records that passed the gate of quality.
void survey(Results& results, const Config& config);

/// What follows from the findings.
void rank_and_allocate(Results& results, const Config& config, const RunContext& context);

/// Every stage before the schedule, with its gates; tells the stages and the quality of the inputs.
Results prepare(const Config& config, const RunContext& context);

/// What the schedule is made from: registers and effort, and of what was told only the basis.
inline PatrolInputs patrol_inputs(const Results& results, const PatrolBasis& basis,
                                  const Config& config, const RunOptions& options) {
  return {results.records, results.study,    results.exposure, basis.findings,
          basis.ranking,   basis.allocation, config,           options.out};
}

}  // namespace rawan::engine
