#include "tools/tool_input.h"

#include "rawan/engine/gates.h"
#include "rawan/io/error.h"
#include "tools/refusal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::string_view kLayerMark = "|layername=";

constexpr int kQualityExit = 4;

io::CoordinateSystem asked_system(const std::string& code, const ToolContext& context) {
  try {
    return io::coordinate_system(code);
  } catch (const io::InputError&) {
    refuse(context, "usage_crs");
  }
}

/// "no_geometry 2, number_format 1" in the reader's words.
std::string reasons_text(const io::FeatureSet& set, const Catalogue& words) {
  std::string text = words.number(static_cast<double>(set.rejected()));
  const char* separator = " (";
  for (const io::Rejection& rejection : set.rejections) {
    text += separator + words.text("reason." + rejection.reason) + ": " +
            words.number(static_cast<double>(rejection.count));
    separator = "; ";
  }
  return set.rejections.empty() ? text : text + ")";
}

ToolSummary::Json counts_of(const io::FeatureSet& set, const std::string& path) {
  ToolSummary::Json json{{"file", path},
                         {"layer", set.layer},
                         {"read", set.read},
                         {"accepted", set.size()},
                         {"repaired", set.repaired},
                         {"rejected", set.rejected()},
                         {"rejections", ToolSummary::Json::array()}};
  for (const io::Rejection& rejection : set.rejections) {
    json["rejections"].push_back(
        {{"reason", rejection.reason}, {"count", rejection.count}, {"first", rejection.first}});
  }
  return json;
}

void tell_systems(const io::FeatureSet& set, ToolSummary& summary) {
  if (std::holds_alternative<std::monostate>(set.shapes)) return;
  const io::MetricSystem& metric = set.metric;
  summary.word("crs", set.stored.name);
  summary.word("metric_crs", metric.system.name);
  summary.detail("scale", ToolSummary::Json{{"smallest", metric.smallest_scale},
                                            {"largest", metric.largest_scale}});
  if (metric.distorted()) {
    const double off = std::max(metric.largest_scale - 1.0, 1.0 - metric.smallest_scale);
    summary.warn("scale_distorted", {{"percent", fmt::format("{:.2f}", 100.0 * off)}});
  }
}

io::FeatureSet read(const io::FeatureRequest& request, const ToolContext& context) {
  context.stage("tool.stage.read");
  io::FeatureSet set = io::read_feature_set(request, context.control);
  if (context.strict && set.rejected() + set.repaired > 0) {
    throw GateRefusal(kQualityExit, "tool_strict", {.file = request.path},
                      std::to_string(set.rejected() + set.repaired));
  }
  return set;
}

}  // namespace

void add_input(OptionSet& options, InputOptions& input) {
  options.argument("input", input.path)
      .text("--layer", input.layer, "name")
      .text("--x", input.x, "column")
      .text("--y", input.y, "column")
      .text("--crs", input.crs, "crs")
      .flag("--planar", input.planar)
      .text("--where", input.where, "condition")
      .text("--key", input.key, "column");
}

io::FeatureSet read_input(const InputOptions& input, io::FeatureRequest request,
                          const ToolContext& context, ToolSummary& summary) {
  if (input.planar && !input.crs.empty()) refuse(context, "usage_planar");
  if (!input.crs.empty()) request.system = asked_system(input.crs, context);
  request.path = input.path;
  request.layer = input.layer;
  request.x = input.x;
  request.y = input.y;
  request.planar = input.planar;
  request.where = input.where;
  request.key = input.key;
  io::FeatureSet set = read(request, context);
  summary.detail("input", counts_of(set, input.path));
  summary.count("read", set.read);
  summary.word("rejected", reasons_text(set, context.words));
  summary.detail("rejected", set.rejected());
  tell_systems(set, summary);
  if (!set.dropped.empty()) {
    summary.warn("personal_columns",
                 {{"columns", fmt::format("{}", fmt::join(set.dropped, ", "))}});
  }
  return set;
}

std::string file_of(const std::string& source) {
  return source.substr(0, source.find(kLayerMark));
}

std::vector<std::string> files_of(std::span<const std::string> sources) {
  std::vector<std::string> files;
  for (const std::string& source : sources) files.push_back(file_of(source));
  return files;
}

io::FeatureSet read_beside(const io::FeatureSet& main, const std::string& path,
                           io::FeatureRequest request, const std::string& key,
                           const ToolContext& context, ToolSummary& summary) {
  request.path = file_of(path);
  if (request.path.size() < path.size()) {
    request.layer = path.substr(request.path.size() + kLayerMark.size());
  }
  request.planar = main.stored.planar();
  request.metric = main.metric.system;
  io::FeatureSet set = read(request, context);
  summary.detail(key, counts_of(set, path));
  if (set.rejected() > 0) {
    summary.warn("beside_rejected", {{"file", path}, {"count", reasons_text(set, context.words)}});
  }
  return set;
}

}  // namespace rawan::engine
