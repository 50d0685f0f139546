// What is written is on the disk as it was meant, or a failure says why it is not.

#include "output_file.h"

#include "support/failing_call.h"
#include "support/files.h"
#include "support/output_code.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <new>
#include <string>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::code_where_a_call_fails;
using ::rawan::testing::kUnlink;
using ::rawan::testing::output_code_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

TEST(FailedCall, SaysWhetherRightsOrRoomAreMissing) {
  for (const int error : {EACCES, EPERM, EROFS}) {
    EXPECT_EQ(output_error("file", error).code(), "no_permission") << error;
  }
  for (const int error : {ENOSPC, EDQUOT, EFBIG}) {
    EXPECT_EQ(output_error("file", error).code(), "no_space") << error;
  }
  EXPECT_EQ(output_error("file", EIO).code(), "write_failed");
  EXPECT_EQ(output_error("file", EIO).detail(), "EIO");
  EXPECT_EQ(output_error("file", 100'000).detail(), "?") << "an error of a later system";
}

TEST(FailedLibrary, MayHaveHadNoRoom) {
  const TempDir dir;
  EXPECT_EQ(library_failure("/proc/file", "a reason").code(), "no_space") << "a disk of no size";
  for (const fs::path& place : {dir.path(), dir.path() / "absent"}) {
    EXPECT_EQ(library_failure(place / "file", "a reason").code(), "write_failed");
    EXPECT_EQ(library_failure(place / "file", "a reason").detail(), "a reason");
  }
}

TEST(FailedLibrary, MayHaveHadNoMemory) {
  const TempDir dir;
  const auto fail = [&] {
    try {
      throw library_failure(dir.path() / "file", "a reason");
    } catch (const std::bad_alloc&) {
      throw OutputError("no_memory", {});
    }
  };
  EXPECT_EQ(code_where_a_call_fails(SYS_mmap, ENOMEM, fail), "no_memory");
}

TEST(OutputFile, IsNotTakenForEmptyWhereItCannotBeReadBack) {
  const TempDir dir;
  EXPECT_EQ(output_code_of([&] { read_back(dir.path() / "absent"); }), "write_failed");
  EXPECT_EQ(output_code_of([&] { read_back(dir.path()); }), "write_failed") << "a folder";
}

TEST(OutputFile, IsNotTakenForWrittenWhereItIsNot) {
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(output_code_of([&] { write_all(full, "file", "x"); }), "no_space");
  const Descriptor reading(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(output_code_of([&] { write_all(reading, "file", "x"); }), "write_failed");
}

/// A full quota may only show when a file is closed.
TEST(OutputFile, IsOnTheDiskOnlyOnceItIsSyncedAndClosed) {
  const TempDir dir;
  const fs::path path = dir.path() / "file";
  for (const long call : {SYS_fsync, SYS_close}) {
    EXPECT_EQ(code_where_a_call_fails(call, EDQUOT, [&] { write_bytes(path, "x"); }), "no_space");
    EXPECT_EQ(code_where_a_call_fails(call, EDQUOT, [&] { sync_to_disk(path); }), "no_space");
  }
  EXPECT_EQ(output_code_of([&] { write_bytes(dir.path() / "absent" / "file", "x"); }),
            "write_failed");
  EXPECT_EQ(output_code_of([&] { sync_to_disk(dir.path() / "absent"); }), "write_failed");
}

TEST(OutputFile, IsWhatWasMeantAlsoWhereEveryCallGoesWell) {
  EXPECT_EQ(code_where_a_call_fails(SYS_fsync, 0, [] { write_bytes("/dev/null", "x"); }),
            "output_differs");
}

TEST(OutputFile, IsNotMadeWhereWhatLiesThereCannotBeRemoved) {
  const TempDir dir;
  const fs::path path = dir.path() / "file";
  write_file(path, "old");
  EXPECT_EQ(code_where_a_call_fails(kUnlink, EIO, [&] { clear_target(path); }), "write_failed");
  clear_target(path);
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace rawan::io
