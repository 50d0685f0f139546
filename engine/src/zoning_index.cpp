#include "zoning_index.h"

#include "lattice.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/zoning.h"

#include <cmath>

namespace rawan::engine {
namespace {

constexpr double kCell = 250.0;
constexpr double kMostCells = 1e6;
constexpr std::size_t kSquare = 4;  ///< Cells of 250 m along a square of 1 km.

/// The cells over a study and the village of each; cells outside of all villages are left out.
struct StudyCells {
  Box extent;
  double size = kCell;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<std::size_t> place;              ///< Of each cell on the full lattice.
  std::vector<std::uint32_t> village;          ///< Of each cell.
  std::vector<std::optional<std::size_t>> at;  ///< The cell of a place on the lattice.
};

StudyCells lay_cells(const Sites& sites) {
  StudyCells cells{.extent = extent_of(sites)};
  const double width = cells.extent.high.x - cells.extent.low.x;
  const double height = cells.extent.high.y - cells.extent.low.y;
  cells.size = std::max(kCell, std::sqrt(width * height / kMostCells));
  cells.columns = static_cast<std::size_t>(width / cells.size) + 1;
  cells.rows = static_cast<std::size_t>(height / cells.size) + 1;
  std::vector<Point> centers;
  for (std::size_t i = 0; i < cells.columns * cells.rows; ++i) {
    const auto column = static_cast<double>(i % cells.columns);
    const auto row = static_cast<double>(i / cells.columns);
    centers.push_back({cells.extent.low.x + (column + 0.5) * cells.size,
                       cells.extent.low.y + (row + 0.5) * cells.size});
  }
  const auto placed = AreaIndex(sites.area).locate(centers, Meters(0.0));
  cells.at.resize(centers.size());
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (placed[i].how == Placement::How::outside) continue;
    cells.at[i] = cells.village.size();
    cells.place.push_back(i);
    cells.village.push_back(placed[i].site);
  }
  return cells;
}

zoning::Cells fill(const StudyCells& cells, const Exposure& exposure) {
  zoning::Cells filled;
  std::vector<double> area(exposure.village.size(), 0.0);
  for (const std::uint32_t village : cells.village) area[village] += 1.0;
  for (const std::uint32_t village : cells.village) {
    filled.exposure.push_back(exposure.village[village].women / area[village]);
  }
  filled.events.assign(filled.exposure.size(), 0.0);
  for (const Mark& mark : exposure.marks) {
    const double x = (mark.position.x - cells.extent.low.x) / cells.size;
    const double y = (mark.position.y - cells.extent.low.y) / cells.size;
    if (x < 0.0 || y < 0.0) continue;
    const auto column = static_cast<std::size_t>(x);
    const auto row = static_cast<std::size_t>(y);
    if (column >= cells.columns || row >= cells.rows) continue;
    const auto cell = cells.at[row * cells.columns + column];
    if (cell) filled.events[*cell] += 1.0;
  }
  return filled;
}

zoning::Zones squares(const StudyCells& cells, std::size_t side, std::size_t right,
                      std::size_t up) {
  const std::size_t across = (cells.columns + side) / side + 1;
  zoning::Zones zones;
  for (const std::size_t place : cells.place) {
    const std::size_t column = (place % cells.columns + right) / side;
    const std::size_t row = (place / cells.columns + up) / side;
    zones.push_back(static_cast<std::uint32_t>(row * across + column));
  }
  return zones;
}

}  // namespace

std::optional<double> zoning_stability(const Study& study, const Exposure& exposure) {
  if (exposure.marks.empty() || exposure.dialogues.empty()) return std::nullopt;
  const StudyCells cells = lay_cells(study.sites);
  constexpr std::size_t kHalf = kSquare / 2;
  const std::vector<zoning::Zones> zonings{cells.village,
                                           squares(cells, kSquare, 0, 0),
                                           squares(cells, kSquare, kHalf, 0),
                                           squares(cells, kSquare, 0, kHalf),
                                           squares(cells, kSquare, kHalf, kHalf),
                                           squares(cells, 2 * kSquare, 0, 0)};
  return zoning::stability(fill(cells, exposure), zonings);
}

}  // namespace rawan::engine
