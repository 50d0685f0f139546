#include "tools/draw_command.h"

#include "tools/drawn_table.h"
#include "tools/refusal.h"
#include "tools/tool_input.h"
#include "tools/tool_picture.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

namespace rawan::engine {
namespace {

struct DrawOptions {
  InputOptions input;
  std::string as = "map";
  std::vector<std::string> values = {};
  std::string by = {};
  std::string against = {};
  std::string low = {};
  std::string high = {};
  std::string order = "name";
  std::uint32_t first = 0;  ///< 0: all.
  double reference = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::string> over = {};
  std::vector<std::string> labels = {};
  std::string title = {};
  std::string x_title = {};
  std::string y_title = {};
  OutputOptions output;
  std::string caption = {};

  bool is_map() const { return as == "map"; }
  /// Everything that has a name in the legend.
  const std::vector<std::string>& named() const { return is_map() ? over : values; }
};

constexpr std::uint32_t kMostNames = 1000;

void check(const DrawOptions& options, const ToolContext& context) {
  const std::array uses{
      MethodOption{"--values", !options.values.empty(), " map intervals points line ",
                   " map bars intervals points line "},
      MethodOption{"--by", !options.by.empty(), " bars intervals ", " bars intervals "},
      MethodOption{"--against", !options.against.empty(), " points line ", " points line "},
      MethodOption{"--low", !options.low.empty(), " intervals ", " intervals "},
      MethodOption{"--high", !options.high.empty(), " intervals ", " intervals "},
      MethodOption{"--first", options.first > 0, "", " bars intervals "},
      MethodOption{"--order", options.order != "name", "", " bars intervals "},
      MethodOption{"--over", !options.over.empty(), "", " map "},
      MethodOption{"--reference", !std::isnan(options.reference), "",
                   " bars intervals points line "},
      MethodOption{"--x-title", !options.x_title.empty(), "", " bars intervals points line "},
      MethodOption{"--y-title", !options.y_title.empty(), "", " bars intervals points line "}};
  check_options(uses, options.as, options.as, context);
  if (options.is_map() && options.values.size() > 1) refuse(context, "usage_draw_one");
  const bool fits = options.labels.empty() || options.labels.size() == options.named().size();
  if (!fits) refuse(context, "usage_draw_labels");
}

bool same_name(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, small, small);
}

/// A picture shows the words of a column as they are.
void refuse_personal(const io::FeatureSet& set, const std::vector<std::string>& columns,
                     const ToolContext& context) {
  for (const std::string& column : columns) {
    const bool is_personal = std::ranges::any_of(
        set.dropped, [&](const std::string& name) { return same_name(name, column); });
    if (is_personal) refuse(context, "usage_draw_personal", {{"argument", column}});
  }
}

std::vector<std::string> columns_of(const DrawOptions& options) {
  std::vector<std::string> columns = options.values;
  for (const std::string& name : {options.by, options.against, options.low, options.high}) {
    if (!name.empty()) columns.push_back(name);
  }
  return columns;
}

/// What is drawn, where nobody says it better.
std::string title_of(const DrawOptions& options) {
  if (!options.title.empty()) return options.title;
  const std::string layer = options.input.layer.empty()
                                ? std::filesystem::path(options.input.path).stem().string()
                                : options.input.layer;
  const std::string values = fmt::format("{}", fmt::join(options.values, ", "));
  return values.empty() ? layer : layer + ": " + values;
}

/// Names in the legend: those given; without them the columns or files, one value alone has none.
std::vector<std::string> labels_of(const DrawOptions& options) {
  if (!options.labels.empty()) return options.labels;
  if (options.values.size() < 2) return {""};
  return options.values;
}

// --- maps ---------------------------------------------------------------------------------------

void extend(Box& box, Point p) {
  box.extend(p);
}
void extend(Box& box, const io::Lines& lines) {
  for (const Polyline& line : lines) {
    for (const Point p : line) box.extend(p);
  }
}
void extend(Box& box, const Polygon& area) {
  for (const PolygonPart& part : area) {
    for (const Point p : part.outer) box.extend(p);
  }
}

/// What the shapes cover and a margin of a fiftieth.
Box view_of(const io::MetricShapes& shapes) {
  Box box;
  std::visit(
      [&](const auto& known) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(known)>, std::monostate>) {
          for (const auto& shape : known) extend(box, shape);
        }
      },
      shapes);
  const double margin = 0.02 * std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  return {{box.low.x - margin, box.low.y - margin}, {box.high.x + margin, box.high.y + margin}};
}

