#pragma once

#include "rawan/io/layer.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rawan::io {

struct XlsxDate {
  double serial = 0.0;  ///< Days since 1899-12-30.
};
struct XlsxBoolean {
  bool value = false;
};

/// What a cell of a sheet holds; nothing for no value.
using XlsxCell = std::variant<std::monostate, double, XlsxDate, XlsxBoolean, std::string>;

/// Numbers a sheet cannot hold exactly and dates before its calendar become texts.
XlsxCell xlsx_cell(const Column& column, std::size_t row);

/// Length as Excel counts it, in units of UTF-16.
std::size_t utf16_length(std::string_view text);

/// Names of tabs for these titles: at most 31 units, without []:*?/\ and outer apostrophes, unique
/// whatever the case.
std::vector<std::string> tab_names(std::span<const std::string> titles);

/// Reads a finished workbook back, without the library that wrote it: sheet 1 has so many filled
/// cells, the others hold the layers, and no part of it is cut.
/// @throws OutputError "output_differs".
void check_xlsx(const std::string& path, std::size_t contents_cells, std::span<const Layer> sheets);

}  // namespace rawan::io
