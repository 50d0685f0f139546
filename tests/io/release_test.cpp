#include "rawan/io/release.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "support/output_code.h"
#include "support/small_release.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content;
using rawan::testing::make_writable;
using rawan::testing::output_code_of;
using rawan::testing::publish_release;
using rawan::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> names_in(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_mode & 07777U;
}

/// One file and its manifest.
SealedRelease fill(ReleaseSet& set, const std::string& tier, Readers readers = Readers::group) {
  write_text((set.add(tier, readers) / "a.txt").string(), "a");
  Manifest manifest;
  manifest.artifacts = set.seal(tier);
  return {tier, to_json(manifest), content_hash(manifest).substr(0, 12)};
}

fs::path publish_text(const fs::path& out, const std::string& tier, Readers readers) {
  ReleaseSet set(out);
  const SealedRelease sealed = fill(set, tier, readers);
  return set.publish({&sealed, 1}, "20261121T183000Z").front();
}

// --- hashes -------------------------------------------------------------------------------------

TEST(Sha256, IsTheStandardsAnswer) {  // FIPS 180-2, examples B.1 and B.2
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, IsThatOfAnotherLibraryWhateverTheLength) {  // Python 3.11, hashlib
  std::string chain;
  for (std::size_t length = 0; length < 200; ++length) {
    chain = sha256(chain + std::string(length, 'a'));
  }
  EXPECT_EQ(chain, "4e05a8a390978948db6de47a5582af8f3d5eff09c8b2db6c8108b6a1cf27c896");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const TempDir dir;
  const std::string bytes(200'000, 'x');
  std::ofstream(dir.path() / "f", std::ios::binary) << bytes;
  EXPECT_EQ(sha256_of_file(dir.path() / "f"), sha256(bytes));
}

TEST(Sha256, RefusesWhatIsNoFileWithoutWaiting) {
  const TempDir dir;
  ASSERT_EQ(::mkfifo((dir.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(sha256_of_file(dir.path() / "pipe"), InputError);
  EXPECT_THROW(sha256_of_file(dir.path()), InputError);
  EXPECT_THROW(sha256_of_file(dir.path() / "absent"), InputError);
}

// --- publishing ---------------------------------------------------------------------------------

TEST(Release, IsProvedComplete) {
  const TempDir dir;
  const fs::path release = publish_release(dir.path() / "out", 3, "20261121T183000Z");
  EXPECT_THAT(verify_release(dir.path() / "out"), IsEmpty());
  EXPECT_THAT(verify_release(release), IsEmpty());
  EXPECT_EQ(fs::canonical(dir.path() / "out" / "planning" / "current"), fs::canonical(release));
}

TEST(Release, MayOnlyBeReadByOwnerAndGroup) {
  const TempDir dir;
  const mode_t before = ::umask(0);
  const fs::path release = publish_release(dir.path() / "out", 3, "20261121T183000Z");
  ::umask(before);
  EXPECT_EQ(mode_of(release), 0550U);
  EXPECT_EQ(mode_of(release / "gpx"), 0550U);
  EXPECT_EQ(mode_of(release / "map.gpkg"), 0440U);
  EXPECT_EQ(mode_of(release / "manifest.json"), 0440U);
  EXPECT_EQ(mode_of(dir.path() / "out"), 0750U);
  EXPECT_EQ(mode_of(dir.path() / "out" / "planning"), 0750U);
  EXPECT_EQ(mode_of(dir.path() / "out" / ".rawan"), 0700U);
}

TEST(Release, MayBeKeptForItsOwnerAlone) {
  const TempDir dir;
  const mode_t before = ::umask(0);
  const fs::path release = publish_text(dir.path() / "out", "restricted", Readers::owner);
  ::umask(before);
  EXPECT_EQ(mode_of(dir.path() / "out" / "restricted"), 0700U);
  EXPECT_EQ(mode_of(release), 0500U);
  EXPECT_EQ(mode_of(release / "a.txt"), 0400U);
}

TEST(Release, OfEveryAudienceIsProved) {
  const TempDir dir;
  publish_release(dir.path(), 3, "20261121T183000Z");
  const fs::path other = publish_text(dir.path(), "operational", Readers::group);
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  EXPECT_THAT(verify_release(dir.path() / "planning"), IsEmpty());
  rawan::testing::replace(other / "a.txt", "b");
  EXPECT_THAT(verify_release(dir.path()),
              ElementsAre(VerifyFault{"hash_differs", "operational/a.txt"}));
  fs::remove(dir.path() / "planning" / "current");
  EXPECT_THAT(verify_release(dir.path()), SizeIs(2));
}

TEST(Release, OfNoAudienceAppearsWhereTheLastCheckRefuses) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 3, "20261121T183000Z");
  ReleaseSet set(dir.path());
  const std::vector<SealedRelease> sealed{fill(set, "operational"), fill(set, "planning")};
  EXPECT_THROW(set.publish(sealed, "20261121T183001Z", [] { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(fs::canonical(dir.path() / "planning" / "current"), fs::canonical(first));
  EXPECT_FALSE(fs::exists(dir.path() / "operational" / "current"));
}

TEST(Release, IsSeenByNobodyBeforeItIsWrittenDown) {
  const TempDir dir;
  ReleaseSet set(dir.path());
  const std::vector<SealedRelease> sealed{fill(set, "operational"), fill(set, "planning")};
  const auto seen = [&] { return names_in(dir.path() / "operational" / "releases").size(); };
  set.publish(sealed, "20261121T183000Z", [&] { EXPECT_EQ(seen(), 0U); });
  EXPECT_EQ(seen(), 1U);
}

TEST(Release, OfNoAudienceAppearsWhereOneOfThemFails) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 3, "20261121T183000Z");
  ReleaseSet set(dir.path());
  const std::vector<SealedRelease> sealed{fill(set, "planning"), fill(set, "restricted")};
  const auto block = [&] { fs::create_directory(dir.path() / "restricted" / "current"); };
  EXPECT_EQ(output_code_of([&] { set.publish(sealed, "20261121T183001Z", block); }),
            "write_failed");
  EXPECT_EQ(fs::canonical(dir.path() / "planning" / "current"), fs::canonical(first));
}

TEST(Release, FollowsTheOneBeforeWithoutTouchingIt) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 3, "20261121T183000Z");
  const std::string bytes = content(first / "map.gpkg");
  const fs::path second = publish_release(dir.path(), 4, "20261121T183001Z");
  EXPECT_EQ(fs::canonical(dir.path() / "planning" / "current"), fs::canonical(second));
  EXPECT_EQ(content(first / "map.gpkg"), bytes);
  EXPECT_THAT(verify_release(first), IsEmpty());
}

TEST(Release, NeverReusesAName) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 3, "20261121T183000Z");
  const fs::path second = publish_release(dir.path(), 3, "20261121T183000Z");
  EXPECT_EQ(second.filename().string(), first.filename().string() + "-2");
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
}

