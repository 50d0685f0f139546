#include "rawan/io/release.h"
#include "support/small_release.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <string>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content;
using rawan::testing::make_writable;
using rawan::testing::publish_release;
using rawan::testing::replace;
using rawan::testing::TempDir;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;

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
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((release / "map.gpkg").c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, "DROP TABLE marks", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  fs::permissions(release / "map.gpkg", fs::perms(0440));
  EXPECT_THAT(faults(), Contains(VerifyFault{"layer_missing", "map.gpkg:marks"}));
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
