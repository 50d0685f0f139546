#include "io/village_reading.h"
#include "rawan/io/crs.h"
#include "rawan/io/dissolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace rawan::io {
namespace {

using rawan::testing::square;
using rawan::testing::VectorLayer;
using rawan::testing::VillageReading;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr OGRwkbGeometryType kPolygons = wkbMultiPolygon;

VectorLayer kode_nama() {
  return {.features = {{square(109.2, 0.8), {"61.07.04.1001", "Bumi Emas"}},
                       {square(109.1, 0.8), {"61.07.04.1010", "Sebalo"}}}};
}

TEST(ReadVillages, ReadsEveryFormatAlike) {
  const std::vector<std::pair<std::string, std::string>> formats{{"villages.gpkg", "GPKG"},
                                                                 {"villages.shp", "ESRI Shapefile"},
                                                                 {"villages.geojson", "GeoJSON"},
                                                                 {"villages.fgb", "FlatGeobuf"}};
  for (const auto& [name, driver] : formats) {
    SCOPED_TRACE(driver);
    VillageReading reading;
    VectorLayer layer = kode_nama();
    layer.name = "villages";
    layer.type = wkbPolygon;
    reading.write({layer}, name, driver);
    const VillageLayer read = reading.read();
    ASSERT_EQ(read.villages.size(), 2U);
    EXPECT_EQ(read.profile, "kode-nama");
    EXPECT_EQ(read.villages[0].name, "Bumi Emas");
    EXPECT_EQ(to_dotted(read.villages[0].id), "61.07.04.1001");
    ASSERT_EQ(read.villages[0].area.size(), 1U);
    EXPECT_EQ(read.villages[0].area[0].outer.size(), 4U);
    EXPECT_NEAR(read.villages[0].area_m2, 1113.2 * 1105.7, 500.0);
    EXPECT_EQ(reading.count(Outcome::accepted), 2U);
  }
}

TEST(ReadVillages, KeepsCoordinatesToTheBit) {
  VillageReading reading;
  const double odd = 0.1 + 0.2;
  auto polygon = std::make_shared<OGRPolygon>();
  OGRLinearRing ring;
  for (const auto& [x, y] : {std::pair{109.0 + odd, odd}, {109.4, odd}, {109.4, 0.7}}) {
    ring.addPoint(x, y);
  }
  ring.closeRings();
  polygon->addRing(&ring);
  reading.write({{.features = {{.values = {"61.07.04.1001", "A"}, .geometry = polygon}}}});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.villages.at(0).area[0].outer,
            (GeoRing{{109.0 + odd, odd}, {109.4, odd}, {109.4, 0.7}}));
  EXPECT_EQ(read.villages[0].repaired_share, 0.0);
}

TEST(ReadVillages, ReadsTheCatalogueOfGeographicFeatures) {
  VillageReading reading;
  reading.write({{.fields = {"NAMOBJ", "METADATA", "KDPKAB", "KDCPUM", "KDEPUM", "WADMPR", "WADMKK",
                             "WADMKC", "WADMKD", "TIPADM"},
                  .features = {{square(109.2, 0.8),
                                {"x", "TASWIL1000020230928_DATA_BATAS_DESAKELURAHAN", "61.07",
                                 "61.07.04", "61.07.04.1001", "Kalimantan Barat", "Bengkayang",
                                 "Bengkayang", "Bumi Emas", "0"}},
                               {square(109.1, 0.8),
                                {"Sebalo", "", "61.71", "61.07.04", "61.07.04.1010",
                                 "Kalimantan Barat", "Bengkayang", "Bengkayang", "", "2"}}}}});
  reading.source.edition = "2025";
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "big-kugi");
  const Village& first = read.villages.at(0);
  EXPECT_EQ(first.name, "Bumi Emas");
  EXPECT_EQ(first.district, "Bengkayang");
  EXPECT_EQ(first.regency, "Bengkayang");
  EXPECT_EQ(first.province, "Kalimantan Barat");
  EXPECT_EQ(first.edition, "2023-09-28");
  EXPECT_EQ(read.villages.at(1).name, "Sebalo");
  EXPECT_EQ(read.villages[1].edition, "2025");
  EXPECT_THAT(reading.reasons(2), ElementsAre("hierarchy"));
  EXPECT_EQ(reading.count(Outcome::accepted), 2U);
}

