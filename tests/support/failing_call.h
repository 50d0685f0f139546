#pragma once

#include "rawan/io/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// Of a build that counts what is run: writes the counters down.
extern "C" void __gcov_dump() __attribute__((weak));  // NOLINT(bugprone-reserved-identifier)

namespace rawan::testing {

// By which calls the C library of this machine changes and reads names and rights.
#ifdef SYS_rename
inline constexpr long kRename = SYS_rename;
inline constexpr long kUnlink = SYS_unlink;
inline constexpr long kLink = SYS_link;
inline constexpr long kSymlink = SYS_symlink;
inline constexpr long kRemoveFolder = SYS_rmdir;
inline constexpr long kSetRights = SYS_chmod;
inline constexpr long kMakeFolder = SYS_mkdir;
inline constexpr long kReadLink = SYS_readlink;
#else
inline constexpr long kRename = SYS_renameat;
inline constexpr long kUnlink = SYS_unlinkat;
inline constexpr long kLink = SYS_linkat;
inline constexpr long kSymlink = SYS_symlinkat;
inline constexpr long kRemoveFolder = SYS_unlinkat;
inline constexpr long kSetRights = SYS_fchmodat;
inline constexpr long kMakeFolder = SYS_mkdirat;
inline constexpr long kReadLink = SYS_readlinkat;
#endif

inline constexpr long kStatus = SYS_newfstatat;

/// From here on this process gets an error wherever it makes this system call.
inline bool let_fail(long call, int error) {
  const auto refusal = SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(error) & SECCOMP_RET_DATA);
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1),
      BPF_STMT(BPF_RET | BPF_K, refusal), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{.len = 4, .filter = steps};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// The id of the error that some work ends with; "": it ends well. The work is done in a process of
/// its own, whose rights and limits it may lessen.
inline std::string code_elsewhere(const std::function<void()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    std::string code;
    try {
      work();
    } catch (const io::IoError& failure) {
      code = failure.code();
    } catch (...) {
      code = "another error";
    }
    if (__gcov_dump != nullptr) __gcov_dump();
    ::_exit(::write(ends[1], code.data(), code.size()) < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  std::string code(64, '\0');
  const ssize_t size = ::read(ends[0], code.data(), code.size());
  code.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? code : "crashed";
}

/// The same where a system call fails.
inline std::string code_where_a_call_fails(long call, int error,
                                           const std::function<void()>& work) {
  return code_elsewhere([&] {
    if (!let_fail(call, error)) throw io::OutputError("no filter", {});
    work();
  });
}

}  // namespace rawan::testing