TEST(Release, KeepsTheTwoBefore) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 1, "20261121T183000Z");
  const fs::path second = publish_release(dir.path(), 2, "20261121T183001Z");
  publish_release(dir.path(), 3, "20261121T183002Z");
  EXPECT_TRUE(fs::exists(first));
  publish_release(dir.path(), 4, "20261121T183003Z");
  EXPECT_FALSE(fs::exists(first));
  EXPECT_TRUE(fs::exists(second));
  EXPECT_THAT(names_in(dir.path() / "planning" / "releases"), SizeIs(3));
  EXPECT_THAT(names_in(dir.path() / "planning"), ElementsAre("current", "releases"));
}

TEST(Release, LeavesWhatIsNoReleaseAlone) {
  const TempDir dir;
  fs::create_directories(dir.path() / "planning" / "releases" / "mine");
  for (int i = 0; i < 5; ++i)
    publish_release(dir.path(), i, "20261121T18300" + std::to_string(i) + "Z");
  EXPECT_TRUE(fs::exists(dir.path() / "planning" / "releases" / "mine"));
}

TEST(Release, IsNotDatedBeforeTheLastOne) {
  const TempDir dir;
  publish_release(dir.path(), 3, "20261121T183000Z");
  EXPECT_EQ(output_code_of([&] { publish_release(dir.path(), 4, "19700101T000000Z"); }),
            "clock_back");
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  EXPECT_THAT(names_in(dir.path() / "planning" / "releases"), SizeIs(1));
}

