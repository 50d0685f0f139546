// What is destroyed or put in place says so, or says that the disk refused.

#include "lettering.h"
#include "output_file.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/release.h"
#include "rawan/io/retention.h"
#include "rawan/io/writers.h"
#include "release_tree.h"
#include "support/failing_call.h"
#include "support/files.h"
#include "support/lowered_limit.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"
#include "wipe_file.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <iterator>
#include <string>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::code_elsewhere;
using ::rawan::testing::code_where_a_call_fails;
using ::rawan::testing::content_of;
using ::rawan::testing::kLink;
using ::rawan::testing::kMakeFolder;
using ::rawan::testing::kRemoveFolder;
using ::rawan::testing::kRename;
using ::rawan::testing::kSetRights;
using ::rawan::testing::kStatus;
using ::rawan::testing::kSymlink;
using ::rawan::testing::kUnlink;
using ::rawan::testing::LoweredLimit;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

TEST(WipedFiles, AreZeroToTheirLastByte) {
  constexpr std::size_t kBlock = 65'536;
  const TempDir dir;
  for (const std::size_t size : {std::size_t{1}, kBlock - 1, kBlock, kBlock + 1, 2 * kBlock + 1}) {
    write_file(dir.path() / "file", std::string(size, 'x'));
    fs::create_hard_link(dir.path() / "file", dir.path() / "kept");
    wipe_file(dir.path() / "file");
    EXPECT_EQ(content_of(dir.path() / "kept"), std::string(size, '\0'));
    EXPECT_FALSE(fs::exists(dir.path() / "file"));
    fs::remove(dir.path() / "kept");
  }
}

TEST(WipedFiles, AreNotSaidToBeGoneWhereTheDiskRefuses) {
  for (const long call : {kStatus, kSetRights, static_cast<long>(SYS_openat),
                          static_cast<long>(SYS_fsync), kUnlink}) {
    const TempDir dir;
    write_file(dir.path() / "file", "x");
    EXPECT_EQ(code_where_a_call_fails(call, EIO, [&] { wipe_file(dir.path() / "file"); }),
              "write_failed");
    EXPECT_TRUE(fs::exists(dir.path() / "file"));
  }
}

TEST(WipedFiles, LoseALinkAndNotWhatItPointsAt) {
  const TempDir dir;
  write_file(dir.path() / "kept", "x");
  fs::create_symlink("kept", dir.path() / "link");
  wipe_file(dir.path() / "link");
  EXPECT_EQ(content_of(dir.path() / "kept"), "x");
  EXPECT_FALSE(fs::is_symlink(dir.path() / "link"));
}

TEST(WipedFiles, AreForgottenWhereARunWasKilled) {
  const TempDir dir;
  const fs::path file = dir.path() / "file";
  const fs::path old = dir.path() / "file.old";
  write_file(file, "new");
  fs::create_hard_link(file, old);  // Killed before it was replaced: one file, two names.
  { const KeptForWiping kept(file); }
  EXPECT_EQ(content_of(file), "new");
  write_file(old, "what was there before");
  { const KeptForWiping kept(file); }
  EXPECT_EQ(content_of(file), "new");
  EXPECT_FALSE(fs::exists(old));
}

TEST(WipedFiles, StayBesideTheirFileWhereTheyCannotBeForgotten) {
  const TempDir dir;
  const fs::path file = dir.path() / "file";
  write_file(file, "old");
  EXPECT_EQ(code_where_a_call_fails(SYS_fsync, EIO,
                                    [&] {
                                      const KeptForWiping kept(file);
                                      fs::remove(file);
                                      write_file(file, "new");
                                    }),
            "");
  EXPECT_TRUE(fs::exists(dir.path() / "file.old"));
  { const KeptForWiping kept(file); }
  EXPECT_FALSE(fs::exists(dir.path() / "file.old")) << "the next purge finds it";
}

TEST(WipedFiles, AreNotReplacedWhereTheirOldContentCannotBeHeld) {
  const TempDir dir;
  write_file(dir.path() / "file", "x");
  EXPECT_EQ(
      code_where_a_call_fails(kLink, EIO, [&] { const KeptForWiping old(dir.path() / "file"); }),
      "write_failed");
}

