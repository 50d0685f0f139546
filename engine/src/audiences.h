#pragma once

#include "publish.h"
#include "rawan/engine/gate.h"
#include "rawan/engine/pipeline.h"

namespace rawan::engine {

/// The rules of disclosure the project asks for. @throws as load_policy().
Policy policy_of(const Config& config);

/// Clears what was found for each audience of the project, plans the patrols from what commanders
/// may know, and publishes all releases or none.
/// @return the paths of the releases. @throws GateRefusal (7), io::OutputError
std::vector<std::filesystem::path> publish_run(const Results& results, const Policy& policy,
                                               const Config& config, const RunContext& context);

}  // namespace rawan::engine
