#include "init.h"

#include "column_title.h"
#include "config_print.h"
#include "rawan/algorithms/contract.h"
#include "rawan/engine/config_error.h"
#include "rawan/io/schema.h"
#include "rawan/io/writers.h"
#include "sentence.h"
#include "xlsform.h"

#include <array>

namespace rawan::engine {
namespace {

constexpr const char* kProjectFile = "project.toml";
constexpr const char* kFormFile = "form.xlsx";

struct TableFile {
  std::string_view table;
  const char* file;
};

constexpr std::array<TableFile, 9> kTables{{{"reports", "laporan.csv"},
                                            {"patrol_log", "patroli.csv"},
                                            {"krppa", "krppa.csv"},
                                            {"population", "penduduk.csv"},
                                            {"posts", "pos.csv"},
                                            {"squads", "regu.csv"},
                                            {"contacts", "kontak.csv"},
                                            {"sensitive_sites", "tempat_dilindungi.csv"},
                                            {"crosswalk", "padanan_kode.csv"}}};

/// The Monday after a day.
Day next_monday(Day day) {
  const auto since_monday = std::chrono::weekday(day) - std::chrono::Monday;
  return day + std::chrono::days(7) - since_monday;
}

void refuse_existing(const std::vector<std::filesystem::path>& files, const Catalogue& words) {
  for (const auto& file : files) {
    if (std::filesystem::exists(std::filesystem::symlink_status(file))) {
      throw ConfigError(sentence(words, "init_exists", {file.string()}), "init_exists");
    }
  }
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files{directory / kProjectFile, directory / kFormFile};
  for (const TableFile& table : kTables) files.push_back(directory / table.file);
  return files;
}

}  // namespace

Config starting_config(Language language, Day today) {
  Config config;
  const Catalogue words(language);
  config.project.name = words.text("init.name");
  config.project.organization = words.text("init.organization");
  config.project.language = language;
  config.period = {std::chrono::year_month_day(today).year() / std::chrono::January / 1, today};
  config.inputs.villages.path = "desa.gpkg";
  config.inputs.reports.push_back({.path = "laporan.csv", .source_system = "manual_csv"});
  const auto table = [](const char* file) { return io::TableSource{.path = file}; };
  config.inputs.patrol_log = table("patroli.csv");
  config.inputs.krppa = table("krppa.csv");
  config.inputs.population = table("penduduk.csv");
  config.inputs.posts = table("pos.csv");
  config.inputs.squads = table("regu.csv");
  config.inputs.contacts = table("kontak.csv");
  config.inputs.sensitive_sites = table("tempat_dilindungi.csv");
  config.inputs.crosswalk = table("padanan_kode.csv");
  config.patrol.start = next_monday(today);
  config.patrol.shifts = {{"P", Minutes(7 * 60), Minutes(15 * 60)},
                          {"S", Minutes(15 * 60), Minutes(23 * 60)},
                          {"M", Minutes(23 * 60), Minutes(31 * 60)}};
  return config;
}

std::string empty_table(std::string_view table) {
  const io::TableSchema* schema = io::find_schema(table);
  expects(schema != nullptr, "every empty table has a schema");
  std::string line;
  for (const io::Field& field : schema->fields) {
    if (!field.is_read || field.requirement == io::Requirement::derived) continue;
    line += (line.empty() ? "" : ";") + column_title(field);
  }
  return "\xEF\xBB\xBF" + line + "\r\n";
}

std::vector<std::filesystem::path> init_project(const std::filesystem::path& directory,
                                                Language language, Day today) {
  const Catalogue words(language);
  const auto files = files_of(directory);
  refuse_existing(files, words);
  std::filesystem::create_directories(directory);
  const auto write = [&](const char* name, const std::string& text) {
    io::write_text((directory / name).string(), text);
  };
  write(kProjectFile, print_commented(starting_config(language, today), words));
  for (const TableFile& table : kTables) write(table.file, empty_table(table.table));
  write_xlsform(directory / kFormFile, report_form());
  return files;
}

}  // namespace rawan::engine
