#include "worker_limits.h"

#include "instrumented.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace rawan::engine {
namespace {

/// No file of ours comes near; a writer that has lost its way ends before a large disk is full.
constexpr rlim_t kMostFileBytes = rlim_t{1} << 40;

/// Less than a thread's first allocation takes: what is left below it is nothing.
constexpr std::size_t kNextToNothing = std::size_t{64} << 20;

void narrow(__rlimit_resource resource, rlim_t most) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0) return;
  limit.rlim_cur = std::min(limit.rlim_cur, most);
  limit.rlim_max = std::min(limit.rlim_max, most);
  ::setrlimit(resource, &limit);
}

rlim_t memory_of_machine() {
  return static_cast<rlim_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// The watch on the clock comes first; this holds should the supervisor itself stand still.
rlim_t processor_seconds(double seconds) {
  return static_cast<rlim_t>(std::ceil(seconds + 2.0)) *
         static_cast<rlim_t>(::sysconf(_SC_NPROCESSORS_ONLN));
}

/// Libraries abort, or stumble over nothing, where they were given no memory.
extern "C" void tell_crash_from_want(int signal) {
  void* probe = ::mmap(nullptr, kNextToNothing, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ::kill(::getpid(), probe == MAP_FAILED ? SIGKILL : signal);
}

void watch_crashes() {
  struct sigaction action {};
  action.sa_handler = tell_crash_from_want;
  action.sa_flags = SA_RESETHAND;  // The second time it is the end.
  for (const int signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP}) {
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

void limit_worker(const WorkerLimits& limits) {
  narrow(RLIMIT_CORE, 0);
  narrow(RLIMIT_FSIZE, kMostFileBytes);
  narrow(RLIMIT_CPU, processor_seconds(limits.seconds));
  if (kInstrumented) return;
  narrow(RLIMIT_AS, limits.bytes == 0 ? memory_of_machine() : rlim_t{limits.bytes});
  watch_crashes();
}

}  // namespace rawan::engine
