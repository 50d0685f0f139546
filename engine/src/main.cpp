#include "command_line.h"
#include "commands.h"
#include "failure.h"
#include "signals.h"

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

int obey(const std::vector<std::string>& arguments, const Catalogue& words, const Control& control,
         const Progress& progress) {
  const auto parsed = parse_command_line(arguments, words);
  if (const auto* answer = std::get_if<Answer>(&parsed)) {
    fmt::print("{}", answer->text);
    return exit_code::kDone;
  }
  const Command& command = std::get<Command>(parsed);
  std::optional<tbb::global_control> threads;
  if (command.threads) {
    threads.emplace(tbb::global_control::max_allowed_parallelism, *command.threads);
  }
  return execute(command, words, control, progress, now_utc());
}

int fail(const Failure& failure) {
  std::fprintf(stderr, "%s\n", failure.line.c_str());
  return failure.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  const SignalWatch signals;
  Progress progress;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Catalogue words(asked_language(arguments).value_or(Language::id));
  try {
    const int code = obey(arguments, words, Control(signals.token(), progress), progress);
    const bool told = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    return told ? code : fail(explain(std::system_error(errno, std::generic_category()), words));
  } catch (const Cancelled&) {
    return exit_code::kSignal + signals.received();
  } catch (const std::exception& error) {
    return fail(explain(error, words));
  }
}
