#include "rawan/algorithms/network_density.h"

#include "oracles/network_walks.h"
#include "rawan/algorithms/contract.h"
#include "support/networks.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace rawan {
namespace {

using Positions = std::vector<NetworkPosition>;

constexpr Kernel kKernels[] = {Kernel::quartic,    Kernel::gaussian,     Kernel::uniform,
                               Kernel::triangular, Kernel::epanechnikov, Kernel::triweight};
constexpr NetworkKernel kMethods[] = {NetworkKernel::simple, NetworkKernel::discontinuous,
                                      NetworkKernel::continuous};
constexpr NetworkKernel kEqualSplits[] = {NetworkKernel::discontinuous, NetworkKernel::continuous};

NetworkPosition at(const LineNetwork& network, Point p) {
  return network.nearest(p, 1e-6_m).value();
}

double density_at(const LineNetwork& network, Point event, Point place,
                  const NetworkDensityOptions& options) {
  return network_density(network, Positions{at(network, event)}, {}, Positions{at(network, place)},
                         options)
      .front();
}

// statistics.md 5.1, from the tests of R spNetwork: quartic, divided by the bandwidth.
TEST(NetworkDensity, GivesTheKnownValuesOfACrossOfFourArms) {
  for (const double arms : {5.0, 30.0}) {
    const LineNetwork cross(testing::star_of_roads(4, arms));
    NetworkDensityOptions options{.method = NetworkKernel::simple, .bandwidth = 10_m};
    EXPECT_NEAR(density_at(cross, {0, 3}, {3, 0}, options), 0.0384, 1e-15);
    options.method = NetworkKernel::discontinuous;
    EXPECT_NEAR(density_at(cross, {0, 3}, {3, 0}, options), 0.0128, 1e-15);
  }
}

// statistics.md 5.1: 0.60075 before the division by the bandwidth of 5; event and place on one arm,
// 2 apart, 4 by way of the node.
TEST(NetworkDensity, GivesTheKnownValueOfAContinuousReflection) {
  const LineNetwork cross(testing::star_of_roads(4, 30.0));
  EXPECT_NEAR(density_at(cross, {0, 3}, {0, 1}, {.bandwidth = 5_m}), 0.12015, 1e-15);
}

TEST(NetworkDensity, GoesEveryWalkThatTheOracleGoes) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const LineNetwork network(testing::random_roads(4, 2 + random.below(5), 100.0, random));
    if (network.edges().empty()) continue;
    const Positions events = testing::random_positions(network, 1 + random.below(4), random);
    const Positions places = testing::random_positions(network, 10, random);
    for (const Kernel kernel : kKernels) {
      for (const NetworkKernel method : kMethods) {
        const NetworkDensityOptions options{
            method, kernel, Meters(kernel == Kernel::gaussian ? 25.0 : 150.0),
            random.below(2) == 0 ? DeadEnd::reflects : DeadEnd::absorbs};
        oracle::NetworkWalks walks(network, options);
        const auto found = network_density(network, events, {}, places, options);
        for (std::size_t i = 0; i < places.size(); ++i) {
          double expected = 0.0;
          for (const NetworkPosition event : events) expected += walks.density(event, places[i]);
          // Walks are few here: nearly all are gone one by one.
          ASSERT_NEAR(found[i], expected, 1e-6 * line_kernel(kernel, options.bandwidth, 0_m));
        }
      }
    }
  }
}

// Streets of some 100 m and a reach of 700 m: hundreds of walks into each street, 150 events.
TEST(NetworkDensity, KeepsItsPromiseWhereManyWalksGoOnAsOne) {
  Stream random(3, 0);
  const LineNetwork network(testing::street_mesh(3, random));
  Positions events;
  for (int i = 0; i < 150; ++i) {
    const std::uint32_t edge = i % 3 == 0 ? 5 : 6;
    events.push_back({edge, random.uniform() * network.edges()[edge].length});
  }
  const Positions places = testing::random_positions(network, 4, random);
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 700_m};
    oracle::NetworkWalks walks(network, options);
    const auto found = network_density(network, events, {}, places, options);
    for (std::size_t i = 0; i < places.size(); ++i) {
      double expected = 0.0;
      for (const NetworkPosition event : events) expected += walks.density(event, places[i]);
      ASSERT_NEAR(found[i], expected, 1e-6 * 150.0 * 15.0 / 16.0 / 700.0);
    }
  }
}

TEST(NetworkDensity, IsTheKernelItselfOnAStraightRoadHoweverItIsCut) {
  const LineNetwork road(std::vector<Polyline>{
      {{-90, 0}, {-2, 0}}, {{-2, 0}, {1, 0}}, {{1, 0}, {4, 0}}, {{4, 0}, {90, 0}}});
  for (const Kernel kernel : kKernels) {
    for (const NetworkKernel method : kMethods) {
      const NetworkDensityOptions options{method, kernel, 9_m};
      for (const double x : {-15.0, -3.0, 0.0, 2.0, 5.5}) {
        EXPECT_NEAR(density_at(road, {0.5, 0}, {x, 0}, options),
                    line_kernel(kernel, 9_m, Meters(std::abs(x - 0.5))), 1e-15);
      }
    }
  }
}

