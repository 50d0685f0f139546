#pragma once

#include "rawan/io/feature_set.h"
#include "rawan/io/feature_table.h"
#include "tools/option_set.h"
#include "tools/tool.h"

#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

struct OutputOptions {
  std::string path = {};
  bool overwrite = false;
};

/// A map and a diagram of the result to look at.
struct PictureOptions {
  std::string path = {};
  std::string chart = {};
  std::string caption = {};  ///< Stands before the label below them.
};

/// -o (required) and --overwrite.
void add_output(OptionSet& options, OutputOptions& output);

/// The result file of a command. Make it before computing, so that a name that cannot be written
/// is told at once; without write_*() nothing appears.
class ToolOutput {
 public:
  enum class Holds { tables, grid };

  /// @param inputs files that must not be overwritten.
  /// @throws OutputError "output_format", "output_is_input", "output_exists", ...
  ToolOutput(const OutputOptions& output, Holds holds, std::span<const std::string> inputs,
             const ToolContext& context);

  /// Whether several tables fit the file (GeoPackage).
  bool holds_several() const;

  /// Writes and publishes, and names the file in the summary.
  void write_tables(std::span<const io::FeatureTable> tables, ToolSummary& summary);
  void write_grid(const Grid<double>& grid, const io::CoordinateSystem& system,
                  const std::string& description, const std::string& unit, ToolSummary& summary);

 private:
  void publish(ToolSummary& summary);

  OutputOptions output_;
  const ToolContext& context_;
  io::PrivateFile file_;
};

/// An empty table in the coordinates of the input, labelled internal.
/// @param name snake_case; the title is "table.<name>" of the catalogue.
io::FeatureTable result_table(const io::FeatureSet& input, const std::string& name,
                              const ToolContext& context);

/// The same with the input's shapes and all its attributes; it must have been read with
/// `keeps_everything`.
io::FeatureTable annotated_table(io::FeatureSet& input, const std::string& name,
                                 const ToolContext& context);

/// Adds a column; one of the same name that came with the input gives way, and a warning says so.
/// Its alias is "column.<name>" of the catalogue if there is such a text.
void add_column(io::FeatureTable& table, io::Attribute column, const ToolContext& context,
                ToolSummary& summary);

/// Says how many rows have each text of a column: "HH 4, none 12", and an object in JSON.
void count_texts(const io::Attribute& column, const std::string& key, ToolSummary& summary);

}  // namespace rawan::engine
