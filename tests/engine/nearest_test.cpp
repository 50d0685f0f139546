#include "nearest.h"

#include <gtest/gtest.h>

#include <string>

namespace rawan::engine {
namespace {

TEST(EditDistance, CountsLettersToChange) {
  EXPECT_EQ(edit_distance("cell_m", "cell_m"), 0U);
  EXPECT_EQ(edit_distance("cel_m", "cell_m"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(EditDistance, TakesASwapOfNeighborsForOneSlip) {
  EXPECT_EQ(edit_distance("simluate", "simulate"), 1U);
}

TEST(EditDistance, LooksAtTheBeginningOfLongWordsOnly) {
  EXPECT_EQ(edit_distance(std::string(100'000, 'a'), std::string(64, 'a')), 0U);
}

}  // namespace
}  // namespace rawan::engine