TEST(PrivateFile, IsNotSaidToBeThereWhereItCouldNotTakeItsPlace) {
  const TempDir dir;
  const fs::path target = dir.path() / "result.txt";
  const auto publish = [&] {
    PrivateFile file(target, {}, false);
    write_file(file.path(), "result");
    file.publish();
  };
  for (const long call : {kRename, kSetRights}) {
    EXPECT_EQ(code_where_a_call_fails(call, EIO, publish), "write_failed");
    EXPECT_TRUE(fs::is_empty(dir.path())) << "nothing is left of it";
  }
  publish();
  EXPECT_EQ(content_of(target), "result");
}

/// An output with one release that is current.
struct OneRelease {
  TempDir dir;
  fs::path release = dir.path() / "planning" / "releases" / "20240401T000000Z-0123456789ab";

  OneRelease() {
    fs::create_directories(release);
    write_file(release / "desa.csv", "x");
    fs::create_directory_symlink(fs::path("releases") / release.filename(),
                                 dir.path() / "planning" / "current");
  }
  void purge() const {
    purge_releases(dir.path(), {"planning"}, [](const DatedRelease&) { return true; });
  }
};

TEST(OldReleases, AreNotSaidToBeGoneWhereTheDiskRefuses) {
  for (const long call : {kUnlink, kRename, kRemoveFolder, kSetRights}) {
    const OneRelease out;
    EXPECT_EQ(code_where_a_call_fails(call, EIO, [&] { out.purge(); }), "write_failed") << call;
    EXPECT_NO_THROW(out.purge());
    EXPECT_FALSE(fs::exists(out.release)) << "the next purge ends what the first began";
    EXPECT_TRUE(fs::is_empty(out.release.parent_path()));
  }
}

TEST(OldReleases, AreNotTouchedWhereTheOutputCannotBeLocked) {
  const OneRelease out;
  EXPECT_EQ(code_where_a_call_fails(SYS_flock, ENOLCK, [&] { out.purge(); }), "no_lock");
  const fs::path lock = work_folder(out.dir.path()) / "lock";
  fs::remove(lock);
  fs::create_symlink("elsewhere", lock);
  EXPECT_THROW(out.purge(), OutputError) << "a link leads elsewhere";
  EXPECT_FALSE(fs::exists(out.dir.path() / ".rawan" / "elsewhere"));
  EXPECT_TRUE(fs::exists(out.release / "desa.csv"));
}

TEST(OldReleases, AreCurrentNoMoreBeforeTheyGo) {
  const OneRelease out;
  code_where_a_call_fails(kRename, EIO, [&] { out.purge(); });
  EXPECT_TRUE(fs::exists(out.release / "desa.csv"));
  EXPECT_FALSE(fs::is_symlink(out.dir.path() / "planning" / "current"));
}

TEST(OldReleases, AreNamedByTheirMoment) {
  const TempDir dir;
  const fs::path releases = dir.path() / "planning" / "releases";
  for (const char* name : {"20240401Tabcdefg-0123456789ab", "20240401T0000000-0123456789ab",
                           "2024x401T000000Z-0123456789ab", "20240401T000000Z-0123456789aG"}) {
    fs::create_directories(releases / name);
  }
  EXPECT_TRUE(
      purge_releases(dir.path(), {"planning"}, [](const DatedRelease&) { return true; }).empty());
  EXPECT_EQ(std::distance(fs::directory_iterator(releases), {}), 4);
}

TEST(NewRelease, IsNotBegunWhereADiskKnowsNoLinks) {
  const TempDir dir;
  const auto begin = [&] { ReleaseSet(dir.path()).add("planning", Readers::group); };
  for (const int error : {EPERM, ENOSYS}) {
    EXPECT_EQ(code_where_a_call_fails(kSymlink, error, begin), "no_links") << error;
  }
  EXPECT_EQ(code_where_a_call_fails(kSymlink, EIO, begin), "write_failed");
  EXPECT_NO_THROW(begin());
}

/// Whoever starts the program without an input makes its first file number 0.
TEST(OutputFile, IsWrittenAndClosedAlsoWhereItsNumberIsZero) {
  const TempDir dir;
  const auto stays_open = [&] {
    ::close(0);
    write_bytes(dir.path() / "file", "x");
    return ::fcntl(0, F_GETFD) != -1;
  };
  EXPECT_EXIT(::_exit(stays_open() ? 1 : 0), ::testing::ExitedWithCode(0), "");
  EXPECT_EQ(content_of(dir.path() / "file"), "x");
}

