#include "rawan/algorithms/reconstruction.h"

#include "rawan/algorithms/contract.h"
#include "support/surface_worlds.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

namespace rawan {
namespace {

using namespace rawan::testing;
namespace rc = rawan::reconstruction;

Grid<double> small_surface(const std::vector<Point>& points, Point origin = {}) {
  const GridFrame frame{.north_west = {origin.x, origin.y + 1'000.0},
                        .cell = Meters(50.0),
                        .rows = 20,
                        .columns = 20};
  return kernel_density(points, {}, {frame, {}},
                        {.bandwidth = Meters(200.0), .edge = EdgeCorrection::none});
}

/// Richardson-Lucy with every pair of cells, as the equation is written.
std::vector<double> slow_deconvolution(const Grid<double>& surface, double bandwidth, int rounds) {
  const auto& frame = surface.frame;
  const std::size_t n = frame.size();
  const auto center = [&](std::size_t i) {
    return frame.center(i / frame.columns, i % frame.columns);
  };
  const auto kernel = [&](Point a, Point b) {
    const double rest =
        1.0 - ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)) / (bandwidth * bandwidth);
    return rest > 0.0 ? rest * rest : 0.0;
  };
  double norm = 0.0;
  for (int row = -10; row <= 10; ++row) {
    for (int column = -10; column <= 10; ++column) {
      norm += kernel({}, {column * frame.cell.value, row * frame.cell.value});
    }
  }
  std::vector<double> mass(n);
  for (std::size_t i = 0; i < n; ++i) mass[i] = surface.values[i] * 2500.0;
  const double total = std::accumulate(mass.begin(), mass.end(), 0.0);
  std::vector<double> events(n, total / static_cast<double>(n));
  const auto apply = [&](const std::vector<double>& in) {
    std::vector<double> out(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) out[i] += in[j] * kernel(center(i), center(j)) / norm;
    }
    return out;
  };
  const std::vector<double> seen = apply(std::vector<double>(n, 1.0));
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> ratio = apply(events);
    for (std::size_t i = 0; i < n; ++i) ratio[i] = ratio[i] > 0 ? mass[i] / ratio[i] : 0.0;
    ratio = apply(ratio);
    for (std::size_t i = 0; i < n; ++i) events[i] *= ratio[i] / seen[i];
  }
  return events;
}

TEST(Deconvolution, IsTheEquationWrittenOut) {
  const Grid<double> surface = small_surface({{310.0, 420.0}, {700.0, 705.0}, {760.0, 640.0}});
  const auto fast = rc::deconvolve(surface, Meters(200.0), {.iterations = 12});
  const auto slow = slow_deconvolution(surface, 200.0, 12);
  for (std::size_t i = 0; i < slow.size(); ++i) EXPECT_NEAR(fast.values[i], slow[i], 1e-12);
}

TEST(Deconvolution, FindsALonePointInItsCell) {
  const Point truth{512.0, 481.0};
  const auto events = rc::deconvolve(small_surface({truth}), Meters(200.0));
  const auto guesses = rc::peaks(events);
  ASSERT_EQ(guesses.size(), 1U);
  EXPECT_NEAR(guesses[0].at.x, truth.x, 25.0);
  EXPECT_NEAR(guesses[0].at.y, truth.y, 25.0);
  EXPECT_NEAR(guesses[0].mass, 1.0, 0.05);
}

TEST(Deconvolution, OfAMapFarAwayIsTheSame) {
  const Point far{10'000'000.0, 10'000'000.0};
  const auto near = rc::deconvolve(small_surface({{512.0, 481.0}, {300.0, 300.0}}), Meters(200.0));
  const auto moved = rc::deconvolve(
      small_surface({{far.x + 512.0, far.y + 481.0}, {far.x + 300.0, far.y + 300.0}}, far),
      Meters(200.0));
  for (std::size_t i = 0; i < near.values.size(); ++i) {
    EXPECT_NEAR(near.values[i], moved.values[i], 1e-6);
  }
}

