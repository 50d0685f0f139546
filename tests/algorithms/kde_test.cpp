#include "rawan/algorithms/kde.h"

#include "oracles/density.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numbers>
#include <stop_token>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;

constexpr std::array kKernels{Kernel::uniform, Kernel::triangular, Kernel::epanechnikov,
                              Kernel::quartic, Kernel::triweight,  Kernel::gaussian};
constexpr std::array kCorrections{EdgeCorrection::none, EdgeCorrection::uniform,
                                  EdgeCorrection::jones_diggle};

/// The square (0,0)-(side,side), all of it window.
Window square(double side, std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, side},
                        .cell = Meters(side / double(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

Window random_window(Stream& random) {
  const GridFrame frame{
      .north_west = {0.0, 20.0}, .cell = 1_m, .rows = 20, .columns = 5 + random.below(20)};
  Window window{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.6 ? 1 : 0;
  window.values[random.below(frame.size())] = 1;
  return window;
}

double total(const Grid<double>& density) {
  double sum = 0.0;
  for (const double v : density.values) sum += std::isnan(v) ? 0.0 : v;
  return sum * density.frame.cell.value * density.frame.cell.value;
}

std::vector<std::uint64_t> bits(const Grid<double>& density) {
  std::vector<std::uint64_t> result;
  for (const double v : density.values) result.push_back(std::bit_cast<std::uint64_t>(v));
  return result;
}

/// `near` is relative to the largest value.
void expect_equal(const Grid<double>& found, const Grid<double>& expected, double near) {
  double scale = 0.0;
  for (const double v : expected.values) scale = std::isnan(v) ? scale : std::max(scale, v);
  ASSERT_EQ(found.values.size(), expected.values.size());
  for (std::size_t i = 0; i < found.values.size(); ++i) {
    ASSERT_EQ(std::isnan(found.values[i]), std::isnan(expected.values[i])) << i;
    if (std::isnan(found.values[i])) continue;
    ASSERT_NEAR(found.values[i], expected.values[i], near * scale) << i;
  }
}

TEST(KernelDensity, AnswersLikeLoopsOverCellsAndEvents) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    Window window = random_window(random);
    if (seed % 3 == 0) window.values.clear();
    const auto events = testing::random_points(random.below(15), 22.0, random);
    std::vector<double> weights;
    for (std::size_t i = 0; i < events.size(); ++i) weights.push_back(3.0 * random.uniform());
    for (const Kernel kernel : kKernels) {
      for (const EdgeCorrection edge : kCorrections) {
        const DensityOptions options{kernel, Meters(0.6 + 4.0 * random.uniform()), edge};
        expect_equal(kernel_density(events, weights, window, options),
                     oracle::kernel_density(events, weights, window, options),
                     kernel == Kernel::gaussian ? 1e-7 : 1e-9);
      }
    }
  }
}

TEST(KernelDensity, AnswersLikeTheLoopsWhenEventsAreMany) {
  Stream random(21, 0);
  Window window = square(50.0, 50);
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.97 ? 1 : 0;
  const auto events = testing::random_points(2500, 52.0, random);
  std::vector<double> weights;
  for (std::size_t i = 0; i < events.size(); ++i) weights.push_back(random.uniform());
  for (const Kernel kernel : kKernels) {
    for (const EdgeCorrection edge : {EdgeCorrection::uniform, EdgeCorrection::jones_diggle}) {
      const DensityOptions options{kernel, 8.7_m, edge};
      expect_equal(kernel_density(events, weights, window, options),
                   oracle::kernel_density(events, weights, window, options),
                   kernel == Kernel::gaussian ? 1e-7 : 1e-9);
    }
  }
}

TEST(KernelDensity, TakesBandwidthsFarBeyondTheFrame) {
  const GridFrame strip{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = 500};
  const Window window{strip, std::vector<std::uint8_t>(strip.size(), 1)};
  Stream random(22, 0);
  const auto events = testing::random_points(400, 500.0, random);
  for (const Kernel kernel : kKernels) {
    for (const Meters bandwidth : {400_m, 1000000_km}) {
      const auto density = kernel_density(events, {}, window, {kernel, bandwidth});
      EXPECT_NEAR(total(density), 400.0, 1e-9);
    }
  }
}

TEST(KernelDensity, JonesDiggleConservesTheSumOfWeights) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Window window = random_window(random);
    const auto events = testing::random_points(1 + random.below(40), 25.0, random);
    std::vector<double> weights;
    double expected = 0.0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      weights.push_back(random.uniform());
      expected += weights.back();
    }
    for (const Kernel kernel : kKernels) {
      const double bandwidth = std::pow(10.0, 3.0 * random.uniform() - 1.5);
      const auto density = kernel_density(events, weights, window, {kernel, Meters(bandwidth)});
      ASSERT_NEAR(total(density), expected, 1e-12 * expected);
    }
  }
}

