#include "rawan/algorithms/grid.h"

#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>

namespace rawan {
namespace {

TEST(FrameOver, AlignsCellEdgesWithWholeMultiplesOfTheCell) {
  const GridFrame frame = frame_over({{101.0, -20.0}, {349.0, 260.0}}, 100_m);
  EXPECT_EQ(frame.north_west, (Point{100.0, 300.0}));
  EXPECT_EQ(frame.columns, 3U);
  EXPECT_EQ(frame.rows, 4U);
  EXPECT_EQ(frame.center(0, 0), (Point{150.0, 250.0}));
}

TEST(FrameOver, GivesOneCellForASinglePoint) {
  const GridFrame frame = frame_over({{200.0, 200.0}, {200.0, 200.0}}, 100_m);
  EXPECT_EQ(frame.size(), 1U);
}

TEST(FrameOver, RefusesAnEmptyBoxAndAnEmptyCell) {
  EXPECT_THROW(frame_over(Box{}, 100_m), ContractViolation);
  EXPECT_THROW(frame_over({{0.0, 0.0}, {1.0, 1.0}}, 0_m), ContractViolation);
}

}  // namespace
}  // namespace rawan