TEST(Deconvolution, KeepsTheIntegralOfTheMap) {
  // Both kernels end 4 cells before the border, so K^T 1 = 1 where U may put mass in the end; what
  // it puts nearer to the border in the first rounds is seen in part, and counts for less.
  const Grid<double> surface = small_surface({{500.0, 500.0}, {450.0, 560.0}});
  double integral = 0.0;
  for (const double density : surface.values) integral += density * 2500.0;
  for (const std::uint32_t rounds : {1U, 5U, 50U, 400U}) {
    const auto events = rc::deconvolve(surface, Meters(200.0), {.iterations = rounds});
    const double mass = std::accumulate(events.values.begin(), events.values.end(), 0.0);
    EXPECT_GE(mass, integral * (1.0 - 1e-12));
    if (rounds >= 50U) {
      EXPECT_LE(mass, integral * (1.0 + 1e-6));
    }
  }
}

TEST(BestChance, FollowsTheOpenPopulation) {
  const GridFrame frame{.north_west = {0, 100}, .cell = Meters(50.0), .rows = 2, .columns = 2};
  const Grid<double> people{frame, {30.0, 0.0, 5.0, 5.0}};
  const std::vector<Point> truth{{25.0, 75.0}};
  const auto chance =
      rc::best_chance(truth, {.people = people, .centers = {}, .guesses = 1}, Meters(10.0));
  EXPECT_DOUBLE_EQ(chance[0], 30.0 / 40.0);
}

