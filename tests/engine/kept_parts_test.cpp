// Parts of a country may be in memory or let go of and read again: the release is the same.

#include "country/country_release.h"
#include "country/join_parts.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::size_t kReports = 5000;
constexpr std::size_t kAll = kMostBytesInMemory;

io::Layer villages_of(const std::string& code, double west) {
  io::Layer layer{.name = "desa_prioritas", .title = "Desa", .description = "Contoh"};
  layer.shapes = std::vector<io::GeoArea>{
      {{.outer = {{west, 0.0}, {west + 1.0, 0.0}, {west, 1.0}, {west, 0.0}}, .holes = {}}}};
  layer.columns.push_back({.name = "kode_desa", .alias = "Kode", .values = io::Texts{code}});
  return layer;
}

io::Layer reports_of(std::size_t count, double west) {
  io::Layer layer{.name = "laporan_titik", .title = "Laporan", .description = "Contoh"};
  std::vector<io::GeoPoint> points;
  io::Texts issues;
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back({west + static_cast<double>(i) / 1e4, 0.25});
    issues.emplace_back(i % 2 == 0 ? "gelap_sepi" : "mabuk_miras");
  }
  layer.shapes = std::move(points);
  layer.columns.push_back({.name = "kategori", .alias = "Kategori", .values = std::move(issues)});
  return layer;
}

io::Layer burden_of(const std::string& code) {
  io::Layer layer{.name = "beban_patroli", .title = "Beban", .description = "Contoh"};
  layer.columns.push_back({.name = "kode", .alias = "Kode", .values = io::Texts{code}});
  return layer;
}

std::map<std::string, std::int64_t> figures() {
  std::map<std::string, std::int64_t> all;
  for (const char* figure :
       {"villages", "reports_in_period", "dialogues", "women", "asked", "marks", "placeless",
        "marks_by_men", "marks_without_effort", "not_public", "hotspots"}) {
    all.emplace(figure, 7);
  }
  return all;
}

Part part_of(const std::string& code, double west) {
  const std::size_t reports = code == "62.02" ? 0 : kReports;
  return {.code = code,
          .crs = {.crs = io::MetricCrs(32649), .name = "WGS 84 / UTM zone 49N"},
          .layers = {villages_of(code, west), reports_of(reports, west), burden_of(code)},
          .notes = {{.record = {io::SourceId(0), 7}, .reason = "over_cap"}},
          .density = {{.row = 3, .column = 5, .values = {1.5F, 2.5F}}},
          .figures = figures()};
}

/// A country of three kabupaten; nothing is told in the second.
class ACountry {
 public:
  explicit ACountry(std::size_t most_bytes_in_memory)
      : store(dir.path(), std::string(64, 'k'), most_bytes_in_memory) {
    config.file = (dir.path() / "project.toml").string();
    write_file(dir.path() / "laporan.csv", "x\n");
    base.codes = {"62.01", "62.02", "63.01"};
    base.box = {{113.0, 0.0}, {116.0, 1.0}};
    base.services = {.name = "layanan", .title = "Layanan", .description = "Contoh"};
    base.services.columns.push_back({.name = "nama", .alias = "Nama", .values = io::Texts{"x"}});
    base.ledger.open("reports", dir.path() / "laporan.csv", "", 1);
    base.ledger.close({io::SourceId(0), 2}, io::Outcome::accepted);
    for (std::size_t i = 0; i < base.codes.size(); ++i) {
      kept.push_back(store.keep(part_of(base.codes[i], 113.0 + static_cast<double>(i))));
    }
  }

  fs::path publish(const Control& control = {}) {
    CountryFindings findings{
        .base = base, .parts = {}, .layers = join_layers(kept, store), .inputs = {}};
    for (KeptPart& part : kept) findings.parts.push_back(part.part);
    const Catalogue words(Language::id);
    const RunContext context{.options = {.out = dir.path() / "out", .utc = "20261121T183000Z"},
                             .control = control,
                             .words = words,
                             .announce = [](std::string_view) {}};
    const Policy policy = load_policy("baku", "");
    const std::vector<TierFiles> files{country_files(findings, config, policy, context)};
    return engine::publish(files, context.options, {}, [](auto) {}).at(0).path;
  }

  /// Changes a byte in the middle of a layer of a part.
  void damage(std::size_t part, std::size_t layer) const {
    const KeptLayer& own = kept.at(part).layers.at(layer);
    std::string bytes = content_of(store.file_of(own.code));
    bytes.at(own.place.from + own.place.bytes / 2) ^= 1;
    write_file(store.file_of(own.code), bytes);
  }

  TempDir dir;
  Config config;
  PartStore store;
  CountryBase base;
  std::vector<KeptPart> kept;
};

std::map<std::string, std::string> contents_of(const fs::path& release) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(release)) {
    if (entry.is_regular_file()) {
      files.emplace(fs::relative(entry.path(), release), content_of(entry.path()));
    }
  }
  return files;
}

/// How many layers of each part are in memory.
std::vector<std::size_t> held(const std::vector<KeptPart>& parts) {
  std::vector<std::size_t> counts;
  for (const KeptPart& part : parts) {
    counts.push_back(static_cast<std::size_t>(std::ranges::count_if(
        part.layers, [](const KeptLayer& layer) { return layer.layer != nullptr; })));
  }
  return counts;
}

