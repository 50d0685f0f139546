#include "rawan/algorithms/duplicates.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/spatial_index.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
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
  return alike && a.area == b.area && a.source != b.source && !(a.is_sampled && b.is_sampled) &&
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

using Members = std::vector<std::uint32_t>;

/// Only different sources of one area are compared: of one source a million tellings may lie in
/// one place.
std::map<std::uint64_t, std::map<std::uint64_t, Members>> by_area_and_source(
    std::span<const Telling> tellings) {
  std::map<std::uint64_t, std::map<std::uint64_t, Members>> areas;
  for (std::uint32_t i = 0; i < tellings.size(); ++i) {
    areas[tellings[i].area][tellings[i].source].push_back(i);
  }
  return areas;
}

Pair pair_of(std::span<const Telling> tellings, std::uint32_t a, std::uint32_t b) {
  const Telling& one = tellings[a];
  const Telling& other = tellings[b];
  return {.distance = squared_distance(one.position, other.position),
          .gap = gap_between(one, other),
          .low = one.key,
          .high = other.key,
          .a = a,
          .b = b};
}

/// Adds the pairs of two sources.
void add_pairs(std::span<const Telling> tellings, const Members& some, const Members& others,
               const DuplicateOptions& options, std::vector<Pair>& pairs) {
  std::vector<Point> positions;
  for (const std::uint32_t i : others) positions.push_back(tellings[i].position);
  const SpatialIndex index(positions);
  for (const std::uint32_t a : some) {
    for (const std::uint32_t found : index.within(tellings[a].position, options.radius)) {
      const std::uint32_t b = others[found];
      if (!may_mean_the_same(tellings[a], tellings[b], options)) continue;
      const bool is_ordered = tellings[a].key < tellings[b].key;
      pairs.push_back(is_ordered ? pair_of(tellings, a, b) : pair_of(tellings, b, a));
    }
  }
}

std::vector<Pair> near_pairs(std::span<const Telling> tellings, const DuplicateOptions& options) {
  std::vector<Pair> pairs;
  for (const auto& [area, sources] : by_area_and_source(tellings)) {
    for (auto one = sources.begin(); one != sources.end(); ++one) {
      for (auto other = std::next(one); other != sources.end(); ++other) {
        add_pairs(tellings, one->second, other->second, options, pairs);
      }
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
    expects(std::isfinite(telling.position.x) && std::isfinite(telling.position.y),
            "a telling lies somewhere");
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
