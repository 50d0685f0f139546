#include "file_bounds.h"

#include "fence.h"
#include "input_hashes.h"
#include "output_folder.h"
#include "rawan/io/error.h"
#include "scratch_folder.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

// What a process can do with files, as bits.
constexpr int kReadsInputs = 1;
constexpr int kWritesInputs = 2;
constexpr int kReadsOthers = 4;
constexpr int kWritesOthers = 8;
constexpr int kRemovesOthers = 16;
constexpr int kPublishes = 32;
constexpr int kReadsSettings = 64;

bool opens(const fs::path& file, int how) {
  const int number = ::open(file.c_str(), how | O_CLOEXEC, 0600);
  if (number >= 0) ::close(number);
  return number >= 0;
}

class Bounds : public ::testing::Test {
 protected:
  Bounds() {
    for (const char* folder : {"in", "out", "others", "links"}) fs::create_directory(in(folder));
    for (const char* file :
         {"in/desa.shp", "in/desa.dbf", "in/desas.csv", "others/secret.csv", "others/desa.dbf"}) {
      testing::write_file(in(file), "text");
    }
    fs::create_symlink("../in/desa.shp", in("links/desa.shp"));
    fs::create_symlink("../in/desa.dbf", in("links/desa.dbf"));
  }

  fs::path in(const char* name) const { return dir_.path() / name; }

  FileBounds bounds() const { return {.read = {in("in/desa.shp")}, .write = {in("out")}}; }

  /// As releases are written: made apart, moved to a folder beside it.
  bool publishes() const {
    const fs::path staging = in("out/.staging");
    const fs::path releases = in("out/releases");
    return ::mkdir(staging.c_str(), 0700) == 0 && ::mkdir(releases.c_str(), 0700) == 0 &&
           opens(staging / "map", O_RDWR | O_CREAT) && opens(staging / "map", O_WRONLY | O_TRUNC) &&
           ::rename(staging.c_str(), (releases / "first").c_str()) == 0 &&
           ::link((releases / "first/map").c_str(), (releases / "first/map.old").c_str()) == 0 &&
           ::symlink("releases/first", in("out/current").c_str()) == 0 &&
           ::unlink((releases / "first/map.old").c_str()) == 0 && opens(releases, O_RDONLY);
  }

  int open_doors() const {
    int doors = 0;
    if (opens(in("in/desa.shp"), O_RDONLY) && opens(in("in/desa.dbf"), O_RDONLY) &&
        opens(in("in"), O_RDONLY | O_DIRECTORY)) {
      doors |= kReadsInputs;
    }
    if (opens(in("in/desa.shp"), O_WRONLY)) doors |= kWritesInputs;
    if (opens(in("others/secret.csv"), O_RDONLY)) doors |= kReadsOthers;
    if (opens(in("others/secret.csv"), O_WRONLY) || opens(in("others/new"), O_RDWR | O_CREAT)) {
      doors |= kWritesOthers;
    }
    if (::unlink(in("others/desa.dbf").c_str()) == 0) doors |= kRemovesOthers;
    if (publishes()) doors |= kPublishes;
    if (opens("/etc/passwd", O_RDONLY)) doors |= kReadsSettings;
    return doors;
  }

  int bounded(const FileBounds& bounds, const std::function<int()>& doors) const {
    return raise_fence() && bound_files(bounds) ? doors() : 99;
  }

  testing::TempDir dir_;
};

constexpr int kAllDoors = kReadsInputs | kWritesInputs | kReadsOthers | kWritesOthers |
                          kRemovesOthers | kPublishes | kReadsSettings;
constexpr int kDoorsOfAWorker = kReadsInputs | kPublishes;

/// So that the tests below can fail.
TEST_F(Bounds, AreNotThereByThemselves) {
  EXPECT_EXIT(_exit(open_doors()), ::testing::ExitedWithCode(kAllDoors), "");
}

TEST_F(Bounds, LeaveTheInputsToReadAndTheOutputToWrite) {
  EXPECT_EXIT(_exit(bounded(bounds(), [&] { return open_doors(); })),
              ::testing::ExitedWithCode(kDoorsOfAWorker), "");
}

