#pragma once

#include "rawan/engine/pipeline.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace rawan::engine {

/// What `rawan schedule` adds to the project file.
struct PlanRequest {
  std::filesystem::path check;  ///< A schedule changed by hand: judge it, plan nothing.
  bool frontier = false;        ///< Also what each more squad buys.
  bool json = false;            ///< The plan or the judgment on stdout, as one JSON document.
  std::optional<Day> start;
  std::optional<std::int32_t> days;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> iterations;
  std::optional<std::chrono::milliseconds> time_limit;
};

/// Plans the patrols alone, from the same inputs as run(), and publishes what squads need as a
/// release of its own under `options.out`; or judges a schedule changed by hand.
/// @return 0; 4 if that schedule breaks a rule or leaves a duty that could be met.
int replan(Config config, const PlanRequest& request, const RunContext& context);

}  // namespace rawan::engine