TEST(Folder, IsNotCalledSomethingElseWhereTheDiskCannotTell) {
  const TempDir dir;
  const auto make = [&] { make_directory(dir.path(), 0750); };
  EXPECT_EQ(code_where_a_call_fails(kStatus, EIO, make), "write_failed");
  EXPECT_NO_THROW(make());
}

TEST(NewRelease, IsNotBegunWhereNothingCanBeLocked) {
  const TempDir dir;
  const auto begin = [&] { const ReleaseSet set(dir.path()); };
  EXPECT_EQ(code_where_a_call_fails(SYS_flock, ENOLCK, begin), "no_lock");
  EXPECT_NO_THROW(begin());
}

/// Another run could not say who holds the lock.
TEST(NewRelease, IsNotBegunWhereItsLockCannotBeWritten) {
  const TempDir dir;
  const auto begin = [&] { const ReleaseSet set(dir.path()); };
  for (const long call : {SYS_ftruncate, SYS_pwrite64}) {
    EXPECT_EQ(code_where_a_call_fails(call, ENOSPC, begin), "no_space") << call;
  }
  EXPECT_NO_THROW(begin());
}

TEST(NewRelease, StaysWhateverBecomesOfItsLink) {
  const TempDir dir;
  fs::path release;
  {
    ReleaseSet set(dir.path());
    write_file(set.add("planning") / "desa.csv", "x");
    set.seal("planning");
    const SealedRelease sealed{"planning", "{}", "0123456789ab"};
    release = set.publish({&sealed, 1}, "20240401T000000Z").front();
    fs::remove(dir.path() / "planning" / "current");
  }
  EXPECT_EQ(content_of(release / "desa.csv"), "x");
}

TEST(CurrentRelease, TellsWhereADiskKnowsNoLinks) {
  for (const int error : {EPERM, ENOSYS}) {
    const TempDir dir;
    EXPECT_EQ(code_where_a_call_fails(kSymlink, error, [&] { point_current(dir.path(), "x"); }),
              "no_links");
  }
  const TempDir dir;
  EXPECT_EQ(code_where_a_call_fails(kSymlink, EIO, [&] { point_current(dir.path(), "x"); }),
            "write_failed");
}

TEST(Letters, AreNotDrawnWithoutTheirFont) {
  const Lettering letters;
  for (const bool bold : {false, true}) {
    const auto set = [&] { letters.set("desa", {.size = 9.0, .bold = bold}); };
    EXPECT_EQ(code_where_a_call_fails(SYS_openat, ENOSPC, set), "font_missing");
  }
}

TEST(Workbooks, AreNoneWhereWhatTheirLibraryPutAsideStays) {
  const TempDir dir;
  const std::vector<Layer> sheets = rawan::testing::sample_layers();
  const auto write = [&] { write_xlsx(dir.path() / "book.xlsx", sheets, "Isi"); };
  EXPECT_EQ(code_where_a_call_fails(kRemoveFolder, EIO, write), "write_failed");
}

TEST(Workbooks, AreNoneWhereTheirLibraryCanPutNothingAside) {
  const TempDir dir;
  const std::vector<Layer> sheets = rawan::testing::sample_layers();
  const auto write = [&] { write_xlsx(dir.path() / "book.xlsx", sheets, "Isi"); };
  EXPECT_EQ(code_where_a_call_fails(kMakeFolder, EIO, write), "write_failed");
  const auto write_little = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const LoweredLimit bytes(RLIMIT_FSIZE, 1000);
    write();
  };
  EXPECT_EQ(code_elsewhere(write_little), "write_failed");
  EXPECT_NO_THROW(write());
}

TEST(GeoPackages, AreNoneWhereTheRebuiltFileCannotTakeItsPlace) {
  const TempDir dir;
  const std::vector<Layer> layers = rawan::testing::sample_layers();
  const auto write = [&] { write_geopackage(dir.path() / "a.gpkg", layers); };
  EXPECT_EQ(code_where_a_call_fails(kRename, EIO, write), "write_failed");
  EXPECT_NO_THROW(write());
}

}  // namespace
}  // namespace rawan::io
