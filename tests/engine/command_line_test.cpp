// Runs the real program.

#include "support/files.h"
#include "support/program.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

using rawan::testing::content_of;
using rawan::testing::Outcome;
using rawan::testing::TempDir;
using rawan::testing::write_file;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

Outcome rawan(const std::vector<std::string>& arguments) {
  return rawan::testing::run_program(RAWAN_PROGRAM, arguments);
}

constexpr const char* kProject = R"([project]
name = "Contoh"
language = "en"
[period]
from = 2026-01-01
to = 2026-06-30
[inputs.villages]
path = "desa.gpkg"
[analysis]
cell_m = 300
)";

const std::vector<std::string> kCommands{
    "attack", "init",   "check",   "doctor",          "run",     "schedule", "simulate",
    "schema", "verify", "density", "network-density", "cluster", "local",    "global",
    "scan",   "rates",  "roads",   "space-time",      "merge",   "draw"};

TEST(Program, HelpsInIndonesianWithAnExample) {
  const Outcome help = rawan({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.error, IsEmpty());
  EXPECT_THAT(help.out, AllOf(HasSubstr("Pemakaian: rawan"), HasSubstr("Contoh:"),
                              HasSubstr("rawan run bengkayang/project.toml -o keluaran")));
  for (const std::string& command : kCommands) EXPECT_THAT(help.out, HasSubstr("\n  " + command));
}

TEST(Program, HelpsWithEachCommandInBothLanguages) {
  for (const std::string& command : kCommands) {
    EXPECT_THAT(rawan({command, "--help"}).out,
                AllOf(HasSubstr("Contoh:\n  rawan " + command), Not(HasSubstr("Usage"))));
    EXPECT_THAT(rawan({command, "--help", "--lang", "en"}).out,
                AllOf(HasSubstr("Examples:\n  rawan " + command), HasSubstr("Usage: rawan ")));
  }
}

TEST(Program, ShowsNoWordsOfItsLibraryInIndonesianHelp) {
  for (const std::string& command : kCommands) {
    EXPECT_THAT(rawan({command, "--help"}).out,
                AllOf(Not(HasSubstr("OPTIONS")), Not(HasSubstr("Options")), Not(HasSubstr("TEXT")),
                      Not(HasSubstr("UINT")), Not(HasSubstr("[[")), Not(HasSubstr("REQUIRED")),
                      Not(HasSubstr("Print this help"))));
  }
}

TEST(Program, TellsItsVersionAndItsLibraries) {
  const Outcome version = rawan({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, AllOf(StartsWith("rawan "), HasSubstr("\nGDAL 3."), HasSubstr("\nPROJ "),
                                 HasSubstr("\noneTBB "), HasSubstr("\nCLI11 ")));
}

TEST(Program, EndsWith2OnWhatItDoesNotUnderstand) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  write_file(project, kProject);
  const std::vector<std::vector<std::string>> wrong{{},
                                                    {"fly"},
                                                    {"run"},
                                                    {"run", project},
                                                    {"run", project, "-o"},
                                                    {"run", project, "extra", "-o", "x"},
                                                    {"simulate", project},
                                                    {"simulate", project, "--evaluate", "0"},
                                                    {"check", project, "--threads", "none"},
                                                    {"check", project, "--threads", "-1"},
                                                    {"check", project, "--lang", "de"},
                                                    {"check", project, "--quite"},
                                                    {"schema", "no_such_table"},
                                                    {"check", project, "--quiet=perhaps"}};
  for (const auto& arguments : wrong) {
    const Outcome outcome = rawan(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << ::testing::PrintToString(arguments) << outcome.error;
    EXPECT_THAT(outcome.error, StartsWith("rawan: E2 ")) << ::testing::PrintToString(arguments);
    EXPECT_EQ(std::ranges::count(outcome.error, '\n'), 1) << outcome.error;
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

TEST(Program, NamesTheNearestOptionAndCommand) {
  EXPECT_THAT(rawan({"check", "x", "--quite", "--lang=en"}).error,
              HasSubstr("E2 usage_option: unknown option --quite. Did you mean --quiet?"));
  EXPECT_THAT(rawan({"simluate"}).error, HasSubstr("Mungkin maksudnya perintah simulate"));
}

TEST(Program, SaysThatAnOptionBelongsToAnotherCommand) {
  EXPECT_THAT(rawan({"check", "x", "--evaluate", "3", "--lang=en"}).error,
              HasSubstr("E2 usage_elsewhere: the option --evaluate does not belong to the command "
                        "check. See \"rawan check --help\""));
}

TEST(Program, SuggestsOnlyOptionsOfTheCommandAndNamesNoValue) {
  EXPECT_THAT(
      rawan({"check", "x", "--jsn=rahasia"}).error,
      AllOf(HasSubstr("usage_option"), Not(HasSubstr("--json")), Not(HasSubstr("rahasia"))));
}

TEST(Program, SuggestsNoCommandForAnArgumentTooMany) {
  EXPECT_THAT(rawan({"run", "x", "lebih", "-o", "y"}).error,
              AllOf(HasSubstr("E2 usage_extra: lebih berlebih"), Not(HasSubstr("Mungkin"))));
}

TEST(Program, EndsWith2WithoutAReadableProject) {
  const TempDir directory;
  EXPECT_THAT(rawan({"check", (directory.path() / "none.toml").string()}).error,
              StartsWith("rawan: E2 config_not_found: "));
  EXPECT_THAT(rawan({"check", directory.path().string()}).error,
              StartsWith("rawan: E2 config_unreadable: "));
}

TEST(Program, NamesFileLineKeyAndNearestKey) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  write_file(project, std::string(kProject) + "densty_cell_m = 100\n");
  const Outcome outcome = rawan({"check", project});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.error, "rawan: E2 config_unknown_key: " + project +
                               ", line 11: unknown key analysis.densty_cell_m. Did you mean "
                               "analysis.density_cell_m?\n");
  EXPECT_THAT(rawan({"check", project, "--lang", "id"}).error, HasSubstr(", baris 11: kunci "));
}

TEST(Program, TakesGlobalOptionsBeforeAndAfterTheCommand) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  write_file(project, kProject);
  const Outcome before = rawan({"--lang", "id", "--quiet", "run", project, "--print-config"});
  const Outcome after = rawan({"run", project, "--print-config", "--quiet", "--lang", "id"});
  EXPECT_EQ(before.exit_code, 0) << before.error;
  EXPECT_EQ(before.out, after.out);
  EXPECT_THAT(after.out, HasSubstr("language = \"id\""));
}

TEST(Program, PrintsAConfigurationThatIsValidInput) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  write_file(project, kProject);
  const Outcome first = rawan({"run", project, "--print-config"});
  EXPECT_EQ(first.exit_code, 0);
  EXPECT_THAT(first.out, AllOf(HasSubstr("cell_m = 300\n"), HasSubstr("top_k = 10\n")));
  write_file(project, first.out);
  EXPECT_EQ(rawan({"run", project, "--print-config"}).out, first.out);
}

