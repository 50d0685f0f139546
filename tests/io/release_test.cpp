#include "rawan/io/release.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::TempDir;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const OutputError& error) {
    return error.code();
  }
  return "";
}

Layer towns(int rows) {
  Layer layer{.name = "towns", .title = "Towns", .description = "", .shapes = {}, .columns = {}};
  std::vector<GeoPoint> points;
  Integers numbers;
  for (int i = 0; i < rows; ++i) {
    points.push_back({109.0 + 0.001 * i, 1.0});
    numbers.emplace_back(rows);
  }
  layer.shapes = points;
  layer.columns.push_back({.name = "rows", .alias = "Rows", .values = numbers});
  return layer;
}

/// A release with a GeoPackage of so many rows and a text.
fs::path publish(const fs::path& out, int rows, const std::string& utc) {
  Staging staging(out);
  Layer marks = towns(rows);
  marks.name = marks.title = "marks";
  marks.shapes = std::monostate();
  const std::vector<Layer> layers{towns(rows), marks};
  write_geopackage((staging.directory() / "map.gpkg").string(), layers);
  fs::create_directory(staging.directory() / "gpx");
  write_text((staging.directory() / "gpx" / "a.txt").string(), "rows " + std::to_string(rows));
  Manifest manifest;
  manifest.version = "0";
  manifest.parameters = "rows = " + std::to_string(rows);
  manifest.layers = {{"map.gpkg", "towns", static_cast<std::uint64_t>(rows)},
                     {"map.gpkg", "marks", static_cast<std::uint64_t>(rows)}};
  manifest.artifacts = staging.seal();
  return staging.publish(to_json(manifest), utc, content_hash(manifest).substr(0, 12));
}

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

void make_writable(const fs::path& path) {
  fs::permissions(path, fs::perms(0750));
}

void replace(const fs::path& path, const std::string& text) {
  make_writable(path);
  std::ofstream(path, std::ios::binary) << text;
  fs::permissions(path, fs::perms(0440));
}

// --- hashes -------------------------------------------------------------------------------------

TEST(Sha256, IsTheStandardsAnswer) {  // FIPS 180-2, examples B.1 and B.2
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
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
  const fs::path release = publish(dir.path() / "out", 3, "20261121T183000Z");
  EXPECT_THAT(verify_release(dir.path() / "out"), IsEmpty());
  EXPECT_THAT(verify_release(release), IsEmpty());
  EXPECT_EQ(fs::canonical(dir.path() / "out" / "current"), fs::canonical(release));
}

TEST(Release, MayOnlyBeReadByOwnerAndGroup) {
  const TempDir dir;
  const mode_t before = ::umask(0);
  const fs::path release = publish(dir.path() / "out", 3, "20261121T183000Z");
  ::umask(before);
  EXPECT_EQ(mode_of(release), 0550U);
  EXPECT_EQ(mode_of(release / "gpx"), 0550U);
  EXPECT_EQ(mode_of(release / "map.gpkg"), 0440U);
  EXPECT_EQ(mode_of(release / "manifest.json"), 0440U);
  EXPECT_EQ(mode_of(dir.path() / "out"), 0750U);
  EXPECT_EQ(mode_of(dir.path() / "out" / ".rawan"), 0700U);
}

TEST(Release, MayBeKeptForItsOwnerAlone) {
  const TempDir dir;
  Staging staging(dir.path() / "out");
  write_text((staging.directory() / "a.txt").string(), "a");
  Manifest manifest;
  manifest.artifacts = staging.seal();
  const fs::path release = staging.publish(to_json(manifest), "20261121T183000Z",
                                           content_hash(manifest).substr(0, 12), Readers::owner);
  EXPECT_EQ(mode_of(release), 0500U);
  EXPECT_EQ(mode_of(release / "a.txt"), 0400U);
}

TEST(Release, FollowsTheOneBeforeWithoutTouchingIt) {
  const TempDir dir;
  const fs::path first = publish(dir.path(), 3, "20261121T183000Z");
  const std::string bytes = content(first / "map.gpkg");
  const fs::path second = publish(dir.path(), 4, "20261121T183001Z");
  EXPECT_EQ(fs::canonical(dir.path() / "current"), fs::canonical(second));
  EXPECT_EQ(content(first / "map.gpkg"), bytes);
  EXPECT_THAT(verify_release(first), IsEmpty());
}

TEST(Release, NeverReusesAName) {
  const TempDir dir;
  const fs::path first = publish(dir.path(), 3, "20261121T183000Z");
  const fs::path second = publish(dir.path(), 3, "20261121T183000Z");
  EXPECT_EQ(second.filename().string(), first.filename().string() + "-2");
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
}

