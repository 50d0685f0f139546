#pragma once

#include "rawan/io/error.h"
#include "rawan/io/table.h"
#include "support/temp_dir.h"
#include "table_reader.h"
#include "table_schema_fixture.h"

#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Where a test writes its tables; gone when it is over.
class Folder {
 public:
  std::string operator/(const std::string& name) const { return (dir_.path() / name).string(); }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(dir_.path() / name, std::ios::binary) << bytes;
    return *this / name;
  }

 private:
  rawan::testing::TempDir dir_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

namespace fixture {

inline TextTable read(const std::string& path, const TableOptions& options = {}) {
  const HeaderMatcher matcher = match;
  return read_table(TableRequest{path, kSchema, options, matcher});
}

inline TextTable read_text(std::string_view bytes, const TableOptions& options = {}) {
  const Folder folder;
  return read(folder.write("tabel.csv", bytes), options);
}

/// "code" or "code:row" of the error, empty if there is none.
inline std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& error) {
    const auto row = error.place().row;
    return error.code() + (row ? ":" + std::to_string(*row) : "");
  }
  return {};
}

inline std::string error_in_text(std::string_view bytes, const TableOptions& options = {}) {
  return error_of([&] { read_text(bytes, options); });
}

/// Rows as "line: a|b|c".
inline std::vector<std::string> rows_of(const TextTable& table) {
  std::vector<std::string> rows;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    std::string row = std::to_string(table.lines[r]) + ": ";
    for (std::size_t c = 0; c < table.columns(); ++c) {
      row += (c == 0 ? "" : "|") + std::string(table.cell(r, c));
    }
    rows.push_back(row);
  }
  return rows;
}

/// Cells alone, without lines.
inline std::vector<std::string> cells_of(const TextTable& table) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.cells.size(); ++i) cells.emplace_back(table.cells[i]);
  return cells;
}

inline std::vector<std::string> bad_rows_of(const TextTable& table) {
  std::vector<std::string> rows;
  for (const BadRow& row : table.bad_rows)
    rows.push_back(std::to_string(row.line) + ": " + row.reason);
  return rows;
}

inline std::vector<std::string> notes_of(const TextTable& table) {
  std::vector<std::string> notes;
  for (const TableNote& note : table.notes) {
    notes.push_back(note.reason + (note.column.empty() ? "" : " " + note.column) +
                    (note.detail.empty() ? "" : "=" + note.detail));
  }
  return notes;
}

}  // namespace fixture
}  // namespace rawan::io