TEST(ReadVillages, ReadsGeoit) {
  VillageReading reading;
  reading.write({{.fields = {"KODE_KD", "KODE_KEC", "KODE_KK", "KEL_DESA", "KECAMATAN", "KAB_KOTA",
                             "PROVINSI"},
                  .features = {{square(109.2, 0.8),
                                {"61.07.04.1001", "61.07.04", "61.07", "Bumi Emas", "Bengkayang",
                                 "Bengkayang", "Kalimantan Barat"}}}}});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "geoit");
  EXPECT_EQ(read.villages.at(0).district, "Bengkayang");
}

TEST(ReadVillages, TranslatesBpsCodesThroughTheCrosswalk) {
  VillageReading reading;
  reading.crosswalk = {{"6102040014", *parse_village_code("61.07.04.1001")}};
  reading.write({{.fields = {"iddesa", "nmdesa", "nmkec", "nmkab", "nmprov"},
                  .features = {{square(109.2, 0.8),
                                {"6102040014", "BUMI EMAS", "BENGKAYANG", "BENGKAYANG",
                                 "KALIMANTAN BARAT"}}}}});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "bps");
  EXPECT_EQ(read.codes, CodeSystem::bps);
  EXPECT_EQ(to_dotted(read.villages.at(0).id), "61.07.04.1001");
  reading.crosswalk.clear();
  EXPECT_EQ(reading.failure(), "code_scheme");
  reading.source.codes = CodeSystem::bps;
  EXPECT_EQ(reading.failure(), "crosswalk_missing");
}

TEST(ReadVillages, ReadsCommonOperationalDatasets) {
  VillageReading reading;
  reading.crosswalk = {{"6102040014", *parse_village_code("61.07.04.1001")}};
  reading.write({{.fields = {"ADM4_PCODE", "ADM4_EN", "ADM3_EN", "ADM2_EN", "ADM1_EN", "validOn"},
                  .features = {{square(109.2, 0.8),
                                {"ID6102040014", "Bumi Emas", "Bengkayang", "Bengkayang",
                                 "Kalimantan Barat", "2020-04-01"}}}}});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "cod-ab");
  EXPECT_EQ(read.villages.at(0).edition, "2020-04-01");
  EXPECT_EQ(read.villages[0].district, "Bengkayang");
}

TEST(ReadVillages, ReadsColumnsTheUserNames) {
  VillageReading reading;
  reading.write({{.fields = {"kunci", "sebutan", "distrik"},
                  .features = {{square(109.2, 0.8), {"6107041001", "Bumi Emas", "Bengkayang"}}}}});
  EXPECT_EQ(reading.failure(), "profile_unknown");
  EXPECT_THAT(reading.detail, HasSubstr("big-kugi"));
  reading.source.profile = "custom";
  EXPECT_EQ(reading.failure(), "column_missing");
  reading.source.code_column = "KUNCI";
  reading.source.name_column = "sebutan";
  reading.source.district_column = "distrik";
  EXPECT_EQ(reading.failure(), "code_scheme");
  reading.source.codes = CodeSystem::kemendagri;
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "custom");
  EXPECT_EQ(read.villages.at(0).district, "Bengkayang");
}

TEST(ReadVillages, KnowsColumnsThatShapefileCut) {
  VillageReading reading;
  reading.write({{.name = "cut",
                  .fields = {"village_co", "village", "DISTRICT", "valid_on"},
                  .features = {{square(109.2, 0.8), {"61.07.04.1001", "A", "B", "2020/04/01"}}},
                  .type = wkbPolygon}},
                "cut.shp", "ESRI Shapefile");
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.profile, "cod-ab");
  EXPECT_EQ(read.villages.at(0).district, "B");
  EXPECT_EQ(read.villages[0].edition, "2020-04-01");
}

TEST(ReadVillages, RefusesAProfileThatDoesNotFitOrExist) {
  VillageReading reading;
  reading.write({kode_nama()});
  reading.source.profile = "geoit";
  EXPECT_EQ(reading.failure(), "profile_unknown");
  reading.source.profile = "nonsense";
  EXPECT_EQ(reading.failure(), "profile_unknown");
}

