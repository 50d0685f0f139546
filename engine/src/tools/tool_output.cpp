#include "tools/tool_output.h"

#include "rawan/io/error.h"
#include "tools/tool_input.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace rawan::engine {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// The path if its ending fits what is written.
std::filesystem::path fitting(const std::string& path, ToolOutput::Holds holds) {
  const std::filesystem::path target(path);
  if (holds == ToolOutput::Holds::tables) {
    io::table_format(target);
  } else if (target.extension() != ".tif" && target.extension() != ".tiff") {
    throw io::OutputError("output_format", {.file = path}, ".tif");
  }
  return target;
}

}  // namespace

void add_output(OptionSet& options, OutputOptions& output) {
  options.result("-o,--out", output.path).required().flag("--overwrite", output.overwrite);
}

ToolOutput::ToolOutput(const OutputOptions& output, Holds holds,
                       std::span<const std::string> inputs, const ToolContext& context)
    : output_(output),
      context_(context),
      file_(fitting(output.path, holds), files_of(inputs), output.overwrite) {}

bool ToolOutput::holds_several() const {
  return std::filesystem::path(output_.path).extension() == ".gpkg";
}

void ToolOutput::publish(ToolSummary& summary) {
  context_.control.check();
  file_.publish();
  summary.word("output", output_.path);
}

void ToolOutput::write_tables(std::span<const io::FeatureTable> tables, ToolSummary& summary) {
  context_.stage("tool.stage.write");
  io::write_feature_tables(file_.path(), tables, context_.control);
  publish(summary);
}

void ToolOutput::write_grid(const Grid<double>& grid, const io::CoordinateSystem& system,
                            const std::string& description, const std::string& unit,
                            ToolSummary& summary) {
  context_.stage("tool.stage.write");
  io::write_raster(
      file_.path(), grid, system,
      {.description = description, .unit = unit, .label = context_.words.text("tool.label")});
  publish(summary);
}

io::FeatureTable result_table(const io::FeatureSet& input, const std::string& name,
                              const ToolContext& context) {
  return {.name = name,
          .title = context.words.text("table." + name),
          .label = context.words.text("tool.label"),
          .system = input.stored};
}

io::FeatureTable annotated_table(io::FeatureSet& input, const std::string& name,
                                 const ToolContext& context) {
  io::FeatureTable table = result_table(input, name, context);
  table.attributes = std::move(input.attributes);
  if (input.stored_shapes.size() > 0) {
    table.shapes = io::WkbShapes{std::move(input.stored_shapes)};
  } else if (input.has_points()) {
    table.shapes = io::reprojected(input.points(), input.metric.system, input.stored);
  }
  return table;
}

void add_column(io::FeatureTable& table, io::Attribute column, const ToolContext& context,
                ToolSummary& summary) {
  const auto same = [&](const io::Attribute& other) { return same_word(other.name, column.name); };
  if (std::erase_if(table.attributes, same) > 0) {
    summary.warn("column_replaced", {{"column", column.name}});
  }
  const std::string key = "column." + column.name;
  if (column.alias.empty() && context.words.has(key)) column.alias = context.words.text(key);
  table.attributes.push_back(std::move(column));
}

void count_texts(const io::Attribute& column, const std::string& key, ToolSummary& summary) {
  const auto& texts = std::get<io::PackedTexts>(column.values);
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (column.has(row)) ++counts[std::string(texts[row])];
  }
  ToolSummary::Json json = ToolSummary::Json::object();
  std::string text;
  for (const auto& [name, count] : counts) {
    json[name] = count;
    text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
  }
  summary.word(key, text);
  summary.detail(key, json);
}

}  // namespace rawan::engine
