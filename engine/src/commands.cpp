#include "commands.h"

#include "audiences.h"
#include "command_files.h"
#include "doctor.h"
#include "failure.h"
#include "init.h"
#include "output_folder.h"
#include "progress_line.h"
#include "rawan/engine/config.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/pipeline.h"
#include "rawan/engine/replan.h"
#include "rawan/io/release.h"
#include "retention.h"
#include "schema_command.h"
#include "scratch_folder.h"
#include "sentence.h"
#include "stage_times.h"
#include "tools/run_tool.h"

#include <fmt/core.h>

namespace rawan::engine {
namespace {

/// "20261121T..." to the day.
Day day_of(const std::string& utc) {
  const auto number = [&](std::size_t from, std::size_t length) {
    return std::stoi(utc.substr(from, length));
  };
  return Day(std::chrono::year(number(0, 4)) /
             std::chrono::month(static_cast<unsigned>(number(4, 2))) /
             std::chrono::day(static_cast<unsigned>(number(6, 2))));
}

std::string fault_line(const io::VerifyFault& fault, const Catalogue& words) {
  const std::string key = "verify." + fault.code;
  return fault.subject + ": " +
         (words.has(key) ? words.text(key) : words.text("verified.other", {{"code", fault.code}}));
}

/// Whether the system bounds this process to the files; people are told if not.
bool bound_or_warn(const FileBounds& files, const Catalogue& words) {
  const bool bounded = bound_files(files);
  if (!bounded) fmt::print(stderr, "rawan: {}\n", words.text("warning.no_bounds"));
  return bounded;
}

/// Ends the command where its policy wants a fence that the system does not have.
void expect_fence(const Config& config, bool fenced, bool bounded) {
  if (fenced && bounded) return;
  const Policy policy = policy_of(config);
  if (!policy.needs_fence) return;
  const char* missing = fenced ? "Landlock" : bounded ? "seccomp" : "seccomp, Landlock";
  throw GateRefusal(exit_code::kPrivacy, "no_fence", {.file = policy.name}, missing);
}

int execute_verify(const Command& command, const Catalogue& words) {
  bound_or_warn(files_of_releases(std::span(&command.subject, 1)), words);
  const auto faults = io::verify_release(command.subject);
  if (faults.empty()) {
    fmt::print("{}\n", words.text("verified.complete"));
    return exit_code::kDone;
  }
  for (const io::VerifyFault& fault : faults) fmt::print("{}\n", fault_line(fault, words));
  const std::string count = words.number(static_cast<double>(faults.size()));
  const std::string id = "release_incomplete";
  fmt::print(stderr, "{}\n",
             failure_line(exit_code::kOutput, id, sentence(words, id, {}, {{"count", count}})));
  return exit_code::kOutput;
}

int execute_audit(const Command& command, const Catalogue& words) {
  bound_or_warn(files_of_releases(std::span(&command.subject, 1)), words);
  return audit_command(command.action, command.subject, words);
}

int execute_attack(const Command& command, const Catalogue& words, const Control& control,
                   bool fenced) {
  std::optional<Config> truth;
  FileBounds files = files_of_releases(command.attack.releases);
  if (!command.attack.truth.empty()) {
    truth = read_config(command.attack.truth);
    const auto inputs = files_of_project(*truth, OutputFolder({})).read;
    files.read.insert(files.read.end(), inputs.begin(), inputs.end());
  }
  const ScratchFolder scratch(files);
  const bool bounded = bound_or_warn(files, words);
  if (truth) expect_fence(*truth, fenced, bounded);
  return run_attack(command.attack, truth, words, control);
}

int execute_tool(const Command& command, const Catalogue& words, const Control& control,
                 const Progress& progress) {
  FileBounds files = files_of_tool(command.tool_sources, command.tool_results);
  const ScratchFolder scratch(files);
  bound_or_warn(files, words);
  return run_tool(command.tool, command.run_tool,
                  {.json = command.json, .quiet = command.quiet, .strict = command.strict}, words,
                  control, progress);
}

/// Reads none of the inputs, and destroys what is due on any system.
int execute_purge(const Command& command, const Catalogue& words, const std::string& utc) {
  const Config config = read_config(command.project, command.language);
  const OutputFolder out(command.subject);
  bound_or_warn(files_of_project(config, out), words);
  return purge_command({.out = command.subject, .before = command.before, .utc = utc}, config,
                       Catalogue(command.language.value_or(config.project.language)));
}

/// The commands that work on a project file.
int execute_project(const Command& command, const Control& control, const Progress& progress,
                    const std::string& utc, bool fenced) {
  Config config = read_config(command.subject, command.language);
  if (command.language) config.project.language = *command.language;
  if (command.print_config) {
    fmt::print("{}", print_config(config));
    return exit_code::kDone;
  }
  const Catalogue words(config.project.language);
  const OutputFolder out(command.out);
  FileBounds files = files_of_project(config, out);
  if (!command.plan.check.empty()) files.read.push_back(command.plan.check);
  const ScratchFolder scratch(files);
  expect_fence(config, fenced, bound_or_warn(files, words));
  ProgressLine line(progress, command.quiet);
  StageTimes times(command.timings);
  const RunContext context{{command.out, command.strict, command.quiet || command.json, utc,
                            command.share, command.verb == Verb::merge},
                           control,
                           words,
                           [&](std::string_view key) {
                             times.begin(key);
                             line.stage(key.empty() ? std::string() : words.text(key));
                           }};
  switch (command.verb) {
    case Verb::check:
      return check(config, context);
    case Verb::doctor:
      return doctor(config, context);
    case Verb::run:
    case Verb::merge: {
      const int code = run(config, context);
      times.print(words);
      return code;
    }
    case Verb::schedule:
      return replan(std::move(config), command.plan, context);
    default:
      break;
  }
  if (command.evaluate) return evaluate(config, *command.evaluate, context);
  return simulate(config, command.out, context);
}

}  // namespace

int execute(const Command& command, const Catalogue& words, const Control& control,
            const Progress& progress, const std::string& utc, bool fenced) {
  switch (command.verb) {
    case Verb::attack:
      return execute_attack(command, words, control, fenced);
    case Verb::init:
      for (const auto& file : init_project(command.subject, words.language(), day_of(utc))) {
        fmt::print("{}\n", file.string());
      }
      return exit_code::kDone;
    case Verb::schema:
      fmt::print("{}", command.json ? schema_as_json(command.table, words)
                                    : schema_as_text(command.table, words));
      return exit_code::kDone;
    case Verb::simulate:
      if (command.world.world.empty()) break;
      return play_world(command.world, words, control);
    case Verb::verify:
      return execute_verify(command, words);
    case Verb::audit:
      return execute_audit(command, words);
    case Verb::purge:
      return execute_purge(command, words, utc);
    case Verb::tool:
      return execute_tool(command, words, control, progress);
    default:
      break;
  }
  return execute_project(command, control, progress, utc, fenced);
}

}  // namespace rawan::engine
