#pragma once

#include "band_reach.h"
#include "disc_cells.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// What a band's reach gets wrong of an event's disc. An event lies in a row of a band and in a
/// part of its cell; for each of these there are two lists of targets: those the band leaves out
/// that the event reaches from somewhere in its part, and those it takes that the event does not
/// reach from somewhere in its part.
class RimLists {
 public:
  /// Targets by row, then column.
  struct List {
    std::vector<double> x;            ///< Columns east of the event's cell, whole; kSpare more.
    std::vector<double> y;            ///< Rows north of it, whole; kSpare more.
    std::vector<std::int32_t> place;  ///< In an array of targets, from that of the cell.
  };
  struct Lists {
    List missed;
    List taken;
  };

  /// @param radius of the disc, cells.
  /// @param width  of the array of targets that `place` counts in.
  RimLists(double radius, const BandReach& band, CellParts parts, std::size_t width);

  /// @param row of the band, from its first.
  /// @return one for each part of its cells.
  std::span<const Lists> of_row(std::size_t row) const {
    return std::span(lists_).subspan(row * parts_.count(), parts_.count());
  }

  /// Loops over a list may read this far beyond.
  static constexpr std::size_t kSpare = 8;

  const CellParts& parts() const { return parts_; }
  /// The most rows between an event and a target in its lists.
  std::size_t margin() const { return margin_; }

 private:
  Lists make(double radius, const BandReach& band, std::size_t row, std::size_t part,
             std::size_t width) const;

  CellParts parts_;
  std::size_t margin_;
  std::vector<Lists> lists_;
};

}  // namespace rawan
