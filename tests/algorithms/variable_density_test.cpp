#include "rawan/algorithms/variable_density.h"

#include "oracles/density.h"
#include "oracles/variable_density.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <stop_token>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;

constexpr std::array kKernels{Kernel::uniform, Kernel::triangular, Kernel::epanechnikov,
                              Kernel::quartic, Kernel::triweight,  Kernel::gaussian};
constexpr std::array kCorrections{EdgeCorrection::none, EdgeCorrection::uniform,
                                  EdgeCorrection::jones_diggle};

Window square(double side, std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, side},
                        .cell = Meters(side / double(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

Window with_gaps(Window window, Stream& random) {
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.8 ? 1 : 0;
  return window;
}

std::vector<Meters> random_bandwidths(std::size_t n, double low, double high, Stream& random) {
  std::vector<Meters> bandwidths;
  for (std::size_t i = 0; i < n; ++i) {
    bandwidths.push_back(Meters(low + (high - low) * random.uniform()));
  }
  return bandwidths;
}

double total(const Grid<double>& density) {
  double sum = 0.0;
  for (const double v : density.values) sum += std::isnan(v) ? 0.0 : v;
  return sum * density.frame.cell.value * density.frame.cell.value;
}

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

TEST(VariableDensity, AnswersLikeLoopsOverCellsAndEvents) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Window window = with_gaps(square(22.0, 22), random);
    // Bandwidths of 1.5 cells and more reach a center; what happens below has its own test.
    const auto events = testing::random_points(1 + random.below(12), 22.0, random);
    const auto bandwidths = random_bandwidths(events.size(), 1.5, 8.0, random);
    std::vector<double> weights;
    for (std::size_t i = 0; i < events.size(); ++i) weights.push_back(3.0 * random.uniform());
    std::vector<double> of_cells;
    for (std::size_t i = 0; i < window.frame.size(); ++i)
      of_cells.push_back(2.0 + 3.0 * random.uniform());
    for (const Kernel kernel : kKernels) {
      for (const EdgeCorrection edge : kCorrections) {
        const VariableDensityOptions options{kernel, edge, of_cells, true};
        const auto found = variable_density(events, weights, bandwidths, window, options);
        const auto expected =
            oracle::variable_density(events, weights, bandwidths, window, options);
        expect_equal(found.density, expected.density, 1e-9);
        expect_equal(found.standard_error, expected.standard_error, 1e-9);
      }
    }
  }
}

TEST(VariableDensity, IsTheFixedDensityIfAllBandwidthsAreEqual) {
  Stream random(31, 0);
  const Window window = with_gaps(square(60.0, 60), random);
  const auto events = testing::random_points(80, 60.0, random);
  const std::vector<Meters> bandwidths(events.size(), 7_m);
  const std::vector<double> of_cells(window.frame.size(), 7.0);
  for (const Kernel kernel : kKernels) {
    for (const EdgeCorrection edge : kCorrections) {
      const auto found =
          variable_density(events, {}, bandwidths, window, {kernel, edge, of_cells, false});
      expect_equal(found.density, kernel_density(events, {}, window, {kernel, 7_m, edge}),
                   kernel == Kernel::gaussian ? 1e-7 : 1e-9);
      EXPECT_TRUE(found.standard_error.values.empty());
    }
  }
}

TEST(VariableDensity, ConservesTheSumOfWeightsWithJonesDiggle) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 1);
    const Window window = with_gaps(square(30.0, 20), random);
    // Some bandwidths reach no center, some events lie outside.
    const auto events = testing::random_points(40, 33.0, random);
    const auto bandwidths = random_bandwidths(events.size(), 0.01, 12.0, random);
    for (const Kernel kernel : kKernels) {
      const auto found = variable_density(events, {}, bandwidths, window, {.kernel = kernel});
      ASSERT_NEAR(total(found.density), 40.0, 1e-11);
    }
  }
}

TEST(VariableDensity, OfTheWholePlaneHasTheMassOfTheFrame) {
  const Window plane{square(40.0, 80).frame, {}};
  const std::vector<Point> events{{20.0, 20.0}, {19.0, 23.0}, {500.0, 500.0}};
  const std::vector<Meters> bandwidths{2_m, 1_m, Meters(0.001)};
  for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::jones_diggle}) {
    const auto found =
        variable_density(events, {}, bandwidths, plane, {.kernel = Kernel::gaussian, .edge = edge});
    EXPECT_NEAR(total(found.density), 2.0, 1e-8);
  }
}