/// The shapes that may be seen: others would only make the file large.
template <class Shape>
std::vector<Shape> seen(const std::vector<Shape>& shapes, const Box& view) {
  std::vector<Shape> kept;
  for (const Shape& shape : shapes) {
    Box box;
    extend(box, shape);
    const bool meets = box.low.x <= view.high.x && box.high.x >= view.low.x &&
                       box.low.y <= view.high.y && box.high.y >= view.low.y;
    if (meets) kept.push_back(shape);
  }
  return kept;
}

/// Layers above the map: borders undermost, then lines and points.
class Above {
 public:
  explicit Above(const Box& view) : view_(view) {}

  void add(const io::FeatureSet& set, const std::string& label) {
    if (set.has_areas()) {
      for (Polygon& area : seen(set.areas(), view_)) areas_.push_back(std::move(area));
      labels_.resize(areas_.size(), label);
    } else if (set.has_points()) {
      points_.emplace_back(seen(set.points(), view_), label);
    } else {
      lines_.emplace_back(std::vector<Polyline>(), label);
      for (io::Lines& parts : seen(set.lines(), view_)) {
        for (Polyline& part : parts) lines_.back().first.push_back(std::move(part));
      }
    }
  }

  void draw(ToolPicture& picture) && {
    picture.borders(areas_, labels_);
    for (auto& [lines, label] : lines_) picture.lines(std::move(lines), label);
    for (auto& [points, label] : points_) picture.points(std::move(points), label);
  }

 private:
  Box view_;
  std::vector<Polygon> areas_;
  std::vector<std::string> labels_;
  std::vector<std::pair<std::vector<Polyline>, std::string>> lines_;
  std::vector<std::pair<std::vector<Point>, std::string>> points_;
};

void draw_map(const DrawOptions& options, const io::FeatureSet& set, const DrawnTable& table,
              ToolPicture& picture, const ToolContext& context, ToolSummary& summary) {
  const std::string& column = options.values.front();
  if (table.holds_numbers(column)) {
    picture.amounts(set.shapes, table.numbers(column));
  } else {
    picture.kinds(set.shapes, table.texts(column));
  }
  const Box view = view_of(set.shapes);
  Above layers(view);
  for (std::size_t i = 0; i < options.over.size(); ++i) {
    const io::FeatureSet above = read_beside(
        set, options.over[i], {.accepted = {.areas = true, .lines = true, .points = true}},
        "over_" + std::to_string(i + 1), context, summary);
    layers.add(above, options.labels.empty() ? above.layer : options.labels[i]);
  }
  std::move(layers).draw(picture);
  picture.show(view);
  picture.write(summary);
}

// --- charts -------------------------------------------------------------------------------------

DrawnOrder order_of(const std::string& word) {
  if (word == "rising") return DrawnOrder::rising;
  if (word == "falling") return DrawnOrder::falling;
  return word == "none" ? DrawnOrder::as_given : DrawnOrder::by_name;
}

std::vector<std::vector<double>> values_of(const DrawOptions& options, const DrawnTable& table) {
  std::vector<std::vector<double>> values;
  for (const std::string& column : options.values) values.push_back(table.numbers(column));
  return values;
}

