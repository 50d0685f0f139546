#include "signals.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace rawan::engine {
namespace {

void wish_to_stop(int signal) {
  sigval value{};
  value.sival_int = signal;
  sigqueue(getpid(), wish_signal(), value);
}

/// Waits for a wish to stop, at most ten seconds.
bool is_wished(const std::stop_token& token) {
  for (int i = 0; i < 1000 && !token.stop_requested(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return token.stop_requested();
}

/// Ends the test's process with what a watch makes of a signal: the signal's number, or 99.
[[noreturn]] void watch_and_exit(int signal) {
  const SignalWatch watch;
  wish_to_stop(signal);
  _exit(is_wished(watch.token()) ? watch.received() : 99);
}

TEST(SignalWatch, TurnsASignalIntoAWishToStop) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(watch_and_exit(signal), ::testing::ExitedWithCode(signal), "");
  }
}

TEST(SignalWatch, LetsASecondSignalEndTheProcess) {
  EXPECT_EXIT(
      {
        const SignalWatch watch;
        wish_to_stop(SIGINT);
        is_wished(watch.token());
        wish_to_stop(SIGTERM);
        std::this_thread::sleep_for(std::chrono::seconds(10));
        _exit(99);
      },
      ::testing::ExitedWithCode(128 + SIGTERM), "");
}

TEST(SignalWatch, HasReceivedNothingByItself) {
  EXPECT_EXIT(
      {
        const SignalWatch watch;
        _exit(watch.received() == 0 && !watch.token().stop_requested() ? 7 : 99);
      },
      ::testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace rawan::engine