TEST(VariableDensity, HasTheSameBitsInAnyOrderOfTheEvents) {
  Stream random(6, 0);
  const Window window = with_gaps(square(20.0, 20), random);
  auto events = testing::random_lattice_points(60, 20, random);
  auto bandwidths = random_bandwidths(60, 1.0, 3.0, random);
  const auto original = variable_density(events, {}, bandwidths, window, {.standard_error = true});
  std::ranges::reverse(events);
  std::ranges::reverse(bandwidths);
  const auto found = variable_density(events, {}, bandwidths, window, {.standard_error = true});
  for (std::size_t i = 0; i < original.density.values.size(); ++i) {
    ASSERT_EQ(std::bit_cast<std::uint64_t>(found.density.values[i]),
              std::bit_cast<std::uint64_t>(original.density.values[i]));
    ASSERT_EQ(std::bit_cast<std::uint64_t>(found.standard_error.values[i]),
              std::bit_cast<std::uint64_t>(original.standard_error.values[i]));
  }
}

TEST(VariableDensity, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(7, 0);
  const Window window = square(100.0, 120);
  const auto events = testing::random_points(200, 100.0, random);
  const auto bandwidths = random_bandwidths(200, 1.0, 9.0, random);
  const std::vector<double> of_cells(window.frame.size(), 4.0);
  for (const EdgeCorrection edge : kCorrections) {
    const auto answers = testing::on_1_2_8_threads([&] {
      return variable_density(events, {}, bandwidths, window,
                              {Kernel::quartic, edge, of_cells, false})
          .density.values;
    });
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_EQ(answers[0], answers[2]);
  }
}

TEST(VariableDensity, SurvivesDegeneratePatterns) {
  const Window window = square(40.0, 20);
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const std::vector<Meters> bandwidths(pattern.points.size(), 5_m);
    const auto found = variable_density(pattern.points, {}, bandwidths, window,
                                        {.kernel = Kernel::quartic, .standard_error = true});
    EXPECT_NEAR(total(found.density), double(pattern.points.size()), 1e-9);
  }
}

TEST(VariableDensity, RefusesWhatItCannotMean) {
  const std::vector<Point> events{{1.0, 1.0}};
  const std::vector<Meters> one{1_m};
  const std::vector<Meters> two{1_m, 1_m};
  const std::vector<Meters> zero{0_m};
  const std::vector<double> no_number{std::nan("")};
  const Window window = square(3.0, 3);
  const Window closed{window.frame, std::vector<std::uint8_t>(9, 0)};
  EXPECT_THROW(variable_density(events, {}, two, window, {}), ContractViolation);
  EXPECT_THROW(variable_density(events, {}, zero, window, {}), ContractViolation);
  EXPECT_THROW(variable_density(events, no_number, one, window, {}), ContractViolation);
  EXPECT_THROW(variable_density(testing::with_nan(), {}, two, window, {}), ContractViolation);
  EXPECT_THROW(variable_density(events, {}, one, closed, {}), ContractViolation);
  EXPECT_THROW(variable_density(events, {}, one, window, {.edge = EdgeCorrection::uniform}),
               ContractViolation);
}

TEST(VariableDensity, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Control control(stop.get_token(), progress);
  EXPECT_THROW(variable_density({}, {}, {}, square(3.0, 3), {}, control), Cancelled);
}

TEST(DensityStandardError, OfOneEventIsItsDensity) {
  const Window window = square(20.0, 20);
  const std::vector<Point> events{{4.3, 9.1}};
  const std::vector<double> weights{2.5};
  for (const Kernel kernel : kKernels) {
    for (const EdgeCorrection edge : kCorrections) {
      const DensityOptions options{kernel, 6_m, edge};
      expect_equal(density_standard_error(events, weights, window, options),
                   kernel_density(events, weights, window, options), 1e-9);
    }
  }
}

