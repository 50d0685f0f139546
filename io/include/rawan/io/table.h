#pragma once

#include "rawan/io/geo.h"
#include "rawan/io/schema.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// How a table is written, where it cannot be found out or the user knows better.
struct TableOptions {
  std::string layer = {};                    ///< Sheet or layer; empty: the only visible one.
  std::optional<char> separator = {};        ///< CSV; default: found in the header.
  std::optional<std::string> encoding = {};  ///< "utf-8", "utf-16", "windows-1252".
  bool fill_down = false;  ///< Repeat `kecamatan` of merged cells downwards (domain.md D16).
  friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

/// A change made to the whole file, or something said about it, before its rows are judged
/// ("bom_removed", "transcoded", "dialect", "header_row", "blank_lines", ...).
struct TableNote {
  std::string reason;
  std::string column = {};  ///< Header as found, for notes on a column.
  std::string detail = {};  ///< ";", "windows-1252", "5": never the content of a cell.
};

/// A record that is no row: damaged as text ("short_row", "long_row", "bad_quote", "nul_byte",
/// ...) or not a record of the table at all ("total_row", "after_total", "repeated_header",
/// "column_numbers"). It has no cells and ends in the ledger with the effect `all_reasons()` gives
/// for its reason.
struct BadRow {
  std::uint64_t line = 0;
  std::string reason;
};

/// Texts one after the other in one buffer: 8 bytes per text besides its characters.
class CellText {
 public:
  static constexpr std::size_t kLongest = 1U << 20U;  ///< Bytes of one text.

  void push_back(std::string_view text) { spans_.push_back(store(text)); }
  void set(std::size_t i, std::string_view text) { spans_[i] = store(text); }
  std::string_view operator[](std::size_t i) const {
    const std::uint64_t span = spans_[i];
    return {bytes_.data() + (span >> kLengthBits), span & ((1U << kLengthBits) - 1)};
  }
  std::size_t size() const { return spans_.size(); }
  void reserve(std::size_t texts, std::size_t bytes);
  /// Keeps the texts of the columns marked true, of rows as wide as `columns`.
  void keep(const std::vector<bool>& columns);
  /// Every byte stored: what a search for leaked words must look at.
  std::string_view bytes() const { return bytes_; }

 private:
  static constexpr unsigned kLengthBits = 24;
  std::uint64_t store(std::string_view text);

  std::string bytes_;
  std::vector<std::uint64_t> spans_;  ///< Offset and length packed.
};

/// A table as text: only columns the schema knows and reads, in the order found. Forbidden columns
/// are wiped from memory while reading; nothing of them remains but the header.
struct TextTable {
  std::string file;
  std::string layer;
  std::vector<std::size_t> fields;   ///< Position in the schema, one per kept column. A field may
                                     ///< occur more than once (multi-values in several columns).
  std::vector<std::string> headers;  ///< As found, one per kept column; two header rows are
                                     ///< joined by '/'.
  std::vector<std::uint64_t> lines;  ///< One per row: the line (text), row (sheet) or feature.
  CellText cells;                    ///< rows x columns, trimmed, UTF-8.
  std::vector<std::optional<GeoPoint>> geometry;  ///< One per row where the layer has points,
                                                  ///< WGS 84; else empty.
  std::vector<BadRow> bad_rows;
  std::vector<TableNote> notes;
  std::vector<std::string> forbidden_headers;  ///< Dropped (P3), for the log.
  std::vector<std::string> unread_headers;     ///< Dropped: known, but not used.
  std::vector<std::string> unknown_headers;    ///< Dropped: the schema does not know them.
  std::uint64_t independent_count = 0;  ///< Records below the header that are not blank, counted
                                        ///< as in record_count.h: rows() + bad_rows.size().

  std::size_t rows() const { return lines.size(); }
  std::size_t columns() const { return fields.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const {
    return cells[row * columns() + column];
  }
  /// Adds a row by hand: one text per column.
  void add_row(std::uint64_t line, std::span<const std::string_view> texts);
};

/// Reads CSV as Kobo, ODK and Indonesian Excel write it, XLSX, GeoJSON, GeoPackage or any point or
/// table layer of the allowed drivers (domain.md 2.4, 2.6 D1, D4, D15; reliability.md 5 A, B).
/// The content decides the format, not the name. The header is searched in the first 15 records
/// (titles above it are skipped, two header rows joined); values are not interpreted, but dates,
/// truth values and numbers of sheets and layers become texts: 2024-03-05, 2024-03-05T08:30:00,
/// true, 0.8512.
/// @throws InputError naming file, layer and reason: not found, empty, no header, unclosed quote,
///         duplicate column, encoding, content mismatch, truncated, count mismatch, ...
///         Every code is "error.<code>" in the catalogue.
TextTable read_table(const std::string& path, const TableSchema& schema,
                     const TableOptions& options = {});

}  // namespace rawan::io