TEST_F(Bounds, HoldForThreadsMadeLater) {
  const auto of_a_thread = [&] {
    int doors = 99;
    std::thread([&] { doors = open_doors(); }).join();
    return doors;
  };
  EXPECT_EXIT(_exit(bounded(bounds(), of_a_thread)), ::testing::ExitedWithCode(kDoorsOfAWorker),
              "");
}

TEST_F(Bounds, TellPartsOfAnInputFromItsNeighbors) {
  EXPECT_EXIT(_exit(bounded(bounds(), [&] { return opens(in("in/desas.csv"), O_RDONLY) ? 1 : 7; })),
              ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, FollowLinksToInputsAndToTheOutput) {
  fs::create_directory_symlink("out", in("linked"));
  const FileBounds linked{.read = {in("links/desa.shp")}, .write = {in("linked")}};
  const auto reads_and_writes = [&] {
    return opens(in("links/desa.dbf"), O_RDONLY) && opens(in("linked/a"), O_RDWR | O_CREAT) &&
           !opens(in("others/secret.csv"), O_RDONLY);
  };
  EXPECT_EXIT(_exit(bounded(linked, [&] { return reads_and_writes() ? 7 : 1; })),
              ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, TakeNamesFromTheWorkingFolder) {
  const auto reads_and_writes = [&] {
    fs::current_path(in("in"));
    return bounded({.read = {"desa.shp"}, .write = {"."}}, [&] {
      return opens("desa.dbf", O_RDONLY) && opens("new", O_RDWR | O_CREAT) &&
                     !opens("../others/new", O_RDWR | O_CREAT)
                 ? 7
                 : 1;
    });
  };
  EXPECT_EXIT(_exit(reads_and_writes()), ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, LeaveAFolderThatIsAnInput) {
  EXPECT_EXIT(_exit(bounded({.read = {in("others/")}},
                            [&] { return opens(in("others/secret.csv"), O_RDONLY) ? 7 : 1; })),
              ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, DoNotMindWhatIsNotThere) {
  EXPECT_EXIT(
      _exit(bounded({.read = {in("none/a.csv"), "/vsicurl/http://a", ""}}, [] { return 7; })),
      ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, LeaveWhatLibrariesRead) {
  const auto reads = [] {
    return opens("/usr", O_RDONLY | O_DIRECTORY) && opens("/proc/self/status", O_RDONLY) &&
           opens("/dev/null", O_RDWR) && opens("/dev/urandom", O_RDONLY);
  };
  EXPECT_EXIT(_exit(bounded({}, [&] { return reads() ? 7 : 1; })), ::testing::ExitedWithCode(7),
              "");
}

TEST_F(Bounds, LetAFolderThatStayedEmptyBeTakenBack) {
  const auto made_and_gone = [&] {
    {
      const OutputFolder out(in("new/below/out"));
      const FileBounds bounds{.write = {out.path()}, .tidy = {out.parent_of_made()}};
      if (bounded(bounds, [&] { return fs::exists(out.path()) ? 7 : 1; }) != 7) return 2;
    }
    return fs::exists(in("new")) ? 3 : 7;
  };
  EXPECT_EXIT(_exit(made_and_gone()), ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, LeaveSomewhereToPutThingsAside) {
  const auto put_aside = [&] {
    fs::path place;
    {
      FileBounds files{.read = {in("in/desa.shp")}};
      const ScratchFolder scratch(files);
      place = files.write.at(0);
      if (bounded(files, [&] { return opens(place / "nodes", O_RDWR | O_CREAT) ? 7 : 1; }) != 7) {
        return 2;
      }
      fs::remove(place / "nodes");
    }
    return fs::exists(place) ? 3 : 7;
  };
  EXPECT_EXIT(_exit(put_aside()), ::testing::ExitedWithCode(7), "");
}

TEST_F(Bounds, HaveThingsPutAsideWhereTheOutputIs) {
  FileBounds files = bounds();
  { const ScratchFolder scratch(files); }
  EXPECT_EQ(files.write, bounds().write);
  EXPECT_TRUE(fs::exists(in("out")));
}

TEST_F(Bounds, LeaveAFolderThatHoldsSomething) {
  {
    const OutputFolder out(in("new/out/"));
    testing::write_file(in("new/out/map"), "text");
  }
  EXPECT_TRUE(fs::exists(in("new/out/map")));
  struct stat status {};
  ASSERT_EQ(::stat(in("new/out").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0750U);
}

TEST_F(Bounds, LeaveAFolderThatWasThere) {
  { const OutputFolder out(in("out")); }
  EXPECT_TRUE(fs::exists(in("out")));
}

TEST_F(Bounds, ReadPartsInAFolderWhoseNamesCannotBeListed) {
  const auto reads = [&] {
    // Root lists every folder.
    if (::chmod(in("in").c_str(), 0311) != 0 || (::getuid() == 0 && ::setuid(65534) != 0))
      return 99;
    return bounded(bounds(), [&] { return opens(in("in/desa.dbf"), O_RDONLY) ? 7 : 1; });
  };
  constexpr fs::perms kOfOthers = fs::perms::group_all | fs::perms::others_all;
  fs::permissions(dir_.path(), kOfOthers, fs::perm_options::add);
  for (const char* file : {"in/desa.shp", "in/desa.dbf"}) {
    fs::permissions(in(file), kOfOthers, fs::perm_options::add);
  }
  EXPECT_EXIT(_exit(reads()), ::testing::ExitedWithCode(7), "");
  fs::permissions(in("in"), fs::perms::owner_all);
}

TEST_F(Bounds, CutNoFileByItsName) {
  const auto cuts = [&] {
    return bounded(bounds(), [&] {
      return ::truncate(in("others/secret.csv").c_str(), 0) == -1 && errno == EACCES ? 7 : 1;
    });
  };
  EXPECT_EXIT(_exit(cuts()), ::testing::ExitedWithCode(7), "");
  EXPECT_EQ(fs::file_size(in("others/secret.csv")), 4U);
}

/// The files that are hashed are those that may be read.
TEST_F(Bounds, LetEveryPartOfAnInputBeHashed) {
  testing::write_file(in("in/desa"), "a copy without an ending");
  Config config;
  config.inputs.villages.path = in("in/desa.shp").string();
  const auto hashes = [&] {
    return bounded(bounds(), [&] {
      const InputHashes before = hash_inputs(config);
      testing::write_file(in("out/x"), "");
      expect_unchanged(before);
      return static_cast<int>(before.size());
    });
  };
  EXPECT_EXIT(_exit(hashes()), ::testing::ExitedWithCode(2), "");
}

TEST_F(Bounds, TakeAFileThatCameMeanwhileForNoPartOfAnInput) {
  Config config;
  config.inputs.villages.path = in("in/desa.shp").string();
  const InputHashes before = hash_inputs(config);
  testing::write_file(in("in/desa.qmd"), "saved by QGIS");
  EXPECT_NO_THROW(expect_unchanged(before));
  testing::write_file(in("in/desa.dbf"), "changed");
  EXPECT_THROW(expect_unchanged(before), io::InputError);
  fs::remove(in("in/desa.dbf"));
  EXPECT_THROW(expect_unchanged(before), io::InputError);
}

TEST_F(Bounds, NameTheFirstOfTheFilesThatChanged) {
  constexpr std::size_t kSlowToRead = std::size_t{16} << 20U;
  const InputHashes before{{in("in/desa.dbf").string(), ""}, {in("in/desa.shp").string(), ""}};
  testing::write_file(in("in/desa.dbf"), std::string(kSlowToRead, 'x'));
  try {
    expect_unchanged(before);
    FAIL() << "both have other hashes";
  } catch (const io::InputError& error) {
    EXPECT_EQ(error.code(), "changed_during_read");
    EXPECT_EQ(error.place().file, in("in/desa.dbf").string());
  }
}

}  // namespace
}  // namespace rawan::engine
