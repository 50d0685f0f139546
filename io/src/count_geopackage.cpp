#include "choose_layer.h"
#include "count_features.h"
#include "database_rest.h"
#include "gdal_session.h"
#include "same_system.h"

#include <ogr_spatialref.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <new>
#include <set>
#include <system_error>
#include <vector>

namespace rawan::io {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

/// A path as a URI: everything but plain characters as %XX.
std::string uri_of(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const unsigned char c : std::filesystem::absolute(path).string()) {
    const bool plain = std::isalnum(c) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      uri.push_back(static_cast<char>(c));
    } else {
      uri += {'%', digits[c >> 4U], digits[c & 0xfU]};
    }
  }
  return uri + "?mode=ro&immutable=1";
}

/// What a file holds is not longer than the file, or than twice that in another encoding.
int longest_value(const std::string& path) {
  constexpr std::uintmax_t kStatement = 1'000'000;
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  const auto most = static_cast<std::uintmax_t>(std::numeric_limits<int>::max());
  // More than SQLite was built for it does not take.
  return static_cast<int>(error || bytes > (most - kStatement) / 2 ? most : 2 * bytes + kStatement);
}

/// A database read as it lies there.
class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    sqlite3* database = nullptr;
    const int status = sqlite3_open_v2(uri_of(path).c_str(), &database,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    database_.reset(database);
    if (status != SQLITE_OK) refuse();
    for (const char* pragma :
         {"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON",
          "PRAGMA ignore_check_constraints=ON", "PRAGMA mmap_size=0", "PRAGMA temp_store=MEMORY"}) {
      sqlite3_exec(database_.get(), pragma, nullptr, nullptr, nullptr);
    }
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, longest_value(path));
  }

  /// The first column of all rows, as text.
  std::vector<std::string> texts(const std::string& sql, const std::string& argument = {}) const {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) refuse();
    const Statement statement(raw);
    const bool takes_argument = sqlite3_bind_parameter_count(raw) > 0;
    if (takes_argument &&
        sqlite3_bind_text(raw, 1, argument.c_str(), -1, SQLITE_TRANSIENT) != SQLITE_OK) {
      refuse();
    }
    std::vector<std::string> found;
    int status = sqlite3_step(raw);
    for (; status == SQLITE_ROW; status = sqlite3_step(raw)) {
      const auto* text = sqlite3_column_text(raw, 0);
      if (text == nullptr && sqlite3_errcode(database_.get()) == SQLITE_NOMEM) refuse();
      found.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));  // NOLINT
    }
    if (status != SQLITE_DONE) refuse();
    return found;
  }

  [[noreturn]] void refuse() const {
    const bool no_memory = !database_ || sqlite3_errcode(database_.get()) == SQLITE_NOMEM;
    if (no_memory) throw std::bad_alloc();
    throw InputError("damaged", {.file = path_});
  }

 private:
  std::string path_;
  Database database_;
};

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

/// Layers as GDAL knows them.
std::vector<std::string> listed_tables(const Reader& reader) {
  return reader.texts(
      "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') "
      "ORDER BY table_name");
}

/// Names by the schema as SQLite understood it: rows of sqlite_master may lie about theirs.
std::set<std::string> names_of(const Reader& reader, const std::string& condition) {
  const auto names = reader.texts(
      "SELECT l.name FROM pragma_table_list l WHERE l.schema = 'main' AND " + condition);
  return {names.begin(), names.end()};
}

/// Views and columns may compute what they like while they are read, and the proof of a file reads
/// all its tables, also those that are not listed.
void expect_nothing_computed(const Reader& reader, const std::string& path) {
  const auto views = names_of(reader, "l.type = 'view' AND l.name LIKE 'gpkg^_%' ESCAPE '^'");
  if (!views.empty()) throw InputError("layer_is_view", {.file = path, .layer = *views.begin()});
  const auto computed = names_of(reader,
                                 "l.type IN ('table', 'shadow') AND EXISTS (SELECT 1 FROM "
                                 "pragma_table_xinfo(l.name) c WHERE c.hidden IN (2, 3))");
  if (computed.empty()) return;
  throw InputError("column_computed", {.file = path, .layer = *computed.begin()});
}