TEST(Deconvolution, KnowsNothingOfAnEmptyOrHiddenMap) {
  Grid<double> nothing = small_surface({});
  EXPECT_TRUE(rc::peaks(rc::deconvolve(nothing, Meters(200.0))).empty());
  EXPECT_TRUE(rc::matching_pursuit(nothing, Meters(200.0)).empty());
  std::ranges::fill(nothing.values, std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(rc::peaks(rc::deconvolve(nothing, Meters(200.0))).empty());
}

TEST(Deconvolution, SeesThroughAMapWithoutPartOfItsCells) {
  Grid<double> surface = small_surface({{510.0, 510.0}});
  for (std::size_t r = 0; r < 20; ++r) {
    for (std::size_t c = 0; c < 9; ++c) surface.at(r, c) = std::numeric_limits<double>::quiet_NaN();
  }
  const auto guesses = rc::peaks(rc::deconvolve(surface, Meters(200.0), {.events = 1.0}));
  ASSERT_FALSE(guesses.empty());
  const std::vector<Point> truth{{510.0, 510.0}};
  EXPECT_TRUE(rc::hits(truth, rc::places_of(guesses), Meters(100.0))[0]);
}

TEST(Deconvolution, RefusesWhatIsNoMap) {
  Grid<double> surface = small_surface({{510.0, 510.0}});
  EXPECT_THROW(rc::deconvolve(surface, Meters(0.0)), ContractViolation);
  surface.values[0] = std::numeric_limits<double>::infinity();
  EXPECT_THROW(rc::deconvolve(surface, Meters(200.0)), ContractViolation);
  surface.values.pop_back();
  EXPECT_THROW(rc::deconvolve(surface, Meters(200.0)), ContractViolation);
}

TEST(MatchingPursuit, TakesEqualPointsAtOnePlaceAsOneGuessOfTheirMass) {
  const std::vector<Point> same(5, {525.0, 475.0});
  const auto guesses = rc::matching_pursuit(small_surface(same), Meters(200.0));
  ASSERT_EQ(guesses.size(), 1U);
  EXPECT_EQ(guesses[0].at, (Point{525.0, 475.0}));
  EXPECT_NEAR(guesses[0].mass, 5.0, 0.2);
}

TEST(Bandwidth, IsFoundAmongSixCandidates) {
  // reliability.md 7.2: right 4 of 4 times.
  const std::vector<Meters> candidates{Meters(125.0), Meters(176.8), Meters(250.0),
                                       Meters(353.6), Meters(500.0), Meters(707.1)};
  for (std::uint64_t world = 0; world < 4; ++world) {
    const auto surface = kernel_surface(surface_points(world < 2 ? 40 : 400, world));
    EXPECT_EQ(rc::reconstruct(surface, candidates, {.iterations = 100}).bandwidth,
              kSurfaceBandwidth);
  }
}

TEST(Hits, CountPointsWithAGuessWithinTheRadius) {
  const std::vector<Point> truth{{0, 0}, {100, 0}, {1000, 0}};
  const std::vector<Point> guesses{{60, 80}};
  EXPECT_EQ(rc::hits(truth, guesses, Meters(100.0)), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(rc::hits(truth, {}, Meters(100.0)), (std::vector<bool>{false, false, false}));
}

TEST(BestChance, IsTheShareOfTheAreaForOneGuess) {
  const GridFrame frame{.north_west = {0, 1000}, .cell = Meters(50.0), .rows = 20, .columns = 20};
  const Grid<double> area{frame, std::vector<double>(400, 1.0)};
  const std::vector<Point> truth{{500.0, 500.0}};
  // Lattice points within 100 m of a corner of cells: 4 with |dx|, |dy| = 25, 8 with 25 and 75;
  // (75, 75) is 106 m away.
  const auto chance =
      rc::best_chance(truth, {.people = area, .centers = {}, .guesses = 1}, Meters(100.0));
  EXPECT_DOUBLE_EQ(chance[0], 12.0 / 400.0);
}

TEST(BestChance, OfManyGuessesIsTheShareThatHexagonsCover) {
  const GridFrame frame{
      .north_west = {0, 10'000}, .cell = Meters(50.0), .rows = 200, .columns = 200};
  const Grid<double> area{frame, std::vector<double>(40'000, 1.0)};
  const std::vector<Point> truth{{5'000.0, 5'000.0}};
  const auto chance = [&](std::size_t guesses) {
    return rc::best_chance(truth, {.people = area, .centers = {}, .guesses = guesses},
                           Meters(250.0))[0];
  };
  // Discs of 250 m in hexagons of 100 km2 / n: they touch at n = 462 and cover all from n = 616 on.
  EXPECT_NEAR(chance(400), 400.0 * 0.19635 / 100.0, 0.02);
  EXPECT_LT(chance(560), 1.0);
  EXPECT_GT(chance(560), 0.97);
  EXPECT_EQ(chance(700), 1.0);
}

TEST(BestChance, TakesCentersWhereTheyHitMore) {
  const GridFrame frame{.north_west = {0, 1000}, .cell = Meters(50.0), .rows = 20, .columns = 20};
  const Grid<double> area{frame, std::vector<double>(400, 1.0)};
  const std::vector<Point> centers{{500.0, 500.0}, {100.0, 100.0}};
  const std::vector<Point> truth{{510.0, 500.0}};
  const auto chance =
      rc::best_chance(truth, {.people = area, .centers = centers, .guesses = 1}, Meters(100.0));
  EXPECT_DOUBLE_EQ(chance[0], 0.5);
}

TEST(Advantage, IsNothingForAGuesserAndCountsItsChanceError) {
  const std::vector<bool> hit{true, false, true, false};
  const std::vector<double> chance(4, 0.5);
  const auto found = rc::advantage(hit, chance);
  EXPECT_DOUBLE_EQ(found.attack, 0.5);
  EXPECT_DOUBLE_EQ(found.value, 0.0);
  // Variance of the differences: 4 x 0.25 / 3; error: its root over 2.
  EXPECT_NEAR(found.upper, 1.6448536 * std::sqrt(1.0 / 3.0) / 2.0, 1e-6);
}

TEST(Advantage, OverWorldsHasStudentsLimit) {
  std::vector<rc::Advantage> worlds{{.value = 0.1}, {.value = 0.3}};
  const auto all = rc::over_worlds(worlds);
  EXPECT_DOUBLE_EQ(all.value, 0.2);
  EXPECT_NEAR(all.upper, 0.2 + 6.313752 * 0.1, 1e-5);  // t with 1 degree of freedom.
}

}  // namespace
}  // namespace rawan
