#include "moment_choice.h"

#include "disc_moments.h"

#include <cmath>

namespace rawan {
namespace {

// Measured times of a step of each loop, in units of a cell of a stamp.
constexpr double kMomentOfTarget = 0.5;
constexpr double kMomentOfBand = 0.05;
constexpr double kSortOfEvent = 30.0;
constexpr double kCorrection = 0.35;
constexpr double kListed = 20.0;

constexpr std::size_t kHighest = 6;
constexpr std::size_t kMostParts = 8;

/// Lists beyond this many entries leave the cache.
constexpr double kMostListed = 16'000.0;

/// Targets on the wrong side of the rim or in doubt, for an event anywhere: two discs an offset
/// apart differ by 4 radius offset cells, a box reaches 4 radius (width + height) in part.
double corrections(double radius, double height, double parts) {
  const double mean_offset = 0.93 * std::sqrt((1.0 + height * height) / 12.0);
  return 4.0 * radius * (mean_offset + 2.0 / parts);
}

}  // namespace

MomentChoice cheapest_moments(double radius, std::size_t cells, std::size_t events, int power) {
  const double moments = static_cast<double>(cells) * static_cast<double>(moment_count(power));
  MomentChoice cheapest;
  for (std::size_t height = 1; height <= kHighest; ++height) {
    const auto h = static_cast<double>(height);
    for (std::size_t side = 1; side <= kMostParts; ++side) {
      const double listed = corrections(radius, h, static_cast<double>(side));
      const double lists = h * static_cast<double>(side * side) * listed;
      if (side > 1 && lists > kMostListed) break;
      const double cost = moments * (kMomentOfTarget + kMomentOfBand * 2.0 * radius / h) +
                          static_cast<double>(events) * (kSortOfEvent + kCorrection * listed) +
                          kListed * lists;
      if (cheapest.cost > 0.0 && cost >= cheapest.cost) continue;
      cheapest = {height, {.across = side, .down = side}, cost};
    }
  }
  return cheapest;
}

}  // namespace rawan
