#include "hatch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan::io {
namespace {

/// Where the line y = `height` is inside, by the even-odd rule: ends of intervals in order.
std::vector<double> crossings(const std::vector<Trace>& area, double height) {
  std::vector<double> found;
  for (const Trace& trace : area) {
    const std::vector<Point>& p = trace.points;
    for (std::size_t i = 0, before = p.size() - 1; i < p.size(); before = i++) {
      const Point& a = p[before];
      const Point& b = p[i];
      // One end belongs to the edge: a corner on the line is crossed once.
      if ((a.y <= height) == (b.y <= height)) continue;
      found.push_back(a.x + (b.x - a.x) * (height - a.y) / (b.y - a.y));
    }
  }
  std::ranges::sort(found);
  return found;
}

/// Turned so that lines of the hatch are level: a quarter of a right angle's turn and back.
Point turned(Point p, double sense) {
  return {p.x - sense * p.y, sense * p.x + p.y};
}

Point back(Point p, double sense) {
  return {0.5 * (p.x + sense * p.y), 0.5 * (p.y - sense * p.x)};
}

void add_lines(const std::vector<Trace>& area, double sense, double spacing,
               std::vector<Trace>& lines) {
  std::vector<Trace> level = area;
  Box box;
  for (Trace& trace : level) {
    for (Point& p : trace.points) {
      p = turned(p, sense);
      box.extend(p);
    }
  }
  if (box.empty()) return;
  const double step = spacing * std::sqrt(2.0);  // turned() enlarges by that much.
  for (double y = std::ceil(box.low.y / step) * step; y <= box.high.y; y += step) {
    const std::vector<double> ends = crossings(level, y);
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
      lines.push_back(segment(back({ends[i], y}, sense), back({ends[i + 1], y}, sense)));
    }
  }
}

}  // namespace

std::vector<Trace> hatch_lines(const std::vector<Trace>& area, Hatch hatch, double spacing) {
  std::vector<Trace> lines;
  if (hatch != Hatch::none) add_lines(area, 1.0, spacing, lines);
  if (hatch == Hatch::crossed) add_lines(area, -1.0, spacing, lines);
  return lines;
}

std::optional<Point> label_place(const std::vector<Trace>& area) {
  Box box;
  for (const Trace& trace : area) {
    for (const Point p : trace.points) box.extend(p);
  }
  if (box.empty()) return std::nullopt;
  const double middle = 0.5 * (box.low.y + box.high.y);
  const std::vector<double> ends = crossings(area, middle);
  std::optional<Point> best;
  double widest = 0.0;
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
    if (ends[i + 1] - ends[i] <= widest) continue;
    widest = ends[i + 1] - ends[i];
    best = Point{0.5 * (ends[i] + ends[i + 1]), middle};
  }
  return best;
}

}  // namespace rawan::io
