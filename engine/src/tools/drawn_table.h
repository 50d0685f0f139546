#pragma once

#include "rawan/io/chart.h"
#include "rawan/io/feature_set.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rawan::engine {

/// Columns of any type as a reader sees them: a text that is a finite number is one, any other has
/// no number (NaN).
class DrawnTable {
 public:
  /// @param names the texts of the set, in the order they were asked for.
  DrawnTable(const io::FeatureSet& set, const std::vector<std::string>& names);

  std::size_t size() const { return rows_; }
  const std::vector<std::string>& texts(const std::string& column) const;
  std::vector<double> numbers(const std::string& column) const;
  /// Whether every text that is not empty is a number, and there is one.
  bool holds_numbers(const std::string& column) const;

 private:
  std::size_t rows_;
  std::map<std::string, std::vector<std::string>> columns_;
};

/// Bars: values of one name side by side, or rows with their intervals.
struct NamedRows {
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;  ///< By column, one per name.
  std::vector<double> low = {};             ///< Of the first column; none: no intervals.
  std::vector<double> high = {};

  std::size_t size() const { return names.size(); }
  /// The rows in this order.
  NamedRows chosen(const std::vector<std::size_t>& order) const;
};

/// One row per name, in order of appearance: sums of the values, NaN left out.
/// @param values none: the number of rows of each name.
NamedRows sums_by_name(const std::vector<std::string>& names,
                       const std::vector<std::vector<double>>& values);

enum class DrawnOrder : std::uint8_t { as_given, by_name, rising, falling };

/// Names that are numbers go by size, other names by their bytes; rows by the sum of their values,
/// or by the first value where they have intervals. Rows without a number come last.
NamedRows ordered(const NamedRows& rows, DrawnOrder order);

/// Values of a name on top of each other.
std::vector<io::ChartSeries> stacked_bars(const NamedRows& rows,
                                          const std::vector<std::string>& labels);

/// The first column with its intervals, the others as points.
std::vector<io::ChartSeries> intervals(const NamedRows& rows,
                                       const std::vector<std::string>& labels);

/// The values of each column over `x`. Rows without a number in x or y are left out.
/// @param joined by lines from the smallest x to the largest.
std::vector<io::ChartSeries> over_numbers(const std::vector<double>& x,
                                          const std::vector<std::vector<double>>& values,
                                          const std::vector<std::string>& labels, bool joined);

}  // namespace rawan::engine