TEST(Release, IsNotMixedWithAnOldOneThatIsHeldOpen) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 500, "20261121T183000Z");
  make_writable(first);
  make_writable(first / "map.gpkg");
  sqlite3* editor = nullptr;
  ASSERT_EQ(sqlite3_open((dir.path() / "planning" / "current" / "map.gpkg").c_str(), &editor),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(editor,
                         "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                         "CREATE TABLE mark(x); UPDATE marks SET rows = -1 WHERE fid < 300;",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(editor);

  publish_release(dir.path(), 500, "20261121T183001Z");

  const auto changed_rows = [](sqlite3* handle) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle, "SELECT COUNT(*) FROM marks WHERE rows = -1", -1, &statement,
                       nullptr);
    sqlite3_step(statement);
    const int count = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return count;
  };
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open_v2((dir.path() / "planning" / "current" / "map.gpkg").c_str(), &reader,
                            SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  EXPECT_EQ(changed_rows(reader), 0);
  EXPECT_EQ(changed_rows(editor), 299);
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  sqlite3_close(reader);
  sqlite3_close(editor);
}

// --- what may not be published ------------------------------------------------------------------

TEST(ReleaseSet, IsPrivateAndLeavesNothing) {
  const TempDir dir;
  {
    ReleaseSet set(dir.path());
    const fs::path directory = set.add("planning");
    EXPECT_EQ(mode_of(directory), 0700U);
    write_text((directory / "a.txt").string(), "a");
  }
  EXPECT_THAT(names_in(dir.path() / "planning"), ElementsAre("releases"));
}

TEST(ReleaseSet, RefusesSideFilesAndLinks) {
  const TempDir dir;
  ReleaseSet set(dir.path());
  const fs::path directory = set.add("planning");
  std::ofstream(directory / "map.gpkg-wal") << "x";
  EXPECT_EQ(output_code_of([&] { set.seal("planning"); }), "side_file");
  fs::remove(directory / "map.gpkg-wal");
  fs::create_symlink("/etc/passwd", directory / "a.txt");
  EXPECT_EQ(output_code_of([&] { set.seal("planning"); }), "foreign_file");
}

TEST(ReleaseSet, IsSealedBeforeItIsPublished) {
  const TempDir dir;
  ReleaseSet set(dir.path());
  set.add("planning");
  const SealedRelease release{"planning", "{}", "0123456789ab"};
  EXPECT_THROW(set.publish({&release, 1}, "20261121T183000Z"), ContractViolation);
  EXPECT_THROW(set.publish({}, "20261121T183000Z"), ContractViolation);
}

TEST(ReleaseSet, TellsWhoHoldsTheLock) {
  const TempDir dir;
  ReleaseSet set(dir.path());
  const fs::path directory = set.add("planning");
  try {
    const ReleaseSet other(dir.path());
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "locked");
    EXPECT_EQ(error.detail(), std::to_string(::getpid()));
  }
  EXPECT_TRUE(fs::exists(directory));
}

