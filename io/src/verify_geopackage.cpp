#include "verify_geopackage.h"

#include <sqlite3.h>

#include <memory>
#include <optional>

namespace rawan::io {
namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

constexpr std::int64_t kGeoPackageId = 0x47504B47;  // "GPKG"

/// As an address: every byte but letters and digits is escaped. `immutable` reads the file alone,
/// takes no locks and makes no files.
std::string address_of(const std::filesystem::path& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string address = "file:";
  for (const char c : path.string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128 && (std::isalnum(byte) != 0 || c == '/')) {
      address += c;
    } else {
      address += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return address + "?mode=ro&immutable=1";
}

Database open(const std::filesystem::path& path) {
  sqlite3* handle = nullptr;
  sqlite3_open_v2(address_of(path).c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                  nullptr);
  Database database(handle, &sqlite3_close);
  sqlite3_exec(handle, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0",
               nullptr, nullptr, nullptr);
  return database;
}

Statement prepare(const Database& database, const std::string& sql, const std::string& text) {
  sqlite3_stmt* handle = nullptr;
  sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &handle, nullptr);
  Statement statement(handle, &sqlite3_finalize);
  if (handle != nullptr && sqlite3_bind_parameter_count(handle) == 1) {
    sqlite3_bind_text(handle, 1, text.c_str(), -1, SQLITE_TRANSIENT);
  }
  return statement;
}

/// The first number of the answer, if there is one.
std::optional<std::int64_t> number(const Database& database, const std::string& sql,
                                   const std::string& text = {}) {
  const Statement statement = prepare(database, sql, text);
  if (statement == nullptr || sqlite3_step(statement.get()) != SQLITE_ROW) return std::nullopt;
  return sqlite3_column_int64(statement.get(), 0);
}

bool is_sound(const Database& database) {
  const Statement statement = prepare(database, "PRAGMA integrity_check(1)", {});
  if (statement == nullptr || sqlite3_step(statement.get()) != SQLITE_ROW) return false;
  const unsigned char* answer = sqlite3_column_text(statement.get(), 0);
  return answer != nullptr && std::string_view(reinterpret_cast<const char*>(answer)) == "ok";
}

bool keeps_references(const Database& database) {
  const Statement statement = prepare(database, "PRAGMA foreign_key_check", {});
  return statement != nullptr && sqlite3_step(statement.get()) == SQLITE_DONE;
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

bool is_declared(const Database& database, const std::string& layer) {
  return number(database,
                "SELECT COUNT(*) FROM gpkg_contents c WHERE table_name = ? AND (data_type = "
                "'attributes' OR (data_type = 'features' AND EXISTS (SELECT 1 FROM "
                "gpkg_geometry_columns g WHERE g.table_name = c.table_name)))",
                layer) == 1;
}

std::optional<VerifyFault> layer_fault(const Database& database, const std::string& subject,
                                       const ExpectedLayer& layer) {
  const std::string place = subject + ":" + layer.name;
  if (!is_declared(database, layer.name)) return VerifyFault{"layer_missing", place};
  const auto rows = number(database, "SELECT COUNT(*) FROM " + quoted(layer.name));
  if (!rows) return VerifyFault{"layer_missing", place};
  if (static_cast<std::uint64_t>(*rows) != layer.rows) return VerifyFault{"rows_differ", place};
  return std::nullopt;
}

}  // namespace

std::vector<VerifyFault> verify_geopackage(const std::filesystem::path& path,
                                           const std::string& subject,
                                           const std::vector<ExpectedLayer>& layers) {
  const Database database = open(path);
  const auto application = number(database, "PRAGMA application_id");
  if (!application) return {{"integrity", subject}};
  if (*application != kGeoPackageId) return {{"not_geopackage", subject}};
  std::vector<VerifyFault> faults;
  if (!is_sound(database)) faults.push_back({"integrity", subject});
  if (!keeps_references(database)) faults.push_back({"references", subject});
  if (number(database, "PRAGMA freelist_count") != 0) faults.push_back({"free_pages", subject});
  for (const ExpectedLayer& layer : layers) {
    if (auto fault = layer_fault(database, subject, layer)) faults.push_back(*fault);
  }
  return faults;
}

}  // namespace rawan::io
