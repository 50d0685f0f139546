// inject ACTION CALLS NUMBER ERROR LOG PROGRAM [ARGUMENT...]: runs a program and lets something go
// wrong at its NUMBER-th call of the system among CALLS ("openat,write"), counted over all of its
// processes and threads. What it does there, by ACTION:
//
//   count    nothing
//   show     nothing, but at every one of them whoever holds the other end of the socket NUMBER is
//   told
//            its name, and the program waits for a byte
//   kill     the calling process dies before the call does anything
//   tear     the call writes half, and the process dies at its next call
//   fail     the call fails with ERROR, this once
//   fail_on  the call fails with ERROR, and all later ones among CALLS
//   short    the call writes half, all later ones among CALLS fail with ERROR
//
// LOG names the calls as they were made, and last the one where it acted. The exit code is the
// program's, or 128 and its signal; 125 if this program could not do its work. strace does the same
// but for the halves, counts by thread, and stops the program at every call where signals are
// wanted.

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

#define RAWAN_CALL(name) \
  { #name, SYS_##name }

/// All that can be asked for by name.
const std::map<std::string_view, long>& numbers() {
  static const std::map<std::string_view, long> known {
    RAWAN_CALL(openat), RAWAN_CALL(read), RAWAN_CALL(pread64), RAWAN_CALL(write),
        RAWAN_CALL(pwrite64), RAWAN_CALL(writev), RAWAN_CALL(ftruncate), RAWAN_CALL(fallocate),
        RAWAN_CALL(fsync), RAWAN_CALL(fdatasync), RAWAN_CALL(close), RAWAN_CALL(renameat),
        RAWAN_CALL(renameat2), RAWAN_CALL(symlinkat), RAWAN_CALL(mkdirat), RAWAN_CALL(fchmod),
        RAWAN_CALL(fchmodat), RAWAN_CALL(unlinkat), RAWAN_CALL(linkat), RAWAN_CALL(getdents64),
        RAWAN_CALL(flock), RAWAN_CALL(newfstatat), RAWAN_CALL(statfs), RAWAN_CALL(fcntl),
#if defined(__x86_64__)
        RAWAN_CALL(open), RAWAN_CALL(rename), RAWAN_CALL(symlink), RAWAN_CALL(mkdir),
        RAWAN_CALL(chmod), RAWAN_CALL(unlink), RAWAN_CALL(rmdir), RAWAN_CALL(link),
#endif
  };
  return known;
}

#undef RAWAN_CALL

/// A call about to be made, in the registers of the stopped thread.
class Call {
 public:
  explicit Call(pid_t thread) : thread_(thread) {
    if (ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &block_) != 0) gone_ = true;
  }

  bool gone() const { return gone_; }
#if defined(__x86_64__)
  long number() const {
    return static_cast<long>(registers_.orig_rax);
  }
  void halve() {
    registers_.rdx = (registers_.rdx + 1) / 2;
  }
  void skip() {
    registers_.orig_rax = ~0ULL;
  }
  void answer(long error) {
    registers_.rax = static_cast<unsigned long long>(-error);
  }
  void give_back() {
    ptrace(PTRACE_SETREGSET, thread_, NT_PRSTATUS, &block_);
  }
#elif defined(__aarch64__)
  long number() const {
    return static_cast<long>(registers_.regs[8]);
  }
  void halve() {
    registers_.regs[2] = (registers_.regs[2] + 1) / 2;
  }
  void skip() {
    skipped_ = true;
  }
  void answer(long error) {
    registers_.regs[0] = static_cast<unsigned long long>(-error);
  }
  void give_back() {
    int none = -1;
    iovec number{&none, sizeof none};
    if (skipped_) ptrace(PTRACE_SETREGSET, thread_, NT_ARM_SYSTEM_CALL, &number);
    ptrace(PTRACE_SETREGSET, thread_, NT_PRSTATUS, &block_);
  }
#else
#error "The registers of this machine are not known here."
#endif

 private:
  pid_t thread_;
  user_regs_struct registers_{};
  iovec block_{&registers_, sizeof registers_};
  bool gone_ = false;
#if defined(__aarch64__)
  bool skipped_ = false;
#endif
};

/// How a thread stops that was let go to the end of a call.
constexpr int kEndOfCall = SIGTRAP | 0x80;

struct Wish {
  std::string action;
  std::vector<std::string_view> calls;
  long number = 0;
  long error = 0;
  const char* log = nullptr;
};

/// Counts the calls and does what is wished at one of them.
class Meddler {
 public:
  explicit Meddler(const Wish& wish) : wish_(wish) {
    for (const std::string_view name : wish.calls) {
      names_[numbers().at(name)] = numbers().find(name)->first.data();
    }
  }

  /// At the end of a call that was made, but is to be told as failed.
  void tell_of_failure(pid_t thread) const {
    Call call(thread);
    if (call.gone()) return;
    call.answer(wish_.error);
    call.give_back();
  }

