// The folders of releases, where names, owners or the disk come between.

#include "release_tree.h"

#include "rawan/io/release.h"
#include "support/failing_call.h"
#include "support/files.h"
#include "support/lowered_limit.h"
#include "support/output_code.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::code_elsewhere;
using ::rawan::testing::code_where_a_call_fails;
using ::rawan::testing::content_of;
using ::rawan::testing::kReadLink;
using ::rawan::testing::kRename;
using ::rawan::testing::kStatus;
using ::rawan::testing::kUnlink;
using ::rawan::testing::LoweredLimit;
using ::rawan::testing::output_code_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

const std::string kUtc = "20240401T000000Z";
const std::string kHash = "0123456789ab";
const fs::path kTooLong{std::string(300, 'x')};

// --- names and folders --------------------------------------------------------------------------

TEST(ReleaseName, IsAMomentAndAHash) {
  for (const char* repeat : {"", "-2", "-10"}) {
    EXPECT_TRUE(is_release_name(kUtc + "-" + kHash + repeat)) << repeat;
  }
  for (const char* end : {"-", "2", "x2", "-x", "-2x"}) {
    EXPECT_FALSE(is_release_name(kUtc + "-" + kHash + end)) << end;
  }
  for (const char* utc : {"2024x401T000000Z", "20240401x000000Z", "20240401T00000xZ",
                          "20240401T000000x", "20240401T0000000"}) {
    EXPECT_FALSE(is_release_name(std::string(utc) + "-" + kHash)) << utc;
  }
  EXPECT_FALSE(is_release_name(kUtc + "_" + kHash));
  EXPECT_FALSE(is_release_name(kUtc + "-0123456789aG"));
  EXPECT_FALSE(is_release_name(kUtc + "-0123456789a"));
}

TEST(ReleaseTree, IsNotTakenForEmptyWhereItCannotBeListed) {
  const TempDir dir;
  EXPECT_EQ(output_code_of([&] { names_in(dir.path() / "absent"); }), "write_failed");
  EXPECT_EQ(output_code_of([&] { publishable_files(dir.path() / "absent"); }), "write_failed");
}

TEST(ReleaseTree, IsNotTakenForWholeWhereAFolderInItCannotBeListed) {
  const TempDir dir;
  fs::create_directory(dir.path() / "gpx");
  const auto list = [&] {
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    const LoweredLimit one_more(RLIMIT_NOFILE, static_cast<rlim_t>(next) + 1);
    publishable_files(dir.path());
  };
  EXPECT_EQ(code_elsewhere(list), "write_failed");
  EXPECT_THAT(publishable_files(dir.path()), ::testing::IsEmpty());
}

TEST(ReleaseTree, TellsWhatIsNotDone) {
  const TempDir dir;
  EXPECT_EQ(output_code_of([&] { kind_of(kTooLong); }), "write_failed");
  EXPECT_EQ(output_code_of([&] { make_directory(dir.path() / "absent" / "x", 0750); }),
            "write_failed");
  EXPECT_EQ(
      output_code_of([&] { make_directory_read_only(dir.path() / "absent", Readers::group); }),
      "write_failed");
  EXPECT_FALSE(remove_tree(kTooLong));
  EXPECT_TRUE(remove_tree(dir.path() / "absent")) << "nothing is left of it";
}

TEST(CurrentRelease, IsNotTakenForNoneWhereItsLinkCannotBeRead) {
  const TempDir dir;
  fs::create_symlink("releases/x", dir.path() / "current");
  EXPECT_EQ(code_where_a_call_fails(kReadLink, EIO, [&] { current_target(dir.path()); }),
            "write_failed");
  EXPECT_EQ(current_target(dir.path()), "releases/x");
}

// --- where a release begins ---------------------------------------------------------------------

/// While it lives, this process has the rights of somebody who is not the administrator.
class Somebody {
 public:
  Somebody() {
    constexpr uid_t kSomebody = 12'345;
    if (before_ == 0 && ::seteuid(kSomebody) != 0) ADD_FAILURE() << "the rights stay";
  }
  Somebody(const Somebody&) = delete;
  Somebody& operator=(const Somebody&) = delete;
  ~Somebody() { EXPECT_EQ(::seteuid(before_), 0); }

 private:
  uid_t before_ = ::geteuid();
};

TEST(NewRelease, IsNotBegunInAFolderOfAnother) {
  const Somebody somebody;
  EXPECT_EQ(output_code_of([] { work_folder("/usr"); }), "other_owner");
}

TEST(NewRelease, IsBegunByTheAdministratorInAnyFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only the administrator has folders of others";
  const TempDir dir;
  ASSERT_EQ(::chown(dir.path().c_str(), 12'345, 12'345), 0);
  EXPECT_NO_THROW(ReleaseSet(dir.path()));
}

