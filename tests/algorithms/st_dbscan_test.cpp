#include "rawan/algorithms/st_dbscan.h"

#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

using ::testing::ElementsAre;

/// Points in space and time, and the clusters of the definition by a loop over all pairs.
struct World {
  std::vector<Point> points;
  std::vector<double> times;
  std::vector<std::uint64_t> keys;
  StDbscanOptions options;

  double squared(std::size_t i, std::size_t j) const {
    const double dx = points[i].x - points[j].x;
    const double dy = points[i].y - points[j].y;
    return dx * dx + dy * dy;
  }
  bool near(std::size_t i, std::size_t j) const {
    return squared(i, j) <= options.radius.value * options.radius.value &&
           std::abs(times[i] - times[j]) <= options.time_radius;
  }

  std::vector<bool> cores() const {
    std::vector<bool> core(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      std::uint32_t neighbors = 0;
      for (std::size_t j = 0; j < points.size(); ++j) neighbors += near(i, j) ? 1 : 0;
      core[i] = neighbors >= options.min_points;
    }
    return core;
  }

  /// The lowest position in each point's component of cores, or -1.
  std::vector<std::int64_t> components(const std::vector<bool>& core) const {
    std::vector<std::int64_t> name(points.size(), -1);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (core[i]) name[i] = static_cast<std::int64_t>(i);
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < points.size(); ++j) {
          if (!core[i] || !core[j] || !near(i, j) || name[j] >= name[i]) continue;
          name[i] = name[j];
          changed = true;
        }
      }
    }
    return name;
  }

  std::vector<std::int32_t> by_the_book() const {
    const std::vector<bool> core = cores();
    std::vector<std::int64_t> name = components(core);
    for (std::size_t i = 0; i < points.size(); ++i) {
      std::tuple best{1e300, 1e300, std::uint64_t{0}, std::int64_t{-1}};
      for (std::size_t j = 0; j < points.size(); ++j) {
        if (!core[i] && core[j] && near(i, j)) {
          best = std::min(
              best, std::tuple(squared(i, j), std::abs(times[i] - times[j]), keys[j], name[j]));
        }
      }
      if (!core[i]) name[i] = std::get<3>(best);
    }
    return numbered(name);
  }

  std::vector<std::int32_t> numbered(const std::vector<std::int64_t>& name) const {
    std::map<std::int64_t, std::uint64_t> lowest;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const auto at = lowest.emplace(name[i], keys[i]).first;
      at->second = std::min(at->second, keys[i]);
    }
    std::vector<std::int32_t> label(name.size(), kNoise);
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] < 0) continue;
      label[i] = 0;
      for (const auto& [other, key] : lowest) {
        label[i] += other >= 0 && key < lowest[name[i]] ? 1 : 0;
      }
    }
    return label;
  }

  Clustering found() const { return st_dbscan(points, times, keys, options); }
};

World random_world(std::uint64_t seed, bool lattice) {
  Stream random(seed, 0);
  World world;
  const std::size_t n = random.below(100);
  world.points = lattice ? testing::random_lattice_points(n, 8, random)
                         : testing::random_points(n, 12.0, random);
  for (std::size_t i = 0; i < n; ++i) {
    world.times.push_back(lattice ? static_cast<double>(random.below(6)) : 6.0 * random.uniform());
  }
  world.keys.resize(n);
  std::iota(world.keys.begin(), world.keys.end(), std::uint64_t{100});
  random.shuffle(std::span(world.keys));
  world.options = {.radius = Meters(1.0 + 2.0 * (lattice ? 0.5 : random.uniform())),
                   .time_radius = static_cast<double>(random.below(3)),
                   .min_points = 1 + std::uint32_t(random.below(6))};
  return world;
}

TEST(StDbscan, PartsOnePlaceByTime) {
  const std::vector<Point> points(7, Point{5.0, 5.0});
  const std::vector<double> days{0, 3, 6, 30, 33, 37, 80};
  const auto labels = [&](double week) {
    return st_dbscan(points, days, {}, {.radius = 1_m, .time_radius = week, .min_points = 2}).label;
  };
  EXPECT_THAT(labels(7.0), ElementsAre(0, 0, 0, 1, 1, 1, kNoise));
  EXPECT_THAT(labels(3.0), ElementsAre(0, 0, 0, 1, 1, kNoise, kNoise));  // closed: 3 is within 3
  EXPECT_THAT(labels(100.0), ElementsAre(0, 0, 0, 0, 0, 0, 0));
}

TEST(StDbscan, MatchesItsDefinitionOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const World world = random_world(seed, false);
    ASSERT_EQ(world.found().label, world.by_the_book());
  }
}

TEST(StDbscan, MatchesItsDefinitionAmongTiesAndDuplicates) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const World world = random_world(seed, true);
    ASSERT_EQ(world.found().label, world.by_the_book());
  }
}

TEST(StDbscan, IsDbscanWhereTimeDoesNotMatter) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const std::vector<double> times(pattern.points.size(), 12.5);
    EXPECT_EQ(st_dbscan(pattern.points, times, {}, {.radius = 2_m, .min_points = 3}).label,
              dbscan(pattern.points, {}, {.radius = 2_m, .min_points = 3}).label);
  }
}

TEST(StDbscan, FarOriginsOfPlaceAndTimeChangeNothing) {
  World world = random_world(17, true);
  const std::vector<std::int32_t> here = world.found().label;
  world.points = testing::moved(world.points, {1e7, -1e7});
  for (double& t : world.times) t += 1.7e9;
  EXPECT_EQ(world.found().label, here);
}

TEST(StDbscan, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(11, 0);
  const auto points = testing::random_points(20'000, 100.0, random);
  std::vector<double> times(points.size());
  for (double& t : times) t = 10.0 * random.uniform();
  const auto answers = testing::on_1_2_8_threads([&] {
    return st_dbscan(points, times, {}, {.radius = 1_m, .time_radius = 1.0, .min_points = 3});
  });
  ASSERT_GT(answers[0].clusters, 1);
  EXPECT_EQ(answers[1].label, answers[0].label);
  EXPECT_EQ(answers[2].label, answers[0].label);
}

TEST(StDbscan, RefusesWhatItCannotMean) {
  const std::vector<Point> points{{0.0, 0.0}, {1.0, 0.0}};
  const std::vector<double> times{0.0, 1.0};
  const std::vector<double> no_time{0.0, std::nan("")};
  EXPECT_THROW(st_dbscan(points, {}, {}, {.radius = 1_m}), ContractViolation);
  EXPECT_THROW(st_dbscan(points, times, {}, {.radius = 0_m}), ContractViolation);
  EXPECT_THROW(st_dbscan(points, times, {}, {.radius = 1_m, .time_radius = -1.0}),
               ContractViolation);
  EXPECT_THROW(st_dbscan(points, no_time, {}, {.radius = 1_m}), ContractViolation);
  EXPECT_THROW(st_dbscan(points, times, {}, {.radius = 1_m, .min_points = 0}), ContractViolation);
}

}  // namespace
}  // namespace rawan