TEST(DensityStandardError, IsTheSpreadOfThePoissonProcess) {
  // For a Poisson process E[sum k^2] is the variance of sum k. 500 patterns: the variance of about
  // normal values has a relative standard error of sqrt(2 / 500) = 6.3 %; 4 of them are 25 %.
  const Window window = square(10.0, 10);
  const DensityOptions options{Kernel::quartic, 3_m, EdgeCorrection::uniform};
  double sum = 0.0;
  double squares = 0.0;
  double promised = 0.0;
  constexpr int kPatterns = 500;
  for (int i = 0; i < kPatterns; ++i) {
    Stream random(std::uint64_t(i), 9);
    const auto events = testing::random_points(random.poisson(200.0), 10.0, random);
    const double value = kernel_density(events, {}, window, options).values[55];
    sum += value;
    squares += value * value;
    promised += std::pow(density_standard_error(events, {}, window, options).values[55], 2);
  }
  const double mean = sum / kPatterns;
  const double variance = (squares - sum * mean) / (kPatterns - 1);
  EXPECT_NEAR(variance / (promised / kPatterns), 1.0, 0.25);
}

TEST(UncertainPlaces, WidenTheKernelByTheErrorOfThePlace) {
  const std::vector<Meters> errors{0_m, 4_m, 1_km};
  const auto bandwidths = bandwidths_of_uncertain(3_m, errors);
  EXPECT_THAT(bandwidths, ::testing::ElementsAre(3_m, 5_m, Meters(std::hypot(3.0, 1000.0))));
}

TEST(UncertainPlaces, AreTheDensityAveragedOverWhereTheEventMayBe) {
  // Places 0.5 m apart, weighted by a normal error of 2 m: the lattice sum of a Gaussian with
  // 4 places per sigma is its integral to exp(-2 pi^2 16), the cut at 8 sigma is below 1e-13.
  std::vector<Point> places;
  std::vector<double> weights;
  double sum = 0.0;
  for (int i = -32; i <= 32; ++i) {
    for (int j = -32; j <= 32; ++j) {
      places.push_back({15.2 + 0.5 * i, 14.9 + 0.5 * j});
      weights.push_back(std::exp(-0.25 * (i * i + j * j) / 8.0));
      sum += weights.back();
    }
  }
  for (double& w : weights) w /= sum;
  const Window window = square(30.0, 30);
  const VariableDensityOptions options{.edge = EdgeCorrection::none};
  const auto averaged =
      variable_density(places, weights, std::vector<Meters>(places.size(), 3_m), window, options);
  const std::vector<Point> event{{15.2, 14.9}};
  const auto widened = variable_density(
      event, {}, bandwidths_of_uncertain(3_m, std::vector<Meters>{2_m}), window, options);
  expect_equal(widened.density, averaged.density, 2e-9);
}

TEST(UncertainPlaces, RefuseErrorsThatAreNone) {
  EXPECT_THROW(bandwidths_of_uncertain(0_m, {}), ContractViolation);
  EXPECT_THROW(bandwidths_of_uncertain(1_m, std::vector<Meters>{Meters(-1.0)}), ContractViolation);
  EXPECT_THROW(bandwidths_of_uncertain(1_m, std::vector<Meters>{Meters(std::nan(""))}),
               ContractViolation);
}

TEST(MassOfOwnKernels, IsTheClosedFormInARectangle) {
  // The rule of midpoints errs by c^2 / 24 times the difference of the slopes at both ends, per
  // axis: with c / sigma = 0.1 (0.14 for the square) and slopes below 0.25 / sigma^2, under 2e-4.
  const Window window = square(1.0, 50);
  const std::vector<double> of_cells(window.frame.size(), 0.2);
  const auto masses = mass_of_own_kernels(Kernel::gaussian, of_cells, window);
  const auto squares = mass_of_own_kernels(Kernel::gaussian, of_cells, window, true);
  for (const std::size_t cell : {0U, 25U, 1275U}) {
    const Point at = window.frame.center(cell / 50, cell % 50);
    const Box box{{0.0, 0.0}, {1.0, 1.0}};
    EXPECT_NEAR(masses.values[cell], oracle::gaussian_mass(box, at, 0.2), 4e-4);
    // The square of a Gaussian is a Gaussian of sigma / sqrt 2 over 4 pi sigma^2.
    EXPECT_NEAR(squares.values[cell] * 4.0 * std::numbers::pi * 0.04,
                oracle::gaussian_mass(box, at, 0.2 / std::numbers::sqrt2), 4e-4);
  }
}

}  // namespace
}  // namespace rawan
