#include "rawan/engine/config.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/policy.h"
#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"
#include "support/small_region.h"
#include "support/temp_dir.h"
#include "targets.h"

#include <fstream>
#include <string>

namespace rawan::fuzz {
namespace {

/// A file of these bytes, in a directory of its own.
class File {
 public:
  File(Bytes bytes, const char* name) : path_((directory_.path() / name).string()) {
    std::ofstream(path_, std::ios::binary) << std::string(bytes.begin(), bytes.end());
  }
  const std::string& path() const { return path_; }

 private:
  testing::TempDir directory_;
  std::string path_;
};

/// Every record found ends in one of the four ways, or the file is refused.
template <class Read>
void expect_sums(const Read& read) {
  io::Ledger ledger;
  try {
    read(ledger);
  } catch (const io::InputError&) {
    return;  // Refused with a reason.
  }
  ledger.prove_complete();
}

void read_reports(Bytes bytes, const char* name) {
  const File file(bytes, name);
  const std::vector<io::ReportSource> sources{{.path = file.path()}};
  const io::Region region = io::test::small_region();
  const auto crosswalk = io::test::small_crosswalk();
  const io::ReadRules rules{.as_of = io::test::day(2026, 11, 21), .accept_fuzzy = true};
  expect_sums([&](io::Ledger& ledger) {
    for (const io::Report& report :
         io::read_reports(sources, region, crosswalk, rules, ledger).reports) {
      expect(report.reported_at <= rules.as_of + std::chrono::days(1), "no report of tomorrow");
    }
  });
}

void read_villages(Bytes bytes, const char* name) {
  const File file(bytes, name);
  const io::VillageSource source{.path = file.path()};
  const auto crosswalk = io::test::small_crosswalk();
  expect_sums([&](io::Ledger& ledger) {
    io::VillageId last{};
    for (const io::Village& village :
         io::read_villages(source, crosswalk, "61.07", ledger).villages) {
      expect(last < village.id, "villages are sorted and each is there once");
      last = village.id;
    }
  });
}

}  // namespace

void read_delimited_reports(Bytes bytes) {
  read_reports(bytes, "laporan.csv");
}

void read_workbook_reports(Bytes bytes) {
  read_reports(bytes, "laporan.xlsx");
}

void read_geojson_villages(Bytes bytes) {
  read_villages(bytes, "desa.geojson");
}

void read_geopackage_villages(Bytes bytes) {
  read_villages(bytes, "desa.gpkg");
}

void read_settings(Bytes bytes) {
  const File file(bytes, "project.toml");
  try {
    static_cast<void>(engine::read_config(file.path()));
  } catch (const engine::ConfigError&) {
    // Said what is wrong with it.
  }
  try {
    static_cast<void>(engine::load_policy(file.path(), ""));
  } catch (const engine::GateRefusal&) {
    // The same.
  }
}

}  // namespace rawan::fuzz
