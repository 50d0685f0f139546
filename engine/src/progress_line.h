#pragma once

#include "rawan/algorithms/control.h"

#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace rawan::engine {

/// Shows on stderr what the program is doing: one line that is painted over on a terminal, a line
/// per stage elsewhere, nothing if `quiet`.
class ProgressLine {
 public:
  ProgressLine(const Progress& progress, bool quiet);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// A new stage begins, named in the reader's words. Empty: nothing is shown any more.
  void stage(std::string name);

 private:
  void paint();
  void wipe();

  const Progress& progress_;
  bool quiet_;
  bool terminal_;
  std::mutex mutex_;
  std::string stage_;
  std::jthread painter_;
};

}  // namespace rawan::engine
