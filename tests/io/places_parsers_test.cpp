#include "parse_coordinate.h"
#include "parse_village.h"
#include "rawan/io/error.h"
#include "support/small_region.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan::io {
namespace {

using test::village;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Bengkayang's box; meters are a plain scale around a corner, enough to tell right from wrong.
CoordinateArea bengkayang() {
  constexpr GeoBox kBox{{108.6, 0.5}, {110.2, 1.6}};
  return {[kBox](GeoPoint p) { return kBox.contains(p); },
          [](Point p) -> std::optional<GeoPoint> {
            return GeoPoint{111.0 + (p.x - 500'000.0) / 111'000.0, p.y / 110'600.0};
          }};
}

void expect_point(const Coordinates& found, double lat, double lon) {
  ASSERT_TRUE(found.point) << found.refusal;
  EXPECT_NEAR(found.point->lat, lat, 1e-9);
  EXPECT_NEAR(found.point->lon, lon, 1e-9);
}

TEST(Coordinates, ReadPlainDegreesWithoutRepair) {
  const Coordinates found = read_coordinates("0,8512", "109.3012", bengkayang());
  expect_point(found, 0.8512, 109.3012);
  EXPECT_THAT(found.repairs, IsEmpty());
  EXPECT_FALSE(found.is_coarse);
  EXPECT_TRUE(read_coordinates("0.85", "109.3", bengkayang()).is_coarse);
}

TEST(Coordinates, SwappedAreSwappedBack) {
  const Coordinates found = read_coordinates("109.3012", "0.8512", bengkayang());
  expect_point(found, 0.8512, 109.3012);
  EXPECT_THAT(found.repairs, ElementsAre("coordinate_swapped"));
}

TEST(Coordinates, ThatLostTheirPointGetItBackIfOnePlaceFits) {
  for (const char* lon : {"109.304.567", "109304567"}) {
    const Coordinates found = read_coordinates("0.8512", lon, bengkayang());
    expect_point(found, 0.8512, 109.304567);
    EXPECT_THAT(found.repairs, ElementsAre("coordinate_thousands"));
  }
  expect_point(read_coordinates("851.234", "109.304.567", bengkayang()), 0.851234, 109.304567);
  expect_point(read_coordinates("109.304.567", "0.851.234", bengkayang()), 0.851234, 109.304567);
  EXPECT_EQ(read_coordinates("-6.200.000", "106.800.000", bengkayang()).refusal,
            "coordinate_format");
}

TEST(Coordinates, OnTheWrongSideOfTheEquatorAreMirrored) {
  const Coordinates found = read_coordinates("-0.8512", "109.3012", bengkayang());
  expect_point(found, 0.8512, 109.3012);
  EXPECT_THAT(found.repairs, ElementsAre("coordinate_mirrored"));
  const Coordinates elsewhere = read_coordinates("-6.2000", "106.8000", bengkayang());
  expect_point(elsewhere, -6.2, 106.8);
  EXPECT_THAT(elsewhere.repairs, IsEmpty());
}

TEST(Coordinates, InDegreesMinutesSecondsAreRead) {
  const Coordinates found = read_coordinates("0°49'12\" LU", "109°29'06\" BT", bengkayang());
  expect_point(found, 0.82, 109.485);
  EXPECT_THAT(found.repairs, ElementsAre("coordinate_dms"));
  expect_point(read_coordinates("109°29'06\" BT", "0°49'12\" LU", bengkayang()), 0.82, 109.485);
  EXPECT_EQ(read_coordinates("0°49'12\" LU", "0°49'12\" LU", bengkayang()).refusal,
            "coordinate_format");
}

TEST(Coordinates, InMetersAreConvertedWhereTheyFallInTheArea) {
  const Coordinates found = read_coordinates("93983", "333086", bengkayang());
  ASSERT_TRUE(found.point) << found.refusal;
  EXPECT_THAT(found.repairs, ElementsAre("utm_converted"));
  expect_point(read_coordinates("333086", "93983", bengkayang()), found.point->lat,
               found.point->lon);
  expect_point(read_coordinates("10093983", "333086",
                                {bengkayang().contains,
                                 [](Point p) -> std::optional<GeoPoint> {
                                   return bengkayang().from_meters(p);
                                 }}),
               found.point->lat, found.point->lon);
  EXPECT_EQ(read_coordinates("93983", "333086", {bengkayang().contains, {}}).refusal,
            "coordinate_format");
}

TEST(Coordinates, InMetersLieInsideAZoneAndOffTheEquator) {
  const CoordinateArea wide{[](GeoPoint p) {
                              return GeoBox{{107.0, -1.0}, {115.0, 1.0}}.contains(p);
                            },
                            bengkayang().from_meters};
  for (const auto& [northing, easting] : {std::pair{"93983", "160000"},
                                          {"93983", "840000"},
                                          {"1001", "333086"},
                                          {"-1001", "333086"}}) {
    EXPECT_THAT(read_coordinates(northing, easting, wide).repairs, ElementsAre("utm_converted"))
        << northing << ' ' << easting;
  }
  for (const auto& [northing, easting] : {std::pair{"93983", "159999"},
                                          {"93983", "840001"},
                                          {"1000", "333086"},
                                          {"-1000", "333086"}}) {
    EXPECT_EQ(read_coordinates(northing, easting, wide).refusal, "coordinate_format")
        << northing << ' ' << easting;
  }
}

TEST(Coordinates, ThatLostTheirPointHaveNoMoreDigitsThanANumberHolds) {
  expect_point(read_coordinates("0.8512", "10930456789012345", bengkayang()), 0.8512,
               109.30456789012345);
  EXPECT_EQ(read_coordinates("0.8512", "109304567890123456", bengkayang()).refusal,
            "coordinate_format");
}

TEST(Coordinates, ThatAreNoneAreRefusedByReason) {
  const CoordinateArea area = bengkayang();
  EXPECT_EQ(read_coordinates("", "", area).refusal, "no_location");
  EXPECT_EQ(read_coordinates("0.85", "", area).refusal, "coordinate_format");
  EXPECT_EQ(read_coordinates("0", "0", area).refusal, "null_island");
  EXPECT_EQ(read_coordinates("0.0", "0,0", area).refusal, "null_island");
  EXPECT_EQ(read_coordinates("nan", "109.3", area).refusal, "not_finite");
  EXPECT_EQ(read_coordinates("0.85", "1e400", area).refusal, "not_finite");
  EXPECT_EQ(read_coordinates("48.85", "2.35", area).refusal, "outside_indonesia");
  EXPECT_EQ(read_coordinates("di sana", "109.3", area).refusal, "coordinate_format");
  EXPECT_EQ(read_coordinates("-6.2", "-253.2", area).refusal, "coordinate_format");
}

TEST(PointText, IsSplitWhateverWroteIt) {
  const auto expect_split = [](std::string_view text, std::string_view lat, std::string_view lon) {
    const auto found = split_point(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->lat, lat) << text;
    EXPECT_EQ(found->lon, lon) << text;
  };
  expect_split("0.8512 109.3012", "0.8512", "109.3012");
  expect_split("0.8512 109.3012 34.5 4.9", "0.8512", "109.3012");
  expect_split("0.8512, 109.3012", "0.8512", "109.3012");
  expect_split("0.8512,109.3012", "0.8512", "109.3012");
  expect_split("0,8512; 109,3012", "0,8512", "109,3012");
  expect_split("0,8512 109,3012", "0,8512", "109,3012");
  expect_split("0,8512,109,3012", "0.8512", "109.3012");
  expect_split("[0.8512, 109.3012]", "0.8512", "109.3012");
  expect_split("POINT (109.3012 0.8512)", "0.8512", "109.3012");
  expect_split("https://www.google.com/maps/@0.8512,109.3012,17z", "0.8512", "109.3012");
  expect_split("https://maps.google.com/?q=0.8512,109.3012", "0.8512", "109.3012");
  expect_split("https://www.google.com/maps/place/x/@0.1,109.1,17z/data=!3d0.8512!4d109.3012",
               "0.8512", "109.3012");
  expect_split("0°49'12\" LU 109°29'05\" BT", "0°49'12\" lu", "109°29'05\" bt");
  expect_split("0°49'12\" LU, 109°29'05\" BT", "0°49'12\" lu", "109°29'05\" bt");
  expect_split("S 0 49 12 E 109 29 5", "s 0 49 12", "e 109 29 5");
  expect_split("0 49' 109 29'", "0 49'", "109 29'");
  expect_split("0°49', 109°29'", "0°49'", "109°29'");
  expect_split("0°49';109°29'", "0°49'", "109°29'");
  expect_split("0°49.2’N 109°29.1’E", "0°49.2'n", "109°29.1'e");
  expect_split("(0.8512, 109.3012)", "0.8512", "109.3012");
  expect_split("maps.google.com/?ll=0.8512,109.3012", "0.8512", "109.3012");
  EXPECT_EQ(split_point("0.8512 109.3012 34.5 4.9")->accuracy, "4.9");
  for (const char* text :
       {"", "0.85", "https://example.org", "1 2 3 4 5", "di simpang empat",
        "https://maps.google.com/?q=,109.3", "https://maps.google.com/?q=0.8x109",
        "https://maps.google.com/?q=0.8,timur", "POINT", "POINT 109.3 0.8", "POINT (109.3 0.8",
        "POINT )109.3 0.8(", "POINT (109.3)", "0.8 utara", "0°49' 109°29' 0°49'"}) {
    EXPECT_FALSE(split_point(text)) << text;
  }
}

VillageFinder finder(CodeSystem system, const std::vector<std::string_view>& codes = {},
                     bool accept_fuzzy = false) {
  static const Region region = test::small_region();
  static const std::vector<CrosswalkEntry> crosswalk = test::small_crosswalk();
  return {region, crosswalk, system, accept_fuzzy, codes, {.file = "test.csv"}};
}

TEST(VillageCode, IsFoundDottedOrAsDeclared) {
  VillageFinder found = finder(CodeSystem::kemendagri);
  EXPECT_EQ(found.by_code("61.07.04.1001").village, village("61.07.04.1001"));
  EXPECT_EQ(found.by_code("'61.07.04.1001").village, village("61.07.04.1001"));
  EXPECT_EQ(found.by_code("6107041001").village, village("61.07.04.1001"));
  VillageFinder bps = finder(CodeSystem::bps);
  EXPECT_EQ(bps.by_code("6102040014").village, village("61.07.04.1001"));
  EXPECT_EQ(bps.by_code("61.07.04.1001").village, village("61.07.04.1001"));
}

TEST(VillageCode, IsRefusedByReason) {
  VillageFinder found = finder(CodeSystem::kemendagri);
  EXPECT_EQ(found.by_code("6,107E+09").reason, "code_scientific");
  EXPECT_EQ(found.by_code("61.07.4.1001").reason, "code_format");
  EXPECT_EQ(found.by_code("91.15.--.----").reason, "code_format");
  EXPECT_EQ(found.by_code("61.07.04.1999").reason, "unknown_village");
  EXPECT_EQ(found.by_code("61.02.01.2001").reason, "other_regency");
  VillageFinder bps = finder(CodeSystem::bps);
  EXPECT_EQ(bps.by_code("6102081003").reason, "ambiguous_code");
  EXPECT_THAT(bps.by_code("6102081003").candidates,
              ElementsAre(village("61.07.12.2007"), village("61.07.12.2008")));
  EXPECT_EQ(bps.by_code("6104010001").reason, "other_regency");
  EXPECT_EQ(bps.by_code("6199999999").reason, "unknown_village");
}

TEST(VillageCode, OfBpsGivenAsKemendagriIsNotPlaced) {
  // 6102012001 is Rukma Jaya for BPS and Sengkubang in Mempawah for Kemendagri.
  VillageFinder mixed = finder(CodeSystem::kemendagri, {"6102012001", "6107041001"});
  const VillageAnswer answer = mixed.by_code("6102012001");
  EXPECT_FALSE(answer.village);
  EXPECT_EQ(answer.reason, "code_scheme");
  try {
    finder(CodeSystem::kemendagri, {"6102012001", "6102040014"});
    FAIL() << "a column of BPS codes only cannot be Kemendagri's";
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "code_scheme");
    EXPECT_EQ(error.detail(), "2 / 2");
  }
}

TEST(VillageCode, SystemIsChosenOnlyIfExactlyOneExplainsAllCodes) {
  VillageFinder kemendagri = finder(CodeSystem::automatic, {"6107041001", "6107122004", ""});
  EXPECT_EQ(kemendagri.by_code("6107041001").village, village("61.07.04.1001"));
  VillageFinder bps = finder(CodeSystem::automatic, {"6102012001", "6102040014"});
  EXPECT_EQ(bps.by_code("6102012001").village, village("61.07.15.2001"));
  for (const std::vector<std::string_view>& codes :
       {std::vector<std::string_view>{"6102012001", "6107041001"}, {"9999999999"}}) {
    try {
      finder(CodeSystem::automatic, codes);
      FAIL() << "no system explains all codes";
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), "code_scheme");
      EXPECT_THAT(error.detail(), testing::Not(testing::HasSubstr(codes.back())))
          << "cells are never echoed";
    }
  }
  EXPECT_NO_THROW(finder(CodeSystem::automatic, {"61.07.04.1001"}));
}