TEST(ReleaseSet, RemovesWhatAKilledRunLeft) {
  const TempDir dir;
  const pid_t child = ::fork();
  if (child == 0) {
    ReleaseSet set(dir.path());
    const fs::path directory = set.add("planning");
    write_text((directory / "a.txt").string(), "secret");
    fs::create_directory(directory / "sub");
    fs::permissions(directory / "sub", fs::perms(0500));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_THAT(names_in(dir.path() / "planning"), SizeIs(2));
  fs::create_symlink("releases/x", dir.path() / "planning" / ".current.1");
  { const ReleaseSet set(dir.path()); }
  EXPECT_THAT(names_in(dir.path() / "planning"), ElementsAre("releases"));
}

TEST(ReleaseSet, RefusesTargetsThatAreNoDirectoryOfOurs) {
  const TempDir dir;
  std::ofstream(dir.path() / "file") << "x";
  EXPECT_EQ(output_code_of([&] { ReleaseSet(dir.path() / "file"); }), "not_a_directory");
  EXPECT_EQ(output_code_of([&] { ReleaseSet(dir.path() / "file" / "out"); }), "write_failed");
  fs::create_directory(dir.path() / "elsewhere");
  fs::create_symlink("elsewhere", dir.path() / "link");
  EXPECT_EQ(output_code_of([&] { ReleaseSet(dir.path() / "link"); }), "is_a_link");
  EXPECT_TRUE(fs::is_empty(dir.path() / "elsewhere"));
  const fs::path tier = dir.path() / "out" / "planning";
  const auto add = [&] { ReleaseSet(dir.path() / "out").add("planning"); };
  fs::create_directories(tier / "current");
  EXPECT_EQ(output_code_of(add), "not_a_link");
  fs::create_symlink("../../elsewhere", tier / "releases");
  fs::remove(tier / "current");
  EXPECT_EQ(output_code_of(add), "is_a_link");
  fs::remove_all(tier);
  fs::create_symlink("../elsewhere", tier);
  EXPECT_EQ(output_code_of(add), "is_a_link");
}

TEST(ReleaseSet, GoesBackFromDirectoriesButNotFromLinks) {
  const TempDir dir;
  fs::create_directories(dir.path() / "elsewhere" / "deep");
  fs::create_directory(dir.path() / "sub");
  fs::create_symlink("elsewhere/deep", dir.path() / "link");
  EXPECT_EQ(output_code_of([&] { ReleaseSet(dir.path() / "link" / ".." / "out"); }), "is_a_link");
  EXPECT_EQ(output_code_of([&] { ReleaseSet(dir.path() / "link" / "." / ".." / "out"); }),
            "is_a_link");
  EXPECT_THAT(names_in(dir.path() / "elsewhere"), ElementsAre("deep"));
  { const ReleaseSet set(dir.path() / "sub" / ".." / "out"); }
  EXPECT_TRUE(fs::is_directory(dir.path() / "out"));
}

TEST(ReleaseSet, TakesADirectoryWithATrailingSlash) {
  const TempDir dir;
  publish_release(dir.path() / "out" / "", 1, "20261121T183000Z");
  EXPECT_THAT(verify_release(dir.path() / "out" / ""), IsEmpty());
}

TEST(ReleaseSet, RefusesEarlyWithoutSpace) {
  const TempDir dir;
  const ReleaseSet set(dir.path());
  EXPECT_NO_THROW(set.require_space(1));
  EXPECT_EQ(output_code_of([&] { set.require_space(std::uint64_t{1} << 62U); }), "space_short");
}

TEST(ReleaseSet, KeepsCurrentWhenTheDiskIsFull) {
  const TempDir dir;
  const fs::path first = publish_release(dir.path(), 3, "20261121T183000Z");
  const pid_t child = ::fork();  // the limit stays there
  if (child == 0) {
    const rlimit limit{.rlim_cur = 16'384, .rlim_max = 16'384};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string code =
        output_code_of([&] { publish_release(dir.path(), 2000, "20261121T183001Z"); });
    ::_exit(code.empty() ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(fs::canonical(dir.path() / "planning" / "current"), fs::canonical(first));
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  EXPECT_THAT(names_in(dir.path() / "planning"), ElementsAre("current", "releases"));
}

}  // namespace
}  // namespace rawan::io
