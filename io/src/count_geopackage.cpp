#include "choose_layer.h"
#include "count_features.h"
#include "gdal_session.h"

#include <sqlite3.h>

#include <filesystem>
#include <memory>
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

/// A database read as it lies there.
class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    sqlite3* database = nullptr;
    const int status = sqlite3_open_v2(uri_of(path).c_str(), &database,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    database_.reset(database);
    if (status != SQLITE_OK) refuse();
    for (const char* pragma : {"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON",
                               "PRAGMA mmap_size=0", "PRAGMA temp_store=MEMORY"}) {
      sqlite3_exec(database_.get(), pragma, nullptr, nullptr, nullptr);
    }
  }

  /// The first column of all rows, as text.
  std::vector<std::string> texts(const std::string& sql, const std::string& argument = {}) const {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) refuse();
    const Statement statement(raw);
    if (sqlite3_bind_parameter_count(raw) > 0) {
      sqlite3_bind_text(raw, 1, argument.c_str(), -1, SQLITE_TRANSIENT);
    }
    std::vector<std::string> found;
    int status = sqlite3_step(raw);
    for (; status == SQLITE_ROW; status = sqlite3_step(raw)) {
      const auto* text = sqlite3_column_text(raw, 0);
      found.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));  // NOLINT
    }
    if (status != SQLITE_DONE) refuse();
    return found;
  }

  [[noreturn]] void refuse() const { throw InputError("damaged", {.file = path_}); }

 private:
  std::string path_;
  Database database_;
};

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

}  // namespace

std::uint64_t count_geopackage(const std::string& path, const std::string& layer) {
  refuse_side_files(path);
  const Reader reader(path);
  if (reader.texts("PRAGMA quick_check(1)") != std::vector<std::string>{"ok"}) reader.refuse();
  const auto names = reader.texts(
      "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') "
      "ORDER BY table_name");
  const std::string table = names.at(choose_layer(names, layer, path));
  const auto tables =
      reader.texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?1", table);
  if (tables.size() != 1) reader.refuse();
  const auto counts = reader.texts("SELECT COUNT(*) FROM " + quoted(table));
  return std::stoull(counts.at(0));
}

}  // namespace rawan::io