TEST(ReadVillages, TakesTheOnlyLayerWithVillageCodesAndNamesFromTheOthers) {
  VillageReading reading;
  VectorLayer villages = kode_nama();
  villages.name = "adm4";
  const VectorLayer districts{.name = "adm3",
                              .features = {{square(109.1, 0.8, 0.2), {"61.07.04", "Bengkayang"}}},
                              .type = kPolygons};
  const VectorLayer regencies{
      .name = "adm2", .features = {{"", {"61.07", "Kabupaten Bengkayang"}}}, .type = wkbNone};
  reading.write({regencies, districts, villages});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.layer, "adm4");
  EXPECT_TRUE(reading.noted("layer_chosen"));
  EXPECT_EQ(read.villages.at(1).district, "Bengkayang");
  EXPECT_EQ(read.villages[1].regency, "Kabupaten Bengkayang");
  EXPECT_FALSE(reading.noted("district_names_missing"));
}

TEST(ReadVillages, AsksWhichOfSeveralVillageLayers) {
  VillageReading reading;
  VectorLayer other = kode_nama();
  other.name = "desa_lama";
  reading.write({kode_nama(), other});
  EXPECT_EQ(reading.failure(), "which_layer");
  EXPECT_THAT(reading.detail, HasSubstr("desa_lama"));
  reading.source.layer = "no such layer";
  EXPECT_EQ(reading.failure(), "which_layer");
  reading.source.layer = "desa_lama";
  EXPECT_EQ(reading.read().layer, "desa_lama");
}

TEST(ReadVillages, TakesNamesFromAnotherFile) {
  for (const auto& [name, driver] :
       {std::pair{"names.gpkg", "GPKG"}, std::pair{"names.gdb", "OpenFileGDB"}}) {
    VillageReading reading;
    const VectorLayer names{
        .name = "wilayah",
        .features = {{"", {"61.07.04", "Bengkayang"}}, {"", {"61", "Kalimantan Barat"}}},
        .type = wkbNone};
    reading.write({names}, name, driver);
    reading.source.names = reading.source.path;
    reading.write({kode_nama()});
    const VillageLayer read = reading.read();
    EXPECT_EQ(read.villages.at(0).district, "Bengkayang") << driver;
    EXPECT_EQ(read.villages[0].province, "Kalimantan Barat") << driver;
    reading.source.names.clear();
    reading.read();
    EXPECT_TRUE(reading.noted("district_names_missing"));
  }
}

TEST(ReadVillages, CleansNames) {
  VillageReading reading;
  reading.write(
      {{.features = {{square(109.2, 0.8), {"61.07.04.1001", "  Saba'u\n\tRaya\xE2\x80\xAE "}},
                     {square(109.1, 0.8), {"61.07.04.1010", ""}}}}});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.villages.at(0).name, "Saba'u Raya");
  EXPECT_EQ(read.villages.at(1).name, "61.07.04.1010");
  EXPECT_THAT(reading.reasons(2), ElementsAre("name_missing"));
}

TEST(ReadVillages, ReadsTheSampleDistrict) {
  VillageReading reading;
  reading.source.path = RAWAN_SOURCE_DIR "/data/bengkayang/villages.gpkg";
  const VillageLayer read = reading.read();
  ASSERT_EQ(read.villages.size(), 124U);
  double area = 0.0;
  for (const Village& village : read.villages) {
    area += village.area_m2;
    EXPECT_FALSE(village.district.empty());
    EXPECT_EQ(village.regency, "Kabupaten Bengkayang");
  }
  EXPECT_NEAR(area / 1e6, 5'488.3, 1.0);  // The official area.
  EXPECT_EQ(reading.count(Outcome::accepted), 124U);
}

TEST(ReadVillages, DissolvesEachSampleKecamatanToWhatItsVillagesSumTo) {
  VillageReading reading;
  reading.source.path = RAWAN_SOURCE_DIR "/data/bengkayang/villages.gpkg";
  std::map<DistrictId, std::vector<GeoArea>> districts;
  for (const Village& village : reading.read().villages) {
    districts[district_of(village.id)].push_back(village.area);
  }
  EXPECT_EQ(districts.size(), 17U);
  for (const auto& [id, areas] : districts) {
    double sum = 0.0;
    for (const GeoArea& area : areas) sum += ellipsoidal_area(area);
    const GeoArea whole = dissolve(areas);
    EXPECT_NEAR(ellipsoidal_area(whole) / sum, 1.0, 1e-4) << to_dotted(id);
    EXPECT_EQ(whole.size(), to_dotted(id) == "61.07.15" ? 13U : 1U) << to_dotted(id);
    for (const GeoPart& part : whole) EXPECT_TRUE(part.holes.empty());
  }
}

}  // namespace
}  // namespace rawan::io