TEST(Release, KeepsTheTwoBefore) {
  const TempDir dir;
  const fs::path first = publish(dir.path(), 1, "20261121T183000Z");
  const fs::path second = publish(dir.path(), 2, "20261121T183001Z");
  publish(dir.path(), 3, "20261121T183002Z");
  EXPECT_TRUE(fs::exists(first));
  publish(dir.path(), 4, "20261121T183003Z");
  EXPECT_FALSE(fs::exists(first));
  EXPECT_TRUE(fs::exists(second));
  EXPECT_THAT(names_in(dir.path() / "releases"), SizeIs(3));
  EXPECT_THAT(names_in(dir.path()), ElementsAre(".rawan", "current", "releases"));
}

TEST(Release, LeavesWhatIsNoReleaseAlone) {
  const TempDir dir;
  fs::create_directories(dir.path() / "releases" / "mine");
  for (int i = 0; i < 5; ++i) publish(dir.path(), i, "20261121T18300" + std::to_string(i) + "Z");
  EXPECT_TRUE(fs::exists(dir.path() / "releases" / "mine"));
}

TEST(Release, IsNotDatedBeforeTheLastOne) {
  const TempDir dir;
  publish(dir.path(), 3, "20261121T183000Z");
  EXPECT_EQ(code_of([&] { publish(dir.path(), 4, "19700101T000000Z"); }), "clock_back");
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  EXPECT_THAT(names_in(dir.path() / "releases"), SizeIs(1));
}

