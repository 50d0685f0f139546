#include "rawan/engine/config.h"

#include "config_print.h"
#include "config_sections.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

using std::chrono::March;
using std::chrono::November;
using std::chrono::year;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kSmallest = R"([project]
name = "Kabupaten Contoh"
[period]
from = 2026-01-01
to = 2026-06-30
[inputs.villages]
path = "desa.gpkg"
)";

/// A project file in a directory of its own.
class Project {
 public:
  explicit Project(const std::string& text) { rawan::testing::write_file(file(), text); }
  std::filesystem::path directory() const { return directory_.path(); }
  std::filesystem::path file() const { return directory_.path() / "project.toml"; }
  Config read() const { return read_config(file()); }

 private:
  rawan::testing::TempDir directory_;
};

/// The message about a project file that is the smallest one with more text.
std::string complaint(const std::string& more, Language language = Language::en) {
  const Project project(kSmallest + more);
  try {
    read_config(project.file(), language);
  } catch (const ConfigError& error) {
    return error.id() + ": " + error.what();
  }
  return "no complaint";
}

io::TableSource table(const std::string& path) {
  return {path, {"Lembar 1", '|', "windows-1252"}, io::CodeSystem::bps, "ymd"};
}

/// No member has its default value.
Config everything_changed(const std::filesystem::path& directory) {
  const auto in = [&](const char* name) { return (directory / name).string(); };
  Config c;
  c.file = directory / "project.toml";
  c.project = {"Kabupaten \"Uji\" \\ baris\nbaru", "Satpol PP", "61.07", false, Language::en,
               9'000'000'000'000'000'000U,         true};
  c.period = {year(2025) / March / 1, year(2026) / November / 20};
  c.inputs.villages = {in("batas/desa.shp"), "lapisan",       "custom", "kode", "nama", "kec",
                       io::CodeSystem::bps,  in("nama.gpkg"), "2025",   0.25};
  c.inputs.villages_attribution = "Asal — lisensi";
  c.inputs.reports = {
      {in("a.csv"), {"L", '\t', "utf-16", true}, io::CodeSystem::automatic, "mdy", "kobo", "32649"},
      {"/lain/b.xlsx"}};
  c.inputs.patrol_log = table(in("1.csv"));
  c.inputs.krppa = table(in("2.csv"));
  c.inputs.population = table(in("3.csv"));
  c.inputs.posts = table(in("4.csv"));
  c.inputs.squads = table(in("5.csv"));
  c.inputs.contacts = table(in("6.csv"));
  c.inputs.sensitive_sites = table(in("9.csv"));
  c.inputs.checkins = CheckinSource{table(in("10.csv")), in("jadwal.csv")};
  c.inputs.crosswalk = table("/lain/7.csv");
  c.inputs.roads = FileSource{in("jalan.gpkg")};
  c.inputs.speeds = FileSource{in("laju.toml")};
  c.inputs.travel_matrix = FileSource{"/lain/8.csv"};
  c.inputs.overrides = FileSource{in("jadwal.xlsx")};
  c.validation = {0.1, Meters(1.0 / 3.0), 55.5, 7, true};
  c.analysis = {Kernel::gaussian,
                BandwidthRule::fixed,
                Meters(1234.5),
                Meters(100),
                Meters(500),
                Meters(900),
                Meters(750),
                6,
                150,
                11,
                3,
                8,
                0.7,
                5000,
                0.95,
                20};
  c.evidence = {0.9, 0.4, 0.1, 5, true};
  c.priority = {12.5, 7.25, 60, 3.5};
  PatrolConfig& p = c.patrol;
  p.start = year(2026) / November / 23;
  p.days = 5;
  p.dwell_patrol = Minutes(11);
  p.dwell_patrol_full = Minutes(15);
  p.long_stay_share = 0.4;
  p.dwell_dialogue = Minutes(30);
  p.dialogue_needs_training = false;
  p.briefing = Minutes(15);
  p.detour_factor = 1.3;
  p.default_speed_kmh = 35.0;
  p.snap_limit = Meters(200);
  p.night_from = Minutes(19 * 60);
  p.night_to = Minutes(5 * 60);
  p.rain = true;
  p.hotspot_max_visits = 4;
  p.hotspot_gap_days = 2;
  p.village_max_visits = 2;
  p.village_total_visits = 6;
  p.krppa_min_visits = 2;
  p.max_gap_days = 60;
  p.max_village_share = 0.3;
  p.max_squad_share = 0.5;
  p.dialogue_open = Minutes(7 * 60 + 30);
  p.dialogue_close = Minutes(24 * 60);
  p.search_iterations = 500;
  p.search_walks = 3;
  p.pool_within = 0.05;
  p.pool_size = 8;
  p.seed = 77;
  p.shifts = {
      {"P", Minutes(7 * 60), Minutes(15 * 60), Minutes(30), Minutes(9 * 60), Minutes(12 * 60)},
      {"M", Minutes(23 * 60), Minutes(31 * 60), Minutes(45), Minutes(25 * 60), Minutes(28 * 60)},
      {"H", Minutes(420), Minutes(420 + 1440)}};
  p.rotations = {{"tiga", "P M - H", 2}};
  p.exclusions = {{"R1", "61.07.04.1001"}, {"R2", "61.07.05"}};
  p.revisits = {{"A-1", "pasar", Minutes(90), false}};
  c.output = {.tiers = {Tier::restricted, Tier::open},
              .policy = "aturan.toml",
              .policy_key = "RWQf6LRCGA9i53ml",
              .sharing_agreement = "PKS 12/2026",
              .accept_unencrypted = "Sri, 2026-11-22"};
  c.simulate = {12, 0.2, 2.5, 3.5, 7.5, 0.9, 0.2, 15.5, 30, 0.5, 0.1, 142249, 153717, 5};
  return c;
}

