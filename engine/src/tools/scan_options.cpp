#include "tools/scan_options.h"

#include "tools/refusal.h"
#include "tools/tool_picture.h"
#include "tools/values.h"

namespace rawan::engine {
namespace {

/// "1.5:4,2:6": the long axis over the short one, and how many turns.
bool read_ellipses(const std::string& text, std::vector<EllipseFamily>& ellipses) {
  ellipses.clear();
  for (const std::string& piece : parse_list(text)) {
    const auto colon = piece.find(':');
    if (colon == std::string::npos) return false;
    const auto shape = parse_number(piece.substr(0, colon));
    const auto angles = parse_whole_number(piece.substr(colon + 1));
    if (!shape || *shape <= 1.0 || *shape > 100.0) return false;
    if (!angles || *angles < 1 || *angles > 360) return false;
    ellipses.push_back({*shape, static_cast<std::uint32_t>(*angles)});
  }
  return !ellipses.empty();
}

void require(bool holds, const std::string& id, const ToolContext& context) {
  if (!holds) refuse(context, id);
}

void add_windows(OptionSet& options, ScanRequest& request) {
  options.choice("--shape", request.shape, {"circular", "elliptic", "flexible"})
      .number("--max-share", request.max_share, 1e-9, 0.5)
      .count("--min-cases", request.min_cases, 1, 1'000'000)
      .value("--ellipses", "1.5:4,2:6", "usage_scan_ellipses",
             [&request](const std::string& text) { return read_ellipses(text, request.ellipses); })
      .number("--ellipse-penalty", request.ellipse_penalty, 0.0, 100.0)
      .count("--nearest", request.nearest, 1, 64)
      .number("--mid-p", request.mid_p, 1e-9, 1.0);
  add_neighbors(options, request.neighbors);
}

void add_time(OptionSet& options, ScanRequest& request) {
  options.text("--time", request.time, "column")
      .duration("--period", request.period)
      .number("--max-duration", request.max_duration, 1e-9, 1.0)
      .flag("--prospective", request.prospective)
      .text("--site", request.site, "column");
}

void add_test(OptionSet& options, ScanRequest& request) {
  options.count("--replicates", request.replicates, 0, 10'000'000)
      .count("--stop-after", request.stop_after, 1, 10'000'000)
      .seed(request.seed)
      .number("--alpha", request.alpha, 1e-9, 1.0)
      .duration("--look-interval", request.look_interval);
}

}  // namespace

void add_scan_options(OptionSet& options, ScanRequest& request) {
  add_input(options, request.input);
  options
      .choice("--model", request.model,
              {"poisson", "bernoulli", "space-time", "space-time-permutation"})
      .text("--cases", request.cases, "column")
      .text("--population", request.population, "column")
      .choice("--distance", request.distance, {"plane", "great-circle"});
  add_windows(options, request);
  add_time(options, request);
  add_test(options, request);
  add_output(options, request.output);
  options.result("--clusters", request.clusters_path);
  add_picture(options, request.picture);
}

void check(const ScanRequest& request, const ToolContext& context) {
  require(request.population.empty() != request.needs_population(), "usage_scan_population",
          context);
  require(!request.needs_population() || !request.cases.empty(), "usage_scan_cases", context);
  require(request.time.empty() != request.in_time(), "usage_scan_time", context);
  require(request.in_time() || !(request.period || request.prospective || !request.site.empty()),
          "usage_scan_time", context);
  require(!request.in_time() || request.shape == "circular", "usage_scan_shape", context);
  require(!request.on_globe() || (request.shape != "elliptic" && !request.input.planar),
          "usage_scan_distance", context);
}

}  // namespace rawan::engine
