#include "planned_hotspots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace rawan::engine {
namespace {

using ::testing::ElementsAre;

/// Square villages in a row with these bands; nothing: masked.
PlanningView view_of(const std::vector<std::optional<PriorityClass>>& bands) {
  Registers registers;
  PlanningView view;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const double west = 1000.0 * static_cast<double>(i);
    registers.sites.area.push_back(
        {{.outer = {{west, 0}, {west + 1000, 0}, {west + 1000, 1000}, {west, 1000}}, .holes = {}}});
    PlannedVillage village{.band = bands[i], .has_data = true};
    if (bands[i]) village.rank_quarters = std::pair(1, 1);
    view.villages.push_back(village);
  }
  view.registers = std::make_shared<const Registers>(std::move(registers));
  return view;
}

std::vector<std::vector<std::uint32_t>> villages_of(const PlanningView& view) {
  std::vector<std::vector<std::uint32_t>> villages;
  for (const VillageHotspot& hotspot : village_hotspots(view)) villages.push_back(hotspot.sites);
  return villages;
}

TEST(VillageHotspots, AreUnionsOfWholeVillagesThatPlannersSee) {
  using enum PriorityClass;
  PlanningView view = view_of({high, very_high, std::nullopt, high, low, very_high});
  EXPECT_THAT(villages_of(view), ElementsAre(ElementsAre(0, 1), ElementsAre(3), ElementsAre(5)));
  EXPECT_EQ(village_hotspots(view)[0].highest, very_high);
  EXPECT_EQ(village_hotspots(view)[1].highest, high);
  // Were the masked village shown, it would join its neighbors.
  view.villages[2].band = high;
  EXPECT_THAT(villages_of(view), ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(5)));
}

TEST(VillageHotspots, AreAsStableAsTheQuartersThatAreShown) {
  using enum PriorityClass;
  PlanningView view = view_of({high, high, low});
  const auto stability = [&] { return village_hotspots(view).at(0).stability; };
  EXPECT_EQ(stability(), Stability::core);
  view.villages[1].rank_quarters = std::pair(1, 2);
  EXPECT_EQ(stability(), Stability::likely);
  view.villages[0].rank_quarters = std::pair(1, 3);
  EXPECT_EQ(stability(), Stability::fragile) << "the least stable village";
}

}  // namespace
}  // namespace rawan::engine
