#include "tools/density_command.h"

#include "rawan/algorithms/adaptive_density.h"
#include "rawan/algorithms/relative_risk.h"
#include "rawan/algorithms/zonal_sums.h"
#include "rawan/io/error.h"
#include "rawan/io/raster_frame.h"
#include "tools/density_bandwidth.h"
#include "tools/density_grid.h"
#include "tools/density_tables.h"
#include "tools/tool_chart.h"
#include "tools/tool_picture.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

namespace rawan::engine {
namespace {

/// Beyond it a Gaussian kernel is cut.
constexpr double kSigmas = 6.5;
constexpr double kSquareMetersPerKm2 = 1e6;

/// Events as columns.
struct Events {
  std::vector<Point> points;
  std::vector<double> weights;      ///< Empty: 1 each.
  std::vector<Meters> uncertainty;  ///< Empty: exact.
};

/// Further files the command writes, made before anything is computed.
struct Outputs {
  using File = std::unique_ptr<ToolOutput>;
  File main;
  File curve;
  File error;
  File tolerance;
  File zones;
  File contours;
};

std::vector<std::string> inputs_of(const DensityRequest& request) {
  std::vector<std::string> inputs{request.input.path};
  for (const std::string& path :
       {request.window, request.like, request.area_reports, request.relative_to, request.zones}) {
    if (!path.empty()) inputs.push_back(path);
  }
  return inputs;
}

Outputs open_outputs(const DensityRequest& request, const ToolContext& context) {
  const std::vector<std::string> inputs = inputs_of(request);
  const auto open = [&](const std::string& path, ToolOutput::Holds holds) -> Outputs::File {
    if (path.empty()) return nullptr;
    const OutputOptions options{.path = path, .overwrite = request.output.overwrite};
    return std::make_unique<ToolOutput>(options, holds, inputs, context);
  };
  using Holds = ToolOutput::Holds;
  return {.main = open(request.output.path, Holds::grid),
          .curve = open(request.curve, Holds::tables),
          .error = open(request.standard_error, Holds::grid),
          .tolerance = open(request.tolerance, Holds::grid),
          .zones = open(request.zones_out, Holds::tables),
          .contours = open(request.contours, Holds::tables)};
}

// --- reading ------------------------------------------------------------------------------------

io::FeatureSet read_events(const DensityRequest& request,
                           const std::optional<io::RasterFrame>& like, const ToolContext& context,
                           ToolSummary& summary) {
  io::FeatureRequest asked{.accepted = {.points = true}};
  if (like) asked.metric = like->system;
  for (const std::string& column : {request.weight, request.uncertainty}) {
    if (!column.empty()) asked.numbers.push_back({.name = column, .lowest = 0.0});
  }
  return read_input(request.input, std::move(asked), context, summary);
}

/// A table has its coordinates in columns; those of the main input are the ones to expect.
bool is_table(const std::string& path) {
  return path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".txt");
}

/// Of the same columns in another file.
io::FeatureSet read_weighted(const io::FeatureSet& main, const std::string& path,
                             io::AcceptedShapes accepted, const std::string& key,
                             const DensityRequest& request, const ToolContext& context,
                             ToolSummary& summary) {
  io::FeatureRequest asked{.accepted = accepted};
  if (is_table(path)) {
    asked.x = request.input.x;
    asked.y = request.input.y;
    if (!main.stored.planar()) asked.system = main.stored;
  }
  if (!request.weight.empty()) asked.numbers.push_back({.name = request.weight, .lowest = 0.0});
  return read_beside(main, path, std::move(asked), key, context, summary);
}

std::vector<Polygon> read_window(const io::FeatureSet& main, const DensityRequest& request,
                                 const ToolContext& context, ToolSummary& summary) {
  if (request.window.empty()) return {};
  return read_beside(main, request.window, {.accepted = {.areas = true}}, "window", context,
                     summary)
      .areas();
}

Events events_of(const io::FeatureSet& set, const std::vector<Polygon>& window,
                 const DensityRequest& request, const std::string& fact, ToolSummary& summary) {
  const bool uncertain = set.numbers.size() > (request.weight.empty() ? 0U : 1U);
  Events events;
  for (const std::size_t i : events_in(window, set.points())) {
    events.points.push_back(set.points()[i]);
    if (!request.weight.empty()) events.weights.push_back(set.numbers.front()[i]);
    if (uncertain) events.uncertainty.push_back(Meters(set.numbers.back()[i]));
  }
  summary.count(fact, events.points.size());
  const std::size_t outside = set.size() - events.points.size();
  if (outside > 0) summary.warn("outside_window", {{"count", std::to_string(outside)}});
  const bool counts = request.weight.empty()
                          ? !events.points.empty()
                          : std::ranges::any_of(events.weights, [](double w) { return w > 0.0; });
  if (!counts) throw io::InputError("no_events", {.file = request.input.path});
  return events;
}

// --- computing ----------------------------------------------------------------------------------

DensityEstimate estimate(const DensityRequest& request, const Events& events, Meters bandwidth,
                         const Grid<std::uint8_t>& window, const ToolContext& context,
                         ToolSummary& summary) {
  const bool error = !request.standard_error.empty();
  const Kernel kernel = request.kernel_used();
  const EdgeCorrection edge = request.edge_used();
  if (request.adaptive) {
    const AdaptiveDensity found =
        adaptive_density(events.points, events.weights, window,
                         {.kernel = kernel,
                          .bandwidth = bandwidth,
                          .pilot_bandwidth = request.pilot.value_or(bandwidth),
                          .edge = edge,
                          .standard_error = error},
                         context.control);
    summary.count("bandwidths_trimmed", found.bandwidths.trimmed);
    return found.estimate;
  }
  if (!events.uncertainty.empty()) {
    return variable_density(
        events.points, events.weights, bandwidths_of_uncertain(bandwidth, events.uncertainty),
        window, {.kernel = kernel, .edge = edge, .standard_error = error}, context.control);
  }
  const DensityOptions options{.kernel = kernel, .bandwidth = bandwidth, .edge = edge};
  DensityEstimate result;
  result.density = kernel_density(events.points, events.weights, window, options, context.control);
  if (error) {
    result.standard_error =
        density_standard_error(events.points, events.weights, window, options, context.control);
  }
  return result;
}

void add_area_reports(Grid<double>& density, const io::FeatureSet& main,
                      const DensityRequest& request, const Grid<std::uint8_t>& window,
                      const ToolContext& context, ToolSummary& summary) {
  const io::FeatureSet set = read_weighted(main, request.area_reports, {.areas = true},
                                           "area_reports", request, context, summary);
  const std::vector<double> weights =
      request.weight.empty() ? std::vector<double>() : set.numbers.front();
  const Grid<double> spread = spread_over_areas(set.areas(), weights, window);
  for (std::size_t i = 0; i < density.values.size(); ++i) density.values[i] += spread.values[i];
  summary.count("area_reports_used", set.size());
}

double integral(const Grid<double>& density) {
  double sum = 0.0;
  for (const double v : density.values) sum += std::isnan(v) ? 0.0 : v;
  return sum * density.frame.cell.value * density.frame.cell.value;
}

// --- telling and writing ------------------------------------------------------------------------

struct Widths {
  Meters sigma;
  Meters radius;
};

/// In both measures, whatever the kernel: that of the Gaussian, and that of the quartic (or the
/// kernel's own radius).
Widths widths_of(Kernel kernel, Meters bandwidth) {
  const bool gaussian = kernel == Kernel::gaussian;
  return {equivalent_bandwidth(kernel, Kernel::gaussian, bandwidth),
          gaussian ? equivalent_bandwidth(kernel, Kernel::quartic, bandwidth) : bandwidth};
}

std::string kernel_name(const DensityRequest& request) {
  if (!request.kernel.empty()) return request.kernel;
  return request.kernel_used() == Kernel::gaussian ? "gaussian" : "quartic";
}

void tell(const DensityRequest& request, Meters bandwidth, const GridFrame& frame,
          ToolSummary& summary) {
  const Widths widths = widths_of(request.kernel_used(), bandwidth);
  summary.word("kernel", kernel_name(request));
  summary.number("sigma", widths.sigma.value);
  summary.number("radius", widths.radius.value);
  summary.word("edge", request.edge);
  summary.number("cell", frame.cell.value);
  summary.count("rows", frame.rows);
  summary.count("columns", frame.columns);
  // Sums over cells approach integrals only if a kernel spans a few of them.
  if (frame.cell > 0.5 * widths.sigma) summary.warn("cell_coarse");
}

/// What the raster says of itself: what it is, and both widths.
std::string description(const std::string& what, const DensityRequest& request, Meters bandwidth,
                        const ToolContext& context) {
  const Widths widths = widths_of(request.kernel_used(), bandwidth);
  const Catalogue& words = context.words;
  const int decimals = widths.sigma < Meters(10.0) ? 6 : 1;
  return words.text("density.description",
                    {{"what", words.text("density." + what)},
                     {"kernel", kernel_name(request)},
                     {"sigma", words.number(widths.sigma.value, decimals)},
                     {"radius", words.number(widths.radius.value, decimals)}});
}

/// One command run after everything is read.
class Job {
 public:
  Job(const DensityRequest& request, const ToolContext& context, ToolSummary& summary)
      : request_(request),
        context_(context),
        summary_(summary),
        outputs_(open_outputs(request, context)),
        picture_(
            request.picture, request.output, inputs_of(request),
            context.words.text(request.relative() ? "density.relative_risk" : "density.density"),
            context),
        chart_(request.picture, request.output, inputs_of(request), "bandwidth", context) {}