TEST(KernelDensity, PutsAnEventWhoseKernelTouchesNoCenterIntoTheNearestWindowCell) {
  Window window = square(10.0, 10);
  window.values.assign(100, 0);
  window.values[0] = 1;   // center (0.5, 9.5)
  window.values[99] = 1;  // center (9.5, 0.5)
  const std::vector<Point> events{{0.1, 9.1}, {8.0, 3.0}, {40.0, -40.0}};
  const auto density = kernel_density(events, {}, window, {Kernel::quartic, 0.2_m});
  EXPECT_EQ(density.at(0, 0), 1.0);
  EXPECT_EQ(density.at(9, 9), 2.0);
}

TEST(KernelDensity, OnTheWholePlanePutsSuchAnEventIntoItsOwnCell) {
  const Window plane{square(10.0, 10).frame, {}};
  const std::vector<Point> events{{3.1, 6.9}, {-0.1, 5.0}};
  const auto density = kernel_density(events, {}, plane, {Kernel::quartic, 0.2_m});
  EXPECT_EQ(density.at(3, 3), 1.0);
  EXPECT_EQ(total(density), 1.0);
}

TEST(KernelDensity, QuarticPeaksAtThreeOverPiH2) {
  const Window plane{square(3.0, 3).frame, {}};
  const std::vector<Point> events{{1.5, 1.5}};
  const auto density =
      kernel_density(events, {}, plane, {Kernel::quartic, 1_m, EdgeCorrection::none});
  EXPECT_DOUBLE_EQ(density.at(1, 1), 3.0 / std::numbers::pi);
  EXPECT_NEAR(density.at(1, 1), 0.9549296586, 1e-10);
  EXPECT_EQ(density.at(0, 1), 0.0);
}

TEST(KernelDensity, KernelsIntegrateToOne) {
  const Window plane{square(100.0, 500).frame, {}};
  const std::vector<Point> events{{50.03, 49.91}};
  for (const Kernel kernel : kKernels) {
    const double near = kernel == Kernel::uniform      ? 1e-3
                        : kernel == Kernel::triangular ? 1e-5
                        : kernel == Kernel::gaussian   ? 1e-8
                                                       : 5e-5;
    const Meters bandwidth = kernel == Kernel::gaussian ? 5_m : 8_m;
    const auto density =
        kernel_density(events, {}, plane, {kernel, bandwidth, EdgeCorrection::none});
    EXPECT_NEAR(total(density), 1.0, near);
  }
}

// A Gaussian of sigma 0.1 in the unit square (Diggle 1985; closed form with the error function).
// The surface differs from the closed form by the midpoint rule.
TEST(KernelDensity, ReproducesTheGaussianInTheMiddleOfTheUnitSquare) {
  const Window window = square(1.0, 101);
  const std::vector<Point> events{{0.5, 0.5}};
  for (const auto edge : {EdgeCorrection::uniform, EdgeCorrection::jones_diggle}) {
    const auto density = kernel_density(events, {}, window, {Kernel::gaussian, 0.1_m, edge});
    EXPECT_NEAR(density.at(50, 50), 15.91551256, 1e-5 * 15.9);
  }
}

