#include "command_line.h"
#include "commands.h"
#include "failure.h"
#include "fence.h"
#include "rawan/engine/config_error.h"
#include "rawan/io/versions.h"
#include "sentence.h"
#include "signals.h"
#include "supervisor.h"

#include <fmt/chrono.h>
#include <fmt/core.h>
#include <tbb/global_control.h>

#include <chrono>
#include <cstdio>
#include <optional>

namespace {

using namespace rawan;
using namespace rawan::engine;

std::string now_utc() {
  return fmt::format(
      "{:%Y%m%dT%H%M%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

int fail(const Failure& failure) {
  std::fprintf(stderr, "%s\n", failure.line.c_str());
  return failure.exit_code;
}

/// The code, if what was to be told could be told.
int told(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  throw std::system_error(errno, std::generic_category());
}

int obey(const Command& command, const Catalogue& words, const Control& control,
         const Progress& progress, bool fenced) {
  std::optional<tbb::global_control> threads;
  if (command.threads) {
    threads.emplace(tbb::global_control::max_allowed_parallelism, *command.threads);
  }
  if (const auto library = io::unfit_library()) {
    const std::string id = "library_version";
    throw ConfigError(sentence(words, id, {}, {{"detail", *library}}), id);
  }
  return told(execute(command, words, control, progress, now_utc(), fenced));
}

/// What the worker does.
int work(const Command& command, const Catalogue& words) {
  limit_worker(command.limits);
  const bool fenced = raise_fence();
  if (!fenced) {
    std::fprintf(stderr, "rawan: %s\n", words.text("warning.no_fence").c_str());
  }
  const SignalWatch signals;
  Progress progress;
  try {
    return obey(command, words, Control(signals.token(), progress), progress, fenced);
  } catch (const Cancelled&) {
    return exit_code::kSignal + signals.received();
  } catch (const std::exception& error) {
    return fail(explain(error, words));
  }
}

/// What the supervisor makes of the end of its worker.
int judge(const WorkerEnd& end, const WorkerLimits& limits, const Catalogue& words) {
  const bool stopped = end.late && end.exit_code == exit_code::kSignal + SIGTERM;
  if (end.signal == 0 && !stopped) return end.exit_code;
  if (end.signal != 0) std::fputc('\n', stderr);  // It may have been in the middle of a line.
  return fail(explain(end, limits, words));
}

}  // namespace

int main(int argc, char** argv) {
  Supervisor supervisor;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Catalogue words(asked_language(arguments).value_or(Language::id));
  try {
    const auto parsed = parse_command_line(arguments, words);
    if (const auto* answer = std::get_if<Answer>(&parsed)) {
      fmt::print("{}", answer->text);
      return told(exit_code::kDone);
    }
    const Command& command = std::get<Command>(parsed);
    if (supervisor.begin_worker()) return work(command, words);
    return judge(supervisor.await_worker(command.limits.seconds), command.limits, words);
  } catch (const std::exception& error) {
    return fail(explain(error, words));
  }
}
