#include "rawan/algorithms/duplicates.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/spatial_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

double squared_distance(Point a, Point b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return dx * dx + dy * dy;
}

/// Minutes between two stretches of time; 0 where they touch.
std::int64_t gap_between(const Telling& a, const Telling& b) {
  return std::max<std::int64_t>(0, std::max(a.from, b.from) - std::min(a.to, b.to));
}

bool may_mean_the_same(const Telling& a, const Telling& b, const DuplicateOptions& options) {
  const bool alike = (a.kinds & b.kinds) != 0 || (a.kinds | b.kinds) == 0;
  return alike && a.area == b.area && a.source != b.source &&
         squared_distance(a.position, b.position) <= options.radius.value * options.radius.value &&
         gap_between(a, b) <= options.minutes;
}

struct Pair {
  double distance = 0.0;
  std::int64_t gap = 0;
  std::uint64_t low = 0;  ///< Keys.
  std::uint64_t high = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  auto order() const { return std::tuple(distance, gap, low, high); }
};

std::vector<Pair> near_pairs(std::span<const Telling> tellings, const DuplicateOptions& options) {
  std::vector<Point> positions;
  for (const Telling& telling : tellings) positions.push_back(telling.position);
  const SpatialIndex index(positions);
  std::vector<Pair> pairs;
  for (std::uint32_t a = 0; a < tellings.size(); ++a) {
    for (const std::uint32_t b : index.within(positions[a], options.radius)) {
      const Telling& one = tellings[a];
      const Telling& other = tellings[b];
      if (one.key >= other.key || !may_mean_the_same(one, other, options)) continue;
      pairs.push_back({.distance = squared_distance(one.position, other.position),
                       .gap = gap_between(one, other),
                       .low = one.key,
                       .high = other.key,
                       .a = a,
                       .b = b});
    }
  }
  std::ranges::sort(pairs, {}, &Pair::order);
  return pairs;
}

void check(std::span<const Telling> tellings, const DuplicateOptions& options) {
  expects(options.radius.value >= 0.0 && std::isfinite(options.radius.value),
          "radius of duplicates is a length");
  expects(options.minutes >= 0, "minutes of duplicates are not negative");
  std::vector<std::uint64_t> keys;
  for (const Telling& telling : tellings) {
    expects(telling.from <= telling.to, "a stretch of time does not end before it begins");
    keys.push_back(telling.key);
  }
  std::ranges::sort(keys);
  expects(std::ranges::adjacent_find(keys) == keys.end(), "keys of tellings are distinct");
}

}  // namespace

std::vector<std::uint32_t> probable_duplicates(std::span<const Telling> tellings,
                                               const DuplicateOptions& options) {
  check(tellings, options);
  std::vector<std::uint32_t> set(tellings.size());
  std::iota(set.begin(), set.end(), 0U);
  std::vector<std::vector<std::uint32_t>> members(tellings.size());
  for (std::uint32_t i = 0; i < set.size(); ++i) members[i] = {i};

  for (const Pair& pair : near_pairs(tellings, options)) {
    std::vector<std::uint32_t>& left = members[set[pair.a]];
    std::vector<std::uint32_t>& right = members[set[pair.b]];
    if (&left == &right) continue;
    const bool all_near = std::ranges::all_of(left, [&](std::uint32_t i) {
      return std::ranges::all_of(right, [&](std::uint32_t j) {
        return may_mean_the_same(tellings[i], tellings[j], options);
      });
    });
    if (!all_near) continue;
    for (const std::uint32_t i : right) set[i] = set[pair.a];
    left.insert(left.end(), right.begin(), right.end());
    right.clear();
  }

  std::vector<std::uint32_t> counted(tellings.size());
  for (const std::vector<std::uint32_t>& group : members) {
    if (group.empty()) continue;
    const std::uint32_t lowest =
        *std::ranges::min_element(group, {}, [&](std::uint32_t i) { return tellings[i].key; });
    for (const std::uint32_t i : group) counted[i] = lowest;
  }
  return counted;
}

}  // namespace rawan
