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

/// The system in which a table is drawn: that of the truth, else by where it lies.
io::MetricCrs system_of(const Scene& scene, const io::SeenTable& table);

/// Women per cell of a surface as open data of the villages have them, 1 each where there are none;
/// 0 where the surface says nothing.
Grid<double> open_people(const Grid<double>& surface, const Truth& truth);

/// Places on cells where there are people, in meters.
std::vector<Point> points_inside(const std::vector<io::GeoPoint>& places, io::MetricCrs crs,
                                 const Grid<double>& people);

/// The advantage of an attack on points that lie together, of which one guess hits many: those of
/// one square of 500 m hit or miss together, in the least sure of four ways to lay the squares. Its
/// lower limit is not above 0 where guessing hits as many in one case of twenty.
/// @param attack, chance one per point
reconstruction::Advantage advantage_at(const std::vector<Point>& points,
                                       const std::vector<double>& attack,
                                       const std::vector<double>& chance);

inline constexpr Meters kNear{100.0};
inline constexpr Meters kFar{250.0};

/// What was gained within kNear and kFar.
struct Gains {
  reconstruction::Advantage near;
  reconstruction::Advantage far;
};

/// Keeps the largest gains of a line; a leak where one is above chance and above what is allowed.
void note_advantage(const Gains& gains, double allowed, const std::string& where, Line& line);

/// Advantage that an audience may leave (P07).
double allowed_advantage(const io::SeenRelease& release);

/// Takes a map apart into points and scores them where the truth is known.
/// @param surface_is_leak whether a map that kernels explain is a finding by itself.
void attack_target(const Target& target, const Scene& scene, double allowed, bool surface_is_leak,
                   const Control& control, Line& line);

}  // namespace rawan::engine::attack
