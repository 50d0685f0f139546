#include "fence.h"

#include "instrumented.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace rawan::engine {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kMachine = 0;  ///< Its calls have other numbers: no filter.
#endif

/// Numbers of calls with another size of pointers, on the same machine.
constexpr std::uint32_t kForeignCalls = 0x40000000;

/// Of io_uring because what is asked through it passes by any filter.
constexpr std::array<std::uint32_t, 7> kRefusedCalls{
    SYS_execve,           SYS_execveat,          SYS_ptrace,
    SYS_truncate,  // Landlock knows it since version 3 only; open files are cut by ftruncate.
    SYS_process_vm_readv, SYS_process_vm_writev, SYS_io_uring_setup};

constexpr sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

/// Goes on after `skip` steps where the loaded number compares to `value`.
constexpr sock_filter skip_if(std::uint16_t comparison, std::uint32_t value, std::uint8_t skip) {
  return BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | comparison | BPF_K), value, skip, 0);
}

constexpr sock_filter kAllow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
constexpr sock_filter kRefuse =
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EACCES & SECCOMP_RET_DATA));

/// The low half of the first argument; both machines have it first.
constexpr std::size_t kFirstArgument = offsetof(seccomp_data, args);

std::vector<sock_filter> filter() {
  std::vector<sock_filter> steps{load(offsetof(seccomp_data, arch)), skip_if(BPF_JEQ, kMachine, 1),
                                 kRefuse, load(offsetof(seccomp_data, nr))};
  const auto refuse_where = [&](std::uint16_t comparison, std::uint32_t value) {
    steps.push_back(skip_if(comparison, value, 1));
    steps.push_back(BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    steps.push_back(kRefuse);
  };
  refuse_where(BPF_JGE, kForeignCalls);
  for (const std::uint32_t call : kRefusedCalls) {
    if (!kInstrumented || call != SYS_ptrace) refuse_where(BPF_JEQ, call);
  }
  steps.insert(steps.end(), {skip_if(BPF_JEQ, SYS_socket, 1), kAllow, load(kFirstArgument),
                             skip_if(BPF_JEQ, AF_UNIX, 1), kRefuse, kAllow});
  return steps;
}

}  // namespace

bool raise_fence() {
  if (!kInstrumented) ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (kMachine == 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  std::vector<sock_filter> steps = filter();
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

}  // namespace rawan::engine
