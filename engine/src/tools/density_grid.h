#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/io/feature_set.h"
#include "tools/density_options.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// How far a kernel reaches, and the sigma of the Gaussian of its variance.
struct KernelWidths {
  Meters reach;
  Meters sigma;
};

/// Where a density is computed.
struct DensityPlane {
  std::vector<Polygon> window;  ///< Empty: the whole plane.
  Grid<std::uint8_t> cells;     ///< Of the window; empty values: the whole plane.
  GridFrame shown;              ///< The part of the frame of `cells` that a raster gets.
};

/// The cells of a part of a grid's frame.
Grid<double> cropped(const Grid<double>& grid, const GridFrame& part);

/// One polygon of the parts of all.
Polygon united(const std::vector<Polygon>& areas);

/// Positions of the events that lie in the window (all without a window).
std::vector<std::size_t> events_in(const std::vector<Polygon>& window,
                                   std::span<const Point> events);

/// The grid of --like (read before), of --cell, or one of round cells, at most a third of sigma but
/// for 500 to 2,500 along the longer side; it covers the window, or without one the events and a
/// reach around them. The cells of --like are continued over the window: what a raster shows of it
/// must not change its edge.
/// @throws ConfigError "usage_density_cells" for more than 25 million cells.
/// @throws InputError "window_empty" if no center of a cell lies in the window.
DensityPlane density_plane(const DensityRequest& request, const std::optional<GridFrame>& like,
                           std::vector<Polygon> window, std::span<const Point> events,
                           KernelWidths widths, const ToolContext& context);

/// A coarse grid over the window for choosing a bandwidth, where only masses depend on it.
Grid<std::uint8_t> coarse_window(const std::vector<Polygon>& window);

}  // namespace rawan::engine
