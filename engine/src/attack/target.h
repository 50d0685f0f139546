#pragma once

#include "attack/attack.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/polygons.h"

#include <string>
#include <utility>
#include <vector>

namespace rawan::engine::attack {

/// A map to be attacked, in meters, and how many events it may stand for.
struct Target {
  std::string where;
  Grid<double> surface;
  std::vector<Point> centers;  ///< Of published areas; empty for a raster.
};

/// Areas with the number each may stand for, drawn on a lattice.
Target drawn(const std::vector<std::pair<Polygon, double>>& areas, std::string where);

/// Advantage that an audience may leave (P07).
double allowed_advantage(const io::SeenRelease& release);

/// Takes a map apart into points and scores them where the truth is known.
/// @param surface_is_leak whether a map that kernels explain is a finding by itself.
void attack_target(const Target& target, const Scene& scene, double allowed, bool surface_is_leak,
                   const Control& control, Line& line);

}  // namespace rawan::engine::attack
