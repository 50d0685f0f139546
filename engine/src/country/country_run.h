#pragma once

#include "rawan/engine/pipeline.h"

namespace rawan::engine {

/// `rawan run` of a project per kabupaten. Each kabupaten is analyzed by itself, several at a time,
/// and kept until all are there; then they leave as one release. What an interrupted run, or
/// another process with a share of the kabupaten, has kept is not made again. With a share no
/// release is made; with `merge` nothing is analyzed.
/// @return 0. @throws GateRefusal, io::InputError "part_missing", io::OutputError
int run_country(const Config& config, const RunContext& context);

}  // namespace rawan::engine
