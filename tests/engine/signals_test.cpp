#include "signals.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace rawan::engine {
namespace {

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
  kill(getpid(), signal);
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
        kill(getpid(), SIGINT);
        is_wished(watch.token());
        kill(getpid(), SIGTERM);
        std::this_thread::sleep_for(std::chrono::seconds(10));
        _exit(99);
      },
      ::testing::ExitedWithCode(128 + SIGTERM), "");
}

TEST(SignalWatch, LeavesASignalAloneThatTheCallerIgnores) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        const SignalWatch watch;
        kill(getpid(), SIGHUP);
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        _exit(watch.token().stop_requested() ? 99 : 7);
      },
      ::testing::ExitedWithCode(7), "");
}

[[noreturn]] void write_to_closed_pipe_and_exit() {
  const SignalWatch watch;
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) _exit(98);
  close(ends[0]);
  _exit(write(ends[1], "x", 1) == -1 && errno == EPIPE ? 7 : 99);
}

TEST(SignalWatch, TurnsAClosedPipeIntoAnErrorOfTheWrite) {
  EXPECT_EXIT(write_to_closed_pipe_and_exit(), ::testing::ExitedWithCode(7), "");
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
