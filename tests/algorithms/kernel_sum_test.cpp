#include "kernel_sum.h"

#include "oracles/density.h"
#include "rawan/algorithms/random.h"
#include "support/shapes.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;
using Maker = std::unique_ptr<KernelSum> (*)(const KernelShape&, const GridFrame&);

constexpr std::array kPowers{Kernel::uniform, Kernel::epanechnikov, Kernel::quartic,
                             Kernel::triweight};

/// A way to sum, for a kernel it can sum.
struct Way {
  Maker make;
  Kernel kernel;
  double least_bandwidth;  ///< In cells.
  double near;             ///< Of the peak.
};

std::unique_ptr<KernelSum> moments_for_few(const KernelShape& shape, const GridFrame& frame) {
  return moment_sum(shape, frame, 10);
}

/// Cuts the plane in smaller parts.
std::unique_ptr<KernelSum> moments_for_many(const KernelShape& shape, const GridFrame& frame) {
  return moment_sum(shape, frame, 1'000'000);
}

std::vector<Way> ways() {
  std::vector<Way> all{{gauss_sum, Kernel::gaussian, 0.3, 1e-8}};
  for (const Kernel kernel : kPowers) {
    all.push_back({moments_for_few, kernel, 1.1, 1e-11});
    all.push_back({moments_for_many, kernel, 1.1, 1e-11});
  }
  for (const Kernel kernel : kPowers) all.push_back({direct_sum, kernel, 0.2, 1e-12});
  all.push_back({direct_sum, Kernel::gaussian, 0.2, 1e-12});
  all.push_back({direct_sum, Kernel::triangular, 0.2, 1e-12});
  return all;
}

std::vector<WeightedEvent> random_events(std::size_t n, Stream& random) {
  std::vector<WeightedEvent> events(n);
  for (WeightedEvent& e : events) {
    e = {{-25.0 + 100.0 * random.uniform(), -25.0 + 90.0 * random.uniform()},
         2.0 * random.uniform()};
  }
  return events;
}

/// Blocks of it closed, so that rows have several runs.
Window window_with_holes(const GridFrame& frame, Stream& random) {
  Window window{frame, std::vector<std::uint8_t>(frame.size(), 1)};
  const std::size_t side = 1 + random.below(9);
  std::vector<std::uint8_t> blocks(frame.size());
  for (std::uint8_t& b : blocks) b = random.uniform() < 0.7 ? 1 : 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t row = i / frame.columns / side;
    window.values[i] = blocks[row * frame.columns + i % frame.columns / side];
  }
  return window;
}

GridFrame random_frame(Stream& random) {
  return {.north_west = {0.3, 40.7},
          .cell = Meters(0.5 + random.uniform()),
          .rows = 1 + random.below(90),
          .columns = 1 + random.below(60)};
}

double peak(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::ranges::max_element(values);
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected,
                 double near) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_NEAR(found[i], expected[i], near) << i;
  }
}

std::vector<Point> places(const std::vector<WeightedEvent>& events) {
  std::vector<Point> result;
  for (const WeightedEvent& e : events) result.push_back(e.at);
  return result;
}

std::vector<double> weights(const std::vector<WeightedEvent>& events) {
  std::vector<double> result;
  for (const WeightedEvent& e : events) result.push_back(e.weight);
  return result;
}

double kernel_mass(const DensityOptions& options, Point event, const Window& window) {
  double sum = 0.0;
  for (std::size_t i = 0; i < window.values.size(); ++i) {
    if (window.values[i] == 0) continue;
    const Point c = window.frame.center(i / window.frame.columns, i % window.frame.columns);
    const double dx = c.x - event.x;
    const double dy = c.y - event.y;
    sum += oracle::kernel(options, dx * dx + dy * dy);
  }
  return sum * window.frame.cell.value * window.frame.cell.value;
}

