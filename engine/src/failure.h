#pragma once

#include "rawan/engine/catalogue.h"
#include "supervisor.h"

#include <exception>
#include <string>

namespace rawan::engine {

/// How the program ends (reliability: "rawan: E<code> <id>: text").
namespace exit_code {
inline constexpr int kDone = 0;
inline constexpr int kUsage = 2;
inline constexpr int kInput = 3;
inline constexpr int kQuality = 4;
inline constexpr int kOutput = 5;
inline constexpr int kResources = 6;
inline constexpr int kPrivacy = 7;
inline constexpr int kInternal = 9;
inline constexpr int kSignal = 128;  ///< Plus the signal.
}  // namespace exit_code

/// An end that is no success: the exit code and the line for stderr, without its line break.
struct Failure {
  int exit_code = exit_code::kInternal;
  std::string line;
};

/// "rawan: E3 not_found: text" on one line, whatever the text holds.
std::string failure_line(int code, const std::string& id, std::string text);

/// What the end of a worker means that did not come by itself.
Failure explain(const WorkerEnd& end, const WorkerLimits& limits, const Catalogue& words);

/// What an exception means to the person at the keyboard.
Failure explain(const std::exception& error, const Catalogue& words);

}  // namespace rawan::engine
