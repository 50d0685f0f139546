#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/reconstruction.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace rawan::reconstruction {
namespace {

constexpr double kOneSided95 = 1.6448536269514722;  // Of the normal law.

double squared_distance(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

/// Somewhere guesses may be laid.
struct Place {
  Point at;
  double weight = 1.0;
};

using Places = std::vector<Place>;

Places places_of(const Grid<double>& people) {
  Places places;
  for (std::size_t i = 0; i < people.values.size(); ++i) {
    if (people.values[i] <= 0.0) continue;
    const std::size_t columns = people.frame.columns;
    places.push_back({people.frame.center(i / columns, i % columns), people.values[i]});
  }
  return places;
}

/// The probability that `taken` of `all` places, none twice, miss the `near` ones.
double chance_of_none(double near, double all, double taken) {
  double chance = 1.0;
  for (double i = 0.0; i < near; i += 1.0) {
    chance *= std::max(0.0, all - taken - i) / (all - i);
  }
  return chance;
}

/// The share of the plane within reach of a hexagonal lattice whose discs hold `expected` of its
/// points on average: no other way to lay guesses overlaps less.
double chance_on_hexagons(double expected) {
  // A hexagon of inradius 1 has the area 2 sqrt(3).
  const double area = 2.0 * std::numbers::sqrt3;
  const double radius2 = expected * area / std::numbers::pi;
  if (radius2 <= 1.0) return expected;
  if (radius2 >= 4.0 / 3.0) return 1.0;
  const double beyond = radius2 * std::acos(1.0 / std::sqrt(radius2)) - std::sqrt(radius2 - 1.0);
  return expected - 6.0 * beyond / area;
}

/// `chance(near, all)` of each point, from the weight of the places near it.
template <class Chance>
std::vector<double> chances(std::span<const Point> truth, const Places& places, Meters radius,
                            Chance&& chance) {
  const double most = radius.value * radius.value;
  double all = 0.0;
  for (const Place& place : places) all += place.weight;
  std::vector<double> result;
  for (const Point p : truth) {
    double near = 0.0;
    for (const Place& place : places) {
      if (squared_distance(place.at, p) <= most) near += place.weight;
    }
    result.push_back(chance(near, all));
  }
  return result;
}

/// What the points of a cluster add to the mean beyond their share of it.
struct Together {
  double beyond = 0.0;
  double width = 0.0;  ///< Of guessing, if they hit or miss together.
};

}  // namespace

std::vector<Point> places_of(std::span<const Guess> guesses) {
  std::vector<Point> places;
  places.reserve(guesses.size());
  for (const Guess& guess : guesses) places.push_back(guess.at);
  return places;
}

std::vector<bool> hits(std::span<const Point> truth, std::span<const Point> guesses,
                       Meters radius) {
  const double most = radius.value * radius.value;
  std::vector<bool> hit(truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    hit[i] = std::ranges::any_of(
        guesses, [&](Point guess) { return squared_distance(guess, truth[i]) <= most; });
  }
  return hit;
}

Advantage advantage(std::span<const double> attack, std::span<const double> chance,
                    std::span<const std::uint64_t> cluster) {
  expects(attack.size() == chance.size(), "one chance per hit");
  expects(cluster.empty() || cluster.size() == attack.size(), "one cluster per hit");
  Advantage found;
  if (attack.empty()) return found;
  const auto n = static_cast<double>(attack.size());
  found.attack = mean_of(attack);
  found.baseline = mean_of(chance);
  found.value = found.attack - found.baseline;
  std::map<std::uint64_t, Together> clusters;
  for (std::size_t i = 0; i < attack.size(); ++i) {
    Together& together = clusters[cluster.empty() ? i : cluster[i]];
    together.beyond += attack[i] - chance[i] - found.value;
    together.width += std::sqrt(chance[i] * (1.0 - chance[i]));
  }
  double variance = 0.0;
  double width = 0.0;
  for (const auto& [id, together] : clusters) {
    variance += together.beyond * together.beyond;
    width += together.width * together.width;
  }
  const auto groups = static_cast<double>(clusters.size());
  variance = groups > 1.0 ? variance * groups / (groups - 1.0) : 0.25 * n * n;
  const double error = std::sqrt(std::max(variance, width)) / n;
  found.upper = found.value + kOneSided95 * error;
  found.lower = found.value - kOneSided95 * error;
  return found;
}

Advantage advantage(const std::vector<bool>& hit, std::span<const double> chance) {
  const std::vector<double> attack(hit.begin(), hit.end());
  return advantage(attack, chance);
}

Advantage over_worlds(std::span<const Advantage> worlds) {
  expects(worlds.size() >= 2, "at least two worlds");
  std::vector<double> values;
  Advantage all;
  const auto n = static_cast<double>(worlds.size());
  for (const Advantage& world : worlds) {
    values.push_back(world.value);
    all.attack += world.attack / n;
    all.baseline += world.baseline / n;
  }
  all.value = mean_of(values);
  const double t = boost::math::quantile(boost::math::students_t(n - 1.0), 0.95);
  const double error = std::sqrt(variance_of(values) / n);
  all.upper = all.value + t * error;
  all.lower = all.value - t * error;
  return all;
}

std::vector<double> best_chance(std::span<const Point> truth, const Guesser& guesser,
                                Meters radius) {
  const Places places = places_of(guesser.people);
  expects(!places.empty(), "a published area of at least one cell");
  const auto even = chances(truth, places, radius, [&](double near, double all) {
    return chance_on_hexagons(near / all * static_cast<double>(guesser.guesses));
  });
  if (truth.empty() || guesser.centers.empty()) return even;
  Places centers;
  for (const Point center : guesser.centers) centers.push_back({center});
  const auto chosen = chances(truth, centers, radius, [&](double near, double all) {
    return 1.0 - chance_of_none(near, all, static_cast<double>(guesser.guesses));
  });
  return mean_of(chosen) > mean_of(even) ? chosen : even;
}

}  // namespace rawan::reconstruction