TEST(KernelSum, AgreesWithLoopsOverCellsAndEventsInEveryWay) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame = random_frame(random);
    for (const Way& way : ways()) {
      std::vector<WeightedEvent> events = random_events(random.below(60), random);
      const double cells = way.least_bandwidth + 12.0 * random.uniform() * random.uniform();
      const DensityOptions options{way.kernel, cells * frame.cell, EdgeCorrection::none};
      const KernelShape shape(options);
      const auto kernels = way.make(shape, frame);
      kernels->arrange(events);
      const auto expected =
          oracle::kernel_density(places(events), weights(events), {frame, {}}, options).values;
      const double scale = peak(expected) + oracle::kernel(options, 0.0);
      expect_near(kernels->densities(events, {}), expected, way.near * scale);
    }
  }
}

/// Places on borders and corners of cells and of their strips, in one to three heaps; weights over
/// twelve powers of ten, and a third of them zero.
std::vector<WeightedEvent> awkward_events(const GridFrame& frame, Stream& random) {
  std::vector<WeightedEvent> events(1 + random.below(80));
  const std::size_t heaps = 1 + random.below(3);
  for (WeightedEvent& e : events) {
    const std::size_t heap = random.below(heaps);
    const auto cell = frame.cell.value;
    const double column = static_cast<double>(7 * heap + random.below(4)) / 12.0;
    const double row = static_cast<double>(5 * heap) + static_cast<double>(random.below(4)) / 2.0;
    const double weight = std::pow(10.0, 12.0 * random.uniform() - 6.0);
    e = {{frame.north_west.x + column * cell, frame.north_west.y - row * cell},
         random.uniform() < 0.3 ? 0.0 : weight};
  }
  return events;
}

TEST(KernelSum, AgreesOnBordersOfCellsAndWithHeavyWeights) {
  for (std::uint64_t seed = 100; seed < 140; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    GridFrame frame = random_frame(random);
    if (seed % 4 == 0) frame.rows = 1;
    if (seed % 8 == 0) frame.columns = 1;
    for (const Way& way : ways()) {
      // A disc whose edge runs through a center gains or loses it by rounding.
      if (way.kernel == Kernel::uniform) continue;
      std::vector<WeightedEvent> events = awkward_events(frame, random);
      const double cells = way.least_bandwidth + 12.0 * random.uniform();
      const DensityOptions options{way.kernel, cells * frame.cell, EdgeCorrection::none};
      const KernelShape shape(options);
      const auto kernels = way.make(shape, frame);
      kernels->arrange(events);
      const auto expected =
          oracle::kernel_density(places(events), weights(events), {frame, {}}, options).values;
      const double heaviest = peak(weights(events));
      const double scale = peak(expected) + heaviest * oracle::kernel(options, 0.0);
      expect_near(kernels->densities(events, {}), expected, way.near * scale);
    }
  }
}

TEST(KernelSum, FindsTheMassInWindowsWithHoles) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame = random_frame(random);
    const Window window = window_with_holes(frame, random);
    for (const Way& way : ways()) {
      std::vector<WeightedEvent> events = random_events(30, random);
      const double cells = way.least_bandwidth + 12.0 * random.uniform() * random.uniform();
      const DensityOptions options{way.kernel, cells * frame.cell, EdgeCorrection::jones_diggle};
      const KernelShape shape(options);
      const auto kernels = way.make(shape, frame);
      kernels->arrange(events);
      const std::vector<double> found = kernels->masses(events, window);
      for (std::size_t i = 0; i < events.size(); ++i) {
        ASSERT_NEAR(found[i], kernel_mass(options, events[i].at, window), 10.0 * way.near);
      }
    }
  }
}