TEST(Release, IsNotMixedWithAnOldOneThatIsHeldOpen) {
  const TempDir dir;
  const fs::path first = publish(dir.path(), 500, "20261121T183000Z");
  make_writable(first);
  make_writable(first / "map.gpkg");
  sqlite3* editor = nullptr;
  ASSERT_EQ(sqlite3_open((dir.path() / "current" / "map.gpkg").c_str(), &editor), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(editor,
                         "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                         "CREATE TABLE mark(x); UPDATE marks SET rows = -1 WHERE fid < 300;",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(editor);

  publish(dir.path(), 500, "20261121T183001Z");

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
  ASSERT_EQ(sqlite3_open_v2((dir.path() / "current" / "map.gpkg").c_str(), &reader,
                            SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  EXPECT_EQ(changed_rows(reader), 0);
  EXPECT_EQ(changed_rows(editor), 299);
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  sqlite3_close(reader);
  sqlite3_close(editor);
}

// --- what may not be published ------------------------------------------------------------------

TEST(Staging, IsPrivateAndLeavesNothing) {
  const TempDir dir;
  {
    const Staging staging(dir.path());
    EXPECT_EQ(mode_of(staging.directory()), 0700U);
    write_text((staging.directory() / "a.txt").string(), "a");
  }
  EXPECT_THAT(names_in(dir.path()), ElementsAre(".rawan", "releases"));
}

TEST(Staging, RefusesSideFilesAndLinks) {
  const TempDir dir;
  Staging staging(dir.path());
  std::ofstream(staging.directory() / "map.gpkg-wal") << "x";
  EXPECT_EQ(code_of([&] { staging.seal(); }), "side_file");
  fs::remove(staging.directory() / "map.gpkg-wal");
  fs::create_symlink("/etc/passwd", staging.directory() / "a.txt");
  EXPECT_EQ(code_of([&] { staging.seal(); }), "foreign_file");
}

TEST(Staging, IsSealedBeforeItIsPublished) {
  const TempDir dir;
  Staging staging(dir.path());
  EXPECT_THROW(staging.publish("{}", "20261121T183000Z", "0123456789ab"), ContractViolation);
}

TEST(Staging, TellsWhoHoldsTheLock) {
  const TempDir dir;
  const Staging staging(dir.path());
  try {
    const Staging other(dir.path());
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "locked");
    EXPECT_EQ(error.detail(), std::to_string(::getpid()));
  }
  EXPECT_TRUE(fs::exists(staging.directory()));
}

TEST(Staging, RemovesWhatAKilledRunLeft) {
  const TempDir dir;
  const pid_t child = ::fork();
  if (child == 0) {
    const Staging staging(dir.path());
    write_text((staging.directory() / "a.txt").string(), "secret");
    fs::create_directory(staging.directory() / "sub");
    fs::permissions(staging.directory() / "sub", fs::perms(0500));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_THAT(names_in(dir.path()), SizeIs(3));
  fs::create_symlink("releases/x", dir.path() / ".current.1");
  { const Staging staging(dir.path()); }
  EXPECT_THAT(names_in(dir.path()), ElementsAre(".rawan", "releases"));
}

TEST(Staging, RefusesTargetsThatAreNoDirectoryOfOurs) {
  const TempDir dir;
  std::ofstream(dir.path() / "file") << "x";
  EXPECT_EQ(code_of([&] { Staging(dir.path() / "file"); }), "not_a_directory");
  EXPECT_EQ(code_of([&] { Staging(dir.path() / "file" / "out"); }), "write_failed");
  fs::create_directory(dir.path() / "elsewhere");
  fs::create_symlink("elsewhere", dir.path() / "link");
  EXPECT_EQ(code_of([&] { Staging(dir.path() / "link"); }), "is_a_link");
  EXPECT_TRUE(fs::is_empty(dir.path() / "elsewhere"));
  fs::create_directories(dir.path() / "out" / "current");
  EXPECT_EQ(code_of([&] { Staging(dir.path() / "out"); }), "not_a_link");
  fs::create_symlink("../elsewhere", dir.path() / "out" / "releases");
  fs::remove(dir.path() / "out" / "current");
  EXPECT_EQ(code_of([&] { Staging(dir.path() / "out"); }), "is_a_link");
}

TEST(Staging, TakesADirectoryWithATrailingSlash) {
  const TempDir dir;
  publish(dir.path() / "out" / "", 1, "20261121T183000Z");
  EXPECT_THAT(verify_release(dir.path() / "out" / ""), IsEmpty());
}

TEST(Staging, RefusesEarlyWithoutSpace) {
  const TempDir dir;
  const Staging staging(dir.path());
  EXPECT_NO_THROW(staging.require_space(1));
  EXPECT_EQ(code_of([&] { staging.require_space(std::uint64_t{1} << 62U); }), "space_short");
}

TEST(Staging, KeepsCurrentWhenTheDiskIsFull) {
  const TempDir dir;
  const fs::path first = publish(dir.path(), 3, "20261121T183000Z");
  const pid_t child = ::fork();  // the limit stays there
  if (child == 0) {
    const rlimit limit{.rlim_cur = 16'384, .rlim_max = 16'384};
    ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string code = code_of([&] { publish(dir.path(), 2000, "20261121T183001Z"); });
    ::_exit(code.empty() ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(fs::canonical(dir.path() / "current"), fs::canonical(first));
  EXPECT_THAT(verify_release(dir.path()), IsEmpty());
  EXPECT_THAT(names_in(dir.path()), ElementsAre(".rawan", "current", "releases"));
}

// --- verifying ----------------------------------------------------------------------------------

class VerifyRelease : public ::testing::Test {
 protected:
  VerifyRelease() : release(publish(dir.path(), 3, "20261121T183000Z")) { make_writable(release); }

  std::vector<VerifyFault> faults() const {
    fs::permissions(release, fs::perms(0550));
    return verify_release(dir.path());
  }
  /// The manifest with a part of it replaced.
  void edit_manifest(const std::string& from, const std::string& to) const {
    std::string text = content(release / "manifest.json");
    text.replace(text.find(from), from.size(), to);
    replace(release / "manifest.json", text);
  }

  TempDir dir;
  fs::path release;
};

TEST_F(VerifyRelease, FindsAFlippedByte) {
  std::string bytes = content(release / "map.gpkg");
  bytes[bytes.size() / 2] ^= 1;
  replace(release / "map.gpkg", bytes);
  EXPECT_THAT(faults(), ::testing::Contains(VerifyFault{"hash_differs", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsAMissingFile) {
  make_writable(release / "gpx");
  fs::remove(release / "gpx" / "a.txt");
  fs::permissions(release / "gpx", fs::perms(0550));
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"file_missing", "gpx/a.txt"}));
}

TEST_F(VerifyRelease, FindsFilesNobodyListed) {
  replace(release / "manifest.json", content(release / "manifest.json"));
  std::ofstream(release / "extra.txt") << "x";
  std::ofstream(release / "map.gpkg-wal") << "";
  fs::permissions(release / "extra.txt", fs::perms(0440));
  fs::permissions(release / "map.gpkg-wal", fs::perms(0440));
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"file_unlisted", "extra.txt"},
                                    VerifyFault{"side_file", "map.gpkg-wal"}));
}

TEST_F(VerifyRelease, FindsATruncatedGeoPackage) {
  make_writable(release / "map.gpkg");
  fs::resize_file(release / "map.gpkg", fs::file_size(release / "map.gpkg") / 2);
  fs::permissions(release / "map.gpkg", fs::perms(0440));
  EXPECT_THAT(faults(), AllOf(::testing::Contains(VerifyFault{"size_differs", "map.gpkg"}),
                              ::testing::Contains(VerifyFault{"integrity", "map.gpkg"})));
}

TEST_F(VerifyRelease, FindsAnEmptiedGeoPackage) {
  replace(release / "map.gpkg", "");
  EXPECT_THAT(faults(), ::testing::Contains(VerifyFault{"not_geopackage", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsAWrongRowCount) {
  edit_manifest("\"rows\": 3", "\"rows\": 4");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"rows_differ", "map.gpkg:towns"}));
}

TEST_F(VerifyRelease, FindsALayerThatIsNotThere) {
  edit_manifest("\"name\": \"towns\"", "\"name\": \"to\\\"wns\"");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"layer_missing", "map.gpkg:to\"wns"}));
}