TEST(ReadConfig, GivesDefaultsToWhatTheFileDoesNotTell) {
  const Config config = Project(kSmallest).read();
  EXPECT_EQ(config.analysis, AnalysisConfig{});
  EXPECT_EQ(config.validation, ValidationConfig{});
  EXPECT_EQ(config.simulate, SimulateConfig{});
  EXPECT_EQ(config.project.language, Language::id);
  EXPECT_FALSE(config.inputs.krppa.has_value());
}

TEST(ReadConfig, LooksForInputsBesideTheProjectFile) {
  const Project project(kSmallest + std::string("[[inputs.reports]]\npath = \"../b/r.csv\"\n"));
  const Config config = project.read();
  EXPECT_EQ(config.inputs.villages.path, (project.directory() / "desa.gpkg").string());
  EXPECT_EQ(config.inputs.reports.at(0).path,
            (project.directory().parent_path() / "b/r.csv").string());
}

TEST(ReadConfig, LetsThePlanBeginAfterThePeriodUnlessToldOtherwise) {
  EXPECT_EQ(Project(kSmallest).read().patrol.start, Day(year(2026) / std::chrono::July / 1));
}

TEST(ReadConfig, LetsAShiftThatEndsBeforeItBeginsEndOnTheNextDay) {
  const Config config =
      Project(kSmallest +
              std::string("[[patrol.shifts]]\ncode = \"M\"\nstart = \"23:00\"\nend = \"07:00\"\n"))
          .read();
  EXPECT_EQ(config.patrol.shifts.at(0).end, Minutes(31 * 60));
}

TEST(ReadConfig, TakesWholeNumbersWhereNumbersAreExpected) {
  EXPECT_EQ(Project(kSmallest + std::string("[analysis]\ncell_m = 300\n")).read().analysis.cell,
            Meters(300));
}

TEST(PrintConfig, IsReadBackEqual) {
  const Project project("");
  const Config config = everything_changed(project.directory());
  rawan::testing::write_file(project.file(), print_config(config));
  EXPECT_EQ(project.read(), config);
}

TEST(PrintConfig, WritesPathsBelowTheProjectRelativeToIt) {
  const std::string text = print_config(everything_changed("/proyek"));
  EXPECT_THAT(text, AllOf(HasSubstr("path = \"batas/desa.shp\""), HasSubstr("path = \"a.csv\""),
                          HasSubstr("path = \"/lain/b.xlsx\"")));
}

TEST(PrintConfig, OfEveryDefaultIsReadBackEqual) {
  const Project project(kSmallest);
  const Config config = project.read();
  rawan::testing::write_file(project.file(), print_config(config));
  EXPECT_EQ(project.read(), config);
}

TEST(PrintCommented, IsReadBackEqualInBothLanguages) {
  for (const Language language : {Language::id, Language::en}) {
    const Project project("");
    const Config config = everything_changed(project.directory());
    rawan::testing::write_file(project.file(), print_commented(config, Catalogue(language)));
    EXPECT_EQ(project.read(), config);
  }
}

TEST(PrintCommented, ExplainsEveryKey) {
  const std::string text = print_commented(everything_changed("/proyek"), Catalogue(Language::id));
  for (const Section& section : config_sections()) {
    for (const Entry& entry : section.entries) {
      EXPECT_THAT(text, HasSubstr("\n" + std::string(entry.name) + " = ")) << section.path;
    }
  }
  EXPECT_THAT(text, HasSubstr("Bawaan: 250."));
}

