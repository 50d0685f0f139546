#include "rawan/io/records.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

TEST(VillageCode, SurvivesTheRoundTrip) {
  for (const char* dotted : {"61.07.04.1001", "11.01.01.2001", "94.01.02.3999"}) {
    const auto id = parse_village_code(dotted);
    ASSERT_TRUE(id) << dotted;
    EXPECT_EQ(to_dotted(*id), dotted);
  }
}

TEST(VillageCode, RefusesWhatIsNotADottedVillageCode) {
  for (const char* text : {"", "6107041001", "61.07.04", "61.07.04.4001", "61.07.04.0001",
                           "91.15.--.----", "61-07-04-1001", "61.07.04.10011", "00.07.04.1001"}) {
    EXPECT_FALSE(parse_village_code(text)) << text;
  }
}

TEST(VillageCode, TellsKindAndDistrict) {
  const VillageId kelurahan = *parse_village_code("61.07.04.1001");
  EXPECT_EQ(kind_of(kelurahan), VillageKind::kelurahan);
  EXPECT_EQ(kind_of(*parse_village_code("61.07.12.2009")), VillageKind::desa);
  EXPECT_EQ(to_dotted(district_of(kelurahan)), "61.07.04");
  EXPECT_EQ(district_of(kelurahan), *parse_district_code("61.07.04"));
  EXPECT_EQ(regency_of(kelurahan), RegencyId(6107));
}

}  // namespace
}  // namespace rawan::io
