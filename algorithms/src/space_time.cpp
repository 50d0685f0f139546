#include "rawan/algorithms/space_time.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/spatial_index.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace rawan {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

struct Events {
  std::vector<Point> points;
  std::vector<double> times;
};

/// In an order that depends on the events alone, as the permutations of times do.
Events in_canonical_order(std::span<const Point> points, std::span<const double> times) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    return std::tuple(points[i].x, points[i].y, times[i], i);
  });
  Events events;
  for (const std::uint32_t i : order) {
    events.points.push_back(points[i]);
    events.times.push_back(times[i]);
  }
  return events;
}

std::vector<Pair> pairs_in(const Band& band, std::span<const Point> points,
                           const SpatialIndex& index) {
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    // A little farther than the band: rounding must not lose its closed end.
    for (const std::uint32_t j : index.within(points[i], Meters(band.to * (1.0 + 1e-9)))) {
      const double dx = points[i].x - points[j].x;
      const double dy = points[i].y - points[j].y;
      if (j > i && band.contains(std::sqrt(dx * dx + dy * dy))) pairs.emplace_back(i, j);
    }
  }
  return pairs;
}

std::uint64_t pairs_in_time(const Band& band, std::vector<double> times) {
  std::ranges::sort(times);
  std::uint64_t pairs = 0;
  for (auto at = times.begin(); at != times.end(); ++at) {
    const auto early =
        std::partition_point(at + 1, times.end(), [&](double t) { return t - *at < band.from; });
    const auto inside =
        std::partition_point(early, times.end(), [&](double t) { return band.contains(t - *at); });
    pairs += static_cast<std::uint64_t>(inside - early);
  }
  return pairs;
}

std::uint64_t close_pairs(std::span<const Pair> near, std::span<const double> times,
                          const Band& band) {
  std::uint64_t close = 0;
  for (const auto& [i, j] : near) close += band.contains(std::abs(times[i] - times[j])) ? 1 : 0;
  return close;
}

void check_bands(std::span<const Band> bands) {
  for (const Band& band : bands) {
    expects(std::isfinite(band.to) && band.from >= 0.0, "bands are finite and begin at 0 or later");
    expects(band.closed_above ? band.from <= band.to : band.from < band.to, "a band is not empty");
  }
}

/// The bands of distance with their pairs, and the bands of time.
struct Table {
  std::vector<std::vector<Pair>> near;
  std::span<const Band> spans;

  std::size_t cells() const { return near.size() * spans.size(); }
  std::uint64_t close(std::size_t cell, std::span<const double> times) const {
    return close_pairs(near[cell / spans.size()], times, spans[cell % spans.size()]);
  }
};

/// For each cell, how many random orders of the times have at least as many close pairs.
std::vector<std::uint32_t> permuted_at_least(const Table& table, const Events& events,
                                             std::span<const KnoxCount> observed,
                                             const KnoxOptions& options, const Control& control) {
  control.expect(options.permutations);
  std::vector<std::vector<std::uint8_t>> as_many(options.permutations);
  parallel_for(options.permutations, [&](std::size_t r) {
    control.step();
    std::vector<double> times = events.times;
    Stream(options.seed, r).shuffle(std::span(times));
    for (std::size_t cell = 0; cell < table.cells(); ++cell) {
      as_many[r].push_back(table.close(cell, times) >= observed[cell].close ? 1 : 0);
    }
  });
  std::vector<std::uint32_t> sum(table.cells(), 0);
  for (const auto& flags : as_many) {
    for (std::size_t cell = 0; cell < sum.size(); ++cell) sum[cell] += flags[cell];
  }
  return sum;
}

std::vector<KnoxCount> count_cells(const Table& table, const Events& events,
                                   std::span<const Band> distances) {
  const auto n = static_cast<double>(events.points.size());
  const double pairs = n * (n - 1.0) / 2.0;
  std::vector<KnoxCount> counts;
  for (std::size_t cell = 0; cell < table.cells(); ++cell) {
    const std::size_t d = cell / table.spans.size();
    KnoxCount count{distances[d], table.spans[cell % table.spans.size()]};
    count.close = table.close(cell, events.times);
    count.near_in_space = table.near[d].size();
    count.near_in_time = pairs_in_time(count.time, events.times);
    if (pairs > 0.0) {
      count.expected = double(count.near_in_space) * double(count.near_in_time) / pairs;
    }
    count.poisson_p = poisson_upper_tail(count.close, count.expected);
    counts.push_back(count);
  }
  return counts;
}

std::string shortest(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

std::string in_interval_notation(const Band& band) {
  return "[" + shortest(band.from) + ", " + shortest(band.to) + (band.closed_above ? "]" : ")");
}

std::vector<Band> bands_between(std::span<const double> edges) {
  expects(edges.size() >= 2, "a band has two edges");
  std::vector<Band> bands;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    bands.push_back({edges[i - 1], edges[i], false});
  }
  check_bands(bands);
  return bands;
}

std::vector<KnoxCount> knox(std::span<const Point> events, std::span<const double> times,
                            std::span<const Band> distances, std::span<const Band> spans,
                            const KnoxOptions& options, const Control& control) {
  expects(events.size() == times.size(), "one time per event");
  for (const double t : times) expects(std::isfinite(t), "times are finite");
  check_bands(distances);
  check_bands(spans);
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  const Events ordered = in_canonical_order(events, times);
  const SpatialIndex index(ordered.points);
  Table table{{}, spans};
  for (const Band& band : distances) table.near.push_back(pairs_in(band, ordered.points, index));
  std::vector<KnoxCount> counts = count_cells(table, ordered, distances);
  if (options.permutations == 0) return counts;
  const auto at_least = permuted_at_least(table, ordered, counts, options, control);
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    counts[cell].permutation_p = (1.0 + at_least[cell]) / (1.0 + options.permutations);
  }
  return counts;
}

double poisson_upper_tail(std::uint64_t count, double mean) {
  expects(std::isfinite(mean) && mean >= 0.0, "a mean is not negative");
  if (count == 0) return 1.0;
  return mean == 0.0 ? 0.0 : boost::math::gamma_p(static_cast<double>(count), mean);
}

}  // namespace rawan