RC_GTEST_PROP(PrintConfig, KeepsAnyTextAndAnyNumber, ()) {
  const Project project("");
  Config config = everything_changed(project.directory());
  const auto letters = rc::gen::oneOf(rc::gen::inRange(1, 128), rc::gen::just(0x7f));
  for (const int c : *rc::gen::container<std::vector<int>>(letters)) {
    config.inputs.villages_attribution += static_cast<char>(c);
  }
  const double share = *rc::gen::inRange(1, 1'000'000);
  config.validation.max_rejected_share = 1.0 / share;
  config.analysis.bandwidth = Meters(share / 7.0 > 1e5 ? 1e5 : share / 7.0);
  rawan::testing::write_file(project.file(), print_config(config));
  RC_ASSERT(project.read() == config);
}

TEST(ReadConfig, NamesLineKeyAndNearestKeyOfAnUnknownOne) {
  EXPECT_THAT(complaint("[analysis]\ncel_m = 250\n"),
              AllOf(HasSubstr("config_unknown_key: "), HasSubstr("project.toml, line 9: "),
                    HasSubstr("unknown key analysis.cel_m. Did you mean analysis.cell_m?")));
}

TEST(ReadConfig, FindsTheNearestKeyInOtherSectionsAndAmongSections) {
  EXPECT_THAT(complaint("[analysis]\ndetour_factor = 1.2\n"), HasSubstr("patrol.detour_factor?"));
  EXPECT_THAT(complaint("[[inputs.report]]\npath = \"x\"\n"), HasSubstr("inputs.reports?"));
  EXPECT_THAT(complaint("[patrole]\ndays = 3\n"), HasSubstr("Did you mean patrol?"));
}

TEST(ReadConfig, ComplainsAboutTheFirstLineThatIsWrong) {
  EXPECT_THAT(complaint("[validation]\npile_size = 1\n[analysis]\ncel_m = 1\n"),
              HasSubstr("line 9: the value of validation.pile_size"));
}

TEST(ReadConfig, SpeaksTheLanguageAskedForOrThatOfTheFile) {
  EXPECT_THAT(complaint("[analysis]\ncel_m = 1\n", Language::id),
              HasSubstr("baris 9: kunci analysis.cel_m tidak dikenal. Mungkin maksudnya"));
  const Project project("[project]\nlanguage = \"en\"\nnama = \"x\"\n");
  try {
    read_config(project.file());
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("unknown key project.nama. Did you mean project.name?"));
  }
}

struct BadValue {
  const char* text;
  const char* id;
  const char* words;
};

class ReadConfigRefuses : public ::testing::TestWithParam<BadValue> {};

TEST_P(ReadConfigRefuses, WithAnIdAndTheRule) {
  const auto& [text, id, words] = GetParam();
  EXPECT_THAT(complaint(text), AllOf(HasSubstr(std::string(id) + ": "), HasSubstr(words))) << text;
}

INSTANTIATE_TEST_SUITE_P(
    BadValues, ReadConfigRefuses,
    ::testing::Values(
        BadValue{"[analysis]\ncell_m = \"250\"", "config_not_number", "analysis.cell_m"},
        BadValue{"[analysis]\ncell_m = {}", "config_not_number", "analysis.cell_m"},
        BadValue{"[analysis]\ncell_m = nan", "config_range", "from 10 to 10000"},
        BadValue{"[analysis]\ncell_m = -5", "config_range", "from 10 to 10000"},
        BadValue{"[analysis]\nbandwidth_m = 0", "config_range_open", "above 0, up to 100000"},
        BadValue{"[analysis]\ntop_k = 2.5", "config_not_integer", "analysis.top_k"},
        BadValue{"[analysis]\ntop_k = 4294967297", "config_range", "analysis.top_k"},
        BadValue{"[analysis]\nkernel = \"round\"", "config_choice", "\"quartic\", \"gaussian\""},
        BadValue{"[patrol]\ndwell_patrol_min = 20", "config_range", "from 10 to 16"},
        BadValue{"[patrol]\nstart = \"2026-01-01\"", "config_not_date", "2026-01-31"},
        BadValue{"[patrol]\nstart = 2026-01-01T08:00:00", "config_not_date", "patrol.start"},
        BadValue{"[patrol]\ndialogue_open = \"8:00\"", "config_not_clock", "08:00"},
        BadValue{"[patrol]\ndialogue_open = \"24:30\"", "config_not_clock", "08:00"},
        BadValue{"[patrol]\ndialogue_open = \"18:00\"", "config_dialogue_hours", "dialogue_close"},
        BadValue{"[priority]\nstale_bonus = 90", "config_bonus", "stale_bonus"},
        BadValue{"[patrol.shifts]\ncode = \"P\"", "config_not_repeated", "[[patrol.shifts]]"},
        BadValue{"[[patrol.shifts]]\ncode = \"P\"\nstart = \"07:00\"", "config_missing",
                 "patrol.shifts.end"},
        BadValue{"[[patrol.shifts]]\ncode = \"P\"\nstart = \"07:00\"\nend = \"08:00\"\n"
                 "[[patrol.shifts]]\ncode = \"P\"\nstart = \"09:00\"\nend = \"10:00\"",
                 "config_shift_twice", "same code"},
        BadValue{"[[output]]\npolicy = \"baku\"", "config_not_section", "output"},
        BadValue{"[inputs.crosswalk]\npath = 1", "config_not_text", "inputs.crosswalk.path"},
        BadValue{"[output]\ntiers = true", "config_not_list", "output.tiers"},
        BadValue{"[output]\ntiers = []", "config_not_list", "output.tiers"},
        BadValue{"[output]\ntiers = [1]", "config_not_list", "output.tiers"},
        BadValue{"[output]\ntiers = [\"everybody\"]", "config_choice", "output.tiers"},
        BadValue{"[output]\ntiers = [\"public\", \"public\"]", "config_twice", "output.tiers"},
        BadValue{"[output]\npolicy = \"a\"\npolicy = \"a\"", "config_syntax", "only once"},
        BadValue{"[output\n", "config_syntax", "line 8"},
        BadValue{"[inputs.krppa]\nlayer = \"x\"", "config_missing", "inputs.krppa.path"},
        BadValue{"[inputs.krppa]\npath = \"\"", "config_empty", "inputs.krppa.path"},
        BadValue{"[inputs.krppa]\npath = 3", "config_not_text", "inputs.krppa.path"},
        BadValue{"[inputs.krppa]\npath = \"x\"\nseparator = \"x\"", "config_choice", "separator"},
        BadValue{"[[inputs.reports]]\npath = \"x\"\nutm_epsg = \"a\"", "config_not_integer",
                 "utm_epsg"}));

