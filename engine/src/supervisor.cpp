#include "supervisor.h"

#include "rawan/io/shape_at_work.h"
#include "signals.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace rawan::engine {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<int, 3> kEndingSignals{SIGINT, SIGTERM, SIGHUP};

/// To take back what lies half written, once it was told to stop.
constexpr std::chrono::milliseconds kGrace{1000};

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void pass_on(pid_t worker, int signal) {
  sigval value{};
  value.sival_int = signal;
  ::sigqueue(worker, wish_signal(), value);
}

/// The next of the signals, or 0 when the time is over.
int next_signal(const sigset_t& awaited, Clock::time_point until) {
  constexpr std::chrono::nanoseconds kNone{0};
  const auto left = std::max(kNone, std::chrono::nanoseconds(until - Clock::now()));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const timespec patience{seconds.count(), (left - seconds).count()};
  return std::max(0, sigtimedwait(&awaited, nullptr, &patience));
}

}  // namespace

Supervisor::Supervisor() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGCHLD, SIG_DFL);  // A caller's wish not to hear of children would be inherited.
  sigemptyset(&awaited_);
  for (const int signal : kEndingSignals) {
    if (!is_ignored(signal)) sigaddset(&awaited_, signal);
  }
  sigaddset(&awaited_, SIGCHLD);
  sigset_t blocked = awaited_;
  sigaddset(&blocked, wish_signal());
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
}

bool Supervisor::begin_worker() {
  io::share_shapes_at_work();
  std::fflush(nullptr);  // Or both would write what waits.
  const pid_t supervisor = ::getpid();
  worker_ = ::fork();
  if (worker_ < 0) throw std::system_error(errno, std::generic_category());
  if (worker_ != 0) return false;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::kill(::getpid(), SIGKILL);  // It died in between.
  for (const int signal : kEndingSignals) std::signal(signal, SIG_IGN);
  return true;
}

WorkerEnd Supervisor::await_worker(double seconds) const {
  const auto milliseconds = std::chrono::milliseconds(std::llround(1000.0 * seconds));
  auto until = Clock::now() + milliseconds;
  WorkerEnd end;
  int status = 0;
  while (::waitpid(worker_, &status, WNOHANG) != worker_) {
    const int signal = next_signal(awaited_, until);
    if (signal != 0 && signal != SIGCHLD) pass_on(worker_, signal);
    if (Clock::now() < until) continue;
    if (end.late) ::kill(worker_, SIGKILL);
    if (!end.late) end.shape = io::shape_at_work();
    if (!end.late) pass_on(worker_, SIGTERM);
    end.late = true;
    until = Clock::now() + kGrace;
  }
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  if (!end.late && end.signal != 0) end.shape = io::shape_at_work();
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  return end;
}

}  // namespace rawan::engine
