#include "world.h"

#include "rawan/algorithms/polygons.h"
#include "simulated_rows.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <map>

namespace rawan::engine {
namespace {

const std::vector<std::uint32_t> kOneSquad{0, 0};

World draw(std::uint64_t seed, SimulateConfig config = {}) {
  const testing::SmallWorld small;
  return make_world(small.study().sites, kOneSquad, config, small.config.period, seed);
}

TEST(World, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(draw(1).rate, draw(1).rate);
  EXPECT_NE(draw(1).rate, draw(2).rate);
}

TEST(World, NeverPutsAMarkOutsideItsVillage) {
  const testing::SmallWorld small;
  const Sites sites = small.study().sites;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const World world = make_world(sites, kOneSquad, {}, small.config.period, seed);
    for (const WorldDialogue& dialogue : world.dialogues) {
      for (const WorldMark& mark : dialogue.marks) {
        EXPECT_TRUE(covers(sites.area[dialogue.site], mark.position));
      }
    }
  }
}

TEST(World, PilesNoMarksOnOnePointOfASmallVillage) {
  const testing::SmallWorld small;
  Sites sites = small.study().sites;
  const Point low = sites.center[0];
  sites.area[0] = {
      {.outer = {low, {low.x + 150, low.y}, {low.x + 150, low.y + 150}, {low.x, low.y + 150}},
       .holes = {}}};
  sites.center[0] = {low.x + 75, low.y + 75};
  SimulateConfig config;
  config.unvisited_share = 0.0;
  std::map<std::pair<double, double>, int> marks;
  for (const WorldDialogue& talk :
       make_world(sites, kOneSquad, config, small.config.period, 5).dialogues) {
    if (talk.site != 0) continue;
    for (const WorldMark& mark : talk.marks) ++marks[{mark.position.x, mark.position.y}];
  }
  ASSERT_GT(marks.size(), 3U);
  for (const auto& [position, count] : marks) EXPECT_EQ(count, 1);
}

TEST(World, LeavesVillagesUnvisitedWhenAsked) {
  SimulateConfig config;
  config.unvisited_share = 1.0;
  EXPECT_TRUE(draw(1, config).dialogues.empty());
}

TEST(World, AveragesTheDeclaredRate) {
  SimulateConfig config;
  config.unvisited_share = 0.0;
  double marks = 0.0;
  double expected = 0.0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const World world = draw(seed, config);
    for (const Dialogue& dialogue : dialogues_of(world)) {
      marks += dialogue.marks;
      expected += world.rate[dialogue.site] * dialogue.women;
    }
  }
  EXPECT_NEAR(marks / expected, 1.0, 0.05);
}

TEST(SimulatedTable, SpoilsTheDeclaredShareOfRowsAndKeepsOneRecordPerRow) {
  testing::SmallWorld small;
  SimulatedInputs inputs{
      .records = small.records, .sites = small.study().sites, .posts = {}, .squad_of = kOneSquad};
  SimulateConfig config;
  config.unvisited_share = 0.0;
  config.dialogues_per_village = 200.0;
  config.effort_shape = 50.0;
  const World world = make_world(inputs.sites, kOneSquad, config, small.config.period, 3);
  const std::vector<SimulatedRow> rows = rows_of(world, inputs);
  ASSERT_GT(rows.size(), 300U);
  const SpoiltTable clean = write_table(kobo_dialect(), rows, inputs, 0.0, 1);
  EXPECT_TRUE(clean.dirt.empty());
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(clean.text, '\n')), rows.size() + 1);
  const SpoiltTable spoilt = write_table(kobo_dialect(), rows, inputs, 0.2, 1);
  const double share = static_cast<double>(spoilt.dirt.size()) / static_cast<double>(rows.size());
  EXPECT_NEAR(share, 0.2, 0.06);
}

}  // namespace
}  // namespace rawan::engine
