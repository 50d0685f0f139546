#include "attack/joined_counts.h"

#include "attack/published_counts.h"
#include "attack/shapes.h"
#include "attack/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::engine::attack {
namespace {

namespace rc = rawan::reconstruction;

constexpr double kAllowed = 0.05;  ///< P07, for planners.

std::optional<std::size_t> column_named(const io::SeenTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// Areas by the code of their unit, and cells by the code of the village they lie in.
class Areas {
 public:
  explicit Areas(const Scene& scene) {
    for (const io::SeenRelease& release : scene.releases) {
      if (release.tier == "restricted") continue;
      for (const io::SeenTable& table : release.tables) {
        if (table.has_areas && !table.rows.empty()) add(table, scene);
      }
    }
  }

  /// Where reports of a unit may lie: in its safe cells, else anywhere in it.
  std::vector<Polygon> of(const std::string& unit) const {
    const auto cells = cells_.find(unit);
    if (cells != cells_.end()) return cells->second;
    const auto whole = whole_.find(unit);
    if (whole == whole_.end()) return {};
    return std::vector<Polygon>(1, whole->second);
  }

 private:
  void add(const io::SeenTable& table, const Scene& scene) {
    const auto village = column_named(table, "kode_desa");
    const auto code = village ? village : column_named(table, "kode_kecamatan");
    if (!code) return;
    const bool is_cells = column_named(table, "id_sel").has_value();
    const io::Projector projector(system_of(scene, table));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      Polygon area = area_of(table.shapes[row], projector);
      const std::string unit = io::text_of(table.rows[row][*code]);
      if (area.empty() || unit.empty()) continue;
      if (is_cells) {
        cells_[unit].push_back(std::move(area));
      } else if (column_named(table, "id_area") == std::nullopt) {
        whole_.try_emplace(unit, std::move(area));
      }
    }
  }

  std::map<std::string, Polygon> whole_;
  std::map<std::string, std::vector<Polygon>> cells_;
};

using Question = std::pair<std::string, std::string>;  ///< Measure, window.

/// Units of one level with the middle of what is shown of them, by question.
std::map<Question, std::map<std::string, double>> middles_of(const Scene& scene) {
  std::map<Question, std::map<std::string, double>> middles;
  for (const io::SeenRelease& release : scene.releases) {
    if (release.tier == "restricted" || release.tier == "public") continue;
    for (const PublishedCount& count : published_counts(release)) {
      constexpr std::size_t kVillage = 13;
      const auto middle = middle_of(count.bounds);
      if (middle && count.unit.size() == kVillage && days_of(count.window)) {
        middles[{count.measure, count.window}][count.unit] = *middle;
      }
    }
  }
  return middles;
}

/// What is shown of villages in one window, laid into their cells or over them.
Target target_of(const Question& question, const std::map<std::string, double>& villages,
                 const Areas& areas) {
  std::vector<std::pair<Polygon, double>> places;
  for (const auto& [unit, middle] : villages) {
    const std::vector<Polygon> parts = areas.of(unit);
    for (const Polygon& part : parts) {
      places.emplace_back(part, middle / static_cast<double>(parts.size()));
    }
  }
  if (places.empty()) return {};
  return drawn(places, fmt::format("{} {}", question.first, question.second));
}

/// Reports of the days of a window.
std::vector<io::GeoPoint> told_within(const Truth& truth, const WindowDays& days) {
  std::vector<io::GeoPoint> told;
  for (std::size_t i = 0; i < truth.points.size(); ++i) {
    const bool within =
        truth.days.empty() || (truth.days[i] >= days.from && truth.days[i] <= days.to);
    if (within) told.push_back(truth.points[i]);
  }
  return told;
}

/// A cell's share of what is shown, 0 where nothing is.
Grid<double> weights_of(const Grid<double>& surface) {
  Grid<double> weights = surface;
  for (double& value : weights.values) value = std::isnan(value) ? 0.0 : value;
  return weights;
}

/// Guesses by the counts against guesses by open data, as many as the counts say.
void score(const Target& target, const WindowDays& days, const Truth& truth, double guesses,
           Line& line) {
  const Grid<double> people = open_people(target.surface, truth);
  const auto inside = points_inside(told_within(truth, days), truth.crs, people);
  if (inside.empty()) return;
  const Grid<double> weights = weights_of(target.surface);
  const auto count = static_cast<std::size_t>(std::max(1.0, std::round(guesses)));
  const auto within = [&](Meters radius) {
    const rc::Guesser open{.people = people, .centers = target.centers, .guesses = count};
    return advantage_at(inside,
                        rc::best_chance(inside, {.people = weights, .guesses = count}, radius),
                        rc::best_chance(inside, open, radius));
  };
  note_advantage({within(kNear), within(kFar)}, kAllowed, target.where, line);
}

}  // namespace

Line attack_joined(const Scene& scene, const Control& control) {
  Line line{.attack = "classes"};
  for (const io::SeenRelease& release : scene.releases) {
    if (release.tier == "restricted" || release.tier == "public") continue;
    line.subject += (line.subject.empty() ? "" : " + ") + release.title;
  }
  const Areas areas(scene);
  for (const auto& [question, villages] : middles_of(scene)) {
    control.check();
    const Target target = target_of(question, villages, areas);
    if (target.surface.values.empty()) continue;
    ++line.tried;
    double guesses = 0.0;
    for (const auto& [unit, middle] : villages) guesses += middle;
    if (scene.truth) score(target, *days_of(question.second), *scene.truth, guesses, line);
  }
  return line;
}

}  // namespace rawan::engine::attack