constexpr const char* kVillages = R"({"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"kode": "61.07.04.1001", "nama": "Barat"}, "geometry": {
"type": "Polygon", "coordinates": [[[109.4,0.8],[109.5,0.8],[109.5,0.9],[109.4,0.9],[109.4,0.8]]]}},
{"type": "Feature", "properties": {"kode": "61.07.12.2009", "nama": "Timur"}, "geometry": {
"type": "Polygon", "coordinates": [[[109.5,0.8],[109.6,0.8],[109.6,0.9],[109.5,0.9],[109.5,0.8]]]}}
]})";

std::string project_over(const std::string& extra) {
  return "[project]\nname = \"Contoh\"\nlanguage = \"en\"\n" + extra +
         "[period]\nfrom = 2026-01-01\nto = 2026-06-30\n"
         "[inputs.villages]\npath = \"desa.geojson\"\ncodes = \"kemendagri\"\n";
}

TEST(Program, NeverReplacesAPatrolLogBySyntheticData) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  const std::string log = (directory.path() / "patroli.csv").string();
  write_file(directory.path() / "desa.geojson", kVillages);
  write_file(log, "real");
  write_file(project, project_over(""));
  const Outcome refused = rawan({"simulate", project, "-o", directory.path().string()});
  EXPECT_EQ(refused.exit_code, 5) << refused.error;
  EXPECT_THAT(refused.error, HasSubstr("E5 not_synthetic: " + log));
  EXPECT_EQ(content_of(log), "real");
  write_file(project, project_over("synthetic = true\n"));
  EXPECT_EQ(rawan({"simulate", project, "-o", directory.path().string()}).exit_code, 0);
  EXPECT_NE(content_of(log), "real");
}

TEST(Program, ReplacesTheSyntheticDataOfAnEarlierRun) {
  const TempDir directory;
  const std::string project = (directory.path() / "project.toml").string();
  const std::string out = (directory.path() / "latihan").string();
  write_file(directory.path() / "desa.geojson", kVillages);
  write_file(project, project_over(""));
  EXPECT_EQ(rawan({"simulate", project, "-o", out}).exit_code, 0);
  EXPECT_EQ(rawan({"simulate", project, "-o", out}).exit_code, 0);
}

TEST(Program, BeginsAProjectOnce) {
  const TempDir directory;
  const std::string project = (directory.path() / "baru").string();
  const Outcome first = rawan({"init", project});
  EXPECT_EQ(first.exit_code, 0) << first.error;
  EXPECT_THAT(first.out, HasSubstr("baru/project.toml\n"));
  const Outcome printed = rawan({"run", project + "/project.toml", "--print-config"});
  EXPECT_EQ(printed.exit_code, 0) << printed.error;
  const Outcome second = rawan({"init", project});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.error, StartsWith("rawan: E2 init_exists: "));
}

TEST(Program, ShowsSchemasForPeopleAndPrograms) {
  EXPECT_THAT(rawan({"schema"}).out, AllOf(HasSubstr("reports\n"), HasSubstr("squads\n")));
  EXPECT_THAT(rawan({"schema", "reports"}).out,
              AllOf(HasSubstr("record_type\n"), HasSubstr("jenis_laporan"), HasSubstr("persepsi"),
                    HasSubstr("P1")));
  EXPECT_THAT(rawan({"schema", "reports", "--json"}).out,
              AllOf(StartsWith("{"), HasSubstr("\"privacy\": \"p1\"")));
  EXPECT_THAT(rawan({"schema", "--json"}).out, StartsWith("["));
}

TEST(Program, RefusesToVerifyWhatIsNoRelease) {
  const TempDir directory;
  const Outcome outcome = rawan({"verify", directory.path().string()});
  EXPECT_EQ(outcome.exit_code, 5);
  EXPECT_THAT(outcome.error, StartsWith("rawan: E5 release_incomplete: "));
  EXPECT_THAT(outcome.out, Not(IsEmpty()));
}

TEST(Program, EndsWith5IfItCannotSayWhatItFound) {
  const std::string line = std::string(RAWAN_PROGRAM) + " --help > /dev/full 2> /dev/null";
  EXPECT_EQ(WEXITSTATUS(std::system(line.c_str())), 5);
}

}  // namespace
}  // namespace rawan::engine