  void run() {
    std::optional<io::RasterFrame> like;
    if (!request_.like.empty()) like = io::read_raster_frame(request_.like);
    set_ = read_events(request_, like, context_, summary_);
    std::vector<Polygon> window = read_window(set_, request_, context_, summary_);
    events_ = events_of(set_, window, request_, "events", summary_);
    Events reference;
    if (request_.relative()) {
      const auto other = read_weighted(set_, request_.relative_to, {.points = true}, "relative_to",
                                       request_, context_, summary_);
      reference = events_of(other, window, request_, "reference_events", summary_);
    }
    const ChosenBandwidth chosen =
        choose_density_bandwidth(request_, events_.points, window, context_, summary_);
    bandwidth_ = chosen.bandwidth;
    std::optional<GridFrame> frame;
    if (like) frame = like->frame;
    plane_ = density_plane(request_, frame, std::move(window), events_.points, kernel_widths(),
                           context_);
    tell(request_, bandwidth_, plane_.shown, summary_);
    context_.stage("tool.stage.compute");
    if (outputs_.curve) write(*outputs_.curve, curve_table(chosen.choice, context_));
    draw_curve(chosen.choice);
    request_.relative() ? compare(reference) : estimate_density();
  }

 private:
  KernelWidths kernel_widths() const {
    const Kernel kernel = request_.kernel_used();
    return {.reach = (kernel == Kernel::gaussian ? kSigmas : 1.0) * bandwidth_,
            .sigma = equivalent_bandwidth(kernel, Kernel::gaussian, bandwidth_)};
  }

