#include "attack/joined_counts.h"
#include "attack/published_counts.h"
#include "attack/shapes.h"
#include "attack/target.h"

#include <fmt/format.h>

namespace rawan::engine::attack {
namespace {

/// One column of a table with areas, as shown on a map.
struct ShownColumn {
  const io::SeenTable& table;
  std::size_t column;
};

/// The areas in meters; empty where a row shows nothing.
std::vector<std::pair<Polygon, double>> shown_areas(const ShownColumn& shown,
                                                    const io::Projector& projector) {
  std::vector<std::pair<Polygon, double>> areas;
  for (std::size_t r = 0; r < shown.table.rows.size(); ++r) {
    const auto bounds = bounds_in(io::text_of(shown.table.rows[r][shown.column]));
    if (!bounds) continue;
    const auto middle = middle_of(*bounds);
    Polygon area = area_of(shown.table.shapes[r], projector);
    if (middle && !area.empty()) areas.emplace_back(std::move(area), *middle);
  }
  return areas;
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

void attack_classes(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "classes", .subject = release.title};
    for (const io::SeenTable& table : release.tables) {
      if (!table.has_areas || table.rows.empty()) continue;
      attack_table(table, scene, allowed_advantage(release), control, line);
    }
    lines.push_back(std::move(line));
  }
  lines.push_back(attack_joined(scene, control));
}

}  // namespace rawan::engine::attack
