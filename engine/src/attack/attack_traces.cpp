#include "attack/attack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace rawan::engine::attack {
namespace {

/// Paths of somebody's computer. Ours name no directory outside the release.
constexpr std::array<std::string_view, 7> kPaths{"/home/",    "/Users/",    "/root/", "/tmp/",
                                                 "/var/tmp/", ":\\Users\\", "/mnt/"};
constexpr std::uint32_t kWriteOrOthers = 0227;  ///< Nobody writes, others do nothing.

void check_modes(const io::SeenRelease& release, Line& line) {
  for (const io::SeenEntry& entry : release.entries) {
    ++line.tried;
    if (!entry.is_regular) line.leak("not_a_file", entry.name);
    if ((entry.mode & kWriteOrOthers) != 0) line.leak("mode", entry.name);
  }
}

void check_paths(const io::SeenRelease& release, Line& line) {
  for (const io::SeenFile& file : release.files) {
    ++line.tried;
    const bool names_path = std::ranges::any_of(
        kPaths, [&](std::string_view path) { return file.bytes.find(path) != std::string::npos; });
    if (names_path) line.leak("path", file.name);
  }
}

io::GeoBox box_of(const io::SeenTable& table) {
  io::GeoBox box;
  for (const auto& shape : table.shapes) {
    for (const auto& ring : shape) {
      for (const io::GeoPoint p : ring) box.extend(p);
    }
  }
  return box;
}

/// The published features and nothing else: whole cells of the national grid around them.
bool extent_tells_more(const io::SeenTable& table) {
  constexpr double kCell = 8.0 / 3600.0;  ///< Degrees.
  constexpr double kRounding = 1e-9;
  const io::GeoBox box = box_of(table);
  if (!table.has_extent || box.empty()) return false;
  const auto differs = [](double beyond, double declared) {
    const double cells = declared / kCell;
    const bool on_grid = std::abs(cells - std::round(cells)) * kCell <= kRounding;
    return !on_grid || beyond < -kRounding || beyond >= kCell + kRounding;
  };
  const auto& [low, high] = table.declared;
  return differs(box.low.lon - low.lon, low.lon) || differs(box.low.lat - low.lat, low.lat) ||
         differs(high.lon - box.high.lon, high.lon) || differs(high.lat - box.high.lat, high.lat);
}

bool keys_have_gaps(const io::SeenTable& table) {
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    if (table.keys[i] != static_cast<std::int64_t>(i) + 1) return true;
  }
  return false;
}

/// Texts by their bytes, numbers by value.
bool is_before(const io::SeenCell& a, const io::SeenCell& b) {
  const bool numbers =
      !std::holds_alternative<std::string>(a) && !std::holds_alternative<std::string>(b);
  if (numbers) return io::number_of(a).value_or(0.0) < io::number_of(b).value_or(0.0);
  return io::text_of(a) < io::text_of(b);
}

/// Whether the rows lie in an order that the table itself explains: ascending by its first column,
/// or by one whose values are all different.
bool order_is_explained(const io::SeenTable& table) {
  if (table.rows.size() < 3 || table.columns.empty()) return true;
  const auto ascends = [&](std::size_t column) {
    for (std::size_t r = 1; r < table.rows.size(); ++r) {
      if (is_before(table.rows[r][column], table.rows[r - 1][column])) return false;
    }
    return true;
  };
  const auto is_key = [&](std::size_t column) {
    std::set<std::string> values;
    for (const auto& row : table.rows) values.insert(io::text_of(row[column]));
    return values.size() == table.rows.size();
  };
  if (ascends(0)) return true;
  for (std::size_t column = 1; column < table.columns.size(); ++column) {
    if (is_key(column) && ascends(column)) return true;
  }
  return false;
}

void check_table(const io::SeenTable& table, Line& line) {
  const std::string where = fmt::format("{}:{}", table.file, table.name);
  line.tried += 4;
  if (extent_tells_more(table)) line.leak("extent", where);
  if (keys_have_gaps(table)) line.leak("keys", where);
  if (table.sequence && *table.sequence != static_cast<std::int64_t>(table.rows.size())) {
    line.leak("sequence", where);
  }
  // A plan has the order of its days; what comes from reports must have one of its own.
  if (table.has_areas && !order_is_explained(table)) line.leak("order", where);
}

void check_times(const io::SeenRelease& release, Line& line) {
  std::set<std::string> times;
  for (const io::SeenTable& table : release.tables) {
    if (!table.changed.empty()) times.insert(table.changed);
  }
  ++line.tried;
  if (times.size() > 1) line.leak("times", release.title);
  // The name of the release has the day it was made; a file that repeats it was not made by
  // fixed time stamps.
  const std::string day = release.directory.filename().string().substr(0, 8);
  for (const std::string& time : times) {
    std::string digits;
    std::ranges::copy_if(time, std::back_inserter(digits), [](char c) { return c != '-'; });
    if (digits.starts_with(day)) line.leak("times", release.title);
  }
}

/// A lattice that hangs on the data begins wherever the first of them lies.
void check_origin(const io::SeenRaster& raster, Line& line) {
  const GridFrame& frame = raster.grid.frame;
  const auto off = [&](double edge) {
    return std::abs(edge / frame.cell.value - std::round(edge / frame.cell.value)) > 1e-6;
  };
  ++line.tried;
  if (off(frame.north_west.x) || off(frame.north_west.y)) line.leak("origin", raster.file);
}

}  // namespace

void attack_traces(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    control.check();
    Line line{.attack = "meta", .subject = release.title};
    check_modes(release, line);
    check_paths(release, line);
    check_times(release, line);
    for (const io::SeenTable& table : release.tables) check_table(table, line);
    for (const io::SeenRaster& raster : release.rasters) check_origin(raster, line);
    for (const std::string& file : release.free_pages) line.leak("free_pages", file);
    lines.push_back(std::move(line));
  }
}

}  // namespace rawan::engine::attack
