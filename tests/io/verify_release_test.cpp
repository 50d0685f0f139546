#include "rawan/io/error.h"
#include "rawan/io/release.h"
#include "support/failing_call.h"
#include "support/small_release.h"
#include "support/temp_dir.h"
#include "verify_geopackage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::code_elsewhere;
using rawan::testing::code_where_a_call_fails;
using rawan::testing::content;
using rawan::testing::make_writable;
using rawan::testing::publish_release;
using rawan::testing::replace;
using rawan::testing::TempDir;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;

void change(const fs::path& path, const char* sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

class VerifyRelease : public ::testing::Test {
 protected:
  VerifyRelease() : release(publish_release(dir.path(), 3, "20261121T183000Z")) {
    make_writable(release);
  }

  std::vector<VerifyFault> faults() const {
    fs::permissions(release, fs::perms(0550));
    return verify_release(dir.path() / "planning");
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
  EXPECT_THAT(faults(), Contains(VerifyFault{"hash_differs", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsAMissingFile) {
  make_writable(release / "gpx");
  fs::remove(release / "gpx" / "a.txt");
  fs::permissions(release / "gpx", fs::perms(0550));
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"file_missing", "gpx/a.txt"}));
}

TEST_F(VerifyRelease, FindsFilesNobodyListed) {
  replace(release / "manifest.json", content(release / "manifest.json"));
  for (const char* name :
       {"extra.txt", "map.gpkg-wal", "map.gpkg-shm", "map.gpkg-journal", "other.gpkg"}) {
    std::ofstream(release / name) << "x";
    fs::permissions(release / name, fs::perms(0440));
  }
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"file_unlisted", "extra.txt"},
                                    VerifyFault{"side_file", "map.gpkg-journal"},
                                    VerifyFault{"side_file", "map.gpkg-shm"},
                                    VerifyFault{"side_file", "map.gpkg-wal"},
                                    VerifyFault{"file_unlisted", "other.gpkg"}));
}

TEST_F(VerifyRelease, FindsATruncatedGeoPackage) {
  make_writable(release / "map.gpkg");
  fs::resize_file(release / "map.gpkg", fs::file_size(release / "map.gpkg") / 2);
  fs::permissions(release / "map.gpkg", fs::perms(0440));
  EXPECT_THAT(faults(), AllOf(Contains(VerifyFault{"size_differs", "map.gpkg"}),
                              Contains(VerifyFault{"integrity", "map.gpkg"})));
}

