#include "tools/network_density_command.h"

#include "rawan/algorithms/network_density.h"
#include "tools/refusal.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"
#include "tools/tool_picture.h"
#include "tools/values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>

namespace rawan::engine {
namespace {

constexpr double kPerKilometer = 1000.0;
/// More would not fit memory.
constexpr double kMostPieces = 2e7;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct NetworkDensityChoice {
  InputOptions points;
  std::string lines;
  std::string lines_layer;
  std::string weight;
  std::string method = "continuous";
  std::string kernel = "quartic";
  std::string dead_ends = "reflect";
  std::string junctions = "vertices";
  Meters bandwidth;
  std::optional<Meters> lixel;  ///< A tenth of the bandwidth, if not given.
  std::optional<Meters> snap = 100_m;
  std::optional<Meters> tolerance = 0_m;
  OutputOptions output;
  std::string at_points;
  PictureOptions picture = {};
};

NetworkDensityOptions options_of(const NetworkDensityChoice& choice) {
  static const std::map<std::string, NetworkKernel> kMethods = {
      {"simple", NetworkKernel::simple},
      {"discontinuous", NetworkKernel::discontinuous},
      {"continuous", NetworkKernel::continuous}};
  static const std::map<std::string, Kernel> kKernels = {
      {"uniform", Kernel::uniform},           {"triangular", Kernel::triangular},
      {"epanechnikov", Kernel::epanechnikov}, {"quartic", Kernel::quartic},
      {"triweight", Kernel::triweight},       {"gaussian", Kernel::gaussian}};
  return {.method = kMethods.at(choice.method),
          .kernel = kKernels.at(choice.kernel),
          .bandwidth = choice.bandwidth,
          .dead_end = choice.dead_ends == "reflect" ? DeadEnd::reflects : DeadEnd::absorbs};
}

/// The parts of all features, one after the other, and the record of each.
struct ReadLines {
  std::vector<Polyline> lines;
  std::vector<std::uint64_t> record;

  explicit ReadLines(const io::FeatureSet& set) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      for (const Polyline& part : set.lines()[i]) {
        lines.push_back(part);
        record.push_back(set.record[i]);
      }
    }
  }
};

LineNetwork network_of(const NetworkDensityChoice& choice, const ReadLines& read) {
  Junctions junctions = Junctions::vertices;
  if (choice.junctions == "ends") junctions = Junctions::ends;
  if (choice.junctions == "crossings") junctions = Junctions::crossings;
  return LineNetwork(read.lines, {.junctions = junctions, .tolerance = *choice.tolerance});
}

void tell_network(const LineNetwork& network, ToolSummary& summary) {
  std::uint64_t ends = 0;
  for (std::uint32_t node = 0; node < network.nodes(); ++node) ends += network.degree(node) == 1;
  summary.count("network_edges", network.edges().size());
  summary.count("network_nodes", network.nodes());
  summary.count("network_dead_ends", ends);
  summary.number("network_length", network.length().value / kPerKilometer, 3);
}

/// Where events lie on the network, and which they are.
struct Snapped {
  std::vector<NetworkPosition> events;
  std::vector<double> weights;
  std::vector<std::size_t> row;
};

Snapped snapped(const NetworkDensityChoice& choice, const LineNetwork& network,
                const io::FeatureSet& set, ToolSummary& summary) {
  const auto found = network.nearest(set.points(), *choice.snap);
  Snapped result;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) continue;
    result.events.push_back(*found[i]);
    result.weights.push_back(choice.weight.empty() ? 1.0 : set.numbers.front()[i]);
    result.row.push_back(i);
  }
  const std::size_t far = found.size() - result.row.size();
  summary.count("events_on_network", result.row.size());
  summary.count("events_far", far);
  if (far > 0) {
    summary.warn("events_far", {{"count", std::to_string(far)},
                                {"meters", std::to_string(std::lround(choice.snap->value))}});
  }
  return result;
}

std::vector<double> per_kilometer(std::vector<double> density) {
  for (double& value : density) value *= kPerKilometer;
  return density;
}

std::vector<Lixel> pieces_of(const NetworkDensityChoice& choice, const LineNetwork& network,
                             const ToolContext& context) {
  const Meters longest = choice.lixel.value_or(0.1 * choice.bandwidth);
  if (network.length() / longest > kMostPieces) {
    refuse(context, "usage_lixel");
  }
  return lixels(network, longest);
}

/// The pieces as features, with their density.
class PieceTable {
 public:
  PieceTable(const LineNetwork& network, const ReadLines& read, std::vector<Lixel> pieces)
      : network_(network), read_(read), pieces_(std::move(pieces)) {}

  std::vector<NetworkPosition> centers() const {
    std::vector<NetworkPosition> result;
    for (const Lixel& piece : pieces_) result.push_back(piece.center());
    return result;
  }

  std::vector<Polyline> shapes() const {
    std::vector<Polyline> result;
    for (const Lixel& piece : pieces_) result.push_back(network_.shape_of(piece));
    return result;
  }

  std::vector<std::int64_t> records() const {
    std::vector<std::int64_t> result;
    for (const Lixel& piece : pieces_) {
      const std::uint32_t line = network_.edges()[piece.edge].line;
      result.push_back(static_cast<std::int64_t>(read_.record[line]));
    }
    return result;
  }

  std::vector<double> lengths() const {
    std::vector<double> result;
    for (const Lixel& piece : pieces_) result.push_back(piece.length().value);
    return result;
  }

 private:
  const LineNetwork& network_;
  const ReadLines& read_;
  std::vector<Lixel> pieces_;
};

