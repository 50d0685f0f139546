// What integrals over the network come to.
#include "rawan/algorithms/network_density.h"
#include "support/networks.h"

#include <gtest/gtest.h>

namespace rawan {
namespace {

using Positions = std::vector<NetworkPosition>;

constexpr NetworkKernel kEqualSplits[] = {NetworkKernel::discontinuous, NetworkKernel::continuous};

NetworkPosition at(const LineNetwork& network, Point p) {
  return network.nearest(p, 1e-6_m).value();
}

/// The integral over the network by the rule of midpoints.
double mass(const LineNetwork& network, const Positions& events, std::span<const double> weights,
            const NetworkDensityOptions& options, double pieces_in_bandwidth) {
  const auto pieces = lixels(network, (1.0 / pieces_in_bandwidth) * options.bandwidth);
  const auto density = network_density(network, events, weights, testing::centers(pieces), options);
  double sum = 0.0;
  for (std::size_t i = 0; i < pieces.size(); ++i) sum += density[i] * pieces[i].length().value;
  return sum;
}

TEST(LineKernel, IntegratesToOneOverBothSides) {
  for (const Kernel kernel : {Kernel::quartic, Kernel::gaussian, Kernel::uniform,
                              Kernel::triangular, Kernel::epanechnikov, Kernel::triweight}) {
    const int steps = 100'000;
    const double reach = kernel == Kernel::gaussian ? 6.5 * 3.0 : 3.0;
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
      sum += line_kernel(kernel, 3_m, Meters(reach * (i + 0.5) / steps));
    }
    // Midpoints err by step^2 / 24 times the change of slope; the Gaussian's tails hold 1e-10.
    EXPECT_NEAR(2.0 * sum * reach / steps, 1.0, 1e-9);
    EXPECT_EQ(line_kernel(kernel, 3_m, Meters(reach + 0.1)), 0.0);
  }
}

// Midpoints err by step^2 / 24 times the changes of slope at nodes: at h / 400 less than 4e-7 for
// each event and pass of a node; shares of walks through ten nodes add up to less than 25.
TEST(NetworkDensityMass, IsTheSumOfWeightsForEqualSplits) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 5);
    const LineNetwork network(testing::random_roads(6, 8, 200.0, random));
    Positions events = testing::random_positions(network, 5, random);
    events.push_back({events[0].edge, 0_m});  // In a node.
    const std::vector<double> weights{1.0, 2.0, 0.5, 0.25, 3.0, 1.25};
    for (const NetworkKernel method : kEqualSplits) {
      const NetworkDensityOptions options{method, Kernel::quartic, 250_m};
      EXPECT_NEAR(mass(network, events, weights, options, 400.0), 8.0, 8.0 * 1e-5);
    }
    const NetworkDensityOptions lost{NetworkKernel::continuous, Kernel::quartic, 250_m,
                                     DeadEnd::absorbs};
    EXPECT_LT(mass(network, events, weights, lost, 400.0), 8.0 * (1.0 + 1e-5));
  }
}

TEST(NetworkDensityMass, IsNotTheSumOfWeightsByTheShortestWay) {
  const LineNetwork cross(testing::star_of_roads(4, 50.0));
  const Positions event{at(cross, {0, 0})};
  const NetworkDensityOptions options{.method = NetworkKernel::simple, .bandwidth = 20_m};
  EXPECT_NEAR(mass(cross, event, {}, options, 400.0), 2.0, 1e-5);  // Half the kernel on each arm.
}

// A bandwidth of 120 times a street: some 10^50 walks, which no one can go one by one.
TEST(NetworkDensityMass, IsConservedWithABandwidthFarBeyondTheNetwork) {
  Stream random(6, 0);
  const LineNetwork network(testing::street_mesh(2, random));
  const Positions events = testing::random_positions(network, 3, random);
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 12_km};
    EXPECT_NEAR(mass(network, events, {}, options, 2400.0), 3.0, 3e-5);
  }
}

// A reach of eight streets in a town of twenty: walks are too many to go, and most of the town is
// out of reach. Slopes change at some eight nodes on the way, by 4e-7 each.
TEST(NetworkDensityMass, IsConservedInTheMiddleOfATown) {
  Stream random(11, 0);
  const LineNetwork network(testing::street_mesh(20, random));
  const Positions event{at(network, network.edges()[420].shape.front()), {420, 31_m}};
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 800_m};
    EXPECT_NEAR(mass(network, event, {}, options, 400.0), 2.0, 2e-5);
  }
}

// Two junctions a tenth of a millimeter apart, and a ring of that length, under a reach of 1 km.
TEST(NetworkDensityMass, IsConservedAmongTinyRoads) {
  const double d = 1e-4;
  const LineNetwork network(std::vector<Polyline>{{{0, 0}, {d, 0}},
                                                  {{0, 0}, {-600, 1}},
                                                  {{0, 0}, {-600, -1}},
                                                  {{d, 0}, {600, 1}},
                                                  {{d, 0}, {600, -1}},
                                                  {{d, 0}, {d, d}, {2 * d, 0}, {d, 0}}});
  const Positions event{at(network, {100, 1.0 / 6.0})};
  for (const NetworkKernel method : kEqualSplits) {
    const NetworkDensityOptions options{.method = method, .bandwidth = 1_km};
    EXPECT_NEAR(mass(network, event, {}, options, 1000.0), 1.0, 2e-5);
  }
}

}  // namespace
}  // namespace rawan
