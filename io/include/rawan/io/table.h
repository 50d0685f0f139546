#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rawan/io/geo.h"
#include "rawan/io/schema.h"

namespace rawan::io {

/// How a table is written, where it cannot be found out or the user knows better.
struct TableOptions {
  std::string layer = {};                  ///< Sheet or layer; empty: the only visible one.
  std::optional<char> separator = {};      ///< CSV; default: found in the header.
  std::optional<std::string> encoding = {};  ///< "utf-8", "utf-16", "windows-1252".
  bool fill_down = false;  ///< Repeat `kecamatan` of merged cells downwards (domain.md D16).
};

/// A change made to the whole file before its rows were read ("bom_removed", "transcoded",
/// "dialect", "header_row", "total_row", "dropped_columns", ...).
struct TableNote {
  std::string reason;
  std::string column = {};  ///< Header as found, for notes on a column.
};

/// Something wrong with one row as text ("short_row", "long_row", "bad_quote", "nul_byte", ...):
/// the row has no cells and must be rejected.
struct BadRow {
  std::uint64_t line = 0;
  std::string reason;
};

/// A table as text: only columns the schema knows and reads, in the order found. Forbidden columns
/// are wiped from memory while reading; nothing of them remains but the header.
struct TextTable {
  std::string file;
  std::string layer;
  std::vector<std::size_t> fields;    ///< Position in the schema, one per kept column. A field may
                                      ///< occur more than once (multi-values in several columns).
  std::vector<std::string> headers;   ///< As found, one per kept column.
  std::vector<std::uint64_t> lines;   ///< One per row: the line (text), row (sheet) or feature.
  std::vector<std::string> cells;     ///< rows x columns, trimmed.
  std::vector<std::optional<GeoPoint>> geometry;  ///< One per row where the layer has points,
                                                  ///< WGS 84; else empty.
  std::vector<BadRow> bad_rows;
  std::vector<TableNote> notes;
  std::vector<std::string> forbidden_headers;  ///< Dropped (P3), for the log.
  std::vector<std::string> unknown_headers;    ///< Dropped: the schema does not know them.
  std::uint64_t independent_count = 0;  ///< Data records, counted by record_count.h. Rows, bad rows
                                        ///< and nothing else sum to it.

  std::size_t rows() const { return lines.size(); }
  std::size_t columns() const { return fields.size(); }
  const std::string& cell(std::size_t row, std::size_t column) const {
    return cells[row * columns() + column];
  }
};

/// Reads CSV as Kobo, ODK and Indonesian Excel write it, XLSX, GeoJSON, GeoPackage or any point or
/// table layer of the allowed drivers (domain.md 2.4, 2.6 D1, D4, D15; reliability.md 5 A, B).
/// The content decides the format, not the name.
/// @throws InputError naming file, layer and reason: not found, empty, no header, unclosed quote,
///         duplicate column, encoding, content mismatch, truncated, count mismatch, ...
TextTable read_table(const std::string& path, const TableSchema& schema,
                     const TableOptions& options = {});

}  // namespace rawan::io
