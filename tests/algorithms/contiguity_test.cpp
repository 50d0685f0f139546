#include "oracles/contiguity.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/weights.h"
#include "support/shapes.h"
#include "support/spatial_weights.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <limits>

namespace rawan {
namespace {

std::vector<Polygon> squares(std::size_t side) {
  std::vector<Polygon> areas;
  for (std::size_t i = 0; i < side * side; ++i) {
    const Point low{double(i % side), double(i / side)};
    areas.push_back(testing::rectangle(low, {low.x + 1.0, low.y + 1.0}));
  }
  return areas;
}

bool linked(const Polygon& a, const Polygon& b, Contiguity kind, double tolerance) {
  const std::vector<Polygon> areas{a, b};
  const Weights weights = contiguity_weights(areas, kind, Meters(tolerance));
  EXPECT_EQ(weights.coeff(0, 1), weights.coeff(1, 0));
  return weights.nonZeros() == 2;
}

TEST(Contiguity, LinksSquaresByTheirSidesAndQueensByTheirCornersToo) {
  const auto areas = squares(3);
  const Weights rook = contiguity_weights(areas, Contiguity::rook, 0_m);
  EXPECT_EQ((rook - testing::rook_lattice(3)).norm(), 0.0);
  EXPECT_EQ(contiguity_weights(areas, Contiguity::queen, 0_m).nonZeros(), 40);
}

// poly2nb of spdep on the same borders: 236 links, 200 with queen = FALSE.
TEST(Contiguity, GivesTheKnownNumbersOfLinksOfColumbus) {
  std::vector<Polygon> areas;
  for (const auto& row : testing::data_rows("columbus_borders.csv")) {
    std::istringstream numbers(row[1]);
    Ring ring;
    for (Point p; numbers >> p.x >> p.y;) ring.push_back(p);
    areas.push_back({{ring, {}}});
  }
  ASSERT_EQ(areas.size(), 49U);
  EXPECT_EQ(contiguity_weights(areas, Contiguity::queen, Meters(1e-7)).nonZeros(), 236);
  EXPECT_EQ(contiguity_weights(areas, Contiguity::rook, Meters(1e-7)).nonZeros(), 200);
}

TEST(Contiguity, SeesABorderWhoseVerticesDiffer) {
  const Polygon wide = testing::rectangle({0, 0}, {10, 1});
  const Polygon narrow = testing::rectangle({4, 1}, {5, 2});
  EXPECT_TRUE(linked(wide, narrow, Contiguity::rook, 0.0));
  EXPECT_TRUE(linked(narrow, wide, Contiguity::queen, 0.0));
}

TEST(Contiguity, BridgesAGapUpToTheToleranceAndNoWider) {
  const Polygon left = testing::rectangle({0, 0}, {10, 10});
  const Polygon right = testing::rectangle({10.5, 0}, {20, 10});
  for (const Contiguity kind : {Contiguity::rook, Contiguity::queen}) {
    EXPECT_TRUE(linked(left, right, kind, 0.5));
    EXPECT_FALSE(linked(left, right, kind, 0.499));
  }
}

TEST(Contiguity, DoesNotTakeACornerForABorder) {
  const Polygon low = testing::rectangle({0, 0}, {10, 10});
  const Polygon high = testing::rectangle({10.1, 10.1}, {20, 20});
  EXPECT_TRUE(linked(low, high, Contiguity::queen, 0.2));
  EXPECT_FALSE(linked(low, high, Contiguity::rook, 0.2));
}

TEST(Contiguity, LinksAnEnclaveToTheAreaAroundIt) {
  Polygon around = testing::rectangle({0, 0}, {10, 10});
  const Polygon enclave = testing::rectangle({4, 4}, {6, 6});
  around[0].holes.push_back({{4, 4}, {4, 6}, {6, 6}, {6, 4}});
  EXPECT_TRUE(linked(around, enclave, Contiguity::rook, 0.0));
}

TEST(Contiguity, CallsOverlappingAreasQueensWhereTheirEdgesCross) {
  const Polygon one = testing::rectangle({0, 0}, {10, 2});
  const Polygon other = testing::rectangle({4, -4}, {5, 8});
  EXPECT_TRUE(linked(one, other, Contiguity::queen, 0.0));
  EXPECT_FALSE(linked(one, other, Contiguity::rook, 0.0));
}

void expect_the_oracles_links(const std::vector<Polygon>& areas, double tolerance) {
  for (const Contiguity kind : {Contiguity::rook, Contiguity::queen}) {
    const Weights weights = contiguity_weights(areas, kind, Meters(tolerance));
    for (std::size_t i = 0; i < areas.size(); ++i) {
      for (std::size_t j = 0; j < areas.size(); ++j) {
        const bool known = i != j && oracle::contiguous(areas[i], areas[j], kind, tolerance);
        ASSERT_EQ(weights.coeff(Eigen::Index(i), Eigen::Index(j)), known ? 1.0 : 0.0);
      }
    }
  }
}

TEST(Contiguity, IsTheOraclesOnCrookedVillages) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto areas = testing::tiling(4, 3, random);
    expect_the_oracles_links(areas, 0.0);
    expect_the_oracles_links(areas, 0.3);
  }
}

TEST(Contiguity, IsTheOraclesOnScatteredVillages) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    std::vector<Polygon> areas;
    for (std::size_t i = 0; i < 25; ++i) {
      const Point center{2.5 * double(i % 5), 2.5 * double(i / 5)};
      areas.push_back(testing::star(center, 1.2, 9, random));
    }
    expect_the_oracles_links(areas, 0.4);
  }
}

TEST(Contiguity, KeepsTheRecordsOfIslandsAndEmptyAreas) {
  const std::vector<Polygon> areas{
      testing::rectangle({0, 0}, {1, 1}), {}, testing::rectangle({9, 9}, {10, 10})};
  const Weights weights = contiguity_weights(areas, Contiguity::queen, 1_m);
  EXPECT_EQ(weights.rows(), 3);
  EXPECT_EQ(islands(weights).size(), 3U);
  EXPECT_EQ(contiguity_weights({}, Contiguity::queen, 1_m).rows(), 0);
}

TEST(Contiguity, IsUnmovedByTranslationOrderAndThreads) {
  Stream random(5, 0);
  auto areas = testing::tiling(6, 4, random);
  const auto weigh = [&] { return contiguity_weights(areas, Contiguity::rook, 0_m); };
  const auto answers = testing::on_1_2_8_threads(weigh);
  for (const Weights& answer : answers) EXPECT_EQ((answer - answers[0]).norm(), 0.0);
  std::ranges::reverse(areas);
  const Weights reversed = weigh();
  const auto last = Eigen::Index(areas.size()) - 1;
  for (Eigen::Index i = 0; i <= last; ++i) {
    for (Eigen::Index j = 0; j <= last; ++j) {
      ASSERT_EQ(reversed.coeff(i, j), answers[0].coeff(last - i, last - j));
    }
  }
}

TEST(Contiguity, RefusesWhatItCannotMean) {
  auto areas = squares(2);
  EXPECT_THROW(contiguity_weights(areas, Contiguity::rook, Meters(-1.0)), ContractViolation);
  areas[0][0].outer[1].x = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(contiguity_weights(areas, Contiguity::rook, 0_m), ContractViolation);
}

}  // namespace
}  // namespace rawan