NamedRows rows_of(const DrawOptions& options, const DrawnTable& table) {
  NamedRows rows = options.as == "bars"
                       ? sums_by_name(table.texts(options.by), values_of(options, table))
                       : NamedRows{.names = table.texts(options.by),
                                   .values = values_of(options, table),
                                   .low = table.numbers(options.low),
                                   .high = table.numbers(options.high)};
  rows = ordered(rows, order_of(options.order));
  const std::size_t most = options.first > 0 ? options.first : kMostNames;
  if (rows.size() <= most) return rows;
  std::vector<std::size_t> first(most);
  std::iota(first.begin(), first.end(), std::size_t{0});
  return rows.chosen(first);
}

io::Chart chart_of(const DrawOptions& options, const DrawnTable& table, const SvgOutput& output,
                   const ToolContext& context) {
  const std::string counted = context.words.text("draw.count");
  const std::string values = fmt::format("{}", fmt::join(options.values, ", "));
  io::Chart chart{.title = title_of(options),
                  .note = output.note(),
                  .x_title = options.by.empty() ? options.against : options.by,
                  .y_title = options.values.empty() ? counted : values,
                  .names = {},
                  .series = {},
                  .number = [&words = context.words](double value, int decimals) {
                    return words.number(value, decimals);
                  }};
  if (!options.x_title.empty()) chart.x_title = options.x_title;
  if (!options.y_title.empty()) chart.y_title = options.y_title;
  if (!std::isnan(options.reference)) chart.reference = options.reference;
  if (!options.against.empty()) {
    chart.series = over_numbers(table.numbers(options.against), values_of(options, table),
                                labels_of(options), options.as == "line");
    return chart;
  }
  NamedRows rows = rows_of(options, table);
  chart.series = options.as == "bars" ? stacked_bars(rows, labels_of(options))
                                      : intervals(rows, labels_of(options));
  chart.names = std::move(rows.names);
  for (std::string& name : chart.names) {
    if (name.empty()) name = context.words.text("class.no_value");
  }
  return chart;
}

// ------------------------------------------------------------------------------------------------

void run(DrawOptions options, const ToolContext& context, ToolSummary& summary) {
  check(options, context);
  std::vector<std::string> inputs = options.over;
  inputs.push_back(options.input.path);
  const PictureOptions drawn{.path = options.output.path, .caption = options.caption};
  const OutputOptions beside{.path = {}, .overwrite = options.output.overwrite};
  const std::vector<std::string> columns = columns_of(options);
  const bool none = !options.is_map();
  const auto read = [&] {
    const io::FeatureRequest request{
        .accepted = {.areas = true, .lines = true, .points = true, .none = none},
        .texts = columns,
        .keeps_everything = true};
    io::FeatureSet set = read_input(options.input, request, context, summary);
    summary.count("features", set.size());
    refuse_personal(set, columns, context);
    return set;
  };
  if (options.is_map()) {
    ToolPicture picture(drawn, beside, inputs, title_of(options), context);
    const io::FeatureSet set = read();
    draw_map(options, set, DrawnTable(set, columns), picture, context, summary);
    return;
  }
  SvgOutput output(drawn.path, drawn, beside, inputs, context);
  const io::FeatureSet set = read();
  const DrawnTable table(set, columns);
  output.write(io::chart_as_svg(chart_of(options, table, output, context)), "chart", summary);
}

}  // namespace

ToolRun declare_draw(OptionSet& options) {
  const auto chosen = std::make_shared<DrawOptions>();
  add_input(options, chosen->input);
  options.choice("--as", chosen->as, {"map", "bars", "intervals", "points", "line"})
      .list("--values", chosen->values, "columns")
      .text("--by", chosen->by, "column")
      .text("--against", chosen->against, "column")
      .text("--low", chosen->low, "column")
      .text("--high", chosen->high, "column")
      .choice("--order", chosen->order, {"name", "rising", "falling", "none"})
      .count("--first", chosen->first, 1, kMostNames)
      .number("--reference", chosen->reference, -1e15, 1e15)
      .sources("--over", chosen->over)
      .list("--labels", chosen->labels, "texts")
      .text("--title", chosen->title, "text")
      .text("--x-title", chosen->x_title, "text")
      .text("--y-title", chosen->y_title, "text")
      .text("--caption", chosen->caption, "text");
  add_output(options, chosen->output);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
