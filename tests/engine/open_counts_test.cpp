// Who is counted for the public, seen through noise that is next to none.

#include "noisy_parts.h"
#include "support/kept_ledger.h"
#include "support/told_district.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace rawan::engine {
namespace {

using rawan::testing::counting_bits;
using rawan::testing::day;
using rawan::testing::KeptLedger;
using rawan::testing::ToldDistrict;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Villages with so many residents, below 0: nobody knows. A draw is not 0 with P < exp(-999).
struct Exact : ToldDistrict {
  explicit Exact(const std::vector<int>& residents) : ToldDistrict(residents.size()) {
    config.period = {day(2024, 7, 1), day(2026, 6, 30)};
    for (std::size_t i = 0; i < residents.size(); ++i) {
      if (residents[i] >= 0) settle(i, residents[i]);
    }
  }

  void settle(std::size_t village, int residents) {
    results.records.population.push_back({.village = results.records.villages.villages[village].id,
                                          .year = 2025,
                                          .total = residents});
  }

  Passed<Tier::open> open(const Memory& memory) {
    Policy policy = load_policy("baku", "");
    policy.tiers[static_cast<std::size_t>(Tier::open)].epsilon = {1000, 1};
    return Gate::open(analysed(), config, policy, memory, counting_bits());
  }
  Passed<Tier::open> open() { return open(KeptLedger().memory()); }
  std::int64_t count() { return open().cleared.view().counts.at(0).count; }
};

TEST(OpenCounts, AreOfPeopleInWholeYears) {
  Exact district({-1, -1});
  district.tell(0, day(2024, 12, 30), 40);
  district.tell(0, day(2026, 1, 1), 40);
  EXPECT_EQ(district.count(), 0);
  for (int i = 0; i < 5; ++i) district.add_report(0, day(2025, 1, 1), 500 + i);
  for (int i = 0; i < 5; ++i) district.add_report(1, day(2025, 12, 31), 600 + i);
  EXPECT_EQ(district.count(), 10);
}

TEST(OpenCounts, AreNotOfFindingsServicesAndUnknownPlaces) {
  Exact district({-1, -1});
  district.tell(0, day(2025, 5, 5), 10);
  for (int i = 0; i < 60; ++i) {
    io::Report& report = district.add_report(0, day(2025, 5, 5), 500 + i);
    if (i < 20) report.type = io::RecordType::temuan;
    if (i >= 20 && i < 40) report.place = io::PlaceType::rumah;
    if (i >= 40) report.village = *io::parse_village_code("61.07.99.2001");
  }
  EXPECT_EQ(district.count(), 10);
}

TEST(OpenCounts, AreRoundedToFives) {
  Exact district({-1, -1});
  district.tell(0, day(2025, 5, 5), 12);
  EXPECT_EQ(district.count(), 10);
  district.tell(0, day(2025, 5, 5), 1);
  EXPECT_EQ(district.count(), 15);
}

TEST(OpenCounts, AreRememberedRoundedAsAWhole) {
  Exact district({-1, -1});
  district.tell(0, day(2025, 5, 5), 13);
  const auto record = district.open().record;
  ASSERT_THAT(record, SizeIs(1));
  ASSERT_THAT(record[0].cells, SizeIs(1));
  EXPECT_EQ(record[0].cells[0].measure, kWholeMeasure);
  EXPECT_EQ(record[0].cells[0].shown, "15");
}

TEST(OpenCounts, AddUpPartsBeforeTheyAreRounded) {
  Exact district({6000, 7000});
  district.tell(0, day(2025, 5, 5), 13);
  district.tell(1, day(2025, 5, 5), 13);
  EXPECT_EQ(district.count(), 25) << "not 15 and 15";
  const auto record = district.open().record;
  ASSERT_THAT(record, SizeIs(1));
  for (const io::LedgerCell& cell : record[0].cells) {
    EXPECT_EQ(cell.measure, kPartMeasure);
    EXPECT_EQ(cell.shown, "13");
  }
}

TEST(OpenCounts, StayOfTheVillagesTheyWereDividedInto) {
  KeptLedger kept;
  Exact district({6000, 7000});
  kept.remember(district.open(kept.memory()).record);
  district.results.records.population.clear();
  district.settle(0, 100);
  district.settle(1, 7000);
  EXPECT_THAT(district.open(kept.memory()).cleared.view().villages, SizeIs(2));
  EXPECT_THAT(district.open().cleared.view().villages, IsEmpty()) << "the ledger decides";
}

}  // namespace
}  // namespace rawan::engine
