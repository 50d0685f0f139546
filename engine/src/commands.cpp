#include "commands.h"

#include "doctor.h"
#include "failure.h"
#include "init.h"
#include "progress_line.h"
#include "rawan/engine/config.h"
#include "rawan/engine/pipeline.h"
#include "rawan/engine/replan.h"
#include "rawan/io/release.h"
#include "retention.h"
#include "schema_command.h"
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

int execute_verify(const Command& command, const Catalogue& words) {
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

int execute_purge(const Command& command, const std::string& utc) {
  const Config config = read_config(command.project, command.language);
  return purge_command({.out = command.subject, .before = command.before, .utc = utc}, config,
                       Catalogue(command.language.value_or(config.project.language)));
}

/// The commands that work on a project file.
int execute_project(const Command& command, const Control& control, const Progress& progress,
                    const std::string& utc) {
  Config config = read_config(command.subject, command.language);
  if (command.language) config.project.language = *command.language;
  if (command.print_config) {
    fmt::print("{}", print_config(config));
    return exit_code::kDone;
  }
  const Catalogue words(config.project.language);
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
            const Progress& progress, const std::string& utc) {
  switch (command.verb) {
    case Verb::attack:
      return run_attack(command.attack, words, control);
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
      return audit_command(command.action, command.subject, words);
    case Verb::purge:
      return execute_purge(command, utc);
    case Verb::tool:
      return run_tool(command.tool, command.run_tool,
                      {.json = command.json, .quiet = command.quiet, .strict = command.strict},
                      words, control, progress);
    default:
      break;
  }
  return execute_project(command, control, progress, utc);
}

}  // namespace rawan::engine
