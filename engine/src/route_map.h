#pragma once

#include "patrol_rows.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// Maps of tours over one background.
class RouteMaps {
 public:
  explicit RouteMaps(const PatrolContext& context);

  /// The way of a tour with its stops in order, and the villages around it.
  /// @param stops of this tour.
  io::MapFigure map_of(std::size_t tour, const std::vector<StopRow>& stops) const;

 private:
  void add_background(const Box& view, io::Picture& picture) const;

  const PatrolContext& context_;
  std::vector<Polygon> villages_;  ///< One per site.
  std::vector<Box> boxes_;
  std::vector<Polygon> hotspots_;
};

}  // namespace rawan::engine
