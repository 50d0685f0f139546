#include "attack/attack.h"
#include "attack/published_counts.h"
#include "attack/shapes.h"
#include "rawan/algorithms/polygons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace rawan::engine::attack {
namespace {

namespace rc = rawan::reconstruction;

constexpr Meters kNear{100.0};
constexpr Meters kFar{250.0};
constexpr std::uint32_t kTrialRounds = 25;
constexpr std::uint32_t kRounds = 400;
/// A map that kernels explain but for this share is one of kernels: five classes leave 0.23.
constexpr double kExplained = 0.25;
constexpr double kMostCells = 100'000.0;
constexpr std::size_t kWidestKernel = 16;  ///< Cells.

/// A map to be attacked, in meters, and how many events it may stand for.
struct Target {
  std::string where;
  Grid<double> surface;
  std::vector<Point> centers;  ///< Of published areas; empty for a raster.
};

/// Advantage that a tier may leave (P07).
double allowed_advantage(const io::SeenRelease& release) {
  return release.tier == "operational" ? 0.10 : 0.05;
}

std::vector<Meters> candidates(const GridFrame& frame) {
  std::vector<Meters> ladder;
  double cells = 2.0;
  while (cells <= static_cast<double>(kWidestKernel)) {
    ladder.push_back(cells * frame.cell);
    cells *= std::numbers::sqrt2;
  }
  return ladder;
}

/// Densities are drawn per square kilometer or per square meter; only one of them makes a number
/// of events a district can have.
void to_square_meters(Grid<double>& surface) {
  double integral = 0.0;
  for (const double value : surface.values) integral += std::isnan(value) ? 0.0 : value;
  integral *= surface.frame.cell.value * surface.frame.cell.value;
  constexpr double kMostEvents = 1e6;
  if (integral <= kMostEvents) return;
  for (double& value : surface.values) value *= 1e-6;
}

/// Women per published cell as open data of the villages have them; 1 each where there are none.
Grid<double> open_people(const Grid<double>& surface, const Truth& truth) {
  Grid<double> people{surface.frame, std::vector<double>(surface.values.size(), 1.0)};
  for (const auto& [village, women] : truth.women) {
    const Grid<std::uint8_t> mask = rasterize(std::vector<Polygon>{village}, surface.frame);
    const auto cells = std::ranges::count(mask.values, std::uint8_t{1});
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
      if (mask.values[i] != 0) people.values[i] = (women + 1.0) / static_cast<double>(cells);
    }
  }
  for (std::size_t i = 0; i < people.values.size(); ++i) {
    if (std::isnan(surface.values[i])) people.values[i] = 0.0;
  }
  return people;
}

std::vector<Point> places_of(const std::vector<rc::Guess>& guesses) {
  std::vector<Point> places;
  for (const rc::Guess& guess : guesses) places.push_back(guess.at);
  return places;
}

/// True points on published cells.
std::vector<Point> points_inside(const Truth& truth, const Grid<double>& people) {
  const io::Projector projector(truth.crs);
  std::vector<Point> inside;
  const GridFrame& frame = people.frame;
  for (const io::GeoPoint place : truth.points) {
    const Point p = projector.to_meters(place);
    const double row = std::floor((frame.north_west.y - p.y) / frame.cell.value);
    const double column = std::floor((p.x - frame.north_west.x) / frame.cell.value);
    if (row < 0.0 || row >= static_cast<double>(frame.rows)) continue;
    if (column < 0.0 || column >= static_cast<double>(frame.columns)) continue;
    if (people.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) > 0.0) {
      inside.push_back(p);
    }
  }
  return inside;
}

void score(const Target& target, const std::vector<rc::Guess>& guesses, const Truth& truth,
           double allowed, Line& line) {
  const Grid<double> people = open_people(target.surface, truth);
  const std::vector<Point> inside = points_inside(truth, people);
  if (inside.empty()) return;
  const std::vector<Point> places = places_of(guesses);
  const rc::Guesser guesser{.people = people, .centers = target.centers, .guesses = places.size()};
  const auto within = [&](Meters radius) {
    return rc::advantage(rc::hits(inside, places, radius),
                         rc::best_chance(inside, guesser, radius));
  };
  const rc::Advantage near = within(kNear);
  const rc::Advantage far = within(kFar);
  const bool learned =
      (near.lower > 0.0 && near.value > allowed) || (far.lower > 0.0 && far.value > allowed);
  if (learned) line.leak("points", target.where);
  if (!line.near || near.value > line.near->value) line.near = near;
  if (!line.far || far.value > line.far->value) line.far = far;
}

/// Of both methods the one that says more places.
std::vector<rc::Guess> guesses_from(const Grid<double>& surface, Meters bandwidth,
                                    const Control& control) {
  const rc::Options options{.iterations = kRounds};
  auto peaks = rc::peaks(rc::deconvolve(surface, bandwidth, options, control));
  auto pursuit = rc::matching_pursuit(surface, bandwidth, options, control);
  return peaks.size() >= pursuit.size() ? peaks : pursuit;
}

/// @param surface_is_leak whether a map that kernels explain is a finding by itself.
void attack_target(const Target& target, const Scene& scene, double allowed, bool surface_is_leak,
                   const Control& control, Line& line) {
  const rc::Reconstruction best = rc::reconstruct(target.surface, candidates(target.surface.frame),
                                                  {.iterations = kTrialRounds}, control);
  const auto guesses = guesses_from(target.surface, best.bandwidth, control);
  line.tried += std::max<std::uint64_t>(1, guesses.size());
  if (surface_is_leak && !guesses.empty() && best.residual <= kExplained) {
    line.leak("surface", target.where);
  }
  if (scene.truth && !guesses.empty()) score(target, guesses, *scene.truth, allowed, line);
}

