#include "signals.h"

#include <ctime>
#include <unistd.h>

namespace rawan::engine {
namespace {

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

SignalWatch::SignalWatch() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigemptyset(&watched_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) sigaddset(&watched_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  waiter_ = std::jthread([this](const std::stop_token& end) { wait(end); });
}

SignalWatch::~SignalWatch() = default;

void SignalWatch::wait(const std::stop_token& end) {
  constexpr timespec kPatience{0, 50'000'000};
  while (!end.stop_requested()) {
    const int signal = sigtimedwait(&watched_, nullptr, &kPatience);
    if (signal <= 0) continue;
    if (received_.exchange(signal) != 0) _exit(128 + signal);
    wish_.request_stop();
  }
}

}  // namespace rawan::engine