/// What is listed must be a table.
void expect_tables(const Reader& reader, const std::string& path) {
  const auto known = names_of(reader, "TRUE");
  const auto tables = names_of(reader, "l.type IN ('table', 'shadow')");
  for (const std::string& name : listed_tables(reader)) {
    if (!known.contains(name)) throw InputError("damaged", {.file = path, .layer = name});
    if (!tables.contains(name)) throw InputError("layer_is_view", {.file = path, .layer = name});
  }
}

/// A page for which there was no memory is told among the damaged ones, by the number of the error.
void expect_sound(const Reader& reader) {
  const std::vector<std::string> found = reader.texts("PRAGMA quick_check(1)");
  if (found == std::vector<std::string>{"ok"}) return;
  for (const int code : {SQLITE_NOMEM, SQLITE_IOERR_NOMEM}) {
    const std::string ending = "error code=" + std::to_string(code);
    const bool no_memory = !found.empty() && found.front().ends_with(ending);
    if (no_memory) throw std::bad_alloc();
  }
  reader.refuse();
}

/// The system of a layer's geometries by its number and by its definition.
void expect_one_system(const Reader& reader, const std::string& table, const Place& place) {
  const std::string from =
      " FROM gpkg_geometry_columns c JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id "
      "WHERE c.table_name = ?1 AND upper(s.organization) = 'EPSG'";
  const auto numbers = reader.texts("SELECT s.organization_coordsys_id" + from, table);
  const auto definitions = reader.texts("SELECT s.definition" + from, table);
  if (numbers.empty() || definitions.empty()) return;
  start_gdal();
  const GdalErrors silence;
  OGRSpatialReference by_number;
  OGRSpatialReference by_definition;
  // What cannot be understood is found unknown by the reader of the layer.
  if (by_number.importFromEPSG(std::atoi(numbers[0].c_str())) != OGRERR_NONE) return;
  if (by_definition.importFromWkt(definitions[0].c_str()) != OGRERR_NONE) return;
  if (!is_same_system(by_number, by_definition)) throw InputError("crs_conflict", place);
}

}  // namespace

void prove_geopackage(const std::string& path) {
  expect_at_rest(path);
  const Reader reader(path);
  expect_nothing_computed(reader, path);
  expect_sound(reader);
  const auto contents = reader.texts("SELECT name FROM sqlite_master WHERE name = 'gpkg_contents'");
  if (contents.empty()) throw InputError("not_geopackage", {.file = path});
  expect_tables(reader, path);
}

std::uint64_t count_geopackage(const std::string& path, const std::string& layer) {
  const Reader reader(path);
  const auto names = listed_tables(reader);
  const std::string table = names.at(choose_layer(names, layer, path));
  expect_one_system(reader, table, {.file = path, .layer = table});
  const auto counts = reader.texts("SELECT COUNT(*) FROM " + quoted(table));
  return std::stoull(counts.at(0));
}

std::vector<std::int64_t> mistyped_features(const std::string& path, const std::string& layer,
                                            const std::string& number,
                                            const std::vector<std::string>& columns) {
  const Reader reader(path);
  const auto names = listed_tables(reader);
  const std::string table = names.at(choose_layer(names, layer, path));
  std::string condition;
  for (const std::string& column : reader.texts(
           "SELECT name FROM pragma_table_info(?1) WHERE upper(type) IN ('BOOLEAN', 'TINYINT', "
           "'SMALLINT', 'MEDIUMINT', 'INT', 'INTEGER', 'FLOAT', 'DOUBLE', 'REAL')",
           table)) {
    if (std::ranges::find(columns, column) == columns.end()) continue;
    condition += condition.empty() ? " WHERE " : " OR ";
    condition += "typeof(" + quoted(column) + ") IN ('text', 'blob')";
  }
  std::vector<std::int64_t> features;
  if (condition.empty()) return features;
  // A column of any other name may be the user's, "rowid" too.
  const std::string fid = "CAST(" + (number.empty() ? "_rowid_" : quoted(number)) + " AS INTEGER)";
  for (const std::string& text :
       reader.texts("SELECT " + fid + " FROM " + quoted(table) + condition + " ORDER BY 1")) {
    features.push_back(std::stoll(text));
  }
  return features;
}

}  // namespace rawan::io