TEST_F(VerifyRelease, FindsAnEmptiedGeoPackage) {
  replace(release / "map.gpkg", "");
  EXPECT_THAT(faults(), Contains(VerifyFault{"not_geopackage", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsAGeoPackageThatIsNoDatabase) {
  replace(release / "map.gpkg", std::string(8192, 'x'));
  EXPECT_THAT(faults(), Contains(VerifyFault{"integrity", "map.gpkg"}));
}

TEST_F(VerifyRelease, FindsALayerThatIsDeclaredAlone) {
  make_writable(release / "map.gpkg");
  change(release / "map.gpkg", "DROP TABLE marks");
  fs::permissions(release / "map.gpkg", fs::perms(0440));
  EXPECT_THAT(faults(), Contains(VerifyFault{"layer_missing", "map.gpkg:marks"}));
}

TEST_F(VerifyRelease, FindsAGeoPackageWhoseTablesNobodyCanRead) {
  make_writable(release / "map.gpkg");
  change(release / "map.gpkg",
         "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = 'x' WHERE name = 'marks'");
  EXPECT_THAT(
      verify_geopackage(release / "map.gpkg", "map.gpkg", {{"towns", 3}}),
      ElementsAre(VerifyFault{"integrity", "map.gpkg"}, VerifyFault{"references", "map.gpkg"},

                  VerifyFault{"layer_missing", "map.gpkg:towns"}));
}

TEST_F(VerifyRelease, FindsWhatAGeoPackageRefersToInVain) {
  make_writable(release / "map.gpkg");
  change(release / "map.gpkg", "UPDATE gpkg_contents SET srs_id = 7 WHERE table_name = 'marks'");
  EXPECT_THAT(verify_geopackage(release / "map.gpkg", "map.gpkg", {{"towns", 3}}),
              ElementsAre(VerifyFault{"references", "map.gpkg"}));
}

TEST_F(VerifyRelease, ReadsAnyNameOfAFolderOrALayer) {
  const fs::path folder = dir.path() / "désa 100%23?mode=rw";
  fs::create_directory(folder);
  fs::copy(release / "map.gpkg", folder / "a#b.gpkg");
  make_writable(folder / "a#b.gpkg");
  change(folder / "a#b.gpkg",
         "CREATE TABLE \"a\"\"b\" (x); INSERT INTO gpkg_contents(table_name, identifier, data_type)"
         " VALUES('a\"b', 'a\"b', 'attributes')");
  EXPECT_THAT(verify_geopackage(folder / "a#b.gpkg", "map.gpkg", {{"towns", 3}, {"a\"b", 0}}),
              ::testing::IsEmpty());
}

TEST_F(VerifyRelease, FindsLayersOfNoFile) {
  edit_manifest("\"file\": \"map.gpkg\"", "\"file\": \"gone.gpkg\"");
  edit_manifest("\"file\": \"map.gpkg\"", "\"file\": \"gone.gpkg\"");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"file_missing", "gone.gpkg"}));
}

TEST_F(VerifyRelease, FindsAFolderItMayNotList) {
  const auto verify = [&] {
    for (const VerifyFault& fault : faults()) throw OutputError(fault.code, {});
  };
  EXPECT_EQ(code_where_a_call_fails(SYS_getdents64, EIO, verify), "unreadable");
}

TEST_F(VerifyRelease, FindsAFileItMayNotReadAndGoesOn) {
  fs::permissions(dir.path(), fs::perms(0755));
  for (const char* name : {"planning", "planning/releases"}) {
    fs::permissions(dir.path() / name, fs::perms(0755));
  }
  for (const auto& entry : fs::recursive_directory_iterator(release)) {
    fs::permissions(entry, fs::perms(0555));
  }
  fs::permissions(release / "gpx" / "a.txt", fs::perms::none);
  fs::permissions(release, fs::perms(0555));
  const auto verify = [&] {
    constexpr uid_t kSomebody = 12'345;
    if (::geteuid() == 0 && ::seteuid(kSomebody) != 0) throw OutputError("no rights less", {});
    const std::vector<VerifyFault> found = verify_release(dir.path());
    ::seteuid(::getuid());
    EXPECT_THAT(found, Contains(VerifyFault{"unreadable", "planning/gpx/a.txt"}));
    EXPECT_THAT(found, Contains(VerifyFault{"open_to_all", "planning/map.gpkg"}));
    if (::testing::Test::HasFailure()) throw OutputError("failed", {});
  };
  EXPECT_EQ(code_elsewhere(verify), "");
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

TEST_F(VerifyRelease, FindsAFolderInPlaceOfTheManifest) {
  make_writable(release);
  fs::remove(release / "manifest.json");
  fs::create_directory(release / "manifest.json");
  EXPECT_THAT(faults(), Contains(VerifyFault{"manifest_unreadable", "manifest.json"}));
}

TEST_F(VerifyRelease, LeavesReleasesOfLaterProgramsToThese) {
  edit_manifest("\"format\": 1", "\"format\": 4294967297");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"format_newer", "manifest.json"}));
  edit_manifest("\"format\": 4294967297", "\"format\": \"1\"");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"manifest_unreadable", "manifest.json"}));
}

