#include "tools/roads_command.h"

#include "rawan/engine/gates.h"
#include "rawan/io/error.h"
#include "roads/profile_roads.h"
#include "roads/road_network.h"
#include "roads/speed_table.h"
#include "tools/refusal.h"
#include "tools/tool_output.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace rawan::engine {
namespace {

constexpr double kPerKilometer = 1000.0;
constexpr int kQualityExit = 4;

struct RoadsChoice {
  std::string path;
  std::string layer;
  std::string where;
  std::string crs;
  std::string profile = "car";
  std::string speeds;
  bool night = false;
  bool rain = false;
  std::optional<Meters> join = 0_m;
  OutputOptions output;

  TravelProfile conditions() const {
    return {.vehicle = profile == "car" ? io::Vehicle::car : io::Vehicle::motorcycle,
            .night = night,
            .rain = rain};
  }
};

io::RoadSource read_source(const RoadsChoice& choice, const ToolContext& context) {
  context.stage("tool.stage.read");
  io::RoadRequest request{
      .path = choice.path, .layer = choice.layer, .where = choice.where, .join = *choice.join};
  const bool asks_of_lines = !choice.layer.empty() || !choice.where.empty() ||
                             !choice.crs.empty() || *choice.join > Meters();
  if (asks_of_lines && io::is_openstreetmap(choice.path)) refuse(context, "usage_roads_osm");
  if (!choice.crs.empty()) {
    try {
      request.system = io::coordinate_system(choice.crs);
    } catch (const io::InputError&) {
      refuse(context, "usage_crs");
    }
  }
  return io::read_roads(request, context.control);
}

std::string refused_text(const io::RoadSource& source, const Catalogue& words) {
  std::string text = words.number(static_cast<double>(source.read - source.used));
  const char* separator = " (";
  for (const io::Rejection& rejection : source.rejections) {
    text += separator + words.text("reason." + rejection.reason) + ": " +
            words.number(static_cast<double>(rejection.count));
    separator = "; ";
  }
  return source.rejections.empty() ? text : text + ")";
}

void tell_source(const io::RoadSource& source, const ToolContext& context, ToolSummary& summary) {
  summary.count("roads_read", source.read);
  summary.count("roads_used", source.used);
  summary.word("roads_refused", refused_text(source, context.words));
  summary.detail("roads_refused", source.read - source.used);
  ToolSummary::Json reasons = ToolSummary::Json::array();
  for (const io::Rejection& rejection : source.rejections) {
    reasons.push_back(
        {{"reason", rejection.reason}, {"count", rejection.count}, {"first", rejection.first}});
  }
  summary.detail("rejections", std::move(reasons));
}

/// Kilometers by class.
void tell_classes(const RoadNetwork& network, const Catalogue& words, ToolSummary& summary) {
  std::map<std::string, double> meters;
  std::uint64_t assumed = 0;
  for (const RoadStretch& s : network.stretches) {
    meters[s.traits.road_class] += s.meters;
    assumed += s.traits.assumed ? 1U : 0U;
  }
  ToolSummary::Json json = ToolSummary::Json::object();
  std::string text;
  for (const auto& [name, length] : meters) {
    json[name] = length / kPerKilometer;
    text += (text.empty() ? "" : ", ") + name + " " + words.number(length / kPerKilometer, 1);
  }
  summary.word("class_km", text);
  summary.detail("class_km", std::move(json));
  if (assumed > 0) summary.warn("roads_assumed", {{"count", std::to_string(assumed)}});
}

void tell_network(const RoadNetwork& network, const ProfileRoads& roads, const ToolContext& context,
                  ToolSummary& summary) {
  double meters = 0.0;
  for (const RoadStretch& s : network.stretches) meters += s.meters;
  summary.count("network_edges", network.stretches.size());
  summary.count("network_nodes", network.nodes);
  summary.number("network_length", meters / kPerKilometer, 1);
  tell_classes(network, context.words, summary);
  summary.count("road_islands", network.islands);
  summary.count("road_parts", roads.main.parts);
  summary.count("road_parts_dropped", roads.main.dropped_parts);
  summary.number("road_dropped_km", roads.main.dropped_meters / kPerKilometer, 1);
}

/// Seconds one way; none where it is closed.
io::Attribute seconds_of(const ProfileRoads& roads, std::string name, double RoadEdge::*way) {
  std::vector<double> values;
  std::vector<bool> present;
  for (const RoadEdge& edge : roads.edges) {
    present.push_back(edge.*way >= 0.0);
    values.push_back(present.back() ? edge.*way : 0.0);
  }
  return {.name = std::move(name), .values = std::move(values), .present = std::move(present)};
}

io::FeatureTable table_of(const RoadNetwork& network, const ProfileRoads& roads,
                          const ToolContext& context) {
  io::FeatureTable table = network_table(network);
  table.title = context.words.text("table.road_network");
  table.label = context.words.text("tool.label");
  table.attributes.push_back(seconds_of(roads, "seconds_forward", &RoadEdge::forward));
  table.attributes.push_back(seconds_of(roads, "seconds_backward", &RoadEdge::backward));
  std::vector<std::int64_t> main(roads.main.kept.begin(), roads.main.kept.end());
  table.attributes.push_back({.name = "main_part", .values = std::move(main)});
  for (io::Attribute& column : table.attributes) {
    const std::string key = "column." + column.name;
    if (context.words.has(key)) column.alias = context.words.text(key);
  }
  return table;
}

void run(const RoadsChoice& choice, const ToolContext& context, ToolSummary& summary) {
  std::vector<std::string> inputs = {choice.path};
  if (!choice.speeds.empty()) inputs.push_back(choice.speeds);
  ToolOutput output(choice.output, ToolOutput::Holds::tables, inputs, context);
  const SpeedTable speeds =
      choice.speeds.empty() ? default_speeds() : read_speeds(choice.speeds, context.words);
  const io::RoadSource source = read_source(choice, context);
  if (context.strict && source.used < source.read) {
    throw GateRefusal(kQualityExit, "tool_strict", {.file = choice.path},
                      std::to_string(source.read - source.used));
  }
  tell_source(source, context, summary);
  context.stage("tool.stage.network");
  const RoadNetwork network = network_of(source);
  const ProfileRoads roads(network, speeds, choice.conditions());
  tell_network(network, roads, context, summary);
  const io::FeatureTable table = table_of(network, roads, context);
  output.write_tables(std::span(&table, 1), summary);
}

}  // namespace

ToolRun declare_roads(OptionSet& options) {
  const auto chosen = std::make_shared<RoadsChoice>();
  options.argument("roads", chosen->path)
      .text("--layer", chosen->layer, "name")
      .text("--crs", chosen->crs, "crs")
      .text("--where", chosen->where, "condition")
      .length("--join", chosen->join)
      .choice("--profile", chosen->profile, {"car", "motorcycle"})
      .source("--speeds", chosen->speeds)
      .flag("--night", chosen->night)
      .flag("--rain", chosen->rain);
  add_output(options, chosen->output);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
