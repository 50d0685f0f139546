#pragma once

#include "attack/attack_command.h"
#include "feedback/world_command.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/run_options.h"
#include "worker_limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
class Option;
}  // namespace CLI

/// Options of single commands.
namespace rawan::engine {

void add_attack_options(CLI::App& app, AttackRequest& request, const Catalogue& words);

/// @return the option that names the world: others need it.
CLI::Option* add_world_options(CLI::App& app, WorldRequest& request, const Catalogue& words);

void add_limit_options(CLI::App& app, WorkerLimits& limits, const Catalogue& words);

/// "800M" or "2G" as bytes; nothing if it is no such thing.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// "2/8"; nothing if it is no such thing.
std::optional<Share> parse_share(const std::string& text);

}  // namespace rawan::engine
