#include "attack/attack.h"
#include "attack/published_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace rawan::engine::attack {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;  ///< Unit, window, measure.

std::string title_of(const io::SeenRelease& a, const io::SeenRelease& b) {
  return a.title + " + " + b.title;
}

template <class Visit>
void each_pair(const Scene& scene, Visit&& visit) {
  for (std::size_t i = 0; i < scene.releases.size(); ++i) {
    for (std::size_t j = i + 1; j < scene.releases.size(); ++j) {
      visit(scene.releases[i], scene.releases[j]);
    }
  }
}

std::string place_of(const PublishedCount& count) {
  return fmt::format("{} {} {}", count.where, count.unit, count.window);
}

// --- diff: what two values of nested windows or areas say about the rest ------------------------

bool contains(const WindowDays& outer, const WindowDays& inner) {
  return outer.from <= inner.from && inner.to <= outer.to &&
         (outer.from != inner.from || outer.to != inner.to);
}

/// The rest is known to be some, and fewer than k.
bool is_small_rest(const Bounds& whole, const Bounds& part, double least) {
  const double low = whole.low - part.high;
  const double high = whole.high - part.low;
  return low >= 1.0 && high <= least - 1.0;
}

void compare(const PublishedCount& whole, const PublishedCount& part, double least, Line& line) {
  if (whole.bounds.hidden || part.bounds.hidden) return;
  ++line.tried;
  if (is_small_rest(whole.bounds, part.bounds, least)) line.leak("difference", place_of(whole));
}

void compare_windows(const PublishedCount& whole, const PublishedCount& part, double least,
                     Line& line) {
  const auto outer = days_of(whole.window);
  const auto inner = days_of(part.window);
  if (outer && inner && contains(*outer, *inner)) compare(whole, part, least, line);
}

/// Counts of one unit and measure, whatever the window.
std::multimap<std::pair<std::string, std::string>, const PublishedCount*> by_unit(
    const std::vector<PublishedCount>& counts) {
  std::multimap<std::pair<std::string, std::string>, const PublishedCount*> map;
  for (const PublishedCount& count : counts)
    map.emplace(std::pair(count.unit, count.measure), &count);
  return map;
}

void compare_all(const std::vector<PublishedCount>& a, const std::vector<PublishedCount>& b,
                 double least, Line& line) {
  const auto others = by_unit(b);
  for (const PublishedCount& count : a) {
    const auto [first, last] = others.equal_range({count.unit, count.measure});
    for (auto other = first; other != last; ++other) {
      compare_windows(count, *other->second, least, line);
    }
  }
}

// --- average: the same question asked twice ------------------------------------------------------

std::map<Key, Bounds> answers_of(const io::SeenRelease& release) {
  std::map<Key, Bounds> answers;
  for (const PublishedCount& count : published_counts(release)) {
    answers.emplace(Key{count.unit, count.window, count.measure}, count.bounds);
  }
  return answers;
}

void compare_answers(const io::SeenRelease& a, const io::SeenRelease& b, Line& line) {
  const auto before = answers_of(a);
  for (const auto& [key, bounds] : answers_of(b)) {
    const auto& [unit, window, measure] = key;
    const auto other = before.find(key);
    if (other == before.end() || window.empty()) continue;
    ++line.tried;
    const bool both = !bounds.hidden && !other->second.hidden;
    // A value may change where k new reporters came; noise and masks may not.
    const bool redrawn = a.tier == "public" && bounds != other->second;
    if (both && redrawn) line.leak("redrawn", fmt::format("{} {} {}", measure, unit, window));
  }
}

/// Id and position of every row that is one point.
std::map<std::string, io::GeoPoint> points_of(const io::SeenRelease& release) {
  std::map<std::string, io::GeoPoint> points;
  for (const io::SeenTable& table : release.tables) {
    for (std::size_t r = 0; r < table.shapes.size(); ++r) {
      if (table.shapes[r].size() != 1 || table.shapes[r][0].size() != 1) continue;
      if (table.rows[r].empty()) continue;
      points.emplace(table.name + ":" + io::text_of(table.rows[r][0]), table.shapes[r][0][0]);
    }
  }
  return points;
}

void compare_points(const io::SeenRelease& a, const io::SeenRelease& b, Line& line) {
  const auto before = points_of(a);
  for (const auto& [id, point] : points_of(b)) {
    const auto other = before.find(id);
    if (other == before.end()) continue;
    ++line.tried;
    const bool kept = other->second == point;
    if (!kept && a.tier == b.tier) line.leak("moved", id);
  }
}

}  // namespace

std::uint32_t least_of(const io::SeenRelease& release) {
  const std::uint32_t floor = release.tier == "operational" ? 3 : release.tier == "public" ? 10 : 5;
  return std::max(floor, release.least.value_or(floor));
}

void attack_differences(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  std::vector<std::vector<PublishedCount>> counts;
  for (const io::SeenRelease& release : scene.releases) counts.push_back(published_counts(release));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t j = i; j < counts.size(); ++j) {
      control.check();
      const auto& [a, b] = std::tie(scene.releases[i], scene.releases[j]);
      if (a.tier == "public" || b.tier == "public") continue;
      Line line{.attack = "diff", .subject = i == j ? a.title : title_of(a, b)};
      compare_all(counts[i], counts[j], std::min(least_of(a), least_of(b)), line);
      if (i != j) compare_all(counts[j], counts[i], std::min(least_of(a), least_of(b)), line);
      lines.push_back(std::move(line));
    }
  }
}

void attack_repetition(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  each_pair(scene, [&](const io::SeenRelease& a, const io::SeenRelease& b) {
    control.check();
    if (a.tier != b.tier) return;
    Line line{.attack = "average", .subject = title_of(a, b)};
    compare_answers(a, b, line);
    compare_points(a, b, line);
    lines.push_back(std::move(line));
  });
}

}  // namespace rawan::engine::attack