  void draw_curve(const BandwidthChoice& choice) {
    if (!chart_.wanted()) return;
    io::ChartSeries curve{.mark = io::ChartSeries::Mark::line,
                          .color = kChartColor,
                          .label = context_.words.text("column.criterion"),
                          .x = {},
                          .y = choice.criterion};
    io::ChartSeries chosen{
        .color = kChosenColor, .label = context_.words.text("column.chosen"), .x = {}, .y = {}};
    for (std::size_t i = 0; i < choice.candidates.size(); ++i) {
      curve.x.push_back(choice.candidates[i].value);
      if (choice.candidates[i] != choice.sigma) continue;
      chosen.x.push_back(choice.sigma.value);
      chosen.y.push_back(choice.criterion[i]);
    }
    chart_.chart().series = {std::move(curve), std::move(chosen)};
    chart_.write(summary_);
  }

  void estimate_density() {
    DensityEstimate found =
        estimate(request_, events_, bandwidth_, plane_.cells, context_, summary_);
    if (!request_.area_reports.empty()) {
      add_area_reports(found.density, set_, request_, plane_.cells, context_, summary_);
    }
    summary_.number("mass", integral(found.density));
    draw(found.density, kSquareMetersPerKm2);
    if (outputs_.zones) {
      write(*outputs_.zones, zone_table(found.density, set_, request_, context_, summary_));
    }
    if (outputs_.contours) {
      write(*outputs_.contours, contour_table(found.density, set_, request_, picture_, context_));
    }
    const std::string unit = context_.words.text("density.unit");
    if (outputs_.error) {
      write(*outputs_.error, per_square_kilometer(std::move(found.standard_error)),
            "standard_error", unit);
    }
    write_main(per_square_kilometer(std::move(found.density)), "density", unit);
  }

