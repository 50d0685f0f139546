#include "tools/density_options.h"

#include "tools/refusal.h"
#include "tools/tool_chart.h"
#include "tools/tool_picture.h"
#include "tools/values.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::array<std::pair<const char*, Kernel>, 6> kKernels{
    {{"uniform", Kernel::uniform},
     {"triangular", Kernel::triangular},
     {"epanechnikov", Kernel::epanechnikov},
     {"quartic", Kernel::quartic},
     {"triweight", Kernel::triweight},
     {"gaussian", Kernel::gaussian}}};

const std::vector<std::string>& rules() {
  static const std::vector<std::string> kRules{"scott", "esri", "lcv", "cvl", "diggle", "terrell"};
  return kRules;
}

std::vector<std::string> kernel_names() {
  std::vector<std::string> names;
  for (const auto& [name, kernel] : kKernels) names.emplace_back(name);
  return names;
}

bool read_bandwidth(const std::string& text, DensityRequest& request) {
  if (const auto rule = after_word(text, "auto")) {
    request.rule = *rule;
    return std::ranges::find(rules(), *rule) != rules().end();
  }
  request.bandwidth = parse_length(text);
  return request.bandwidth && *request.bandwidth > Meters();
}

void refuse_if(bool wrong, const ToolContext& context, const std::string& id) {
  if (wrong) refuse(context, id);
}

/// Whether two results would have one name.
bool has_equal_outputs(const DensityRequest& request) {
  std::set<std::filesystem::path> paths;
  for (const std::string& path :
       {request.output.path, request.curve, request.standard_error, request.tolerance,
        request.zones_out, request.contours, request.picture.path, request.picture.chart}) {
    if (path.empty()) continue;
    if (!paths.insert(std::filesystem::absolute(path).lexically_normal()).second) return true;
  }
  return false;
}

std::optional<ContourLevel> parse_level(const std::string& text) {
  const bool share = text.ends_with('%');
  const auto number = parse_number(share ? text.substr(0, text.size() - 1) : text);
  if (!number) return std::nullopt;
  if (share && (*number <= 0.0 || *number > 100.0)) return std::nullopt;
  return ContourLevel{share ? *number / 100.0 : *number, share};
}

}  // namespace

Kernel DensityRequest::kernel_used() const {
  const bool smooth = adaptive || relative() || !uncertainty.empty();
  if (kernel.empty()) return smooth ? Kernel::gaussian : Kernel::quartic;
  return std::ranges::find(kKernels, kernel, [](const auto& entry) { return entry.first; })->second;
}

EdgeCorrection DensityRequest::edge_used() const {
  if (edge == "none") return EdgeCorrection::none;
  return edge == "uniform" ? EdgeCorrection::uniform : EdgeCorrection::jones_diggle;
}

void add_density_options(OptionSet& options, DensityRequest& request) {
  add_input(options, request.input);
  options.text("--weight", request.weight, "column")
      .choice("--kernel", request.kernel, kernel_names())
      .value("--bandwidth", options.words().text("help.mark.bandwidth"), "usage_bandwidth",
             [&request](const std::string& text) { return read_bandwidth(text, request); })
      .result("--curve", request.curve)
      .choice("--edge", request.edge, {"none", "uniform", "jones-diggle"})
      .source("--window", request.window)
      .flag("--adaptive", request.adaptive)
      .length("--pilot", request.pilot)
      .text("--uncertainty", request.uncertainty, "column")
      .source("--area-reports", request.area_reports)
      .length("--cell", request.cell)
      .source("--like", request.like)
      .result("--standard-error", request.standard_error)
      .source("--relative-to", request.relative_to)
      .result("--tolerance", request.tolerance)
      .number("--floor", request.floor, 0.0, 1.0)
      .number("--shrinkage", request.shrinkage, 0.0, 1.0)
      .source("--zones", request.zones)
      .result("--zones-out", request.zones_out)
      .result("--contours", request.contours)
      .list("--levels", request.levels, "levels");
  add_output(options, request.output);
  add_picture(options, request.picture);
  add_chart(options, request.picture);
}

void check_density_options(const DensityRequest& request, const ToolContext& context) {
  const bool uncertain = !request.uncertainty.empty();
  refuse_if(uncertain && request.kernel_used() != Kernel::gaussian, context,
            "usage_density_uncertain_kernel");
  refuse_if(uncertain && (request.adaptive || request.relative() || request.edge == "uniform"),
            context, "usage_density_uncertain");
  refuse_if(request.relative() && (!request.standard_error.empty() || !request.zones.empty() ||
                                   !request.area_reports.empty()),
            context, "usage_density_relative");
  refuse_if(!request.relative() && !request.tolerance.empty(), context, "usage_density_tolerance");
  refuse_if(request.pilot && (!request.adaptive || *request.pilot == Meters()), context,
            "usage_density_pilot");
  refuse_if(request.zones.empty() != request.zones_out.empty(), context, "usage_density_zones");
  refuse_if(!request.levels.empty() && request.contours.empty(), context, "usage_density_levels");
  refuse_if(request.cell && (!request.like.empty() || *request.cell == Meters()), context,
            "usage_density_cell");
  const bool needs_window =
      !request.bandwidth && (request.rule == "cvl" || request.rule == "diggle");
  refuse_if(needs_window && request.window.empty(), context, "usage_density_window");
  const bool has_curve = !request.bandwidth && (request.rule == "lcv" || needs_window);
  const bool wants_curve = !request.curve.empty() || !request.picture.chart.empty();
  refuse_if(wants_curve && !has_curve, context, "usage_density_curve");
  refuse_if(has_equal_outputs(request), context, "usage_density_outputs");
  contour_levels(request, context);
}

std::vector<ContourLevel> contour_levels(const DensityRequest& request,
                                         const ToolContext& context) {
  if (request.levels.empty()) {
    if (request.relative()) return {{0.05, false}, {0.01, false}};
    return {{0.5, true}, {0.9, true}};
  }
  std::vector<ContourLevel> levels;
  for (const std::string& text : request.levels) {
    const auto level = parse_level(text);
    refuse_if(!level, context, "usage_density_level");
    // Of a relative risk, levels are p-values.
    const bool p_value = !level->share && level->value > 0.0 && level->value < 1.0;
    refuse_if(request.relative() && !p_value, context, "usage_density_level");
    levels.push_back(*level);
  }
  return levels;
}

}  // namespace rawan::engine
