#include "signals.h"

#include <ctime>
#include <unistd.h>

namespace rawan::engine {

int wish_signal() {
  return SIGRTMIN;
}

SignalWatch::SignalWatch() {
  sigemptyset(&watched_);
  sigaddset(&watched_, wish_signal());
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  waiter_ = std::jthread([this](const std::stop_token& end) { wait(end); });
}

SignalWatch::~SignalWatch() {
  waiter_.request_stop();
  pthread_kill(waiter_.native_handle(), wish_signal());  // Or it would sleep on for a while.
}

void SignalWatch::wait(const std::stop_token& end) {
  constexpr timespec kPatience{0, 50'000'000};
  while (!end.stop_requested()) {
    siginfo_t info{};
    if (sigtimedwait(&watched_, &info, &kPatience) <= 0 || end.stop_requested()) continue;
    const int signal = info.si_value.sival_int;
    if (received_.exchange(signal) != 0) _exit(128 + signal);
    wish_.request_stop();
  }
}

}  // namespace rawan::engine
