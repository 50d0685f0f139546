#include "attack/target.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>

namespace rawan::engine::attack {
namespace {

namespace rc = rawan::reconstruction;

constexpr std::uint32_t kTrialRounds = 25;
constexpr std::uint32_t kRounds = 400;
/// A map that kernels explain but for this share is one of kernels: five classes leave 0.23.
constexpr double kExplained = 0.25;
constexpr double kMostCells = 100'000.0;
constexpr double kChance = 0.05;
constexpr std::size_t kWidestKernel = 16;  ///< Cells.

std::vector<Meters> candidates(const GridFrame& frame) {
  std::vector<Meters> ladder;
  double cells = 2.0;
  while (cells <= static_cast<double>(kWidestKernel)) {
    ladder.push_back(cells * frame.cell);
    cells *= std::numbers::sqrt2;
  }
  return ladder;
}

void score(const Target& target, const std::vector<rc::Guess>& guesses, const Truth& truth,
           double allowed, Line& line) {
  const Grid<double> people = open_people(target.surface, truth);
  const std::vector<Point> inside = points_inside(truth.points, truth.crs, people);
  if (inside.empty()) return;
  const std::vector<Point> places = rc::places_of(guesses);
  const rc::Guesser guesser{.people = people, .centers = target.centers, .guesses = places.size()};
  const auto within = [&](Meters radius) {
    const std::vector<bool> hit = rc::hits(inside, places, radius);
    return advantage_at(inside, {hit.begin(), hit.end()}, rc::best_chance(inside, guesser, radius));
  };
  note_advantage({within(kNear), within(kFar)}, allowed, target.where, line);
}

/// Of both methods the one that says more places.
std::vector<rc::Guess> guesses_from(const Grid<double>& surface, Meters bandwidth,
                                    const Control& control) {
  const rc::Options options{.iterations = kRounds};
  auto peaks = rc::peaks(rc::deconvolve(surface, bandwidth, options, control));
  auto pursuit = rc::matching_pursuit(surface, bandwidth, options, control);
  return peaks.size() >= pursuit.size() ? peaks : pursuit;
}

/// Squares of 500 m that begin at a shift.
std::vector<std::uint64_t> clusters_of(const std::vector<Point>& points, Point shift) {
  const double side = 2.0 * kFar.value;
  std::vector<std::uint64_t> clusters;
  for (const Point p : points) {
    const auto column = static_cast<std::int32_t>(std::floor((p.x - shift.x) / side));
    const auto row = static_cast<std::int32_t>(std::floor((p.y - shift.y) / side));
    clusters.push_back(std::uint64_t{static_cast<std::uint32_t>(column)} << 32U |
                       static_cast<std::uint32_t>(row));
  }
  return clusters;
}

/// The probability that guessing hits as many as the attack, if each cluster is hit as a whole or
/// not at all: exact, by convolution. Cost: clusters x points.
double chance_of_as_many(const std::vector<double>& attack, const std::vector<double>& chance,
                         const std::vector<std::uint64_t>& cluster) {
  std::map<std::uint64_t, std::pair<std::size_t, double>> sizes;  // points, sum of chances
  for (std::size_t i = 0; i < chance.size(); ++i) {
    ++sizes[cluster[i]].first;
    sizes[cluster[i]].second += chance[i];
  }
  std::vector<double> by_hits(chance.size() + 1, 0.0);
  by_hits[0] = 1.0;
  for (const auto& [id, own] : sizes) {
    const auto [points, sum] = own;
    const double p = sum / static_cast<double>(points);
    for (std::size_t hits = by_hits.size(); hits-- > 0;) {
      by_hits[hits] = (1.0 - p) * by_hits[hits] + (hits >= points ? p * by_hits[hits - points] : 0);
    }
  }
  const double observed = std::accumulate(attack.begin(), attack.end(), 0.0);
  const auto from = static_cast<std::size_t>(std::ceil(observed - 1e-9));
  return std::accumulate(by_hits.begin() + static_cast<std::ptrdiff_t>(from), by_hits.end(), 0.0);
}

}  // namespace

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

std::vector<Point> points_inside(const std::vector<io::GeoPoint>& places, io::MetricCrs crs,
                                 const Grid<double>& people) {
  const io::Projector projector(crs);
  std::vector<Point> inside;
  const GridFrame& frame = people.frame;
  for (const io::GeoPoint place : places) {
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

rc::Advantage advantage_at(const std::vector<Point>& points, const std::vector<double>& attack,
                           const std::vector<double>& chance) {
  const double half = kFar.value;
  std::optional<rc::Advantage> least;
  for (const Point shift : {Point{0, 0}, Point{half, 0}, Point{0, half}, Point{half, half}}) {
    const auto clusters = clusters_of(points, shift);
    rc::Advantage found = rc::advantage(attack, chance, clusters);
    if (chance_of_as_many(attack, chance, clusters) > kChance) {
      found.lower = std::min(found.lower, 0.0);
    }
    if (!least || found.lower < least->lower) least = found;
  }
  return *least;
}

void note_advantage(const Gains& gains, double allowed, const std::string& where, Line& line) {
  const auto is_learned = [&](const rc::Advantage& gain) {
    return gain.lower > 0.0 && gain.value > allowed;
  };
  if (is_learned(gains.near) || is_learned(gains.far)) line.leak("points", where);
  if (!line.near || gains.near.value > line.near->value) line.near = gains.near;
  if (!line.far || gains.far.value > line.far->value) line.far = gains.far;
}

double allowed_advantage(const io::SeenRelease& release) {
  return release.tier == "operational" ? 0.10 : 0.05;
}

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

}  // namespace rawan::engine::attack