/// Releases that earlier programs made, published anew as git keeps no such permissions.
class EarlierRelease : public ::testing::TestWithParam<const char*> {
 protected:
  EarlierRelease() : release(dir.path() / "releases" / GetParam()) {
    fs::create_directories(release.parent_path());
    fs::copy(fs::path(RAWAN_SOURCE_DIR "/tests/data/releases") / GetParam(), release);
    for (const auto& file : fs::directory_iterator(release)) {
      fs::permissions(file, fs::perms(0440));
    }
    fs::permissions(release, fs::perms(0550));
    fs::create_symlink(fs::path("releases") / GetParam(), dir.path() / "current");
  }

  TempDir dir;
  fs::path release;
};

TEST_P(EarlierRelease, IsWholeToThisProgram) {
  EXPECT_THAT(verify_release(dir.path()), ::testing::IsEmpty());
}

TEST_P(EarlierRelease, IsNotWholeOnceItWasChanged) {
  make_writable(release);
  for (const auto& file : fs::directory_iterator(release)) {
    if (file.path().extension() != ".csv") continue;
    std::string bytes = content(file.path());
    bytes[0] ^= 1;
    replace(file.path(), bytes);
    EXPECT_THAT(verify_release(dir.path()),
                Contains(VerifyFault{"hash_differs", file.path().filename().string()}));
  }
}

/// Of the program before it told audiences apart, and of a public one since.
INSTANTIATE_TEST_SUITE_P(Of, EarlierRelease,
                         ::testing::Values("20260102T000000Z-733a95849617",
                                           "20261122T060423Z-71ae74fbfebb"));

TEST_F(VerifyRelease, FindsAMissingManifest) {
  fs::remove(release / "manifest.json");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"manifest_missing", "manifest.json"}));
  EXPECT_THAT(verify_release(release),
              ElementsAre(VerifyFault{"manifest_missing", fs::canonical(release).string()}))
      << "a folder of a release is none of audiences";
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
  const fs::path renamed = dir.path() / "planning" / "releases" / "20261121T183000Z-000000000000";
  fs::rename(release, renamed);
  fs::permissions(renamed, fs::perms(0550));
  EXPECT_THAT(verify_release(renamed),
              ElementsAre(VerifyFault{"name_differs", "20261121T183000Z-000000000000"}));
  make_writable(renamed);
  fs::rename(renamed, dir.path() / "terbaru");
  fs::permissions(dir.path() / "terbaru", fs::perms(0550));
  EXPECT_THAT(verify_release(dir.path() / "terbaru"),
              ElementsAre(VerifyFault{"name_differs", "terbaru"}));
}

TEST_F(VerifyRelease, LeavesAloneWhatIsNoAudience) {
  fs::create_directories(dir.path() / "empty" / "releases");
  std::ofstream(dir.path() / "catatan.txt") << "x";
  fs::permissions(release, fs::perms(0550));
  EXPECT_THAT(verify_release(dir.path()), ::testing::IsEmpty());
  fs::create_directory(dir.path() / "empty" / "releases" / "x");
  EXPECT_THAT(verify_release(dir.path()), ElementsAre(VerifyFault{"no_current", "empty/current"}));
}

TEST_F(VerifyRelease, FindsACurrentThatLeadsElsewhere) {
  fs::remove(dir.path() / "planning" / "current");
  EXPECT_THAT(faults(), ElementsAre(Field(&VerifyFault::code, "no_current")));
  fs::create_directory(dir.path() / "planning" / "other");
  fs::create_symlink("other", dir.path() / "planning" / "current");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"current_outside", "current"}));
  fs::remove(dir.path() / "planning" / "current");
  fs::create_symlink("releases/nowhere", dir.path() / "planning" / "current");
  EXPECT_THAT(faults(), ElementsAre(VerifyFault{"no_current", "current"}));
  EXPECT_THAT(verify_release(dir.path() / "absent"),
              ElementsAre(Field(&VerifyFault::code, "not_found")));
}

}  // namespace
}  // namespace rawan::io
