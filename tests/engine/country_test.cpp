#include "country/country.h"

#include "country/border.h"
#include "country/join_parts.h"
#include "country/part.h"
#include "rawan/algorithms/random.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace rawan::engine {
namespace {

using ::rawan::testing::TempDir;
using ::testing::ElementsAre;

Part sample_part() {
  io::Layer layer{.name = "desa_prioritas", .title = "Desa", .description = "Contoh"};
  layer.shapes = std::vector<io::GeoArea>{
      {{.outer = {{0.0, 0.0}, {1.0, 0.0}, {0.5, 1.0}, {0.0, 0.0}}, .holes = {}}}};
  layer.columns.push_back({.name = "a", .alias = "A", .values = io::Texts{"x"}});
  layer.columns.push_back({.name = "b", .alias = "B", .values = io::Reals{0.1}, .decimals = 2});
  layer.columns.push_back({.name = "c", .alias = "C", .values = io::Integers{std::nullopt}});
  return {.code = "62.01",
          .crs = {.crs = io::MetricCrs(32649), .name = "WGS 84 / UTM zone 49N"},
          .layers = {layer},
          .notes = {{.record = {io::SourceId(1), 7}, .reason = "over_cap"}},
          .density = {{.row = 3, .column = 5, .values = {1.5F, 2.5F}}},
          .figures = {{"marks", 12}}};
}

TEST(APart, IsReadAsItWasWritten) {
  const std::string bytes = part_as_bytes(sample_part(), "key").bytes;
  const auto found = part_from_bytes(bytes, "key");
  ASSERT_TRUE(found);
  const Part* read = &found->part;
  EXPECT_EQ(part_as_bytes(*read, "key").bytes, bytes);
  EXPECT_EQ(read->layers[0].columns[1].values, sample_part().layers[0].columns[1].values);
  EXPECT_EQ(read->notes, sample_part().notes);
  EXPECT_EQ(read->density[0].values, sample_part().density[0].values);
  EXPECT_EQ(read->crs.name, "WGS 84 / UTM zone 49N");
}

TEST(APart, IsNothingWhereAnyByteIsWrongOrItWasMadeFromOtherInputs) {
  const std::string bytes = part_as_bytes(sample_part(), "key").bytes;
  EXPECT_FALSE(part_from_bytes(bytes, "other"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    ASSERT_FALSE(part_from_bytes(damaged, "key")) << i;
    ASSERT_FALSE(part_from_bytes(std::string_view(bytes).substr(0, i), "key")) << i;
  }
}

TEST(JoinedParts, HaveTheRowsOfAllInOrder) {
  const TempDir dir;
  PartStore store(dir.path(), std::string(64, 'k'));
  std::vector<KeptPart> kept;
  for (const char* code : {"62.01", "62.02"}) {
    Part part = sample_part();
    part.code = code;
    part.layers[0].columns[0].values = io::Texts{code};
    kept.push_back(store.keep(std::move(part)));
  }
  const auto layers = join_layers(kept, store);
  ASSERT_EQ(layers.size(), 1U);
  EXPECT_EQ(layers[0].rows, 2U);
  ASSERT_EQ(layers[0].count, 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto piece = layers[0].piece(i);
    EXPECT_THAT(std::get<io::Texts>(piece->columns[0].values), ElementsAre(kept[i].part.code));
    EXPECT_EQ(std::get<std::vector<io::GeoArea>>(piece->shapes).size(), 1U);
  }
  EXPECT_EQ(sum_of({kept[0].part, kept[1].part}, "marks"), 24);
}

TEST(JoinedParts, GiveACellThatTwoClaimToTheFirst) {
  std::vector<Part> parts{sample_part(), sample_part()};
  parts[1].density = {{.row = 3, .column = 6, .values = {7.0F, 8.0F}},
                      {.row = 4, .column = 5, .values = {9.0F}}};
  const Grid<double> raster = join_density(parts, Meters(500.0));
  ASSERT_EQ(raster.frame.rows, 2U);
  ASSERT_EQ(raster.frame.columns, 3U);
  EXPECT_THAT(std::vector(raster.values.begin() + 3, raster.values.end()),
              ElementsAre(1.5, 2.5, 8.0));
  EXPECT_EQ(raster.values[0], 9.0);
  EXPECT_TRUE(std::isnan(raster.values[1]));
  EXPECT_DOUBLE_EQ(raster.frame.north_west.x, 5 * 16.0 / 3600.0);
  EXPECT_DOUBLE_EQ(raster.frame.north_west.y, 5 * 16.0 / 3600.0);
}

TEST(JoinedParts, HaveARasterOfOneRowOrNone) {
  EXPECT_THAT(join_density({sample_part()}, Meters(500.0)).values, ElementsAre(1.5, 2.5));
  Part silent = sample_part();
  silent.density.clear();
  EXPECT_TRUE(join_density({silent}, Meters(500.0)).values.empty());
}

/// Marks of several kabupaten at places in degrees.
struct Told {
  std::uint32_t regency;
  io::GeoPoint place;
};

std::vector<Results> regencies_with(const std::vector<Told>& told, std::uint32_t count) {
  std::vector<Results> regencies(count);
  for (const Told& one : told) {
    std::vector<Mark>& marks = regencies[one.regency].exposure.marks;
    const auto row = static_cast<std::uint32_t>(marks.size());
    marks.push_back({.report = row, .place = one.place});
  }
  return regencies;
}

/// Every mark by its place: sets of places, whoever they belong to.
using Places = std::set<std::pair<double, double>>;

std::set<Places> places_of(const std::vector<BorderCluster>& clusters,
                           const std::vector<Results>& regencies) {
  std::set<Places> all;
  for (const BorderCluster& cluster : clusters) {
    Places places;
    for (const BorderMark& mark : cluster.marks) {
      const io::GeoPoint at = regencies[mark.regency].exposure.marks[mark.mark].place;
      places.emplace(at.lon, at.lat);
    }
    all.insert(places);
  }
  return all;
}

/// Density clusters by definition, with lengths on a sphere: cores and what they reach.
/// Border marks are left out: no mark of the test is near only one core of two clusters.
std::set<Places> clusters_by_definition(const std::vector<Told>& told, double radius,
                                        std::size_t least) {
  constexpr double kDegree = 111'195.0;
  const auto near = [&](std::size_t a, std::size_t b) {
    const double x = (told[a].place.lon - told[b].place.lon) * kDegree;
    const double y = (told[a].place.lat - told[b].place.lat) * kDegree;
    return std::hypot(x, y) <= radius;
  };
  std::vector<bool> core(told.size());
  for (std::size_t a = 0; a < told.size(); ++a) {
    std::size_t neighbors = 0;
    for (std::size_t b = 0; b < told.size(); ++b) neighbors += near(a, b) ? 1 : 0;
    core[a] = neighbors >= least;
  }
  std::vector<bool> seen(told.size());
  std::set<Places> clusters;
  for (std::size_t start = 0; start < told.size(); ++start) {
    if (!core[start] || seen[start]) continue;
    std::vector<std::size_t> reached{start};
    seen[start] = true;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (std::size_t b = 0; core[reached[i]] && b < told.size(); ++b) {
        if (seen[b] || !near(reached[i], b)) continue;
        seen[b] = true;
        reached.push_back(b);
      }
    }
    Places places;
    for (const std::size_t i : reached) places.emplace(told[i].place.lon, told[i].place.lat);
    clusters.insert(places);
  }
  return clusters;
}

/// Gatherings far apart on the equator, marks 150 m from each other in a row: lengths are clear of
/// the radius of 400 m by far more than the 0.5 % that sphere, ellipsoid and zone differ by.
std::vector<Told> gatherings_at(const std::vector<double>& longitudes) {
  std::vector<Told> told;
  for (const double lon : longitudes) {
    for (int i = -4; i <= 4; ++i) {
      told.push_back({.regency = i < 0 ? 0U : 1U, .place = {lon + i * 150.0 / 111'195.0, 0.001}});
    }
  }
  return told;
}

const AnalysisConfig kRules{.cluster_radius = Meters(400.0), .cluster_min_points = 4};

TEST(ClustersAcrossBorders, AreThoseOfTheDefinitionOnAndBesideTheMeridianOfTwoZones) {
  const auto told = gatherings_at({113.99, 114.0 - 600.0 / 111'195.0 + 0.05, 114.1, 120.0, 117.0});
  const auto regencies = regencies_with(told, 2);
  const auto expected = clusters_by_definition(told, 400.0, 4);
  ASSERT_EQ(expected.size(), 5U);
  EXPECT_EQ(places_of(clusters_across(regencies, kRules), regencies), expected);
}

TEST(ClustersAcrossBorders, AreTheSameWhereverTheMeridianRunsThroughThem) {
  for (int i = -12; i <= 12; ++i) {
    const auto told = gatherings_at({114.0 + i * 100.0 / 111'195.0});
    const auto regencies = regencies_with(told, 2);
    const auto clusters = clusters_across(regencies, kRules);
    ASSERT_EQ(clusters.size(), 1U) << i;
    EXPECT_EQ(clusters[0].marks.size(), told.size());
    EXPECT_EQ(clusters[0].owner, 1U);
  }
}

TEST(ClustersAcrossBorders, DoNotDependOnWhoOwnsTheMarks) {
  Stream random(7, 1);
  std::vector<Told> told = gatherings_at({113.998, 114.05});
  std::set<Places> first;
  for (int cut = 0; cut < 20; ++cut) {
    for (Told& one : told) one.regency = static_cast<std::uint32_t>(random.below(3));
    const auto regencies = regencies_with(told, 3);
    const auto found = places_of(clusters_across(regencies, kRules), regencies);
    if (cut == 0) first = found;
    EXPECT_EQ(found, first);
    EXPECT_EQ(found.size(), 2U);
  }
}

TEST(ClustersAcrossBorders, LeaveOutWhatLiesInOneKabupaten) {
  auto told = gatherings_at({113.5});
  for (Told& one : told) one.regency = 1;
  EXPECT_TRUE(clusters_across(regencies_with(told, 2), kRules).empty());
}

Records records_of_villages(const std::vector<const char*>& codes) {
  Records records;
  double west = 113.0;
  for (const char* code : codes) {
    io::Village village;
    village.id = *io::parse_village_code(code);
    village.area = {
        {.outer = {{west, 0.0}, {west + 0.1, 0.0}, {west, 0.1}, {west, 0.0}}, .holes = {}}};
    west += 0.1;
    records.villages.villages.push_back(village);
    records.krppa.push_back({.village = village.id, .sk_number = code});
    records.population.push_back({.village = village.id, .women = 100});
  }
  return records;
}

/// A country that was told nothing.
Country country_of(Records records) {
  io::StoreOptions store;
  for (const io::Village& village : records.villages.villages) {
    const io::RegencyId own = io::regency_of(village.id);
    if (store.regencies.empty() || store.regencies.back() != own) store.regencies.push_back(own);
  }
  return Country({std::move(records), io::ReportStore(store), io::VisitStore(store)});
}

/// Two kabupaten side by side: a mark in the first, women consulted in the second.
std::vector<Results> neighbors(io::GeoPoint mark, double women) {
  Country country = country_of(records_of_villages({"62.01.01.2001", "63.01.01.2001"}));
  std::vector<Results> regencies(2);
  for (std::size_t i = 0; i < regencies.size(); ++i) {
    regencies[i].records = country.take(i);
    regencies[i].study = project(regencies[i].records, Config{});
    regencies[i].exposure.village.resize(1);
  }
  regencies[0].exposure.marks.push_back({.report = 0, .place = mark});
  regencies[1].exposure.village[0].women = women;
  return regencies;
}

/// A gathering of four marks, three of them in the second kabupaten.
TEST(Surroundings, BorrowTheReportsBehindTheMarksOfNeighbors) {
  Country country = country_of(records_of_villages({"62.01.01.2001", "63.01.01.2001"}));
  std::vector<Results> regencies(2);
  for (std::uint32_t i = 0; i < regencies.size(); ++i) {
    regencies[i].records = country.take(i);
    regencies[i].exposure.village.resize(1);
    for (std::uint32_t mark = 0; mark < (i == 0 ? 2U : 3U); ++mark) {
      regencies[i].exposure.marks.push_back(
          {.report = 2 * mark, .place = {113.1 + 0.001 * mark, 0.001 * i}, .dialogue = 7});
    }
  }
  const std::vector<BorderCluster> clusters{
      {.owner = 1, .marks = {{0, 1}, {1, 0}, {1, 1}, {1, 2}}}};
  std::vector<std::uint32_t> asked;
  const Neighborhood neighbors{.regencies = regencies,
                               .clusters = clusters,
                               .asked = {},
                               .reports_of = [&](std::uint32_t regency) {
                                 asked.push_back(regency);
                                 std::vector<io::Report> reports(3);
                                 reports[2].id = "lent";
                                 return reports;
                               }};
  Records borrower = regencies[1].records;
  const Surroundings around = surroundings_of(1, neighbors, kRules, borrower);
  ASSERT_EQ(around.exposure.marks.size(), 4U);
  EXPECT_EQ(around.exposure.marks.back().place, (io::GeoPoint{113.101, 0.0}));
  EXPECT_EQ(borrower.reports.at(around.exposure.marks.back().report).id, "lent");
  EXPECT_THAT(asked, ElementsAre(0U)) << "its own it has";

  Records lender = regencies[0].records;
  EXPECT_EQ(surroundings_of(0, neighbors, kRules, lender).exposure.marks.size(), 1U);
  EXPECT_TRUE(lender.reports.empty());
}

TEST(Surroundings, HearTheWomenBeyondTheBorderOfAPlaceThatNoClusterCrosses) {
  const AnalysisConfig config{.cell = Meters(250.0), .exposure_radius = Meters(2000.0)};
  const auto women_around = [&](io::GeoPoint mark) {
    const std::vector<Results> regencies = neighbors(mark, 30.0);
    const auto asked = asked_villages(regencies);
    Records records = regencies[0].records;
    const Neighborhood country{
        .regencies = regencies, .clusters = {}, .asked = asked, .reports_of = {}};
    return surroundings_of(0, country, config, records).women;
  };
  EXPECT_THAT(women_around({113.09, 0.001}), ElementsAre(30.0)) << "1.1 km from the border";
  EXPECT_THAT(women_around({113.05, 0.001}), ElementsAre()) << "5.6 km";
}

TEST(ACountry, LosesNothingWhenItIsCut) {
  Records records = records_of_villages({"62.01.01.2001", "62.01.02.2001", "63.01.01.2001"});
  records.krppa.push_back(
      {.village = *io::parse_village_code("11.01.01.2001"), .sk_number = "of none"});
  Country country = country_of(std::move(records));
  EXPECT_THAT(country.codes(), ElementsAre("62.01", "63.01"));
  std::vector<std::string> krppa;
  std::size_t villages = 0;
  std::size_t population = 0;
  for (std::size_t i = 0; i < country.codes().size(); ++i) {
    const Records own = country.take(i);
    villages += own.villages.villages.size();
    population += own.population.size();
    for (const io::KrppaEntry& zone : own.krppa) krppa.push_back(zone.sk_number);
  }
  EXPECT_EQ(villages, 3U);
  EXPECT_EQ(population, 3U);
  EXPECT_THAT(krppa, ElementsAre("62.01.01.2001", "62.01.02.2001", "of none", "63.01.01.2001"));
}

TEST(ACountry, GivesEachKabupatenItsOwnMetricSystem) {
  Records records = records_of_villages({"11.01.01.2001"});
  io::Village east;
  east.id = *io::parse_village_code("94.01.01.2001");
  east.area = {
      {.outer = {{140.0, -3.0}, {140.1, -3.0}, {140.0, -2.9}, {140.0, -3.0}}, .holes = {}}};
  records.villages.villages.push_back(east);
  Country country = country_of(std::move(records));
  EXPECT_EQ(country.take(0).crs.crs, io::MetricCrs(32649));
  EXPECT_EQ(country.take(1).crs.crs, io::MetricCrs(32754));
}

}  // namespace
}  // namespace rawan::engine
