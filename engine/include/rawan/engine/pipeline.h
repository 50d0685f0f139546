#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"
#include "rawan/engine/run_options.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace rawan::engine {

/// What a command of the program may ask of its caller.
struct RunContext {
  RunOptions options;
  Control control;
  const Catalogue& words;
  /// Told the name of each stage as it begins: a whole key of the catalogue ("stage.read"). Empty:
  /// the work is done; the progress line makes room for what is printed.
  std::function<void(std::string_view stage_key)> announce;
};

// Each prints its product to stdout and returns the exit code: 0, or 4, 7, 8 where a gate refuses.
// Whatever else goes wrong is an exception.

/// Reads and judges the inputs; writes the quality ledger to `options.out` if that is named.
int check(const Config& config, const RunContext& context);

/// Everything: from the inputs to a release under `options.out`.
int run(const Config& config, const RunContext& context);

/// Writes a synthetic world under `dir` and the truth beside it.
int simulate(const Config& config, const std::filesystem::path& dir, const RunContext& context);

/// Makes `worlds` synthetic worlds and prints how near the ranking comes to their truth.
int evaluate(const Config& config, std::uint32_t worlds, const RunContext& context);

}  // namespace rawan::engine