io::FeatureTable table_of(const PieceTable& pieces, const std::vector<double>& density,
                          const io::FeatureSet& set, const ToolContext& context,
                          ToolSummary& summary) {
  io::FeatureTable table = result_table(set, "network_density", context);
  table.shapes = io::reprojected(pieces.shapes(), set.metric.system, set.stored);
  add_column(table, io::reals("density_per_km", "", density), context, summary);
  add_column(table, io::reals("length_m", "", pieces.lengths()), context, summary);
  add_column(table, io::integers("line_record", "", pieces.records()), context, summary);
  return table;
}

void tell_density(const std::vector<double>& density, const std::vector<double>& lengths,
                  const Snapped& events, ToolSummary& summary) {
  summary.count("lixels", density.size());
  summary.number("density_largest", density.empty() ? kNaN : std::ranges::max(density), 3);
  summary.number("weights_sum", std::accumulate(events.weights.begin(), events.weights.end(), 0.0),
                 3);
  const double sum =
      std::inner_product(density.begin(), density.end(), lengths.begin(), 0.0) / kPerKilometer;
  summary.number("density_sum", sum, 3);
}

/// The input's points with the density of their place on the network; none where it is too far.
io::FeatureTable points_table(io::FeatureSet& set, const LineNetwork& network,
                              const Snapped& events, const std::vector<double>& density,
                              const ToolContext& context, ToolSummary& summary) {
  std::vector<double> of_point(set.size(), kNaN);
  std::vector<double> moved(set.size(), kNaN);
  for (std::size_t i = 0; i < events.row.size(); ++i) {
    const Point from = set.points()[events.row[i]];
    const Point to = network.point_at(events.events[i]);
    of_point[events.row[i]] = density[i];
    moved[events.row[i]] = std::hypot(to.x - from.x, to.y - from.y);
  }
  io::FeatureTable table = annotated_table(set, "network_points", context);
  add_column(table, io::reals("density_per_km", "", of_point), context, summary);
  add_column(table, io::reals("network_distance_m", "", moved), context, summary);
  return table;
}

// --- command ------------------------------------------------------------------------------------

io::FeatureSet read_points(const NetworkDensityChoice& choice, const ToolContext& context,
                           ToolSummary& summary) {
  io::FeatureRequest request{.accepted = {.points = true},
                             .keeps_everything = !choice.at_points.empty()};
  if (!choice.weight.empty()) request.numbers = {{.name = choice.weight, .lowest = 0.0}};
  return read_input(choice.points, std::move(request), context, summary);
}

void run(const NetworkDensityChoice& choice, const ToolContext& context, ToolSummary& summary) {
  const std::vector<std::string> inputs = {choice.points.path, choice.lines};
  using Holds = ToolOutput::Holds;
  ToolOutput output(choice.output, Holds::tables, inputs, context);
  std::optional<ToolOutput> at_points;
  if (!choice.at_points.empty()) {
    at_points.emplace(OutputOptions{choice.at_points, choice.output.overwrite}, Holds::tables,
                      inputs, context);
  }
  ToolPicture picture(choice.picture, choice.output, inputs,
                      context.words.text("table.network_density"), context);
  io::FeatureSet set = read_points(choice, context, summary);
  const ReadLines read(read_beside(set, choice.lines,
                                   {.layer = choice.lines_layer, .accepted = {.lines = true}},
                                   "lines", context, summary));
  context.stage("tool.stage.network");
  const LineNetwork network = network_of(choice, read);
  tell_network(network, summary);
  const Snapped events = snapped(choice, network, set, summary);
  context.stage("tool.stage.compute");
  const PieceTable pieces(network, read, pieces_of(choice, network, context));
  const auto density_at = [&](const std::vector<NetworkPosition>& places) {
    return per_kilometer(network_density(network, events.events, events.weights, places,
                                         options_of(choice), context.control));
  };
  const std::vector<double> density = density_at(pieces.centers());
  tell_density(density, pieces.lengths(), events, summary);
  const io::FeatureTable table = table_of(pieces, density, set, context, summary);
  output.write_tables(std::span(&table, 1), summary);
  if (at_points) {
    const io::FeatureTable points =
        points_table(set, network, events, density_at(events.events), context, summary);
    at_points->write_tables(std::span(&points, 1), summary);
  }
  if (picture.wanted()) {
    std::vector<io::Lines> shapes;
    for (Polyline& shape : pieces.shapes()) shapes.push_back({std::move(shape)});
    picture.amounts(shapes, density);
  }
  picture.write(summary);
}

/// A length of more than 0.
template <class Target>
void add_length(OptionSet& options, const std::string& name, Target& target) {
  options.value(name, options.words().text("help.mark.length"), "usage_length_above_zero",
                [&target](const std::string& text) {
                  const std::optional<Meters> length = parse_length(text);
                  if (!length || length->value <= 0.0) return false;
                  target = *length;
                  return true;
                });
}

}  // namespace

ToolRun declare_network_density(OptionSet& options) {
  const auto chosen = std::make_shared<NetworkDensityChoice>();
  add_input(options, chosen->points);
  options.argument("lines", chosen->lines).text("--lines-layer", chosen->lines_layer, "name");
  options.choice("--junctions", chosen->junctions, {"ends", "vertices", "crossings"});
  options.length("--join", chosen->tolerance).length("--snap", chosen->snap);
  options.choice("--method", chosen->method, {"simple", "discontinuous", "continuous"});
  options.choice("--kernel", chosen->kernel,
                 {"uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian"});
  add_length(options, "--bandwidth", chosen->bandwidth);
  options.required();
  add_length(options, "--lixel", chosen->lixel);
  options.choice("--dead-ends", chosen->dead_ends, {"reflect", "absorb"});
  options.text("--weight", chosen->weight, "column");
  add_output(options, chosen->output);
  options.result("--at-points", chosen->at_points);
  add_picture(options, chosen->picture);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