TEST(ReadConfig, RefusesAProjectWithoutItsRequiredSections) {
  const Project project("[project]\nname = \"x\"\n[period]\nfrom = 2026-01-01\nto = 2026-02-01\n");
  try {
    read_config(project.file(), Language::en);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("required key inputs.villages.path is missing"));
  }
}

/// The id of the error for a whole project file.
std::string id_of(const std::string& text) {
  try {
    Project(text).read();
  } catch (const ConfigError& error) {
    return error.id();
  }
  return "none";
}

TEST(ReadConfig, RefusesWhatContradictsItself) {
  const std::string villages = "[inputs.villages]\npath = \"x\"\n";
  EXPECT_EQ(
      id_of("[project]\nname = \"x\"\n[period]\nfrom = 2026-02-01\nto = 2026-01-01\n" + villages),
      "config_period");
  const auto with_period = [&](const std::string& from, const std::string& to,
                               const std::string& patrol = "") {
    return id_of("[project]\nname = \"x\"\n[period]\nfrom = " + from + "\nto = " + to + "\n" +
                 villages + patrol);
  };
  EXPECT_EQ(with_period("1999-12-31", "2020-01-01"), "config_period_length");
  EXPECT_EQ(with_period("2026-01-01", "9999-12-31"), "config_period_length");
  EXPECT_EQ(with_period("2000-01-01", "2050-02-05", "[patrol]\nstart = 2055-02-06\n"), "none");
  EXPECT_EQ(with_period("2000-01-01", "2050-02-08"), "config_period_length");
  EXPECT_EQ(with_period("2026-01-01", "2026-12-31", "[patrol]\nstart = 9999-12-31\n"),
            "config_patrol_start");
  EXPECT_EQ(with_period("2026-01-01", "2026-12-31", "[patrol]\nstart = 2020-12-31\n"),
            "config_patrol_start");
  EXPECT_EQ(id_of("[project]\nname = \"x\"\nregency = \"6107\"\n[period]\nfrom = 2026-01-01\n"
                  "to = 2026-02-01\n" +
                  villages),
            "config_regency");
  EXPECT_EQ(id_of(kSmallest + std::string("profile = \"custom\"\n")), "config_custom_profile");
}

TEST(ReadConfig, TellsAMissingFileFromOneItCannotRead) {
  const rawan::testing::TempDir directory;
  const auto id = [](const std::filesystem::path& file) -> std::string {
    try {
      read_config(file);
    } catch (const ConfigError& error) {
      return error.id();
    }
    return "none";
  };
  EXPECT_EQ(id(directory.path() / "none.toml"), "config_not_found");
  EXPECT_EQ(id(directory.path()), "config_unreadable");
}

TEST(ConfigSections, NameEachKeyOnce) {
  std::set<std::string> names;
  for (const Section& section : config_sections()) {
    for (const Entry& entry : section.entries) {
      EXPECT_TRUE(names.insert(std::string(section.path) + "." + std::string(entry.name)).second);
    }
  }
}

}  // namespace
}  // namespace rawan::engine
