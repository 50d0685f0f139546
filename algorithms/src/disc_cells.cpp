#include "disc_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rawan {
namespace {

/// Cells this near to changing sides count as rim, where every event is asked.
constexpr double kSlack = 1e-6;

double half_chord(double radius, double distance) {
  return std::sqrt(std::max(0.0, radius * radius - distance * distance));
}

DiscCells::Strips inner_strips(double radius, double far_row, double parts) {
  if (far_row >= radius) return {};
  const double half = half_chord(radius, far_row) - kSlack;
  const auto begin = static_cast<std::ptrdiff_t>(std::ceil((0.5 - half) * parts));
  const auto end = static_cast<std::ptrdiff_t>(std::floor((0.5 + half) * parts));
  return {begin, std::max(begin, end)};
}

}  // namespace

DiscCells::DiscCells(double reach, double cell, CellParts cut)
    : margin(static_cast<std::size_t>(std::floor(reach / cell + 0.5 + kSlack))),
      parts(cut),
      rims(cut.count()) {
  const auto far = static_cast<std::ptrdiff_t>(margin);
  for (Rim& rim : rims) rim.row_begin.push_back(0);
  for (std::size_t down = 0; down < parts.down; ++down) {
    for (std::ptrdiff_t e = -far; e <= far; ++e) add_row(reach / cell, cell, down, e);
  }
  for (Rim& rim : rims) {
    rim.x.resize(rim.x.size() + kSpare, 0.0);
    rim.y.resize(rim.y.size() + kSpare, 0.0);
  }
}

void DiscCells::add_row(double radius, double cell, std::size_t down, std::ptrdiff_t e) {
  const double part_height = 1.0 / static_cast<double>(parts.down);
  const double north = static_cast<double>(e) + 0.5 - static_cast<double>(down) * part_height;
  const double south = north - part_height;
  const double near_row = std::max({0.0, south, -north}) - kSlack;
  const double outer = half_chord(radius, std::max(0.0, near_row)) + kSlack;
  inner.push_back(
      inner_strips(radius, std::max(north, -south) + kSlack, static_cast<double>(parts.across)));
  if (near_row > radius) inner.back() = {};
  const auto count = static_cast<std::ptrdiff_t>(parts.across);
  for (std::ptrdiff_t p = 0; p < count; ++p) {
    Rim& rim = rims[down * parts.across + static_cast<std::size_t>(p)];
    const double west = static_cast<double>(p) / static_cast<double>(count) - 0.5;
    const double east = static_cast<double>(p + 1) / static_cast<double>(count) - 0.5;
    const auto first = static_cast<std::ptrdiff_t>(std::ceil(west - outer));
    const auto last = static_cast<std::ptrdiff_t>(std::floor(east + outer));
    for (std::ptrdiff_t d = first; d <= last && near_row <= radius; ++d) {
      const std::ptrdiff_t strip = p - d * count;
      if (strip >= inner.back().begin && strip < inner.back().end) continue;
      rim.column.push_back(static_cast<std::int32_t>(d));
      rim.x.push_back(static_cast<double>(d) * cell);
      rim.y.push_back(static_cast<double>(-e) * cell);
    }
    rim.row_begin.push_back(rim.column.size());
  }
}

}  // namespace rawan
