#include "sqlite_file.h"

#include "output_file.h"

#include <sqlite3.h>

#include <new>
#include <utility>

namespace rawan::io {

void SqliteFile::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}
void SqliteRows::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteFile::SqliteFile(std::filesystem::path path, Mode mode) : path_(std::move(path)) {
  // A file belongs to one thread: no lock at every step.
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(path_.c_str(), &handle, flags, nullptr);
  database_.reset(handle);
  if (result != SQLITE_OK) throw failure();
  run("PRAGMA temp_store=MEMORY");
}

OutputError SqliteFile::failure() const {
  const int code = database_ == nullptr ? SQLITE_NOMEM : sqlite3_errcode(database_.get());
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  if (code == SQLITE_FULL) return {"no_space", {.file = path_.string()}};
  return library_failure(path_, sqlite3_errstr(code));
}

void SqliteFile::run(const std::string& sql) const {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw failure();
  }
}

SqliteRows SqliteFile::rows(const std::string& sql) const {
  return {*this, sql};
}

std::string SqliteFile::value(const std::string& sql) const {
  SqliteRows answer = rows(sql);
  if (!answer.next()) return {};
  if (const auto text = answer.text(0)) return std::string(*text);
  const auto number = answer.integer(0);
  return number ? std::to_string(*number) : std::string();
}

SqliteRows::SqliteRows(const SqliteFile& file, const std::string& sql) : file_(&file) {
  sqlite3_stmt* handle = nullptr;
  const int result = sqlite3_prepare_v2(file.database_.get(), sql.c_str(), -1, &handle, nullptr);
  statement_.reset(handle);
  if (result != SQLITE_OK) throw file.failure();
}

SqliteRows& SqliteRows::bind(int position, std::string_view text) {
  const int result = sqlite3_bind_text64(statement_.get(), position, text.data(), text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
  if (result != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind(int position, std::int64_t value) {
  if (sqlite3_bind_int64(statement_.get(), position, value) != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind(int position, double value) {
  if (sqlite3_bind_double(statement_.get(), position, value) != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind_blob(int position, std::string_view bytes) {
  const int result =
      sqlite3_bind_blob64(statement_.get(), position, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  if (result != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind_kept(int position, std::string_view text) {
  const int result = sqlite3_bind_text64(statement_.get(), position, text.data(), text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind_kept_blob(int position, std::string_view bytes) {
  const int result =
      sqlite3_bind_blob64(statement_.get(), position, bytes.data(), bytes.size(), SQLITE_STATIC);
  if (result != SQLITE_OK) throw file_->failure();
  return *this;
}

SqliteRows& SqliteRows::bind_null(int position) {
  if (sqlite3_bind_null(statement_.get(), position) != SQLITE_OK) throw file_->failure();
  return *this;
}

void SqliteRows::restart() {
  if (sqlite3_reset(statement_.get()) != SQLITE_OK) throw file_->failure();
}

bool SqliteRows::next() {
  const int result = sqlite3_step(statement_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) throw file_->failure();
  return result == SQLITE_ROW;
}

bool SqliteRows::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> SqliteRows::integer(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_INTEGER) return std::nullopt;
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<double> SqliteRows::real(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_FLOAT) return std::nullopt;
  return sqlite3_column_double(statement_.get(), column);
}

std::optional<std::string_view> SqliteRows::text(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_TEXT) return std::nullopt;
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return std::string_view(bytes, static_cast<std::size_t>(size));
}

std::optional<std::string_view> SqliteRows::blob(int column) const {
  if (sqlite3_column_type(statement_.get(), column) != SQLITE_BLOB) return std::nullopt;
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return std::string_view(bytes, static_cast<std::size_t>(size));
}

}  // namespace rawan::io
