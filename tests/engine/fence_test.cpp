#include "fence.h"

#include "instrumented.h"
#include "worker_limits.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace rawan::engine {
namespace {

// What a process can do, as bits.
constexpr int kNetwork = 1;
constexpr int kNetwork6 = 2;
constexpr int kPrograms = 4;
constexpr int kOtherProcesses = 8;
constexpr int kLocalSockets = 16;
constexpr int kRings = 32;

bool opens_socket(int family) {
  const int number = socket(family, SOCK_STREAM, 0);
  // A system without this kind of network refuses for another reason.
  return number >= 0 || errno == EAFNOSUPPORT;
}

bool starts_programs() {
  std::array<char*, 1> none{nullptr};
  return execve("/nonexistent", none.data(), none.data()) == -1 && errno == ENOENT;
}

/// Nobody is followed by it: a thread that asked to be would never be waited for.
bool sees_other_processes() {
  return ptrace(PTRACE_PEEKDATA, 0, nullptr, nullptr) == -1 && errno == ESRCH;
}

int open_doors() {
  int doors = 0;
  if (opens_socket(AF_INET)) doors |= kNetwork;
  if (opens_socket(AF_INET6)) doors |= kNetwork6;
  if (starts_programs()) doors |= kPrograms;
  if (sees_other_processes()) doors |= kOtherProcesses;
  if (opens_socket(AF_UNIX)) doors |= kLocalSockets;
  if (syscall(SYS_io_uring_setup, 0, nullptr) == -1 && errno != EACCES) doors |= kRings;
  return doors;
}

constexpr int kAllDoors =
    kNetwork | kNetwork6 | kPrograms | kOtherProcesses | kLocalSockets | kRings;
// Looking for leaks takes ptrace.
constexpr int kDoorsOfAWorker = kLocalSockets | (kInstrumented ? kOtherProcesses : 0);

/// So that the test below can fail.
TEST(Fence, IsNotThereByItself) {
  EXPECT_EXIT(_exit(open_doors()), ::testing::ExitedWithCode(kAllDoors), "");
}

TEST(Fence, LeavesNoNetworkNoProgramAndNoOtherProcess) {
  EXPECT_EXIT(_exit(raise_fence() ? open_doors() : 99), ::testing::ExitedWithCode(kDoorsOfAWorker),
              "");
}

TEST(Fence, HoldsForThreadsAndChildrenMadeLater) {
  const auto of_a_thread = [] {
    raise_fence();
    int doors = 99;
    std::thread([&] { doors = open_doors(); }).join();
    _exit(doors);
  };
  EXPECT_EXIT(of_a_thread(), ::testing::ExitedWithCode(kDoorsOfAWorker), "");
}

TEST(Fence, KeepsOtherUsersAndGreaterRightsOut) {
  const auto closed = [] {
    raise_fence();
    const bool readable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0;
    _exit(readable == kInstrumented && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 7 : 99);
  };
  EXPECT_EXIT(closed(), ::testing::ExitedWithCode(7), "");
}

rlim_t limit_of(__rlimit_resource resource) {
  rlimit limit{};
  getrlimit(resource, &limit);
  return limit.rlim_max;
}

TEST(WorkerLimits, BoundMemoryTimeAndFiles) {
  const auto bounded = [] {
    limit_worker({.bytes = std::uint64_t{1} << 30, .seconds = 10.0});
    const rlim_t processors = std::max(1U, std::thread::hardware_concurrency());
    const bool memory = kInstrumented || limit_of(RLIMIT_AS) == rlim_t{1} << 30;
    _exit(memory && limit_of(RLIMIT_CPU) == 12 * processors && limit_of(RLIMIT_CORE) == 0 &&
                  limit_of(RLIMIT_FSIZE) == rlim_t{1} << 40
              ? 7
              : 99);
  };
  EXPECT_EXIT(bounded(), ::testing::ExitedWithCode(7), "");
}

TEST(WorkerLimits, LeaveTheCallersNarrowerLimits) {
  const auto narrow = [] {
    const rlimit small{.rlim_cur = 65'536, .rlim_max = 65'536};
    setrlimit(RLIMIT_FSIZE, &small);
    limit_worker({});
    _exit(limit_of(RLIMIT_FSIZE) == 65'536 ? 7 : 99);
  };
  EXPECT_EXIT(narrow(), ::testing::ExitedWithCode(7), "");
}

[[noreturn]] void abort_without_memory(bool full) {
  constexpr std::size_t kPiece = std::size_t{16} << 20;
  limit_worker({.bytes = std::uint64_t{1} << 30});
  while (full &&
         mmap(nullptr, kPiece, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) {
  }
  std::abort();
}

TEST(WorkerLimits, HaveACrashForWantOfMemoryLookLikeTheSystemsKill) {
  // A sanitizer leaves no limit to run into.
  EXPECT_EXIT(abort_without_memory(!kInstrumented),
              ::testing::KilledBySignal(kInstrumented ? SIGABRT : SIGKILL), "");
}

TEST(WorkerLimits, LeaveOtherCrashesAsTheyAre) {
  EXPECT_EXIT(abort_without_memory(false), ::testing::KilledBySignal(SIGABRT), "");
}

}  // namespace
}  // namespace rawan::engine
