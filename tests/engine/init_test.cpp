#include "init.h"

#include "rawan/engine/config_error.h"
#include "rawan/io/schema.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const Day kToday = std::chrono::year(2026) / std::chrono::November / 21;  // A Saturday.

TEST(StartingConfig, PlansFromTheNextMonday) {
  const Config config = starting_config(Language::id, kToday);
  EXPECT_EQ(config.patrol.start, kToday + std::chrono::days(2));
  EXPECT_EQ(starting_config(Language::id, config.patrol.start).patrol.start,
            config.patrol.start + std::chrono::days(7));
}

TEST(StartingConfig, AnalyzesTheYearSoFar) {
  const Config config = starting_config(Language::id, kToday);
  EXPECT_EQ(config.period.from, Day(std::chrono::year(2026) / std::chrono::January / 1));
  EXPECT_EQ(config.period.to, kToday);
}

std::vector<std::string> headers(const std::string& table) {
  std::string text = empty_table(table);
  EXPECT_THAT(text, StartsWith("\xEF\xBB\xBF"));
  text = text.substr(3, text.size() - 5);
  std::vector<std::string> result;
  std::stringstream stream(text);
  for (std::string header; std::getline(stream, header, ';');) result.push_back(header);
  return result;
}

TEST(EmptyTable, HasAColumnTheReaderKnowsForEachFieldItReads) {
  for (const io::TableSchema& schema : io::all_schemas()) {
    std::set<std::string_view> found;
    for (const std::string& header : headers(std::string(schema.name))) {
      const auto match = io::match_header(schema, header);
      ASSERT_EQ(match.kind, io::HeaderMatch::Kind::field) << schema.name << ": " << header;
      EXPECT_TRUE(found.insert(schema.fields[match.field].name).second) << header;
    }
    for (const io::Field& field : schema.fields) {
      const bool wanted = field.is_read && field.requirement != io::Requirement::derived;
      EXPECT_EQ(found.contains(field.name), wanted) << schema.name << ": " << field.name;
    }
  }
}

TEST(EmptyTable, IsWrittenInWordsOfficersUse) {
  const auto names = headers("reports");
  EXPECT_THAT(names, ::testing::IsSupersetOf({"jenis_laporan", "kode_desa", "regu", "titik"}));
}

TEST(InitProject, WritesAProjectThatIsReadBack) {
  for (const Language language : {Language::id, Language::en}) {
    const rawan::testing::TempDir parent;
    const auto directory = parent.path() / "baru";
    const auto files = init_project(directory, language, kToday);
    for (const auto& file : files) EXPECT_TRUE(std::filesystem::is_regular_file(file)) << file;

    const Config config = read_config(directory / "project.toml");
    EXPECT_EQ(config.project.language, language);
    EXPECT_EQ(config.inputs.reports.at(0).path, (directory / "laporan.csv").string());
    EXPECT_EQ(config.patrol.shifts.size(), 3U);
    EXPECT_EQ(config.analysis, AnalysisConfig{});
  }
}

TEST(InitProject, WritesEveryTableTheProjectNames) {
  const rawan::testing::TempDir directory;
  init_project(directory.path(), Language::id, kToday);
  const InputsConfig inputs = read_config(directory.path() / "project.toml").inputs;
  EXPECT_TRUE(std::filesystem::exists(inputs.reports.at(0).path));
  for (const auto* table :
       {&inputs.patrol_log, &inputs.krppa, &inputs.population, &inputs.posts, &inputs.squads,
        &inputs.contacts, &inputs.sensitive_sites, &inputs.crosswalk}) {
    EXPECT_TRUE(std::filesystem::exists(table->value().path)) << table->value().path;
  }
}

TEST(InitProject, CommentsInTheLanguageAskedFor) {
  const rawan::testing::TempDir directory;
  init_project(directory.path() / "id", Language::id, kToday);
  init_project(directory.path() / "en", Language::en, kToday);
  const auto text = [&](const char* language) {
    return rawan::testing::content_of(directory.path() / language / "project.toml");
  };
  EXPECT_THAT(text("id"), HasSubstr("# Sisi sel kerawanan (meter). Bawaan: 250.\ncell_m = 250\n"));
  EXPECT_THAT(text("en"), HasSubstr("Default: 250.\ncell_m = 250\n"));
}

TEST(InitProject, OverwritesNothing) {
  const rawan::testing::TempDir directory;
  const auto kept = directory.path() / "regu.csv";
  rawan::testing::write_file(kept, "milik pengguna");
  try {
    init_project(directory.path(), Language::id, kToday);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.id(), "init_exists");
    EXPECT_THAT(error.what(), HasSubstr("regu.csv"));
  }
  EXPECT_EQ(rawan::testing::content_of(kept), "milik pengguna");
  EXPECT_FALSE(std::filesystem::exists(directory.path() / "project.toml"));
}

}  // namespace
}  // namespace rawan::engine