TEST(KernelSum, GivesAWindowWithoutBordersTheMassOfALargeOne) {
  const GridFrame frame{.north_west = {0.0, 30.0}, .cell = Meters(1.0), .rows = 30, .columns = 30};
  const GridFrame large{
      .north_west = {-100.0, 130.0}, .cell = Meters(1.0), .rows = 230, .columns = 230};
  Stream random(3, 0);
  for (const Way& way : ways()) {
    std::vector<WeightedEvent> events{{{-1.2, 8.1}, 1.0}, {{14.9, 15.2}, 1.0}, {{29.0, 1.0}, 1.0}};
    const DensityOptions options{way.kernel, Meters(9.3), EdgeCorrection::jones_diggle};
    const KernelShape shape(options);
    const auto kernels = way.make(shape, frame);
    kernels->arrange(events);
    const auto found = kernels->masses(events, {frame, {}});
    const Window all{large, std::vector<std::uint8_t>(large.size(), 1)};
    for (std::size_t i = 0; i < events.size(); ++i) {
      ASSERT_NEAR(found[i], kernel_mass(options, events[i].at, all), 10.0 * way.near);
    }
  }
}

/// Densities divided by masses, in a window of which the sum is taken.
TEST(KernelSum, ConservesTheSumOfWeightsInEveryWay) {
  for (std::uint64_t seed = 0; seed < 15; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame = random_frame(random);
    const Window window = window_with_holes(frame, random);
    for (const Way& way : ways()) {
      std::vector<WeightedEvent> events = random_events(40, random);
      const KernelShape shape({way.kernel, (way.least_bandwidth + 3.0) * frame.cell});
      const auto kernels = way.make(shape, frame);
      kernels->arrange(events);
      const std::vector<double> masses = kernels->masses(events, window);
      double expected = 0.0;
      for (std::size_t i = 0; i < events.size(); ++i) {
        const bool touches = masses[i] > 1e-3;
        expected += touches ? events[i].weight : 0.0;
        events[i].weight = touches ? events[i].weight / masses[i] : 0.0;
      }
      const std::vector<double> density = kernels->densities(events, {});
      double sum = 0.0;
      for (std::size_t i = 0; i < density.size(); ++i) {
        if (window.values[i] != 0) sum += density[i] * frame.cell.value * frame.cell.value;
      }
      ASSERT_NEAR(sum, expected, 1e-9 * (1.0 + expected));
    }
  }
}

TEST(KernelSum, KeepsItsDigitsForManyClusteredEventsAndAWideKernel) {
  Stream random(11, 0);
  const GridFrame frame{
      .north_west = {0.0, 150.0}, .cell = Meters(1.0), .rows = 150, .columns = 400};
  std::vector<WeightedEvent> events(4000);
  for (WeightedEvent& e : events) {
    const double near = random.uniform() * random.uniform();
    e = {{400.0 * near * random.uniform(), 150.0 * near * random.uniform()}, random.uniform()};
  }
  for (const Way& way : ways()) {
    if (way.make == direct_sum) continue;
    const KernelShape shape({way.kernel, Meters(way.kernel == Kernel::gaussian ? 18.0 : 52.0)});
    const auto slow = direct_sum(shape, frame);
    std::vector<WeightedEvent> sorted = events;
    slow->arrange(sorted);
    const std::vector<double> expected = slow->densities(sorted, {});
    const auto fast = way.make(shape, frame);
    fast->arrange(events);
    expect_near(fast->densities(events, {}), expected, way.near * peak(expected));
  }
}

TEST(KernelSum, CountsEventsExactlyAtTheEdgeOfTheUniformKernel) {
  const GridFrame frame{.north_west = {-0.5, 40.5}, .cell = Meters(1.0), .rows = 41, .columns = 41};
  const KernelShape shape({Kernel::uniform, Meters(13.0)});  // 5, 12, 13
  for (const Maker make : {direct_sum, moments_for_few, moments_for_many}) {
    const auto density =
        make(shape, frame)->densities(std::vector<WeightedEvent>{{{20.0, 20.0}, 1.0}}, {});
    const auto reached = std::ranges::count_if(density, [](double v) { return v > 0.0; });
    EXPECT_EQ(reached, 529);  // pairs of whole numbers with x^2 + y^2 <= 169 (OEIS A000328)
  }
}

