// What counts say together, against files of the program's own writers.

#include "attack/claims.h"
#include "attack/published_counts.h"
#include "rawan/io/error.h"
#include "support/attack_scenes.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace rawan::engine::attack {
namespace {

using rawan::testing::TempDir;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

// --- what is seen
// ---------------------------------------------------------------------------------

TEST(SeenRelease, HasTablesShapesKeysAndMembersOfArchives) {
  const TempDir dir;
  Release release(dir.path(), "planning", "20260101T000000Z-0123456789ab");
  const io::Layer cells = squares({{300'000, 100'000}, {300'250, 100'000}});
  release.map({cells});
  io::write_xlsx((release.path() / "a.xlsx").string(),
                 std::vector{table_of("t", {texts("k", {"KATA"})})}, "Isi");
  io::write_csv((release.path() / "a.csv").string(), table_of("t", {texts("k", {"a;b"})}));
  const io::SeenRelease seen = release.seen();
  EXPECT_EQ(seen.tier, "planning");
  ASSERT_EQ(seen.tables.size(), 2U);
  EXPECT_EQ(seen.tables[0].rows[0][0], io::SeenCell(std::string("a;b")));
  EXPECT_EQ(seen.tables[1].keys, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(seen.tables[1].shapes[0][0].size(), 5U);
  const bool word = std::ranges::any_of(seen.files, [](const io::SeenFile& file) {
    return file.name.starts_with("a.xlsx/") && file.bytes.find("KATA") != std::string::npos;
  });
  EXPECT_TRUE(word);
}

TEST(SeenRelease, IsRefusedWithoutAManifest) {
  const TempDir dir;
  EXPECT_THROW(io::see_release(dir.path()), io::InputError);
  EXPECT_THROW(io::see_release(dir.path() / "none"), io::InputError);
}

/// What cannot be understood would look as if nothing could be learned.
TEST(SeenRelease, IsRefusedInANewerForm) {
  const TempDir dir;
  const auto told = [&](const char* manifest) {
    testing::write_file(dir.path() / "manifest.json", manifest);
    try {
      return io::see_release(dir.path()).tier;
    } catch (const io::InputError& error) {
      return error.code();
    }
  };
  EXPECT_EQ(told(R"({"tier": "planning"})"), "planning");
  EXPECT_EQ(told(R"({"tier": "planning", "format": 1})"), "planning");
  EXPECT_EQ(told(R"({"tier": "planning", "format": 2})"), "format_newer");
  EXPECT_EQ(told(R"({"tier": "planning", "format": 18446744073709551615})"), "format_newer");
}

// --- counts
// ---------------------------------------------------------------------------------------

TEST(CountsOfReports, AreToldByTheNameOfTheColumn) {
  EXPECT_TRUE(is_count_of_reports("jumlah_laporan"));
  EXPECT_TRUE(is_count_of_reports("laporan_per_jam"));
  EXPECT_FALSE(is_count_of_reports("jam_per_laporan")) << "reports are what hours are divided by";
  EXPECT_FALSE(is_count_of_reports("jumlah_temuan"));
}

TEST(Bounds, AreReadFromEveryWayToShowAClass) {
  constexpr double kNoEnd = std::numeric_limits<double>::infinity();
  EXPECT_EQ(bounds_in("7"), (Bounds{.low = 7, .high = 7}));
  EXPECT_EQ(bounds_in("5-9"), (Bounds{.low = 5, .high = 9}));
  EXPECT_EQ(bounds_in("5–9"), (Bounds{.low = 5, .high = 9}));
  EXPECT_EQ(bounds_in("50+"), (Bounds{.low = 50, .high = kNoEnd}));
  EXPECT_EQ(bounds_in("<5"), (Bounds{.low = 0, .high = 4}));
  EXPECT_EQ(bounds_in("0 s.d. 4"), (Bounds{.low = 0, .high = 4}));
  EXPECT_EQ(bounds_in("disamarkan"), (Bounds{.low = 0, .high = kNoEnd, .hidden = true}));
  EXPECT_EQ(bounds_in("Masked"), bounds_in("Disamarkan"));
  EXPECT_EQ(bounds_in("Belum ada data"), (Bounds{.high = 0, .no_data = true}));
  EXPECT_EQ(bounds_in("sedang"), std::nullopt);
  EXPECT_EQ(bounds_in(""), std::nullopt);
}

/// A kecamatan of four villages, counts as shown.
io::SeenRelease kecamatan(const fs::path& dir, const std::string& name, const io::Texts& villages,
                          const std::string& total, const std::string& window = "2026-Q1") {
  io::Texts codes{"61.07.01"};
  io::Texts shown{total};
  for (std::size_t i = 0; i < villages.size(); ++i) {
    codes.emplace_back("61.07.01.200" + std::to_string(i + 1));
    shown.push_back(villages[i]);
  }
  const io::Texts windows(codes.size(), window);
  Release release(dir, "planning", name);
  io::write_csv((release.path() / "angka.csv").string(),
                table_of("angka", {texts("kode", codes), texts("jendela", windows),
                                   texts("laporan", shown)}));
  return release.seen();
}

TEST(Linear, RecoversTheOnlySuppressedVillageOfAKecamatan) {
  const TempDir dir;
  // domain.md section 9, case 6: 6, 7, 3, 8; one alone suppressed is 24 - 21.
  const auto one = kecamatan(dir.path(), "a", {"6", "7", "disamarkan", "8"}, "24");
  EXPECT_THAT(codes(run(attack_sums, scene_of({one}))), Contains("determined"));
}

TEST(Linear, LearnsNothingFromClassesWithEnoughSuppressed) {
  const TempDir dir;
  const auto two =
      kecamatan(dir.path(), "a", {"disamarkan", "10-19", "disamarkan", "5-9"}, "20-49");
  const auto lines = run(attack_sums, scene_of({two}));
  EXPECT_THAT(codes(lines), IsEmpty());
  EXPECT_GT(lines[0].tried, 0U);
}

TEST(Linear, SeesWhatIsShownBelowTheThreshold) {
  const TempDir dir;
  const auto open = kecamatan(dir.path(), "a", {"6", "7", "3", "8"}, "24");
  EXPECT_THAT(codes(run(attack_sums, scene_of({open}))), Contains("small"));
  const auto classes = kecamatan(dir.path(), "b", {"<5", "<5", "<5", "<5"}, "<5");
  EXPECT_THAT(codes(run(attack_sums, scene_of({classes}))), Not(Contains("small")));
}

TEST(Linear, TakesAYearApartByItsQuarters) {
  const TempDir dir;
  std::vector<io::SeenRelease> releases;
  releases.push_back(kecamatan(dir.path(), "y", {"30", "30"}, "60", "2026"));
  for (const char* quarter : {"2026-Q1", "2026-Q2", "2026-Q3"}) {
    releases.push_back(kecamatan(dir.path(), quarter, {"9", "9"}, "18", quarter));
  }
  releases.push_back(kecamatan(dir.path(), "q4", {"disamarkan", "disamarkan"}, "6", "2026-Q4"));
  EXPECT_THAT(codes(run(attack_sums, scene_of(releases))), Contains("determined"));
}

TEST(Linear, JoinsWhatTwoReleasesShow) {
  const TempDir dir;
  const auto a = kecamatan(dir.path(), "a", {"6", "7", "disamarkan", "disamarkan"}, "24");
  const auto b = kecamatan(dir.path(), "b", {"6", "7", "disamarkan", "8"}, "disamarkan");
  EXPECT_THAT(codes(run(attack_sums, scene_of({a, b}))), Contains("determined"));
}

/// Quarters of one village, "2026-Q1" first, in `desa_periode`, and more tables beside it.
io::SeenRelease village_quarters(const fs::path& dir, const std::string& name,
                                 const io::Texts& shown, const std::vector<io::Layer>& more) {
  io::Texts windows;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    windows.emplace_back("2026-Q" + std::to_string(i + 1));
  }
  const io::Texts codes(shown.size(), std::string("61.07.01.2001"));
  const io::Texts measures(shown.size(), std::string("Pelapor"));
  Release release(dir, "planning", name);
  io::write_csv(
      (release.path() / "desa_periode.csv").string(),
      table_of("desa_periode", {texts("kode_desa", codes), texts("periode", windows),
                                texts("ukuran", measures), texts("kelas_jumlah", shown)}));
  for (const io::Layer& layer : more) {
    io::write_csv((release.path() / (layer.name + ".csv")).string(), layer);
  }
  return release.seen();
}

io::Layer indicators(const io::Texts& areas, const io::Texts& windows, const io::Texts& shown,
                     const io::Texts& status) {
  const io::Texts codes(areas.size(), std::string("pelapor"));
  return table_of("indikator",
                  {texts("kode_wilayah", areas), texts("kode_indikator", codes),
                   texts("periode", windows), texts("nilai_teks", shown), texts("status", status)});
}

TEST(Linear, JoinsIndicatorsWithTheCountsOfAreas) {
  const TempDir dir;
  const io::Texts shown{"6", "7", "6", "disamarkan"};
  const auto apart = village_quarters(dir.path(), "a", shown, {});
  EXPECT_THAT(codes(run(attack_sums, scene_of({apart}))), IsEmpty());
  const auto told =
      village_quarters(dir.path(), "b", shown,
                       {indicators({"61.07.01.2001", "61.07.01.2001"}, {"2026", "2026-Q4"},
                                   {"22", ""}, {"final", "disamarkan"})});
  EXPECT_THAT(codes(run(attack_sums, scene_of({told}))), Contains("determined"));
}

io::Layer proposals(const std::string& evidence) {
  return table_of("usulan_musrenbang",
                  {texts("usulan_id", {"U1", "U2"}), texts("tahun", {"2027", "2027"}),
                   texts("kode_desa", {"61.07.01.2001", "61.07.01.2001"}),
                   texts("bukti_jumlah", {evidence, "disamarkan"}),
                   texts("periode", {"2026-01-01/2026-12-31", "2026-01-01/2026-12-31"})});
}

/// What follows for the hidden fourth quarter.
std::optional<Bounds> fourth_quarter(const io::SeenRelease& release) {
  for (const Claim& claim : claims_of(scene_of({release}), 5.0, {}).list) {
    if (claim.members.size() != 1) continue;
    if (std::get<2>(claim.members.front()) == "2026-Q4") return claim.bounds;
  }
  return std::nullopt;
}

TEST(Linear, TakesProposalsForWhatAVillageToldInAll) {
  const TempDir dir;
  const io::Texts shown{"5-9", "5-9", "5-9", "disamarkan"};
  const auto sayable = village_quarters(dir.path(), "a", shown, {proposals("20+")});
  EXPECT_FALSE(fourth_quarter(sayable)) << "27 may have told in the other three";
  const auto telling = village_quarters(dir.path(), "b", shown, {proposals("50+")});
  ASSERT_TRUE(fourth_quarter(telling));
  EXPECT_EQ(fourth_quarter(telling)->low, 23.0);
}

// --- counts joined with areas
// -------------------------------------------------------------------

/// Villages of 3 km by 3 km side by side, with what `desa_periode` says of each.
io::SeenRelease mapped_villages(const fs::path& dir, const io::Texts& shown) {
  std::vector<Point> corners;
  io::Texts codes;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    corners.push_back({300'000.0 + 3'000.0 * static_cast<double>(i), 100'000.0});
    codes.emplace_back("61.07.01.20" + std::to_string(10 + i));
  }
  io::Layer villages = squares(corners, 3'000.0);
  villages.name = "desa_prioritas";
  villages.columns = {texts("kode_desa", codes)};
  const io::Texts windows(codes.size(), std::string("2026"));
  Release release(dir, "planning", "20260101T000000Z-0123456789ab");
  release.map({villages});
  io::write_csv((release.path() / "desa_periode.csv").string(),
                table_of("desa_periode", {texts("kode_desa", codes), texts("periode", windows),
                                          texts("pelapor", shown)}));
  return release.seen();
}

/// The gain of the joined counts where all told in the first village.
Line joined(const io::SeenRelease& release, const char* day) {
  std::vector<Point> told;
  for (int i = 0; i < 100; ++i)
    told.push_back({300'150.0 + 300.0 * (i % 10), 100'150.0 + 300.0 * (i / 10)});
  Scene scene = scene_of({release});
  scene.truth = truth_at(told);
  scene.truth->days.assign(told.size(), day);
  return run(attack_classes, scene).back();
}

TEST(Joined, ClassesThatPointToOneVillageAreAGain) {
  const TempDir dir;
  const io::Texts uneven{"50+", "5-9", "5-9", "5-9", "5-9", "5-9", "5-9", "5-9"};
  const Line line = joined(mapped_villages(dir.path(), uneven), "2026-05-05");
  EXPECT_EQ(line.tried, 1U);
  ASSERT_TRUE(line.near);
  EXPECT_GT(line.near->value, 0.05);
  EXPECT_THAT(codes({line}), Contains("points"));
  EXPECT_FALSE(joined(mapped_villages(dir.path() / "b", uneven), "2025-05-05").near)
      << "nobody told in the window";
}

TEST(Joined, ClassesThatAreAllAlikeSayNothing) {
  const TempDir dir;
  const io::Texts even(8, std::string("10-19"));
  const Line line = joined(mapped_villages(dir.path(), even), "2026-05-05");
  ASSERT_TRUE(line.near);
  EXPECT_NEAR(line.near->value, 0.0, 0.01);
  EXPECT_THAT(codes({line}), IsEmpty());
}

TEST(Diff, FindsTheFewWhoCameBetweenTwoCumulativeReleases) {
  const TempDir dir;
  const auto a = kecamatan(dir.path(), "a", {"6", "7", "12", "8"}, "33", "2026-01-01/2026-03-31");
  const auto b = kecamatan(dir.path(), "b", {"6", "9", "19", "8"}, "42", "2026-01-01/2026-04-30");
  const auto found = codes(run(attack_differences, scene_of({a, b})));
  EXPECT_EQ(found, std::vector<std::string>{"difference"});  // 9 - 7; not 19 - 12 nor 42 - 33.
}

TEST(Diff, LearnsNothingFromDisjointWindows) {
  const TempDir dir;
  const auto a = kecamatan(dir.path(), "a", {"6", "7", "12", "8"}, "33", "2026-Q1");
  const auto b = kecamatan(dir.path(), "b", {"6", "9", "19", "8"}, "42", "2026-Q2");
  EXPECT_THAT(codes(run(attack_differences, scene_of({a, b}))), IsEmpty());
}

// --- average
// --------------------------------------------------------------------------------------

TEST(Average, FindsNoiseThatWasDrawnTwice) {
  const TempDir dir;
  const auto yearly = [&](const std::string& name, const std::string& shown) {
    Release release(dir.path(), "public", name);
    io::write_csv((release.path() / "angka.csv").string(),
                  table_of("angka", {texts("kode", {"61.07.01"}), texts("tahun", {"2026"}),
                                     texts("laporan", {shown})}));
    return release.seen();
  };
  const auto a = yearly("a", "20");
  EXPECT_THAT(codes(run(attack_repetition, scene_of({a, yearly("b", "20")}))), IsEmpty());
  EXPECT_THAT(codes(run(attack_repetition, scene_of({a, yearly("c", "25")}))), Contains("redrawn"));
}

TEST(Average, FindsMasksThatMove) {
  const TempDir dir;
  const auto stops = [&](const std::string& name, io::GeoPoint at) {
    io::Layer layer = table_of("singgah", {texts("id", {"S-1"})});
    layer.shapes = std::vector<io::GeoPoint>{at};
    return Release(dir.path(), "operational", name).map({layer}).seen();
  };
  const auto a = stops("a", {109.5, 0.9});
  EXPECT_THAT(codes(run(attack_repetition, scene_of({a, stops("b", {109.5, 0.9})}))), IsEmpty());
  EXPECT_THAT(codes(run(attack_repetition, scene_of({a, stops("c", {109.5001, 0.9})}))),
              Contains("moved"));
}

}  // namespace
}  // namespace rawan::engine::attack
