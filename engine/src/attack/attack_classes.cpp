#include "attack/published_counts.h"
#include "attack/shapes.h"
#include "attack/target.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace rawan::engine::attack {
namespace {

/// One column of a table with areas, as shown on a map.
struct ShownColumn {
  const io::SeenTable& table;
  std::size_t column;
};

std::optional<double> middle_of(const Bounds& bounds) {
  if (bounds.hidden || bounds.no_data) return std::nullopt;
  return std::isinf(bounds.high) ? 1.5 * bounds.low : (bounds.low + bounds.high) / 2.0;
}

/// The areas in meters; empty where a row shows nothing.
std::vector<std::pair<Polygon, double>> shown_areas(const ShownColumn& shown,
                                                    const io::Projector& projector) {
  std::vector<std::pair<Polygon, double>> areas;
  for (std::size_t r = 0; r < shown.table.rows.size(); ++r) {
    const auto bounds = bounds_in(io::text_of(shown.table.rows[r][shown.column]));
    const auto middle = bounds ? middle_of(*bounds) : std::nullopt;
    Polygon area = area_of(shown.table.shapes[r], projector);
    if (middle && !area.empty()) areas.emplace_back(std::move(area), *middle);
  }
  return areas;
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

// --- counts without areas, joined with the areas of other tables ---------------------------------

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
      if (middle && count.unit.size() == kVillage) {
        middles[{count.measure, count.window}][count.unit] = *middle;
      }
    }
  }
  return middles;
}

/// Everything that is shown of villages in one window, laid into their cells or over them.
void attack_joined(const Scene& scene, const Control& control, Line& line) {
  const Areas areas(scene);
  constexpr double kPlanning = 0.05;
  for (const auto& [question, villages] : middles_of(scene)) {
    control.check();
    std::vector<std::pair<Polygon, double>> places;
    for (const auto& [unit, middle] : villages) {
      const std::vector<Polygon> parts = areas.of(unit);
      for (const Polygon& part : parts) {
        places.emplace_back(part, middle / static_cast<double>(parts.size()));
      }
    }
    if (places.empty()) continue;
    const Target target = drawn(places, fmt::format("{} {}", question.first, question.second));
    attack_target(target, scene, kPlanning, false, control, line);
  }
}

}  // namespace

void attack_classes(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "classes", .subject = release.title};
    for (const io::SeenTable& table : release.tables) {
      if (!table.has_areas || table.rows.empty()) continue;
      attack_table(table, scene, allowed_advantage(release), control, line);
    }
    lines.push_back(std::move(line));
  }
  Line joined{.attack = "classes"};
  for (const io::SeenRelease& release : scene.releases) {
    joined.subject += (joined.subject.empty() ? "" : " + ") + release.title;
  }
  attack_joined(scene, control, joined);
  lines.push_back(std::move(joined));
}

}  // namespace rawan::engine::attack