TEST(KernelDensity, ReproducesTheGaussianInTheCornerOfTheUnitSquare) {
  const Window window = square(1.0, 1000);
  const std::vector<Point> events{{0.0005, 0.0005}};  // the center of the corner cell
  const auto value = [&](EdgeCorrection edge) {
    return kernel_density(events, {}, window, {Kernel::gaussian, 0.1_m, edge}).at(999, 0);
  };
  const double mass = oracle::gaussian_mass({{0, 0}, {1, 1}}, events.front(), 0.1);
  EXPECT_NEAR(value(EdgeCorrection::none), 15.91549431, 1e-7);
  EXPECT_NEAR(value(EdgeCorrection::jones_diggle), 15.91549431 / mass, 1e-5 * 63.7);
}

TEST(KernelDensity, ClosedFormGivesThePublishedCornerValue) {
  const double peak = 1.0 / (2.0 * std::numbers::pi * 0.01);
  EXPECT_NEAR(peak / oracle::gaussian_mass({{0, 0}, {1, 1}}, {0.0, 0.0}, 0.1), 63.66197724, 1e-7);
  EXPECT_NEAR(peak / oracle::gaussian_mass({{0, 0}, {1, 1}}, {0.5, 0.5}, 0.1), 15.91551256, 1e-7);
}

// Sums over cells miss the integral by a multiple of the cell's square; two grids tell how much.
TEST(KernelDensity, ReproducesTheMassOfTwoPointsUnderEachCorrection) {
  const std::vector<Point> events{{0.02, 0.02}, {0.5, 0.5}};
  const auto mass = [&](EdgeCorrection edge, std::size_t cells) {
    return total(kernel_density(events, {}, square(1.0, cells), {Kernel::gaussian, 0.1_m, edge}));
  };
  const auto limit = [&](EdgeCorrection edge) {
    return (4.0 * mass(edge, 100) - mass(edge, 50)) / 3.0;
  };
  EXPECT_NEAR(mass(EdgeCorrection::jones_diggle, 50), 2.0, 1e-12);
  EXPECT_NEAR(limit(EdgeCorrection::uniform), 1.617324, 1e-5);
  EXPECT_NEAR(limit(EdgeCorrection::none), 1.335541, 1e-5);
}

TEST(KernelDensity, IsBlankOutsideTheWindow) {
  Window window = square(4.0, 4);
  window.values[5] = 0;
  const std::vector<Point> events{{1.0, 1.0}};
  const auto density = kernel_density(events, {}, window, {Kernel::gaussian, 1_m});
  EXPECT_TRUE(std::isnan(density.values[5]));
  EXPECT_FALSE(std::isnan(density.values[6]));
}

TEST(KernelDensity, IsZeroWithoutEvents) {
  for (const EdgeCorrection edge : kCorrections) {
    const auto density = kernel_density({}, {}, square(3.0, 3), {Kernel::quartic, 1_m, edge});
    EXPECT_THAT(density.values, ::testing::Each(0.0));
  }
}

TEST(KernelDensity, GrowsInProportionToTheWeights) {
  Stream random(4, 0);
  const Window window = random_window(random);
  const auto events = testing::random_points(10, 20.0, random);
  const std::vector<double> twos(events.size(), 2.0);
  const auto once = kernel_density(events, {}, window, {Kernel::quartic, 3_m});
  Grid<double> doubled = once;
  for (double& v : doubled.values) v *= 2.0;
  expect_equal(kernel_density(events, twos, window, {Kernel::quartic, 3_m}), doubled, 1e-14);
}

TEST(KernelDensity, DoesNotChangeWhenPointsAndWindowMoveTogether) {
  Stream random(5, 0);
  Window window = random_window(random);
  const auto events = testing::random_points(30, 20.0, random);
  const auto here = kernel_density(events, {}, window, {Kernel::gaussian, 2_m});
  window.frame.north_west = {window.frame.north_west.x + 1e7, window.frame.north_west.y + 1e7};
  const auto there =
      kernel_density(testing::moved(events, {1e7, 1e7}), {}, window, {Kernel::gaussian, 2_m});
  expect_equal(there, here, 1e-7);
}

