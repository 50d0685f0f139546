#include "progress_line.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace rawan::engine {
namespace {

constexpr auto kPause = std::chrono::milliseconds(200);

/// Erases the line of the terminal the cursor is in.
constexpr const char* kErase = "\r\033[K";

}  // namespace

ProgressLine::ProgressLine(const Progress& progress, bool quiet)
    : progress_(progress), quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {
  if (quiet_ || !terminal_) return;
  painter_ = std::jthread([this](const std::stop_token& end) {
    std::condition_variable_any woken;
    std::unique_lock lock(mutex_);
    while (!end.stop_requested()) {
      paint();
      woken.wait_for(lock, end, kPause, [] { return false; });
    }
    wipe();
  });
}

ProgressLine::~ProgressLine() = default;

void ProgressLine::stage(std::string name) {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  if (terminal_) wipe();
  stage_ = std::move(name);
  if (terminal_) return paint();
  if (!stage_.empty()) std::fprintf(stderr, "rawan: %s\n", stage_.c_str());
}

void ProgressLine::paint() {
  if (stage_.empty()) return;
  const int percent = static_cast<int>(100.0 * progress_.fraction());
  std::fprintf(stderr, "%srawan: %s", kErase, stage_.c_str());
  if (percent > 0) std::fprintf(stderr, " (%d %%)", percent);
  std::fflush(stderr);
}

void ProgressLine::wipe() {
  if (!stage_.empty()) std::fputs(kErase, stderr);
}

}  // namespace rawan::engine
