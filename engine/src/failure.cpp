#include "failure.h"

#include "rawan/algorithms/contract.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/gates.h"
#include "rawan/io/error.h"
#include "rawan/io/shape_at_work.h"
#include "sentence.h"

#include <fmt/format.h>

#include <csignal>
#include <cstring>
#include <new>
#include <system_error>
#include <typeinfo>

namespace rawan::engine {
namespace {

Failure failure(int code, const std::string& id, std::string text) {
  return {code, failure_line(code, id, std::move(text))};
}

Failure explain_io(const io::IoError& error, int code, const Catalogue& words) {
  return failure(code, error.code(),
                 sentence(words, error.code(), error.place(), {{"detail", error.detail()}}));
}

}  // namespace

std::string failure_line(int code, const std::string& id, std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return fmt::format("rawan: E{} {}: {}", code, id, text);
}

Failure explain(const WorkerEnd& end, const WorkerLimits& limits, const Catalogue& words) {
  const io::Place shape = end.shape.value_or(io::Place());
  if (end.late || end.signal == SIGXCPU) {
    return failure(
        exit_code::kResources, "time_limit",
        sentence(words, "time_limit", shape, {{"seconds", words.number(limits.seconds)}}));
  }
  if (end.signal == SIGKILL) {
    return failure(exit_code::kResources, "killed", sentence(words, "killed", shape));
  }
  const char* name = ::sigabbrev_np(end.signal);
  return failure(exit_code::kInternal, "crashed",
                 sentence(words, "crashed", shape, {{"detail", name == nullptr ? "?" : name}}));
}

Failure explain(const std::exception& error, const Catalogue& words) {
  if (const auto* config = dynamic_cast<const ConfigError*>(&error)) {
    return failure(exit_code::kUsage, config->id(), config->what());
  }
  if (const auto* gate = dynamic_cast<const GateRefusal*>(&error)) {
    return failure(gate->exit_code(), gate->code(),
                   sentence(words, gate->code(), gate->place(), {{"detail", gate->detail()}}));
  }
  if (const auto* output = dynamic_cast<const io::OutputError*>(&error)) {
    return explain_io(*output, exit_code::kOutput, words);
  }
  if (const auto* input = dynamic_cast<const io::IoError*>(&error)) {
    return explain_io(*input, exit_code::kInput, words);
  }
  if (const auto* shape = dynamic_cast<const io::ShapeWantsMemory*>(&error)) {
    return failure(exit_code::kResources, "memory", sentence(words, "memory", shape->place()));
  }
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return failure(exit_code::kResources, "memory", sentence(words, "memory", {}));
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
    // Threads and processes need memory of the system, and may be counted.
    if (system->code() == std::errc::resource_unavailable_try_again) {
      return failure(exit_code::kResources, "no_process", sentence(words, "no_process", {}));
    }
    return failure(exit_code::kOutput, "system",
                   sentence(words, "system", {}, {{"detail", system->code().message()}}));
  }
  // Other libraries quote what they choke on: of those only the type is told.
  const bool ours = dynamic_cast<const ContractViolation*>(&error) != nullptr;
  const std::string detail = ours ? error.what() : typeid(error).name();
  return failure(exit_code::kInternal, "internal",
                 sentence(words, "internal", {}, {{"detail", detail}}));
}

}  // namespace rawan::engine
