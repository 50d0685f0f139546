#include "supervisor.h"

#include "rawan/io/shape_at_work.h"
#include "signals.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace rawan::engine {
namespace {

using std::chrono::milliseconds;

constexpr double kLong = 60.0;

void rest(milliseconds time = milliseconds(10'000)) {
  std::this_thread::sleep_for(time);
}

/// Ends the test's process as `judge` says of a worker that does `work`; `meanwhile` is done in
/// the supervisor.
template <typename Work, typename Judge>
[[noreturn]] void supervise(
    Work work, Judge judge, double seconds = kLong,
    const std::function<void()>& meanwhile = [] {}) {
  Supervisor supervisor;
  if (supervisor.begin_worker()) _exit(work());
  meanwhile();
  _exit(judge(supervisor.await_worker(seconds)));
}

/// What a worker makes of the signals that reach it: the first one, or 99; a second one ends it.
int first_signal() {
  const SignalWatch watch;
  for (int i = 0; i < 1000 && watch.received() == 0; ++i) rest(milliseconds(10));
  rest(milliseconds(300));
  return watch.received() == 0 ? 99 : watch.received();
}

int code_of(const WorkerEnd& end) {
  return end.signal != 0 || end.late ? 98 : end.exit_code;
}

int signal_of(const WorkerEnd& end) {
  return end.late ? 98 : end.signal;
}

TEST(Supervisor, GivesTheCodeWithWhichItsWorkerEnded) {
  for (const int code : {0, 3, 130}) {
    EXPECT_EXIT(supervise([&] { return code; }, code_of), ::testing::ExitedWithCode(code), "");
  }
}

TEST(Supervisor, TellsTheSignalThatKilledItsWorker) {
  for (const int signal : {SIGKILL, SIGXCPU, SIGUSR1}) {
    EXPECT_EXIT(supervise([&] { return kill(getpid(), signal); }, signal_of),
                ::testing::ExitedWithCode(signal), "");
  }
}

TEST(Supervisor, PassesOnWhatEndsAProgram) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(supervise(first_signal, code_of, kLong, [&] { kill(getpid(), signal); }),
                ::testing::ExitedWithCode(signal), "");
  }
}

/// As a terminal does on Ctrl-C, and `timeout` when the time is over.
TEST(Supervisor, PassesOnASignalToAllItsGroupOnce) {
  EXPECT_EXIT(
      {
        setpgid(0, 0);
        supervise(first_signal, code_of, kLong, [] { kill(0, SIGINT); });
      },
      ::testing::ExitedWithCode(SIGINT), "");
}

TEST(Supervisor, PassesOnASecondSignalWhichEndsTheWorker) {
  const auto twice = [] {
    kill(getpid(), SIGTERM);
    std::thread([supervisor = getpid()] {
      rest(milliseconds(100));
      kill(supervisor, SIGINT);
    }).detach();
  };
  EXPECT_EXIT(supervise(first_signal, code_of, kLong, twice),
              ::testing::ExitedWithCode(128 + SIGINT), "");
}

TEST(Supervisor, LeavesASignalAloneThatTheCallerIgnores) {
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        const auto deaf = [] {
          const SignalWatch watch;
          rest(milliseconds(300));
          return watch.received() == 0 ? 7 : 99;
        };
        supervise(deaf, code_of, kLong, [] { kill(getpid(), SIGHUP); });
      },
      ::testing::ExitedWithCode(7), "");
}

TEST(Supervisor, AsksAWorkerToStopWhenItsTimeIsOver) {
  const auto judge = [](const WorkerEnd& end) { return end.late ? end.exit_code : 98; };
  EXPECT_EXIT(supervise(first_signal, judge, 0.1), ::testing::ExitedWithCode(SIGTERM), "");
}

TEST(Supervisor, KillsAWorkerThatDoesNotStopWithinTwoSeconds) {
  const auto begin = std::chrono::steady_clock::now();
  const auto stubborn = [] {
    rest();
    return 99;
  };
  const auto judge = [&](const WorkerEnd& end) {
    const auto took = std::chrono::steady_clock::now() - begin;
    return end.late && end.signal == SIGKILL && took < milliseconds(2100) ? 7 : 99;
  };
  EXPECT_EXIT(supervise(stubborn, judge, 0.1), ::testing::ExitedWithCode(7), "");
}

/// Exit code of a supervisor whose worker fell at a shape: the row it was told, or 98.
int row_of(const WorkerEnd& end) {
  const bool is_told = end.shape && end.shape->file == "desa.gpkg" && end.shape->layer == "desa";
  return is_told ? static_cast<int>(end.shape->row.value_or(97)) : 98;
}

const io::Place kShape{.file = "desa.gpkg", .layer = "desa", .row = 12};

TEST(Supervisor, TellsTheShapeAtWhichItsWorkerStoodWhenItsTimeWasOver) {
  const auto stubborn = [] {
    return io::at_shape(kShape, [] {
      const io::ShapeAtWork later({.file = "desa.gpkg", .layer = "desa", .row = 13});
      rest();
      return 99;
    });
  };
  EXPECT_EXIT(supervise(stubborn, row_of, 0.2), ::testing::ExitedWithCode(12), "");
}

TEST(Supervisor, TellsTheShapeAtWhichItsWorkerWasKilled) {
  const auto killed = [] { return io::at_shape(kShape, [] { return kill(getpid(), SIGKILL); }); };
  EXPECT_EXIT(supervise(killed, row_of), ::testing::ExitedWithCode(12), "");
}

TEST(Supervisor, TellsNoShapeThatWasDoneWith) {
  const auto done = [] {
    io::at_shape(kShape, [] { return 0; });
    return kill(getpid(), SIGKILL);
  };
  EXPECT_EXIT(supervise(done, row_of), ::testing::ExitedWithCode(98), "");
}

/// A pipe that the worker holds closes when it is gone.
TEST(Supervisor, TakesItsWorkerAlongWhenItIsKilled) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const pid_t supervisor = fork();
  if (supervisor == 0) {
    Supervisor watch;
    if (watch.begin_worker()) rest(milliseconds(60'000));
    close(ends[1]);
    watch.await_worker(kLong);
    _exit(0);
  }
  close(ends[1]);
  rest(milliseconds(100));
  const auto begin = std::chrono::steady_clock::now();
  kill(supervisor, SIGKILL);
  int status = 0;
  waitpid(supervisor, &status, 0);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 0);
  close(ends[0]);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(10'000));
}

int write_to_closed_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return 98;
  close(ends[0]);
  return write(ends[1], "x", 1) == -1 && errno == EPIPE ? 7 : 99;
}

TEST(Supervisor, TurnsAClosedPipeIntoAnErrorOfTheWrite) {
  EXPECT_EXIT(supervise(write_to_closed_pipe, code_of), ::testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace rawan::engine
