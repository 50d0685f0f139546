#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/io/feature_set.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/picture.h"
#include "tools/option_set.h"
#include "tools/svg_output.h"
#include "tools/tool.h"
#include "tools/tool_output.h"

#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

/// --picture FILE.svg and --caption.
void add_picture(OptionSet& options, PictureOptions& picture);

/// The result as a map to look at, beside the file with the result. Without a path nothing of it is
/// computed and nothing appears.
class ToolPicture {
 public:
  /// @param title a text of the reader's language.
  /// @throws as SvgOutput.
  ToolPicture(const PictureOptions& options, const OutputOptions& beside,
              std::span<const std::string> inputs, std::string title, const ToolContext& context);

  bool wanted() const { return output_.wanted(); }

  /// Shapes in up to five classes, each with as many values as the next. NaN is a class of its own;
  /// such a cell of a grid is not drawn.
  void amounts(const io::MetricShapes& shapes, std::span<const double> values);
  void amounts(const Grid<double>& grid);

  /// Shapes by what they are: the legend says "class.<kind>" of the catalogue, or the kind. An
  /// empty kind has no value.
  void kinds(const io::MetricShapes& shapes, std::span<const std::string> kinds);

  /// Shapes of groups 0, 1, 2, ... in colors that come again, without a legend but for `none`: the
  /// label of shapes in no group (negative).
  void groups(const io::MetricShapes& shapes, std::span<const std::int64_t> groups,
              const std::string& none);

  /// Lines over what was drawn before; none is not in the legend.
  void lines(std::vector<Polyline> lines, const std::string& label);

  /// Points over what was drawn before; none is not in the legend.
  void points(std::vector<Point> points, const std::string& label);

  /// Borders of areas over what was drawn before: of the same label in one gray, the first black.
  /// @param names written on the map where there is room; none, or one per area.
  void borders(std::span<const Polygon> areas, const std::vector<std::string>& labels,
               const std::vector<std::string>& names = {});

  /// What is seen; otherwise everything.
  void show(const Box& view);

  /// Writes and publishes, and names the file in the summary.
  void write(ToolSummary& summary);

 private:
  std::uint16_t add_class(std::string color, std::string label);
  std::vector<std::uint16_t> classes_of(std::span<const double> values, bool shows_missing);
  void add_shapes(const io::MetricShapes& shapes, const std::vector<std::uint16_t>& classes);

  const ToolContext& context_;
  SvgOutput output_;
  io::Picture picture_;
};

}  // namespace rawan::engine
