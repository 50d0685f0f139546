#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace rawan::engine {

/// Tells the worker to stop; its value is the signal that ended the program. A real-time signal,
/// so that what ends a whole group of processes reaches the worker once, through its supervisor.
int wish_signal();

/// Turns the supervisor's signals into a wish to stop. Made in the worker before any other thread,
/// so that every thread inherits the blocked signals and one alone waits for them.
///
/// A second one ends the process at once.
class SignalWatch {
 public:
  SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  std::stop_token token() const { return wish_.get_token(); }
  /// The signal that ends the program; 0 if none does.
  int received() const { return received_.load(); }

 private:
  void wait(const std::stop_token& end);

  sigset_t watched_{};
  std::atomic<int> received_{0};
  std::stop_source wish_;
  std::jthread waiter_;
};

}  // namespace rawan::engine
