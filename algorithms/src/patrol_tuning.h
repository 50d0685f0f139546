#pragma once

#include <array>
#include <cstdint>

namespace rawan::patrol {

/// In which order open stops are offered to the routes; in each, missing duties come first.
enum class Order : std::uint8_t { random, points, per_detour, closing };
inline constexpr std::size_t kOrders = 4;

/// The constants of the search, the same for every problem.
struct Tuning {
  double removed = 10.0;       ///< Visits removed by a step, on average.
  double longest_string = 10;  ///< Visits removed in a row, at most.
  double split = 0.5;          ///< Share of strings that leave some visits in their middle.
  double split_on = 0.01;      ///< Chance to stop leaving one visit more.
  double scatter = 0.1;        ///< Share of steps that remove visits one by one.
  double blink = 0.01;         ///< Chance to overlook the best place of a route.
  double noise = 0.8;          ///< Share by which the worth of an offer varies at random.
  double hot = 0.6;            ///< First temperature, in points of a mean visit.
  double cold = 0.015;         ///< Last temperature.
  double travel = 0.1;         ///< Worth of travel time, in points the time of all shifts yields.
  std::array<double, kOrders> orders{2, 2, 4, 1};
};

}  // namespace rawan::patrol