TEST(NewRelease, IsNotBegunWhereNobodyCanTellWhoseTheFolderIs) {
  const TempDir dir;
  ReleaseSet set(dir.path());
  EXPECT_EQ(code_where_a_call_fails(kStatus, EIO, [&] { set.add("planning"); }), "write_failed");
}

TEST(NewRelease, IsNotBegunNowhere) {
  EXPECT_EQ(output_code_of([] { work_folder(""); }), "write_failed");
}

TEST(NewRelease, IsNotBegunWhereItsLockCannotBeOpened) {
  const TempDir dir;
  fs::create_directory(work_folder(dir.path()) / "lock");
  EXPECT_EQ(output_code_of([&] { const ReleaseSet set(dir.path()); }), "write_failed");
}

TEST(NewRelease, IsNotBegunBesideWhatAKilledRunLeft) {
  const TempDir dir;
  fs::create_directories(dir.path() / "planning" / ".staging-1");
  write_file(dir.path() / "planning" / ".staging-1" / "desa.csv", "x");
  const auto begin = [&] { const ReleaseSet set(dir.path()); };
  EXPECT_EQ(code_where_a_call_fails(kUnlink, EIO, begin), "no_permission");
  EXPECT_NO_THROW(begin());
  EXPECT_TRUE(fs::is_empty(dir.path() / "planning"));
}

TEST(NewRelease, IsNotBegunWhereNobodyCanTellHowMuchRoomThereIs) {
  const TempDir dir;
  const ReleaseSet set(dir.path());
  EXPECT_EQ(code_where_a_call_fails(SYS_statfs, EIO, [&] { set.require_space(1); }),
            "write_failed");
}

// --- where a release takes its place ------------------------------------------------------------

/// Releases that are sealed, of one file each.
struct Sealed {
  TempDir dir;
  ReleaseSet set{dir.path()};
  std::vector<SealedRelease> releases;

  explicit Sealed(const std::vector<std::string>& tiers) {
    for (const std::string& tier : tiers) {
      write_file(set.add(tier) / "desa.csv", "x");
      set.seal(tier);
      releases.push_back({tier, "{}", kHash});
    }
  }
  void publish(const std::function<void()>& before = {}) { set.publish(releases, kUtc, before); }
  fs::path in(const std::string& tier) const { return dir.path() / tier; }
};

TEST(NewRelease, IsSeenByNobodyWhereItCannotTakeItsPlace) {
  Sealed sealed({"planning"});
  EXPECT_EQ(code_where_a_call_fails(kRename, EIO, [&] { sealed.publish(); }), "write_failed");
  EXPECT_TRUE(fs::is_empty(sealed.in("planning") / "releases"));
  EXPECT_FALSE(fs::is_symlink(sealed.in("planning") / "current"));
}

TEST(NewRelease, IsCurrentForNobodyWhereAnothersFails) {
  Sealed sealed({"planning", "restricted"});
  const auto block = [&] { fs::create_directory(sealed.in("restricted") / "current"); };
  EXPECT_EQ(output_code_of([&] { sealed.publish(block); }), "write_failed");
  EXPECT_FALSE(fs::is_symlink(sealed.in("planning") / "current")) << "there was none before";
}

TEST(NewRelease, IsPublishedWhateverBecomesOfOldOnes) {
  Sealed sealed({"planning"});
  const fs::path releases = sealed.in("planning") / "releases";
  const auto name = [](int day) { return "2024010" + std::to_string(day) + "T000000Z-" + kHash; };
  fs::create_symlink("nowhere", releases / name(1));
  for (const int day : {2, 3, 4, 5}) fs::create_directory(releases / name(day));
  const fs::path in_the_way = sealed.in("planning") / (".staging-old-" + name(2));
  EXPECT_NO_THROW(sealed.publish([&] { fs::create_directories(in_the_way / "x"); }));
  EXPECT_THAT(names_in(releases),
              ::testing::ElementsAre(name(1), name(2), name(4), name(5), kUtc + "-" + kHash));
}

TEST(NewRelease, IsPublishedWhereOldOnesCannotBeListed) {
  Sealed sealed({"planning"});
  const auto publish = [&] {
    sealed.publish([] { ASSERT_TRUE(rawan::testing::let_fail(SYS_getdents64, EIO)); });
  };
  EXPECT_EQ(code_elsewhere(publish), "");
  EXPECT_EQ(content_of(sealed.in("planning") / "current" / "desa.csv"), "x");
}

}  // namespace
}  // namespace rawan::io