std::size_t bytes_of(const KeptPart& part) {
  std::size_t bytes = 0;
  for (const KeptLayer& layer : part.layers) bytes += layer.place.bytes;
  return bytes;
}

TEST(KeptParts, StayInMemoryAsLongAsThereIsRoom) {
  const ACountry whole(kAll);
  EXPECT_THAT(held(whole.kept), ElementsAre(3, 3, 3));
  EXPECT_THAT(held(ACountry(0).kept), ElementsAre(0, 0, 0));
  const std::size_t two = bytes_of(whole.kept[0]) + bytes_of(whole.kept[1]);
  EXPECT_THAT(held(ACountry(two).kept), ElementsAre(3, 3, 0));
  EXPECT_THAT(held(ACountry(two - 1).kept), ElementsAre(3, 0, 0));
}

TEST(KeptParts, HaveTheirRowsWhereverTheseAre) {
  for (const std::size_t most : {std::size_t{0}, kAll}) {
    ACountry country(most);
    const std::vector<io::LayerPieces> layers = join_layers(country.kept, country.store);
    ASSERT_THAT(layers, SizeIs(3));
    EXPECT_EQ(layers[1].rows, 2 * kReports);
    EXPECT_EQ(layers[1].box.high, (io::GeoPoint{115.0 + (kReports - 1) / 1e4, 0.25}));
    EXPECT_THAT(layers[1].texts.at("kategori"), ElementsAre("gelap_sepi", "mabuk_miras"));
    ASSERT_EQ(layers[1].count, 3U);
    for (std::size_t i = 0; i < 3; ++i) {
      const io::Layer meant = part_of(country.base.codes[i], 113.0 + double(i)).layers[1];
      EXPECT_EQ(layers[1].piece(i)->shapes, meant.shapes);
      EXPECT_EQ(layers[1].piece(i)->columns[0].values, meant.columns[0].values);
    }
  }
}

TEST(KeptParts, GiveTheSameReleaseWhereverTheirRowsAre) {
  ACountry whole(kAll);
  const auto expected = contents_of(whole.publish());
  EXPECT_TRUE(expected.contains("rawan.gpkg"));
  EXPECT_TRUE(expected.contains("desa_prioritas.csv"));
  for (const std::size_t most : {std::size_t{0}, bytes_of(whole.kept[0])}) {
    ACountry country(most);
    const auto found = contents_of(country.publish());
    ASSERT_EQ(found.size(), expected.size());
    for (const auto& [name, content] : expected) EXPECT_TRUE(found.at(name) == content) << name;
  }
}

TEST(KeptParts, AreReadByAnotherRunAsTheyWereKept) {
  const ACountry first(kAll);
  for (const std::size_t most : {std::size_t{0}, kAll}) {
    PartStore store(first.dir.path(), std::string(64, 'k'), most);
    const auto part = store.part("63.01");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->part.figures, figures());
    EXPECT_EQ(part->layers[1].rows, kReports);
    EXPECT_EQ(store.layer(part->layers[1])->shapes, part_of("63.01", 115.0).layers[1].shapes);
    EXPECT_FALSE(store.part("63.02"));
  }
}

TEST(KeptParts, LeaveNoReleaseWhereOneIsDamagedBeforeItIsReadAgain) {
  for (std::size_t layer = 0; layer < 3; ++layer) {
    ACountry country(0);
    country.damage(2, layer);
    const fs::path file = country.store.file_of("63.01");
    try {
      country.publish();
      ADD_FAILURE() << layer;
    } catch (const io::InputError& error) {
      EXPECT_EQ(error.code(), "part_damaged");
      EXPECT_EQ(error.place().file, file.string());
    }
    EXPECT_FALSE(fs::exists(country.dir.path() / "out" / "restricted" / "current"));
    EXPECT_FALSE(country.store.part("63.01")) << "the next run makes it again";
  }
}

TEST(KeptParts, LeaveNoReleaseWhereOneIsGone) {
  ACountry country(0);
  fs::remove(country.store.file_of("62.02"));
  try {
    country.publish();
    ADD_FAILURE();
  } catch (const io::InputError& error) {
    EXPECT_EQ(error.code(), "part_missing");
  }
  EXPECT_FALSE(fs::exists(country.dir.path() / "out" / "restricted" / "current"));
}

TEST(KeptParts, AreNotPublishedOnceSomebodyAskedToStop) {
  ACountry country(kAll);
  std::stop_source stop;
  Progress progress;
  stop.request_stop();
  EXPECT_THROW(country.publish(Control(stop.get_token(), progress)), Cancelled);
  EXPECT_FALSE(fs::exists(country.dir.path() / "out" / "restricted" / "current"));
}

TEST(KeptParts, NeedAFolder) {
  const TempDir dir;
  write_file(io::work_folder(dir.path()) / "parts", "in the way");
  try {
    PartStore(dir.path(), std::string(64, 'k'));
    ADD_FAILURE();
  } catch (const io::OutputError& error) {
    EXPECT_EQ(error.code(), "no_permission");
  }
}

TEST(KeptParts, HaveLayersAlike) {
  ACountry country(kAll);
  country.kept[1].layers[0].head.columns[0].alias = "lain";
  EXPECT_THROW(join_layers(country.kept, country.store), ContractViolation);
}

}  // namespace
}  // namespace rawan::engine