TEST(KernelSum, IsExactlyZeroOutOfReachAndNeverNegative) {
  Stream random(8, 0);
  const GridFrame frame{
      .north_west = {0.0, 200.0}, .cell = Meters(1.0), .rows = 200, .columns = 300};
  std::vector<WeightedEvent> events(500);
  for (WeightedEvent& e : events) e = {{20.0 * random.uniform(), 30.0 * random.uniform()}, 1.0};
  for (const Kernel kernel : kPowers) {
    const KernelShape shape({kernel, Meters(15.0)});
    const auto kernels = moments_for_many(shape, frame);
    kernels->arrange(events);
    const std::vector<double> density = kernels->densities(events, {});
    EXPECT_GE(*std::ranges::min_element(density), 0.0);
    for (std::size_t i = 0; i < density.size(); ++i) {
      const Point c = frame.center(i / 300, i % 300);
      if (c.x > 35.0 || c.y > 45.0) {
        ASSERT_EQ(density[i], 0.0) << i;
      }
    }
  }
}

TEST(KernelSum, HasTheSameBitsInAnyOrderAndOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const GridFrame frame{
      .north_west = {0.0, 70.0}, .cell = Meters(0.5), .rows = 150, .columns = 140};
  const Window window = window_with_holes(frame, random);
  const std::vector<WeightedEvent> original = random_events(400, random);
  for (const Way& way : ways()) {
    const KernelShape shape({way.kernel, Meters(4.0)});
    const auto kernels = way.make(shape, frame);
    const auto answer = [&](std::vector<WeightedEvent> events) {
      kernels->arrange(events);
      std::vector<double> both = kernels->densities(events, {});
      const std::vector<double> masses = kernels->masses(events, window);
      both.insert(both.end(), masses.begin(), masses.end());
      return both;
    };
    const auto expected = testing::with_threads(1, [&] { return answer(original); });
    EXPECT_EQ(testing::with_threads(2, [&] { return answer(original); }), expected);
    EXPECT_EQ(testing::with_threads(8, [&] { return answer(original); }), expected);
    std::vector<WeightedEvent> reversed(original.rbegin(), original.rend());
    EXPECT_EQ(answer(reversed), expected);
  }
}

TEST(KernelSum, GivesNoMassToEventsOutOfReachOfTheWindow) {
  const GridFrame frame{.north_west = {0.0, 40.0}, .cell = Meters(1.0), .rows = 40, .columns = 60};
  Window window{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  window.at(20, 10) = 1;  // Its center is at (10.5, 19.5).
  for (const Way& way : ways()) {
    const KernelShape shape({way.kernel, Meters(6.0)});
    const auto kernels = way.make(shape, frame);
    std::vector<WeightedEvent> events{{{10.5 + 0.99 * shape.reach, 19.5}, 1.0},
                                      {{10.5 + 1.01 * shape.reach, 19.5}, 1.0}};
    kernels->arrange(events);
    std::vector<double> mass = kernels->masses(events, window);
    std::ranges::sort(mass);
    EXPECT_EQ(mass[0], 0.0);
    EXPECT_GT(mass[1], 0.0);
  }
}

TEST(KernelSum, KeepsItsDigitsFarFromTheOrigin) {
  Stream random(10, 0);
  GridFrame frame{.north_west = {0.0, 70.0}, .cell = Meters(0.5), .rows = 150, .columns = 140};
  const std::vector<WeightedEvent> near = random_events(300, random);
  std::vector<WeightedEvent> far = near;
  for (WeightedEvent& e : far) e.at = {e.at.x + 1e7, e.at.y + 1e7};
  for (const Way& way : ways()) {
    if (way.kernel == Kernel::uniform) continue;  // A step moves with the last digit.
    const KernelShape shape({way.kernel, Meters(4.0)});
    const auto answer = [&](std::vector<WeightedEvent> events, const GridFrame& at) {
      const auto kernels = way.make(shape, at);
      kernels->arrange(events);
      return kernels->densities(events, {});
    };
    GridFrame moved = frame;
    moved.north_west = {1e7, 1e7 + 70.0};
    const std::vector<double> here = answer(near, frame);
    expect_near(answer(far, moved), here, 1e-7 * peak(here));
  }
}

}  // namespace
}  // namespace rawan
