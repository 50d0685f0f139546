#pragma once

#include "rawan/io/error.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace rawan::io {

class SqliteRows;

/// A database a writer finishes or reads back. All members: @throws OutputError.
class SqliteFile {
 public:
  enum class Mode : std::uint8_t { read_only, read_write };

  SqliteFile(std::filesystem::path path, Mode mode);

  /// Runs statements that have no answer.
  void run(const std::string& sql) const;
  SqliteRows rows(const std::string& sql) const;
  /// The first value of the answer as text; empty if there is none.
  std::string value(const std::string& sql) const;

 private:
  friend class SqliteRows;
  OutputError failure() const;

  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::filesystem::path path_;
  std::unique_ptr<sqlite3, Close> database_;
};

/// The rows of an answer, one after the other.
class SqliteRows {
 public:
  SqliteRows(const SqliteFile& file, const std::string& sql);

  SqliteRows& bind(int position, std::string_view text);
  SqliteRows& bind(int position, std::int64_t value);
  SqliteRows& bind(int position, double value);
  SqliteRows& bind_blob(int position, std::string_view bytes);
  SqliteRows& bind_null(int position);
  /// Of what stays as it is until another is bound: nothing is copied.
  SqliteRows& bind_kept(int position, std::string_view text);
  SqliteRows& bind_kept_blob(int position, std::string_view bytes);

  /// Goes to the next row. @return whether there is one.
  bool next();
  /// Back to before the first row; what was bound stays.
  void restart();

  bool is_null(int column) const;
  std::optional<std::int64_t> integer(int column) const;   ///< Nothing if it is no integer.
  std::optional<double> real(int column) const;            ///< Nothing if it is no real.
  std::optional<std::string_view> text(int column) const;  ///< Nothing if it is no text.
  std::optional<std::string_view> blob(int column) const;  ///< Nothing if it is no blob.

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  const SqliteFile* file_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace rawan::io