  void compare(const Events& reference) {
    const Meters pilot = request_.adaptive ? request_.pilot.value_or(bandwidth_) : Meters();
    const RelativeRisk risk = relative_risk({events_.points, events_.weights},
                                            {reference.points, reference.weights}, plane_.cells,
                                            {.kernel = request_.kernel_used(),
                                             .bandwidth = bandwidth_,
                                             .pilot_bandwidth = pilot,
                                             .edge = request_.edge_used(),
                                             .floor = request_.floor,
                                             .shrinkage = request_.shrinkage},
                                            context_.control);
    const auto exposed = std::ranges::count(risk.exposed.values, 1);
    const auto cells =
        std::ranges::count_if(risk.reference.values, [](double g) { return !std::isnan(g); });
    summary_.count("cells_without_exposure", static_cast<std::uint64_t>(cells - exposed));
    draw(risk.log_ratio, 1.0);
    if (outputs_.contours) {
      write(*outputs_.contours, tolerance_table(risk.z, set_, request_, picture_, context_));
    }
    if (outputs_.tolerance) write(*outputs_.tolerance, risk.p, "tolerance", "");
    write_main(risk.log_ratio, "relative_risk", "");
  }

  /// Undermost in the picture; each value times the factor.
  void draw(const Grid<double>& grid, double factor) {
    if (!picture_.wanted()) return;
    Grid<double> shown = cropped(grid, plane_.shown);
    for (double& v : shown.values) v *= factor;
    picture_.amounts(shown);
  }

  void write(ToolOutput& output, const io::FeatureTable& table) {
    output.write_tables(std::span(&table, 1), summary_);
  }

  void write(ToolOutput& output, const Grid<double>& grid, const std::string& what,
             const std::string& unit) {
    output.write_grid(cropped(grid, plane_.shown), set_.metric.system,
                      description(what, request_, bandwidth_, context_), unit, summary_);
  }

  void write_main(const Grid<double>& grid, const std::string& what, const std::string& unit) {
    write(*outputs_.main, grid, what, unit);
    picture_.write(summary_);
  }

  const DensityRequest& request_;
  const ToolContext& context_;
  ToolSummary& summary_;
  Outputs outputs_;
  ToolPicture picture_;
  ToolChart chart_;
  io::FeatureSet set_;
  Events events_;
  Meters bandwidth_;
  DensityPlane plane_;
};

}  // namespace

ToolRun declare_density(OptionSet& options) {
  const auto request = std::make_shared<DensityRequest>();
  add_density_options(options, *request);
  return [request](const ToolContext& context, ToolSummary& summary) {
    check_density_options(*request, context);
    Job(*request, context, summary).run();
  };
}

}  // namespace rawan::engine
