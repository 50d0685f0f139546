// Who writes beside the releases waits for others, also where signals or errors come between.

#include "locked_folder.h"

#include "rawan/io/release.h"
#include "rawan/io/release_ledger.h"
#include "support/failing_call.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <future>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::code_where_a_call_fails;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

/// Until a thread of this program waits for a lock, and no longer than two seconds.
bool somebody_waits() {
  constexpr int kLooks = 200;
  const std::string waits = "-> FLOCK  ADVISORY  WRITE " + std::to_string(::getpid()) + " ";
  for (int look = 0; look < kLooks; ++look) {
    if (content_of("/proc/locks").find(waits) != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

/// A folder that another run writes to.
struct BusyFolder {
  TempDir dir;
  fs::path folder = work_folder(dir.path());
  int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  BusyFolder() { EXPECT_EQ(::flock(lock, LOCK_EX), 0); }
  ~BusyFolder() { ::close(lock); }
};

void ignore(int /*signal*/) {}

TEST(LockedFolder, WaitsOnWhereASignalComesBetween) {
  struct sigaction action {};
  action.sa_handler = ignore;  // Calls are not begun again.
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);
  BusyFolder busy;
  std::promise<void> entered;
  std::thread waiting([&] {
    try {
      const LockedFolder mine(busy.dir.path());
      entered.set_value();
    } catch (...) {
      entered.set_exception(std::current_exception());
    }
  });
  auto end = entered.get_future();
  EXPECT_TRUE(somebody_waits());
  ::pthread_kill(waiting.native_handle(), SIGUSR1);
  EXPECT_EQ(end.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  ::flock(busy.lock, LOCK_UN);
  EXPECT_NO_THROW(end.get());
  waiting.join();
}

TEST(LockedFolder, IsRefusedWhereNothingCanBeLocked) {
  const TempDir dir;
  EXPECT_EQ(
      code_where_a_call_fails(SYS_flock, ENOLCK, [&] { const LockedFolder mine(dir.path()); }),
      "no_lock");
}

TEST(LockedFolder, ClearsWhatAKilledRunLeftOrSaysThatItCannot) {
  const TempDir dir;
  const LockedFolder folder(dir.path());
  write_file(folder.path() / "words.new", "half");
  EXPECT_EQ(code_where_a_call_fails(::rawan::testing::kUnlink, EIO,
                                    [&] { folder.replace("words", "whole"); }),
            "write_failed");
  errno = EIO;  // Of something long ago.
  folder.replace("words", "whole");
  EXPECT_EQ(content_of(folder.path() / "words"), "whole");
}

TEST(LockedFolder, KeepsTheOldFileWhereTheNewOneCannotTakeItsPlace) {
  const TempDir dir;
  const LockedFolder folder(dir.path());
  folder.replace("words", "old");
  for (const long call : {::rawan::testing::kSetRights, ::rawan::testing::kRename}) {
    EXPECT_EQ(code_where_a_call_fails(call, EIO, [&] { folder.replace("words", "new"); }),
              "write_failed");
  }
  EXPECT_EQ(content_of(folder.path() / "words"), "old");
  folder.replace("words", "new");
  EXPECT_EQ(content_of(folder.path() / "words"), "new");
}

TEST(LedgerKey, IsTheOneThatAnotherRunMadeMeanwhile) {
  const BusyFolder busy;
  const ReleaseLedger ledger = ReleaseLedger::open(busy.dir.path());
  auto key = std::async(std::launch::async, [&] { return ledger.key(); });
  EXPECT_TRUE(somebody_waits());
  write_file(busy.folder / "key", std::string(32, 'k'));
  ::chmod((busy.folder / "key").c_str(), 0400);
  ::flock(busy.lock, LOCK_UN);
  EXPECT_EQ(key.get(), std::string(32, 'k'));
}

TEST(LedgerKey, IsNotThereBeforeTheDiskHasIt) {
  const TempDir dir;
  const ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  const fs::path folder = work_folder(dir.path());
  for (const long call :
       {static_cast<long>(SYS_openat), static_cast<long>(SYS_fsync), ::rawan::testing::kRename}) {
    EXPECT_EQ(code_where_a_call_fails(call, EIO, [&] { static_cast<void>(ledger.key()); }),
              call == SYS_openat ? "no_lock" : "write_failed");
    EXPECT_FALSE(fs::exists(folder / "key"));
  }
  EXPECT_EQ(ledger.key().size(), 32U) << "the next run is not in its way";
}

}  // namespace
}  // namespace rawan::io
