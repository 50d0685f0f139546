#pragma once

#include "attack/attack_command.h"
#include "feedback/world_command.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/replan.h"
#include "rawan/engine/run_options.h"
#include "tools/tool.h"
#include "worker_limits.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rawan::engine {

enum class Verb : std::uint8_t {
  attack,
  init,
  check,
  doctor,
  run,
  merge,
  schedule,
  simulate,
  schema,
  verify,
  audit,
  purge,
  tool
};

/// What the user asked for.
struct Command {
  Verb verb = Verb::check;
  std::filesystem::path subject;  ///< Project file, directory or release.
  std::filesystem::path out;      ///< -o; may be empty where it is not required.
  std::string table;              ///< Of `schema`; empty: list the tables.
  std::string tool;               ///< Name of a stand-alone command, and what it does.
  ToolRun run_tool;
  std::vector<std::string> tool_sources;  ///< Files it is to read and to write.
  std::vector<std::string> tool_results;
  std::string action;             ///< Of `audit`: "verify" or "show".
  std::filesystem::path project;  ///< Of `purge`.
  std::optional<Day> before;      ///< Of `purge`.
  bool json = false;
  bool print_config = false;
  bool timings = false;                   ///< Of `run`: what each stage took.
  std::optional<Share> share;             ///< Of `run`.
  PlanRequest plan;                       ///< Of `schedule`.
  std::optional<std::uint32_t> evaluate;  ///< Worlds of `simulate --evaluate`.
  WorldRequest world;                     ///< Of `simulate --world`.
  AttackRequest attack;                   ///< Of `attack`.
  std::optional<std::uint32_t> threads;
  WorkerLimits limits;
  bool quiet = false;
  bool strict = false;
  std::optional<Language> language;
};

/// A text that answers the command line by itself: help or the version.
struct Answer {
  std::string text;
};

/// The language `--lang` asks for, looked up before anything else is understood, so that even the
/// message about a wrong option comes in it.
std::optional<Language> asked_language(const std::vector<std::string>& arguments);

/// @param arguments without the name of the program.
/// @throws ConfigError for anything that cannot be understood.
std::variant<Command, Answer> parse_command_line(const std::vector<std::string>& arguments,
                                                 const Catalogue& words);

}  // namespace rawan::engine
