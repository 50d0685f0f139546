#include "rim_lists.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// Targets this near to changing sides are in a list, where the event itself is asked.
constexpr double kSlack = 1e-6;

double half_chord(double radius, double distance) {
  return distance >= radius ? -1.0 : std::sqrt(radius * radius - distance * distance);
}

/// Part of a cell, from its center; y grows to the north.
struct Box {
  double west = 0.0;
  double east = 0.0;
  double south = 0.0;
  double north = 0.0;
};

Box box_of(CellParts parts, std::size_t part) {
  const auto across = static_cast<double>(parts.across);
  const auto down = static_cast<double>(parts.down);
  const auto column = static_cast<double>(part % parts.across);
  const auto row = static_cast<double>(part / parts.across);
  return {column / across - 0.5, (column + 1.0) / across - 0.5, 0.5 - (row + 1.0) / down,
          0.5 - row / down};
}

/// Columns first ... last; none if last < first.
struct Columns {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = -1;
  bool holds(std::ptrdiff_t column) const { return column >= first && column <= last; }
};

/// Those within reach of somewhere in the box.
Columns reached_from_some(const Box& box, double radius, double y) {
  const double near = std::max({0.0, box.south - y, y - box.north});
  const double half = half_chord(radius + kSlack, near);
  if (half < 0.0) return {};
  return {static_cast<std::ptrdiff_t>(std::ceil(box.west - half - kSlack)),
          static_cast<std::ptrdiff_t>(std::floor(box.east + half + kSlack))};
}

/// Those within reach of everywhere in the box.
Columns reached_from_all(const Box& box, double radius, double y) {
  const double far = std::max(std::abs(y - box.south), std::abs(y - box.north));
  const double half = half_chord(radius - kSlack, far);
  if (half < 0.0) return {};
  return {static_cast<std::ptrdiff_t>(std::ceil(box.east - half + kSlack)),
          static_cast<std::ptrdiff_t>(std::floor(box.west + half - kSlack))};
}

void append(RimLists::List& list, std::ptrdiff_t column, std::ptrdiff_t row, std::size_t width) {
  list.x.push_back(static_cast<double>(column));
  list.y.push_back(static_cast<double>(-row));
  list.place.push_back(
      static_cast<std::int32_t>(row * static_cast<std::ptrdiff_t>(width) + column));
}

void add_spare(RimLists::List& list) {
  list.x.resize(list.x.size() + RimLists::kSpare, 0.0);
  list.y.resize(list.y.size() + RimLists::kSpare, 0.0);
}

}  // namespace

RimLists::RimLists(double radius, const BandReach& band, CellParts parts, std::size_t width)
    : parts_(parts),
      margin_(static_cast<std::size_t>(std::floor(radius + 0.5 + kSlack)) + band.height) {
  for (std::size_t row = 0; row < band.height; ++row) {
    for (std::size_t part = 0; part < parts.count(); ++part) {
      lists_.push_back(make(radius, band, row, part, width));
    }
  }
}

RimLists::Lists RimLists::make(double radius, const BandReach& band, std::size_t row,
                               std::size_t part, std::size_t width) const {
  const Box box = box_of(parts_, part);
  const auto far = static_cast<std::ptrdiff_t>(margin_);
  Lists lists;
  for (std::ptrdiff_t e = -far; e <= far; ++e) {
    const std::ptrdiff_t target = e + static_cast<std::ptrdiff_t>(row) - band.first;
    const bool within = target >= 0 && target < static_cast<std::ptrdiff_t>(band.half.size());
    const std::ptrdiff_t half = within ? band.half[static_cast<std::size_t>(target)] : -1;
    const Columns some = reached_from_some(box, radius, static_cast<double>(-e));
    const Columns all = reached_from_all(box, radius, static_cast<double>(-e));
    const Columns own{-half, half};
    for (std::ptrdiff_t d = some.first; d <= some.last; ++d) {
      if (!own.holds(d)) append(lists.missed, d, e, width);
    }
    for (std::ptrdiff_t d = own.first; d <= own.last; ++d) {
      if (!all.holds(d)) append(lists.taken, d, e, width);
    }
  }
  add_spare(lists.missed);
  add_spare(lists.taken);
  return lists;
}

}  // namespace rawan
