#include "rawan/algorithms/zoning.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace rawan::zoning {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

constexpr std::size_t kSide = 48;

/// Squares of `size` cells from an origin.
Zones squares(std::size_t size, std::size_t dx, std::size_t dy) {
  Zones zones;
  const std::size_t across = kSide / size + 2;
  for (std::size_t i = 0; i < kSide * kSide; ++i) {
    const std::size_t column = (i % kSide + dx) / size;
    const std::size_t row = (i / kSide + dy) / size;
    zones.push_back(static_cast<std::uint32_t>(row * across + column));
  }
  return zones;
}

/// Four origins of one size and one origin of twice the size, on cells of a quarter.
std::vector<Zones> five_zonings() {
  return {squares(4, 0, 0), squares(4, 2, 0), squares(4, 0, 2), squares(4, 2, 2), squares(8, 0, 0)};
}

/// Ten marks per exposure in one block of a quarter of the side, one elsewhere.
Cells one_block() {
  Cells cells;
  for (std::size_t i = 0; i < kSide * kSide; ++i) {
    const bool inside = i % kSide < 16 && i / kSide < 16;
    cells.exposure.push_back(1.0);
    cells.events.push_back(inside ? 10.0 : 1.0);
  }
  return cells;
}

TEST(HighestCells, AreThoseOfTheZonesWithTheHighestRates) {
  const Cells cells{{1, 1, 6, 0}, {1, 1, 2, 2}};
  // Rates: zone 0 has 2 / 2, zone 1 has 6 / 4.
  EXPECT_THAT(highest(cells, {0, 0, 1, 1}, 0.5), ElementsAre(false, false, true, true));
}

TEST(HighestCells, KnowNoRateWithoutExposure) {
  const Cells cells{{5, 1, 0, 2}, {0, 1, 1, 1}};
  EXPECT_THAT(highest(cells, {0, 1, 2, 3}, 1.0), ElementsAre(false, true, true, true));
}

TEST(ZoningStability, IsHighWhereTheMapIsAboutPlaces) {
  EXPECT_GE(stability(one_block(), five_zonings()), 0.8);
}

TEST(ZoningStability, IsLowWhereTheMapIsAboutBorders) {
  // The same risk everywhere and few events: what is highest is chance, and every border cuts it
  // anew. Shifted squares share a quarter to a half of their cells.
  Cells cells;
  Stream random(3, 1);
  for (std::size_t i = 0; i < kSide * kSide; ++i) {
    cells.exposure.push_back(1.0);
    cells.events.push_back(static_cast<double>(random.poisson(0.05)));
  }
  EXPECT_LT(stability(cells, five_zonings()), kStable);
}

TEST(ZoningStability, IsOneForOneZoningOrTwoEqualOnes) {
  const std::vector<Zones> twice{squares(4, 0, 0), squares(4, 0, 0)};
  EXPECT_EQ(stability(one_block(), twice), 1.0);
  EXPECT_EQ(stability(one_block(), std::span(twice).first(1)), 1.0);
}

TEST(ZoningStability, IsOneWithoutAnything) {
  const std::vector<Zones> none{{}, {}};
  EXPECT_EQ(stability({}, none), 1.0);
}

TEST(ZoningStability, RefusesWhatItCannotMean) {
  Cells cells{{1}, {1}};
  EXPECT_THROW(highest(cells, {0, 1}), ContractViolation);
  cells.events[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(highest(cells, {0}), ContractViolation);
}

}  // namespace
}  // namespace rawan::zoning
