#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/units.h"
#include "rawan/io/geo.h"

#include <cstdint>
#include <span>
#include <string>

namespace rawan::engine {

/// A cell of the national grid, counted from 0 degrees north and east.
struct NationalCell {
  std::int32_t column = 0;
  std::int32_t row = 0;  ///< Northwards.
  friend auto operator<=>(const NationalCell&, const NationalCell&) = default;
};

/// Cells are whole multiples of some seconds of arc of WGS 84, the same wherever the data lie and
/// whatever metric system the study has: no origin tells where the first report was.
class NationalGrid {
 public:
  /// @param cell the wished edge; becomes the nearest number of seconds that divides a degree, not
  ///             below 8 (about 247 m).
  explicit NationalGrid(Meters cell);

  std::int32_t seconds() const { return seconds_; }

  /// A place on an edge belongs to the cell north-east of it.
  NationalCell cell_of(io::GeoPoint place) const;
  io::GeoPoint center_of(NationalCell cell) const;
  /// The frame of whole cells over two corners, in degrees.
  GridFrame frame_over(NationalCell south_west, NationalCell north_east) const;
  /// The union of some cells: corners are exact multiples of the grid.
  io::GeoArea outline_of(std::span<const NationalCell> cells) const;
  /// "G8-49103-442".
  std::string id_of(NationalCell cell) const;

 private:
  std::int32_t seconds_;
};

}  // namespace rawan::engine