// The method of images: ends at 0 and L reflect as mirrors do.
TEST(NetworkDensity, ReflectsAtBothEndsOfARoad) {
  const LineNetwork road(std::vector<Polyline>{{{0, 0}, {10, 0}}});
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{method, Kernel::quartic, 57_m};
    double expected = 0.0;
    for (int k = -9; k <= 9; ++k) {
      expected += line_kernel(Kernel::quartic, 57_m, Meters(std::abs(7.0 - 2.0 + 20.0 * k)));
      expected += line_kernel(Kernel::quartic, 57_m, Meters(std::abs(7.0 + 2.0 + 20.0 * k)));
    }
    EXPECT_NEAR(density_at(road, {2, 0}, {7, 0}, options), expected, 1e-14);
    const NetworkDensityOptions lost{method, Kernel::quartic, 57_m, DeadEnd::absorbs};
    EXPECT_NEAR(density_at(road, {2, 0}, {7, 0}, lost), line_kernel(Kernel::quartic, 57_m, 5_m),
                1e-15);
  }
}

TEST(NetworkDensity, GoesRoundAnIsolatedRingUntilTheBandwidthEnds) {
  const LineNetwork ring(std::vector<Polyline>{{{0, 0}, {3, 0}, {3, 4}, {0, 0}}});
  for (const NetworkKernel method : kEqualSplits) {
    double expected = 0.0;
    for (int k = -9; k <= 9; ++k) {
      expected += line_kernel(Kernel::triweight, 50_m, Meters(std::abs(1.5 + 12.0 * k)));
    }
    EXPECT_NEAR(density_at(ring, {1, 0}, {2.5, 0}, {method, Kernel::triweight, 50_m}), expected,
                1e-14);
  }
  // The shortest way knows one of the two sides.
  EXPECT_NEAR(density_at(ring, {1, 0}, {0.6, 0.8}, {NetworkKernel::simple, Kernel::uniform, 50_m}),
              0.01, 1e-15);
}

TEST(NetworkDensity, IsContinuousAtNodesIfAskedTo) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Stream random(seed, 7);
    const LineNetwork network(testing::random_roads(4, 6, 100.0, random));
    const Positions events = testing::random_positions(network, 5, random);
    Positions ends;
    for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
      ends.push_back({e, 0_m});
      ends.push_back({e, network.edges()[e].length});
    }
    const auto density = network_density(network, events, {}, ends, {.bandwidth = 180_m});
    std::vector<double> of_node(network.nodes(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const NetworkEdge& edge = network.edges()[ends[i].edge];
      double& value = of_node[i % 2 == 0 ? edge.from : edge.to];
      if (std::isnan(value)) value = density[i];
      ASSERT_NEAR(value, density[i], 1e-6 * 5.0 / 180.0);
    }
  }
}

TEST(NetworkDensity, IsSymmetricIfContinuousOrSimple) {
  Stream random(8, 0);
  const LineNetwork network(testing::random_roads(5, 8, 100.0, random));
  const Positions places = testing::random_positions(network, 12, random);
  for (const NetworkKernel method : {NetworkKernel::simple, NetworkKernel::continuous}) {
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      const NetworkDensityOptions options{.method = method, .bandwidth = 150_m};
      const Positions a{places[i]};
      const Positions b{places[i + 1]};
      EXPECT_NEAR(network_density(network, a, {}, b, options).front(),
                  network_density(network, b, {}, a, options).front(), 1e-6 / 150.0);
    }
  }
}

TEST(NetworkDensity, SharesAnEventInANodeAmongAllItsRoads) {
  const LineNetwork star(testing::star_of_roads(5, 40.0));
  const Positions event{at(star, {0, 0})};
  Positions places;
  for (std::uint32_t e = 0; e < 5; ++e) {
    const bool outward = star.edges()[e].shape.front() == Point{0, 0};
    places.push_back({e, outward ? 4_m : star.edges()[e].length - 4_m});
  }
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 20_m};
    for (const double density : network_density(star, event, {}, places, options)) {
      EXPECT_NEAR(density, 0.4 * line_kernel(Kernel::quartic, 20_m, 4_m), 1e-12);
    }
  }
}

TEST(NetworkDensity, DoesNotJumpToARoadThatIsNotConnected) {
  const LineNetwork network(std::vector<Polyline>{{{0, 0}, {9, 0}}, {{0, 1}, {9, 1}}});
  for (const NetworkKernel method : kMethods) {
    EXPECT_EQ(density_at(network, {4, 0}, {4, 1}, {.method = method, .bandwidth = 500_m}), 0.0);
  }
}

