#include "rawan/io/writers.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::sample_grid;
using rawan::testing::sample_layers;
using rawan::testing::sample_options;
using rawan::testing::sample_route;
using rawan::testing::TempDir;
using ::testing::IsEmpty;
using ::testing::Not;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

using Writer = std::function<void(const std::string& path)>;

const std::vector<std::pair<std::string, Writer>>& all_writers() {
  static const std::vector<std::pair<std::string, Writer>> writers{
      {"a.gpkg",
       [](const std::string& path) { write_geopackage(path, sample_layers(), sample_options()); }},
      {"described.gpkg",
       [](const std::string& path) {
         GeoPackageOptions options;
         options.metadata = {{sample_layers()[0].name, "<a/>"}, {sample_layers()[1].name, "<b/>"}};
         write_geopackage(path, sample_layers(), options);
       }},
      {"a.tif",
       [](const std::string& path) {
         write_geotiff(path, sample_grid(), MetricCrs(32649), "Kepadatan", "laporan/km2");
       }},
      {"a.csv", [](const std::string& path) { write_csv(path, sample_layers()[3]); }},
      {"a.xlsx",
       [](const std::string& path) {
         write_xlsx(path, sample_layers(), "Isi", {"Lembar", "Tabel", "Keterangan", "Baris"});
       }},
      {"a.gpx", [](const std::string& path) { write_gpx(path, sample_route()); }},
      {"a.txt",
       [](const std::string& path) { write_text(path, std::string(100'000, 'x') + "\r\n\xE2"); }}};
  return writers;
}

// --- all writers --------------------------------------------------------------------------------

TEST(Writers, GiveEqualBytesInAnyTimeZoneAndSecond) {
  const TempDir dir;
  const TempDir other;
  for (const auto& [name, write] : all_writers()) write(dir.path() / name);
  const timespec pause{.tv_sec = 2, .tv_nsec = 100'000'000};  // zip files count pairs of seconds
  nanosleep(&pause, nullptr);
  ::setenv("TZ", "Asia/Jayapura", 1);
  ::tzset();
  for (const auto& [name, write] : all_writers()) write(other.path() / name);
  ::unsetenv("TZ");
  ::tzset();
  for (const auto& [name, write] : all_writers()) {
    EXPECT_THAT(content(dir.path() / name), Not(IsEmpty())) << name;
    EXPECT_EQ(content(dir.path() / name) == content(other.path() / name), true) << name;
  }
}

TEST(Writers, ReplaceWhatWasThere) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    write(dir.path() / name);
    const std::string first = content(dir.path() / name);
    std::ofstream(dir.path() / name, std::ios::binary) << std::string(2'000'000, 'x');
    write(dir.path() / name);
    EXPECT_EQ(content(dir.path() / name) == first, true) << name;
  }
}

TEST(Writers, LeaveNothingButTheirFile) {
  for (const auto& [name, write] : all_writers()) {
    const TempDir dir;
    write(dir.path() / name);
    const auto count = std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator());
    EXPECT_EQ(count, 1) << name;
  }
}

/// The exit code of a child process that may write files of so many bytes: 0 if the writer told a
/// failure, 1 if it claimed success, 2 if it failed otherwise.
int outcome_with_limit(const Writer& write, const fs::path& path, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write(path);
      ::_exit(1);
    } catch (const OutputError&) {
      ::_exit(0);
    } catch (...) {
      ::_exit(2);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

TEST(Writers, NeverClaimSuccessOnAFullDisk) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    write(dir.path() / name);
    const auto size = fs::file_size(dir.path() / name);
    for (const double share : {0.0, 0.1, 0.5, 0.9, 0.999}) {
      const auto limit = static_cast<rlim_t>(share * static_cast<double>(size));
      EXPECT_EQ(outcome_with_limit(write, dir.path() / ("limited-" + name), limit), 0)
          << name << " limited to " << limit << " of " << size;
    }
  }
}

TEST(Writers, NameThePlaceTheyCannotWriteTo) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    const std::string path = dir.path() / "absent" / name;
    try {
      write(path);
      FAIL() << name;
    } catch (const OutputError& error) {
      EXPECT_EQ(error.place().file, path);
    }
  }
}

TEST(Writers, RefuseLayersThatBreakTheirPromise) {
  const TempDir dir;
  const std::string path = dir.path() / "a.gpkg";
  const auto refuses = [&](const std::function<void(Layer&)>& spoil) {
    Layer layer = sample_layers()[0];
    spoil(layer);
    EXPECT_THROW(write_geopackage(path, std::vector{layer}), ContractViolation);
  };
  refuses([](Layer& l) { l.name = "Nama Desa"; });
  refuses([](Layer& l) { l.columns[0].alias = l.columns[1].alias; });
  EXPECT_FALSE(fs::exists(path));
}

/// ECMA-376: a sheet has 1,048,576 rows.
TEST(Writers, FillASheetToItsLastRowAndRefuseMore) {
  constexpr std::size_t kRowsBelowTheHeader = 1'048'575;
  const TempDir dir;
  const auto write = [&](std::size_t rows) {
    Integers values(rows);
    values.back() = 7;  // What was written is read back.
    const Layer table{.name = "t",
                      .title = "T",
                      .description = "",
                      .shapes = {},
                      .columns = {{.name = "x", .alias = "X", .values = values}}};
    write_xlsx(dir.path() / "a.xlsx", std::vector{table}, "Isi");
  };
  EXPECT_NO_THROW(write(kRowsBelowTheHeader));
  try {
    write(kRowsBelowTheHeader + 1);
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "too_many_rows");
  }
}

TEST(Writers, RefuseTablesThatBreakTheirPromise) {
  const TempDir dir;
  const std::string path = dir.path() / "a.csv";
  Layer layer = sample_layers()[0];
  std::get<Reals>(layer.columns[1].values)[0] = std::nan("");
  EXPECT_THROW(write_csv(path, layer, false), ContractViolation);
  EXPECT_THROW(write_csv(path, Layer{.name = "kosong"}, false), ContractViolation);
  EXPECT_FALSE(fs::exists(path));
}

TEST(Writers, RefuseAStyleOfNoLayer) {
  const TempDir dir;
  const std::string path = dir.path() / "a.gpkg";
  const GeoPackageOptions options{
      .styles = {{.layer = "tidak_ada", .name = "x", .qml = "<qgis/>"}}};
  EXPECT_THROW(write_geopackage(path, std::vector{sample_layers()[0]}, options), ContractViolation);
}

}  // namespace
}  // namespace rawan::io
