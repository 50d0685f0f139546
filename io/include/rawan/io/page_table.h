#pragma once

#include <optional>
#include <string>
#include <vector>

/// Tables of documents.
namespace rawan::io {

struct TableColumn {
  std::string title;
  bool is_number = false;  ///< Set to the right.
  double share = 1.0;      ///< Of the width, by the side of the others.
};

/// A stretch of a scale, and what is drawn beside one row.
struct RowInterval {
  double low = 0.0;
  double high = 0.0;
  std::optional<double> middle{};
  std::string color{};  ///< "#d7301f".
  std::string words{};  ///< What is drawn, for those who do not see it.
};

/// Intervals of the rows of a table over one scale: its last column.
struct IntervalColumn {
  std::string title;
  double low = 0.0;  ///< Ends of the scale.
  double high = 1.0;
  std::vector<double> lines{};  ///< Places of the scale to compare with.
  double share = 2.0;           ///< As of TableColumn.
  std::vector<std::optional<RowInterval>> rows{};
};

struct Table {
  std::string caption;
  std::vector<TableColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< As many cells as columns; the first names it.
  std::vector<std::string> notes{};            ///< Below.
  std::vector<std::string> groups{};           ///< One per row, as ShapeWords::group; empty: none.
  std::optional<IntervalColumn> intervals{};
};

}  // namespace rawan::io