TEST_F(VerifyRelease, FindsChangedParameters) {
  edit_manifest("rows = 3", "rows = 9");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"content_hash_differs", "manifest.json"}));
}

TEST_F(VerifyRelease, FindsAManifestThatIsNone) {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"artifacts\": 1}", "null", "{\"artifacts\":[1]}"}) {
    replace(release / "manifest.json", text);
    EXPECT_THAT(faults(), ElementsAre(VerifyFault{"manifest_unreadable", "manifest.json"})) << text;
  }
}

TEST_F(VerifyRelease, FindsAMissingManifest) {
  fs::remove(release / "manifest.json");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"manifest_missing", "manifest.json"}));
}

TEST_F(VerifyRelease, FindsWhatMayBeChangedOrSeenByAll) {
  fs::permissions(release / "map.gpkg", fs::perms(0644));
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"writable", "map.gpkg"},
                                    VerifyFault{"open_to_all", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsALinkInPlaceOfAFile) {
  make_writable(release / "gpx");
  fs::rename(release / "gpx" / "a.txt", dir.path() / "a.txt");
  fs::create_symlink(dir.path() / "a.txt", release / "gpx" / "a.txt");
  fs::permissions(release / "gpx", fs::perms(0550));
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"not_a_file", "gpx/a.txt"},
                                    VerifyFault{"file_missing", "gpx/a.txt"}));
}

TEST_F(VerifyRelease, FindsARenamedRelease) {
  const fs::path renamed = dir.path() / "releases" / "20261121T183000Z-000000000000";
  fs::rename(release, renamed);
  fs::permissions(renamed, fs::perms(0550));
  EXPECT_THAT(verify_release(renamed),
              ElementsAre(VerifyFault{"name_differs", "20261121T183000Z-000000000000"}));
}

TEST_F(VerifyRelease, FindsACurrentThatLeadsElsewhere) {
  fs::remove(dir.path() / "current");
  EXPECT_THAT(faults(), ElementsAre(Field(&VerifyFault::code, "no_current")));
  fs::create_directory(dir.path() / "other");
  fs::create_symlink("other", dir.path() / "current");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"current_outside", "current"}));
  fs::remove(dir.path() / "current");
  fs::create_symlink("releases/nowhere", dir.path() / "current");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"no_current", "current"}));
  EXPECT_THAT(verify_release(dir.path() / "absent"),
              ElementsAre(Field(&VerifyFault::code, "not_found")));
}

// --- manifest -----------------------------------------------------------------------------------

TEST(Manifest, HasSortedKeysAndNoClock) {
  Manifest manifest;
  manifest.seeds = {{"simulation", 18'446'744'073'709'551'615U}};
  manifest.inputs = {{.count = {.role = "reports",
                                .file = "a.csv",
                                .layer = "",
                                .independent_count = 7,
                                .outcomes = {4, 1, 2, 0}},
                      .bytes = 10,
                      .sha256 = sha256("x")}};
  const std::string text = to_json(manifest);
  EXPECT_LT(text.find("\"artifacts\""), text.find("\"content_hash\""));
  EXPECT_LT(text.find("\"seeds\""), text.find("\"version\""));
  EXPECT_THAT(text, HasSubstr("18446744073709551615"));
  EXPECT_THAT(text, HasSubstr("\"repaired\": 1"));
  EXPECT_EQ(text, to_json(manifest));
}

TEST(Manifest, IsIdentifiedByInputsParametersSeedsAndVersion) {
  Manifest manifest;
  const std::string before = release_id(manifest);
  EXPECT_THAT(before, SizeIs(12));
  manifest.counts["reports"] = 3;
  EXPECT_EQ(release_id(manifest), before);
  manifest.parameters = "x = 1";
  EXPECT_NE(release_id(manifest), before);
}

TEST(ContentHash, DoesNotDependOnTheOrderOfArtifacts) {
  Manifest manifest;
  manifest.artifacts = {{"a", 1, sha256("a")}, {"b", 1, sha256("b")}};
  const std::string before = content_hash(manifest);
  std::swap(manifest.artifacts[0], manifest.artifacts[1]);
  EXPECT_EQ(content_hash(manifest), before);
  manifest.artifacts[0].sha256 = sha256("c");
  EXPECT_NE(content_hash(manifest), before);
}

}  // namespace
}  // namespace rawan::io