  /// Whether the end of the call is wanted, too.
  bool meet(pid_t thread) {
    Call call(thread);
    if (call.gone()) return false;
    made_.push_back(names_.at(call.number()));
    const long count = static_cast<long>(made_.size());
    if (wish_.action == "show") {
      show(made_.back());
    } else if (dying_) {
      kill(thread, SIGKILL);
    } else if (count == wish_.number) {
      acted_ = made_.back();
      return act(thread, call);
    } else if (count > wish_.number && lasting()) {
      return fail(call);
    }
    return false;
  }

  void tell() const {
    std::FILE* log = std::fopen(wish_.log, "w");
    if (log == nullptr) throw std::runtime_error("the log cannot be written");
    for (const char* name : made_) std::fprintf(log, "%s\n", name);
    std::fprintf(log, "acted at %s\n", acted_);
    if (std::fclose(log) != 0) throw std::runtime_error("the log cannot be written");
  }

 private:
  bool lasting() const { return wish_.action == "fail_on" || wish_.action == "short"; }

  void show(const char* name) const {
    const auto socket = static_cast<int>(wish_.number);
    const std::string line = std::string(name) + "\n";
    char byte = 0;
    const bool seen = write(socket, line.data(), line.size()) > 0 && read(socket, &byte, 1) == 1;
    if (!seen) throw std::runtime_error("nobody looks anymore");
  }

  bool act(pid_t thread, Call& call) {
    if (wish_.action == "fail" || wish_.action == "fail_on") return fail(call);
    if (wish_.action == "kill") kill(thread, SIGKILL);
    if (wish_.action == "tear" || wish_.action == "short") {
      call.halve();
      call.give_back();
    }
    dying_ = wish_.action == "tear";
    return false;
  }

  /// A file that cannot be closed well is closed all the same; no other call has done anything.
  bool fail(Call& call) const {
    if (call.number() == SYS_close) return true;
    call.skip();
    call.answer(wish_.error);
    call.give_back();
    return false;
  }

  const Wish& wish_;
  std::map<long, const char*> names_;
  std::vector<const char*> made_;
  const char* acted_ = "nowhere";
  bool dying_ = false;
};

/// Stops whoever is below at the calls, whatever its own filters say of them.
void filter(const std::vector<std::string_view>& calls) {
  std::vector<sock_filter> steps{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const std::string_view name : calls) {
    const auto number = static_cast<std::uint32_t>(numbers().at(name));
    steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
    steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  }
  steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  const bool set = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                   prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  if (!set) throw std::runtime_error("no filter of calls");
}

/// The program, started once it is watched.
pid_t start(const Wish& wish, char** command) {
  std::array<int, 2> gate{};
  if (pipe(gate.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child != 0) {
    const auto options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                         PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD |
                         PTRACE_O_EXITKILL;
    const bool watched = child > 0 && ptrace(PTRACE_SEIZE, child, nullptr, options) == 0;
    close(gate[0]);
    close(gate[1]);
    if (!watched) throw std::runtime_error("the program cannot be watched");
    return child;
  }
  close(gate[1]);
  char byte = 0;
  while (read(gate[0], &byte, 1) > 0) continue;
  close(gate[0]);
  if (wish.action == "show") close(static_cast<int>(wish.number));
  filter(wish.calls);
  execv(command[0], command);
  _exit(125);
}

/// Lets a stopped thread go on, and what was sent to it come through.
void go_on(pid_t thread, int status, bool to_the_end_of_its_call) {
  const int event = status >> 16;
  const int signal = WSTOPSIG(status);
  const bool group_stop = event == PTRACE_EVENT_STOP && signal != SIGTRAP;
  const long passed = event == 0 && signal != kEndOfCall ? signal : 0;
  const auto way = to_the_end_of_its_call ? PTRACE_SYSCALL : PTRACE_CONT;
  ptrace(group_stop ? PTRACE_LISTEN : way, thread, nullptr, passed);
}

/// Until the last of its processes is gone, so that nothing changes any more afterwards.
int watch(pid_t program, Meddler& meddler) {
  int result = 125;
  int status = 0;
  for (;;) {
    const pid_t thread = waitpid(-1, &status, __WALL);
    if (thread < 0 && errno == EINTR) continue;
    if (thread < 0) return result;
    if (WIFSTOPPED(status)) {
      const bool call = status >> 16 == PTRACE_EVENT_SECCOMP;
      if (WSTOPSIG(status) == kEndOfCall) meddler.tell_of_failure(thread);
      go_on(thread, status, call && meddler.meet(thread));
    } else if (thread == program) {
      result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
  }
}

std::vector<std::string_view> parts(std::string_view list) {
  std::vector<std::string_view> found;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    found.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return found;
}

}  // namespace

int main(int count, char** words) try {
  if (count < 7) throw std::runtime_error("ACTION CALLS NUMBER ERROR LOG PROGRAM [ARGUMENT...]");
  const Wish wish{words[1], parts(words[2]), std::atol(words[3]), std::atol(words[4]), words[5]};
  Meddler meddler(wish);
  const int result = watch(start(wish, words + 6), meddler);
  meddler.tell();
  return result;
} catch (const std::exception& error) {
  std::fprintf(stderr, "inject: %s\n", error.what());
  return 125;
}
