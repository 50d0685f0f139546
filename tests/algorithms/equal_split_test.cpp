// Both ways to split kernels at nodes: walk by walk, and on a lattice of lengths.
#include "oracles/network_walks.h"
#include "split_walks.h"
#include "support/networks.h"

#include <gtest/gtest.h>

#include <limits>

namespace rawan {
namespace {

struct Case {
  LineNetwork network;
  std::vector<NetworkPosition> events;
  std::vector<NetworkPosition> places;
  NetworkDensityOptions options;

  double oracle(std::size_t place) const {
    oracle::NetworkWalks walks(network, options);
    double sum = 0.0;
    for (const NetworkPosition event : events) sum += walks.density(event, places[place]);
    return sum;
  }
};

enum class Way { walks, flow };

std::vector<double> computed(const Case& given, Way way) {
  const Streets streets(given.network);
  const PlacesOnEdges places(given.network.edges().size(), given.places);
  const NetworkSpread spread{
      streets, places, {given.options.kernel, given.options.bandwidth}, given.options};
  std::vector<EventOnEdge> events;
  for (const NetworkPosition e : given.events) events.push_back({e.edge, e.along.value, 1.0});
  std::ranges::stable_sort(events, {}, &EventOnEdge::edge);
  std::uint64_t passages = std::numeric_limits<std::uint64_t>::max();
  ReachedNodes all;
  for (std::uint32_t node = 0; node < given.network.nodes(); ++node) all[node] = 0;
  const EdgeSums sums = way == Way::walks ? walk_all(spread, events, passages).value()
                                          : flow_together(spread, events, all);
  std::vector<double> values(given.places.size(), 0.0);
  for (const auto& [edge, some] : sums) {
    std::ranges::copy(some, values.begin() + static_cast<std::ptrdiff_t>(places.first(edge)));
  }
  return places.as_asked(values);
}

constexpr NetworkKernel kEqualSplits[] = {NetworkKernel::discontinuous, NetworkKernel::continuous};

// The promise: 1e-6 of the sum of the single kernels' peaks.
TEST(EqualSplit, AgreesWithTheOracleInBothWays) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto lines = testing::random_roads(4, 3 + random.below(4), 100.0, random);
    const LineNetwork network(lines);
    auto events = testing::random_positions(network, 3, random);
    const std::uint32_t edge = events.front().edge;
    events.push_back({edge, Meters(0.0)});
    events.push_back({edge, network.edges()[edge].length});
    const auto places = testing::random_positions(network, 10, random);
    const DeadEnd dead_end = seed % 2 == 0 ? DeadEnd::reflects : DeadEnd::absorbs;
    for (const NetworkKernel method : kEqualSplits) {
      const Case given{
          LineNetwork(lines), events, places, {method, Kernel::quartic, Meters(160.0), dead_end}};
      const auto walked = computed(given, Way::walks);
      const auto flowed = computed(given, Way::flow);
      const double peaks = 5.0 * line_kernel(Kernel::quartic, Meters(160.0), Meters(0.0));
      for (std::size_t i = 0; i < places.size(); ++i) {
        const double expected = given.oracle(i);
        ASSERT_NEAR(walked[i], expected, 1e-6 * peaks);
        ASSERT_NEAR(flowed[i], expected, 1e-6 * peaks);
      }
    }
  }
}

/// Streets shorter than a step of the lattice, which feed their nodes at once.
TEST(EqualSplit, IsTheSameInBothWaysAmongStreetsShorterThanAStep) {
  const double d = 0.01;  // A step is 160 m / 4096 = 0.04 m.
  const std::vector<Polyline> lines{{{0, 0}, {d, 0}},    {{d, 0}, {d, d}},   {{0, 0}, {d, d}},
                                    {{0, 0}, {-300, 1}}, {{d, 0}, {300, 1}}, {{d, d}, {1.0, 300}}};
  for (const NetworkKernel method : kEqualSplits) {
    const LineNetwork network(lines);
    const Case given{LineNetwork(lines),
                     {network.nearest({-20, 0}, Meters(5.0)).value()},
                     {network.nearest({40, 0}, Meters(5.0)).value(),
                      network.nearest({-50, 0}, Meters(5.0)).value(),
                      network.nearest({d / 2, 0}, Meters(0.0)).value()},
                     {method, Kernel::quartic, Meters(160.0)}};
    const auto walked = computed(given, Way::walks);
    const auto flowed = computed(given, Way::flow);
    for (std::size_t i = 0; i < given.places.size(); ++i) {
      EXPECT_NEAR(walked[i], flowed[i], 1e-6 * 15.0 / 16.0 / 160.0);
    }
  }
}

}  // namespace
}  // namespace rawan
