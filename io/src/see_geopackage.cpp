#include "see_parts.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace rawan::io {
namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

/// The content of the file, held in memory: no side file is looked for and none is made.
Database open_bytes(std::string& bytes) {
  sqlite3* handle = nullptr;
  sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE, nullptr);
  Database database(handle, &sqlite3_close);
  auto* data = reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  sqlite3_deserialize(handle, "main", data, size, size, SQLITE_DESERIALIZE_READONLY);
  sqlite3_exec(handle, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON", nullptr, nullptr,
               nullptr);
  return database;
}

Statement prepare(const Database& database, const std::string& sql) {
  sqlite3_stmt* handle = nullptr;
  sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &handle, nullptr);
  return {handle, &sqlite3_finalize};
}

bool step(const Statement& statement) {
  return statement != nullptr && sqlite3_step(statement.get()) == SQLITE_ROW;
}

std::string bytes_at(const Statement& statement, int column) {
  const void* data = sqlite3_column_blob(statement.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), column));
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

SeenCell cell_at(const Statement& statement, int column) {
  switch (sqlite3_column_type(statement.get(), column)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement.get(), column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement.get(), column);
    case SQLITE_NULL:
      return std::monostate{};
    default:
      return bytes_at(statement, column);
  }
}

std::string in_quotes(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string literal(const std::string& value) {
  std::string text = "'";
  for (const char c : value) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'";
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// QGIS keeps projects as archives in hexadecimal digits.
std::string without_hexadecimal(std::string text) {
  constexpr std::string_view kArchive = "504b0304";
  if (!text.starts_with(kArchive) || text.size() % 2 != 0) return text;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hexadecimal(text[i]);
    const int low = hexadecimal(text[i + 1]);
    if (high < 0 || low < 0) return text;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

/// One table being read.
class TableReader {
 public:
  TableReader(const Database& database, const std::string& file, const std::string& name,
              std::vector<SeenFile>& files)
      : database_(database), files_(files) {
    table_.file = file;
    table_.name = name;
  }

  SeenTable read() {
    const Statement rows = prepare(database_, "SELECT rowid, * FROM " + in_quotes(table_.name));
    if (rows == nullptr) return std::move(table_);
    name_columns(rows);
    while (step(rows)) add_row(rows);
    read_declarations();
    return std::move(table_);
  }

 private:
  void name_columns(const Statement& rows) {
    for (int c = 1; c < sqlite3_column_count(rows.get()); ++c) {
      const std::string name = sqlite3_column_name(rows.get(), c);
      if (name != "fid" && name != "geom") table_.columns.push_back(name);
    }
  }

  void add_row(const Statement& rows) {
    table_.keys.push_back(sqlite3_column_int64(rows.get(), 0));
    table_.rows.emplace_back();
    table_.shapes.emplace_back();
    for (int c = 1; c < sqlite3_column_count(rows.get()); ++c) {
      const std::string name = sqlite3_column_name(rows.get(), c);
      if (name == "geom") table_.shapes.back() = positions_of_blob(bytes_at(rows, c));
      if (name == "fid" || name == "geom") continue;
      table_.rows.back().push_back(cell_at(rows, c));
      show_text(table_.rows.back().back());
    }
  }

  /// A long text runs over several pages of the file: whole it stands only in the cell.
  void show_text(const SeenCell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr || text->empty()) return;
    see_bytes(table_.file + ":" + table_.name, without_hexadecimal(*text), files_);
  }

  void read_declarations() {
    const Statement contents =
        prepare(database_,
                "SELECT min_x, min_y, max_x, max_y, last_change FROM gpkg_contents WHERE "
                "table_name = " +
                    literal(table_.name));
    if (step(contents)) {
      table_.has_extent = sqlite3_column_type(contents.get(), 0) == SQLITE_FLOAT;
      const auto at = [&](int c) { return sqlite3_column_double(contents.get(), c); };
      table_.declared = {{at(0), at(1)}, {at(2), at(3)}};
      table_.changed = bytes_at(contents, 4);
    }
    const Statement polygons =
        prepare(database_,
                "SELECT 1 FROM gpkg_geometry_columns WHERE geometry_type_name LIKE '%POLYGON' AND "
                "table_name = " +
                    literal(table_.name));
    table_.has_areas = step(polygons);
    const Statement sequence =
        prepare(database_, "SELECT seq FROM sqlite_sequence WHERE name = " + literal(table_.name));
    if (step(sequence)) table_.sequence = sqlite3_column_int64(sequence.get(), 0);
  }

  const Database& database_;
  std::vector<SeenFile>& files_;
  SeenTable table_;
};

std::vector<std::string> names_of_tables(const Database& database) {
  std::vector<std::string> names;
  const Statement tables = prepare(
      database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree_%'");
  while (step(tables)) names.push_back(bytes_at(tables, 0));
  std::ranges::sort(names);
  return names;
}

}  // namespace

void see_geopackage(const std::string& name, SeenRelease& release) {
  const auto file = std::ranges::find(release.files, name, &SeenFile::name);
  std::string bytes = file->bytes;
  const Database database = open_bytes(bytes);
  const Statement free_pages = prepare(database, "PRAGMA freelist_count");
  if (step(free_pages) && sqlite3_column_int64(free_pages.get(), 0) > 0) {
    release.free_pages.push_back(name);
  }
  for (const std::string& table : names_of_tables(database)) {
    SeenTable seen = TableReader(database, name, table, release.files).read();
    const bool is_content = !table.starts_with("gpkg_") && !table.starts_with("sqlite_") &&
                            table != "layer_styles" && table != "qgis_projects";
    if (is_content) release.tables.push_back(std::move(seen));
  }
}

}  // namespace rawan::io
