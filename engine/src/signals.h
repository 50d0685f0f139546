#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace rawan::engine {

/// Turns the signals that end a program into a wish to stop. Made in `main` before any other
/// thread, so that every thread inherits the blocked signals and one alone waits for them.
///
/// SIGINT, SIGTERM and SIGHUP count, unless the caller had them ignored (nohup). A second one
/// ends the process at once. Writing to a closed pipe or over a size limit becomes an error of
/// the write instead of a signal.
class SignalWatch {
 public:
  SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  std::stop_token token() const { return wish_.get_token(); }
  /// The signal that came; 0 if none did.
  int received() const { return received_.load(); }

 private:
  void wait(const std::stop_token& end);

  sigset_t watched_{};
  std::atomic<int> received_{0};
  std::stop_source wish_;
  std::jthread waiter_;
};

}  // namespace rawan::engine