TEST(VillageCode, OfBpsNeedsACrosswalk) {
  const Region region = test::small_region();
  const std::vector<CrosswalkEntry> none;
  EXPECT_THROW(VillageFinder(region, none, CodeSystem::bps, false, {"6102012001"}, {.file = "a"}),
               InputError);
}

TEST(VillageName, WithoutKecamatanIsAmbiguousWhereTwoShareIt) {
  const VillageAnswer answer = finder(CodeSystem::kemendagri).by_name("Suka Maju", "");
  EXPECT_EQ(answer.reason, "ambiguous_name");
  EXPECT_THAT(answer.candidates, ElementsAre(village("61.07.10.2003"), village("61.07.14.2004")));
  EXPECT_EQ(finder(CodeSystem::kemendagri).by_name("Desa Suka Maju", "Kec. Teriak").village,
            village("61.07.14.2004"));
  const VillageAnswer unique = finder(CodeSystem::kemendagri).by_name("Sebalo", "");
  EXPECT_EQ(unique.village, village("61.07.04.1010"));
  EXPECT_EQ(unique.reason, "name_without_district");
}

TEST(VillageName, ThatIsNearlyRightIsACandidateAndNoMoreWithoutTheFlag) {
  for (const auto& [name, code] :
       {std::pair{"Sungkong 2", "61.07.12.2007"}, std::pair{"Tanggui", "61.07.12.2006"}}) {
    const VillageAnswer offered = finder(CodeSystem::kemendagri).by_name(name, "Siding");
    EXPECT_FALSE(offered.village) << name;
    EXPECT_EQ(offered.reason, "name_candidates") << name;
    EXPECT_THAT(offered.candidates, ElementsAre(village(code))) << name;
    const VillageAnswer taken = finder(CodeSystem::kemendagri, {}, true).by_name(name, "Siding");
    EXPECT_EQ(taken.village, village(code)) << name;
    EXPECT_EQ(taken.reason, "name_fuzzy") << name;
  }
  EXPECT_EQ(finder(CodeSystem::kemendagri).by_name("Sungkung 2", "Siding").village,
            village("61.07.12.2007"));
}

TEST(VillageName, IsRefusedByReason) {
  VillageFinder found = finder(CodeSystem::kemendagri, {}, true);
  EXPECT_EQ(found.by_name("Tanggui", "Teriak").reason, "unknown_village");
  EXPECT_EQ(found.by_name("Sebalo", "Pontianak Kota").reason, "unknown_district");
  EXPECT_EQ(found.by_name("Seb\xD0\xB0lo", "Bengkayang").reason, "confusable_name");
}

}  // namespace
}  // namespace rawan::io