TEST(KernelDensity, SurvivesDegeneratePatterns) {
  const Window window = square(40.0, 20);
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const auto density = kernel_density(pattern.points, {}, window, {Kernel::quartic, 5_m});
    EXPECT_NEAR(total(density), double(pattern.points.size()), 1e-9);
  }
}

TEST(KernelDensity, HasTheSameBitsInAnyOrderOfTheEvents) {
  Stream random(6, 0);
  const Window window = random_window(random);
  const auto events = testing::random_lattice_points(60, 20, random);
  const auto original = bits(kernel_density(events, {}, window, {Kernel::gaussian, 2_m}));
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto reordered = testing::shuffled(events, seed);
    ASSERT_EQ(bits(kernel_density(reordered, {}, window, {Kernel::gaussian, 2_m})), original);
  }
}

TEST(KernelDensity, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(7, 0);
  const Window window = square(100.0, 120);
  const auto events = testing::random_points(300, 100.0, random);
  for (const EdgeCorrection edge : kCorrections) {
    const auto density = [&] {
      return bits(kernel_density(events, {}, window, {Kernel::gaussian, 3_m, edge}));
    };
    const auto one = testing::with_threads(1, density);
    EXPECT_EQ(one, testing::with_threads(2, density));
    EXPECT_EQ(one, testing::with_threads(8, density));
  }
}

TEST(KernelDensity, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Control control(stop.get_token(), progress);
  EXPECT_THROW(kernel_density({}, {}, square(3.0, 3), {Kernel::quartic, 1_m}, control), Cancelled);
}

TEST(KernelDensity, RefusesWhatItCannotMean) {
  const std::vector<Point> events{{1.0, 1.0}};
  const std::vector<double> two_weights{1.0, 1.0};
  const std::vector<double> no_number{std::nan("")};
  const Window window = square(3.0, 3);
  const Window closed{window.frame, std::vector<std::uint8_t>(9, 0)};
  const Window short_one{window.frame, std::vector<std::uint8_t>(8, 1)};
  const DensityOptions options{Kernel::quartic, 1_m};
  EXPECT_THROW(kernel_density(events, {}, window, {Kernel::quartic, 0_m}), ContractViolation);
  EXPECT_THROW(kernel_density(events, two_weights, window, options), ContractViolation);
  EXPECT_THROW(kernel_density(events, no_number, window, options), ContractViolation);
  EXPECT_THROW(kernel_density(testing::with_nan(), {}, window, options), ContractViolation);
  EXPECT_THROW(kernel_density(events, {}, closed, options), ContractViolation);
  EXPECT_THROW(kernel_density(events, {}, short_one, options), ContractViolation);
}

TEST(EquivalentBandwidth, GivesBothKernelsOneVariance) {
  EXPECT_DOUBLE_EQ(equivalent_bandwidth(Kernel::gaussian, Kernel::quartic, 1_m).value,
                   std::sqrt(8.0));
  EXPECT_DOUBLE_EQ(equivalent_bandwidth(Kernel::quartic, Kernel::gaussian, 1_m).value,
                   1.0 / std::sqrt(8.0));
  EXPECT_EQ(equivalent_bandwidth(Kernel::quartic, Kernel::quartic, 7_m), 7_m);
}

TEST(EquivalentBandwidth, IsTheVarianceMeasuredOnAGrid) {
  const Window plane{square(40.0, 400).frame, {}};
  const std::vector<Point> events{{20.0, 20.0}};
  const auto variance = [&](Kernel kernel, Meters bandwidth) {
    const auto density = kernel_density(events, {}, plane, {kernel, bandwidth});
    double sum = 0.0;
    for (std::size_t i = 0; i < density.values.size(); ++i) {
      const double dx = density.frame.center(0, i % 400).x - 20.0;
      sum += density.values[i] * 0.01 * dx * dx;
    }
    return sum;
  };
  const Meters quartic = equivalent_bandwidth(Kernel::gaussian, Kernel::quartic, 2_m);
  EXPECT_NEAR(variance(Kernel::quartic, quartic), variance(Kernel::gaussian, 2_m), 1e-3);
}

}  // namespace
}  // namespace rawan
