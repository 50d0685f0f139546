#include "tools/density_tables.h"

#include "rawan/algorithms/contours.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/zonal_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace rawan::engine {
namespace {

constexpr double kSquareMetersPerKm2 = 1e6;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::vector<double> areas_in_km2(std::span<const Polygon> areas) {
  std::vector<double> values;
  for (const Polygon& polygon : areas) values.push_back(area(polygon).value / kSquareMetersPerKm2);
  return values;
}

io::FeatureTable area_table(std::vector<Polygon> areas, const io::FeatureSet& main,
                            const ToolContext& context) {
  io::FeatureTable table = result_table(main, "contours", context);
  table.shapes = io::reprojected(std::move(areas), main.metric.system, main.stored);
  return table;
}

void add(io::FeatureTable& table, const std::string& name, std::vector<double> values,
         const ToolContext& context) {
  table.attributes.push_back(
      io::reals(name, context.words.text("column." + name), std::move(values)));
}

/// The z that a standard normal variable exceeds with probability p.
double upper_quantile(double p) {
  double low = -40.0;
  double high = 40.0;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (0.5 * std::erfc(middle / std::numbers::sqrt2) > p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// With as few decimals as it takes.
std::string plain_number(double value, const Catalogue& words) {
  constexpr int kMostDecimals = 6;
  int decimals = 0;
  for (double scaled = value; decimals < kMostDecimals; ++decimals, scaled *= 10.0) {
    if (std::abs(scaled - std::round(scaled)) <= 1e-9 * std::abs(scaled)) break;
  }
  return words.number(value, decimals);
}

std::vector<std::string> legend_of(const DensityRequest& request, const ToolContext& context) {
  const Catalogue& words = context.words;
  std::vector<std::string> labels;
  for (const ContourLevel& level : contour_levels(request, context)) {
    const std::string kind = request.relative() ? "p" : level.share ? "share" : "level";
    const double shown = level.share ? 100.0 * level.value : level.value;
    labels.push_back(
        words.text("density.contour." + kind, {{"number", plain_number(shown, words)}}));
  }
  return labels;
}

}  // namespace

Grid<double> per_square_kilometer(Grid<double> density) {
  for (double& v : density.values) v *= kSquareMetersPerKm2;
  return density;
}

io::FeatureTable zone_table(const Grid<double>& density, const io::FeatureSet& main,
                            const DensityRequest& request, const ToolContext& context,
                            ToolSummary& summary) {
  io::FeatureSet zones =
      read_beside(main, request.zones, {.accepted = {.areas = true}, .keeps_everything = true},
                  "zones", context, summary);
  const ZonalSums found = zonal_sums(density, zones.areas(), context.control);
  std::vector<double> valued;
  for (const SquareMeters part : found.valued) valued.push_back(part.value / kSquareMetersPerKm2);
  io::FeatureTable table = annotated_table(zones, "zones", context);
  add_column(table, io::reals("density_events", "", found.sums), context, summary);
  add_column(table, io::reals("density_area_km2", "", std::move(valued)), context, summary);
  summary.number("outside_zones", found.outside);
  return table;
}

io::FeatureTable contour_table(const Grid<double>& density, const io::FeatureSet& main,
                               const DensityRequest& request, ToolPicture& picture,
                               const ToolContext& context) {
  std::vector<double> levels;
  std::vector<double> shares;
  for (const ContourLevel& level : contour_levels(request, context)) {
    shares.push_back(level.share ? level.value : kNone);
    levels.push_back(level.share ? mass_levels(density, std::span(&level.value, 1)).front()
                                 : level.value / kSquareMetersPerKm2);
    // Without any mass there is no level; nothing reaches one above everything.
    if (std::isinf(levels.back())) levels.back() = std::numeric_limits<double>::max();
  }
  std::vector<Polygon> areas = contours(density, levels);
  picture.borders(areas, legend_of(request, context));
  std::vector<double> events = zonal_sums(density, areas, context.control).sums;
  std::vector<double> sizes = areas_in_km2(areas);
  for (double& level : levels) {
    level = level < std::numeric_limits<double>::max() ? level * kSquareMetersPerKm2 : kNone;
  }
  io::FeatureTable table = area_table(std::move(areas), main, context);
  add(table, "contour_level", std::move(levels), context);
  add(table, "contour_share", std::move(shares), context);
  add(table, "contour_events", std::move(events), context);
  add(table, "contour_area_km2", std::move(sizes), context);
  return table;
}

io::FeatureTable tolerance_table(const Grid<double>& z, const io::FeatureSet& main,
                                 const DensityRequest& request, ToolPicture& picture,
                                 const ToolContext& context) {
  std::vector<double> p;
  std::vector<double> levels;
  for (const ContourLevel& level : contour_levels(request, context)) {
    p.push_back(level.value);
    levels.push_back(upper_quantile(level.value));
  }
  std::vector<Polygon> areas = contours(z, levels);
  picture.borders(areas, legend_of(request, context));
  std::vector<double> sizes = areas_in_km2(areas);
  io::FeatureTable table = area_table(std::move(areas), main, context);
  add(table, "contour_p", std::move(p), context);
  add(table, "contour_area_km2", std::move(sizes), context);
  return table;
}

io::FeatureTable curve_table(const BandwidthChoice& choice, const ToolContext& context) {
  std::vector<double> sigma;
  std::vector<std::int64_t> chosen;
  for (const Meters candidate : choice.candidates) {
    sigma.push_back(candidate.value);
    chosen.push_back(candidate == choice.sigma ? 1 : 0);
  }
  io::FeatureTable table{.name = "bandwidth_curve",
                         .title = context.words.text("table.bandwidth_curve"),
                         .label = context.words.text("tool.label")};
  add(table, "sigma_m", std::move(sigma), context);
  add(table, "criterion", choice.criterion, context);
  table.attributes.push_back(io::integers("chosen", context.words.text("column.chosen"), chosen));
  return table;
}

}  // namespace rawan::engine