TEST(NetworkDensity, HasTheSameBitsInAnyOrderOfEventsAndLinesOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const auto lines = testing::street_mesh(6, random);
  const LineNetwork network(lines);
  const LineNetwork redrawn(testing::redrawn(lines, 5));
  Positions events = testing::random_positions(network, 3000, random);
  for (std::size_t i = 0; i < 1500; ++i) events[i].edge = 7;
  for (NetworkPosition& e : events) {
    e.along = std::min(e.along, network.edges()[e.edge].length);
  }
  std::vector<double> weights;
  for (std::size_t i = 0; i < events.size(); ++i) weights.push_back(random.uniform());
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(std::span(order));
  Positions shuffled;
  std::vector<double> shuffled_weights;
  for (const std::size_t i : order) {
    shuffled.push_back(events[i]);
    shuffled_weights.push_back(weights[i]);
  }
  const Positions places = testing::centers(lixels(network, 20_m));
  for (const NetworkKernel method : kMethods) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 250_m};
    const auto compute = [&] { return network_density(network, events, weights, places, options); };
    const auto answers = testing::on_1_2_8_threads(compute);
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_EQ(answers[0], answers[2]);
    EXPECT_EQ(answers[0], network_density(redrawn, shuffled, shuffled_weights, places, options));
  }
}

TEST(NetworkDensity, MovesAndScalesWithTheMap) {
  Stream random(10, 0);
  const auto lines = testing::random_roads(6, 12, 100.0, random);
  const LineNetwork network(lines);
  const Positions events = testing::random_positions(network, 20, random);
  auto far = lines;
  auto wide = lines;
  for (Polyline& line : far) line = testing::moved(line, {1e7, 1e7});
  for (Polyline& line : wide) {
    for (Point& p : line) p = {1000.0 * p.x, 1000.0 * p.y};
  }
  const LineNetwork far_network(far);
  const LineNetwork wide_network(wide);
  Positions wide_events = events;
  for (NetworkPosition& e : wide_events) {
    e.along = std::min(1000.0 * e.along, wide_network.edges()[e.edge].length);
  }
  Positions far_events = events;
  for (NetworkPosition& e : far_events) {
    e.along = std::min(e.along, far_network.edges()[e.edge].length);
  }
  for (const NetworkKernel method : kMethods) {
    const auto one = network_density(network, events, {}, events, {method, Kernel::quartic, 90_m});
    const auto moved =
        network_density(far_network, far_events, {}, far_events, {method, Kernel::quartic, 90_m});
    const auto scaled = network_density(wide_network, wide_events, {}, wide_events,
                                        {method, Kernel::quartic, 90_km});
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_NEAR(one[i], moved[i], 20.0 * 1e-6 / 90.0);
      EXPECT_NEAR(one[i], 1000.0 * scaled[i], 20.0 * 1e-6 / 90.0);
    }
  }
}

TEST(NetworkDensity, TakesNoEventsNoPlacesAndNoNetwork) {
  const LineNetwork star(testing::star_of_roads(3, 10.0));
  const LineNetwork nothing(std::span<const Polyline>{});
  for (const NetworkKernel method : kMethods) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 5_m};
    EXPECT_EQ(network_density(star, {}, {}, Positions{{0, 1_m}}, options),
              std::vector<double>{0.0});
    EXPECT_TRUE(network_density(star, Positions{{0, 1_m}}, {}, {}, options).empty());
    EXPECT_TRUE(network_density(nothing, {}, {}, {}, options).empty());
  }
}

TEST(NetworkDensity, RefusesWhatItsCallersPromisedNotToSend) {
  const LineNetwork star(testing::star_of_roads(3, 10.0));
  const Positions good{{0, 1_m}};
  const NetworkDensityOptions options{.bandwidth = 5_m};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> no_number{nan};
  const std::vector<double> two{1.0, 2.0};
  EXPECT_THROW(network_density(star, good, no_number, good, options), ContractViolation);
  EXPECT_THROW(network_density(star, good, two, good, options), ContractViolation);
  EXPECT_THROW(network_density(star, good, {}, good, {}), ContractViolation);
  for (const NetworkPosition bad :
       {NetworkPosition{3, 1_m}, NetworkPosition{0, 11_m}, NetworkPosition{0, Meters(nan)}}) {
    EXPECT_THROW(network_density(star, Positions{bad}, {}, good, options), ContractViolation);
    EXPECT_THROW(network_density(star, good, {}, Positions{bad}, options), ContractViolation);
  }
  EXPECT_THROW(line_kernel(Kernel::quartic, 5_m, Meters(-1.0)), ContractViolation);
}

TEST(NetworkDensity, StopsWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const LineNetwork star(testing::star_of_roads(3, 10.0));
  EXPECT_THROW(network_density(star, Positions{{0, 1_m}}, {}, Positions{{0, 1_m}},
                               {.bandwidth = 5_m}, Control(stop.get_token(), progress)),
               Cancelled);
}

}  // namespace
}  // namespace rawan