/// Only the part that is above 0, with a border: the rest costs time and holds nothing.
Grid<double> cropped(const Grid<double>& grid) {
  std::size_t top = grid.frame.rows, bottom = 0, left = grid.frame.columns, right = 0;
  for (std::size_t i = 0; i < grid.values.size(); ++i) {
    if (!(grid.values[i] > 0.0)) continue;
    const std::size_t row = i / grid.frame.columns;
    const std::size_t column = i % grid.frame.columns;
    top = std::min(top, row);
    bottom = std::max(bottom, row + 1);
    left = std::min(left, column);
    right = std::max(right, column + 1);
  }
  Grid<double> part{grid.frame, {}};
  if (bottom == 0) return part;
  part.frame.rows = bottom - top;
  part.frame.columns = right - left;
  part.frame.north_west.x += static_cast<double>(left) * grid.frame.cell.value;
  part.frame.north_west.y -= static_cast<double>(top) * grid.frame.cell.value;
  for (std::size_t row = top; row < bottom; ++row) {
    for (std::size_t column = left; column < right; ++column) {
      part.values.push_back(grid.at(row, column));
    }
  }
  return part;
}

// --- counts of areas, drawn on a lattice ---------------------------------------------------------

/// One column of a table with areas, as shown on a map.
struct ShownColumn {
  const io::SeenTable& table;
  std::size_t column;
};

std::optional<double> middle_of(const io::SeenCell& cell) {
  const auto bounds = bounds_in(io::text_of(cell));
  if (!bounds || bounds->hidden) return std::nullopt;
  return std::isinf(bounds->high) ? 1.5 * bounds->low : (bounds->low + bounds->high) / 2.0;
}

/// The areas in meters; empty where a row shows nothing.
std::vector<std::pair<Polygon, double>> shown_areas(const ShownColumn& shown,
                                                    const io::Projector& projector) {
  std::vector<std::pair<Polygon, double>> areas;
  for (std::size_t r = 0; r < shown.table.rows.size(); ++r) {
    const auto middle = middle_of(shown.table.rows[r][shown.column]);
    Polygon area = area_of(shown.table.shapes[r], projector);
    if (middle && !area.empty()) areas.emplace_back(std::move(area), *middle);
  }
  return areas;
}

Target drawn(const std::vector<std::pair<Polygon, double>>& areas, std::string where) {
  Box box;
  for (const auto& [area, middle] : areas) {
    const Box one = bounding_box(area);
    box.extend(one.low);
    box.extend(one.high);
  }
  const double extent = (box.high.x - box.low.x) * (box.high.y - box.low.y);
  const Meters cell(std::max(50.0, std::sqrt(extent / kMostCells)));
  Target target{.where = std::move(where), .surface = {frame_over(box, cell), {}}, .centers = {}};
  const GridFrame& frame = target.surface.frame;
  target.surface.values.assign(frame.size(), std::numeric_limits<double>::quiet_NaN());
  for (const auto& [area, middle] : areas) {
    const Grid<std::uint8_t> mask = rasterize(std::vector<Polygon>{area}, frame);
    double cells = 0.0;
    Point sum;
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
      if (mask.values[i] == 0) continue;
      const Point at = frame.center(i / frame.columns, i % frame.columns);
      sum = {sum.x + at.x, sum.y + at.y};
      cells += 1.0;
    }
    if (cells == 0.0) continue;
    target.centers.push_back({sum.x / cells, sum.y / cells});
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
      if (mask.values[i] != 0) {
        target.surface.values[i] = middle / (cells * frame.cell.value * frame.cell.value);
      }
    }
  }
  return target;
}

io::MetricCrs system_of(const Scene& scene, const io::SeenTable& table) {
  if (scene.truth) return scene.truth->crs;
  io::GeoBox box;
  for (const auto& shape : table.shapes) {
    for (const auto& ring : shape) {
      for (const io::GeoPoint p : ring) box.extend(p);
    }
  }
  return io::choose_metric_crs(box).crs;
}

void attack_table(const io::SeenTable& table, const Scene& scene, double allowed,
                  const Control& control, Line& line) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!is_count_of_reports(table.columns[c])) continue;
    const io::Projector projector(system_of(scene, table));
    const auto areas = shown_areas({table, c}, projector);
    if (areas.empty()) continue;
    const Target target =
        drawn(areas, fmt::format("{}:{}:{}", table.file, table.name, table.columns[c]));
    attack_target(target, scene, allowed, false, control, line);
  }
}

}  // namespace

void attack_surfaces(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "kde", .subject = release.title};
    for (const io::SeenRaster& raster : release.rasters) {
      Target target{.where = raster.file, .surface = cropped(raster.grid), .centers = {}};
      if (target.surface.values.empty()) continue;
      to_square_meters(target.surface);
      attack_target(target, scene, allowed_advantage(release), true, control, line);
    }
    lines.push_back(std::move(line));
  }
}

void attack_classes(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "classes", .subject = release.title};
    for (const io::SeenTable& table : release.tables) {
      if (!table.has_areas || table.rows.empty()) continue;
      attack_table(table, scene, allowed_advantage(release), control, line);
    }
    lines.push_back(std::move(line));
  }
}

}  // namespace rawan::engine::attack
