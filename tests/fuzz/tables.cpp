#include "files.h"
#include "rawan/io/companions.h"
#include "rawan/io/read_field.h"
#include "rawan/io/read_inputs.h"
#include "rawan/io/sensitive_sites.h"
#include "support/small_region.h"

#include <string_view>

namespace rawan::fuzz {
namespace {

bool is_packed(Bytes bytes) {
  return bytes.size() > 1 && bytes[0] == 'P' && bytes[1] == 'K';
}

}  // namespace

void read_delimited_reports(Bytes bytes) {
  judge_reports(File(bytes, "laporan.csv").path());
}

void read_workbook_reports(Bytes bytes) {
  judge_reports(File(bytes, "laporan.xlsx").path());
}

void read_features_of_text(Bytes bytes) {
  const File file(bytes, "titik.csv");
  judge_features(file.path());
  judge_table_of_points(file.path());
}

void read_registers(Bytes bytes) {
  const File file(bytes, "daftar.csv");
  const io::TableSource source{.path = file.path()};
  const io::Region region = io::test::small_region();
  const auto crosswalk = io::test::small_crosswalk();
  const io::ReadRules rules{.as_of = io::test::day(2026, 11, 21)};
  expect_sums([&](io::Ledger& l) { io::read_patrol_log(source, region, crosswalk, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_krppa(source, region, crosswalk, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_population(source, region, crosswalk, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_posts(source, region, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_squads(source, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_contacts(source, rules, l); });
  expect_sums([&](io::Ledger& l) { io::read_crosswalk(source, l); });
  expect_sums([&](io::Ledger& l) { io::read_sensitive_sites(source, region, rules, l); });
}

void read_schedules(Bytes bytes) {
  const File file(bytes, is_packed(bytes) ? "jadwal.xlsx" : "jadwal.csv");
  const io::TableSource source{.path = file.path()};
  const io::ReadRules rules{.as_of = io::test::day(2026, 11, 21)};
  expect_sums([&](io::Ledger& l) { io::read_schedule(source, l); });
  expect_sums([&](io::Ledger& l) { io::read_overrides(source, l); });
  expect_sums(
      [&](io::Ledger& l) { io::read_checkins(source, {}, io::test::small_region(), rules, l); });
}

}  // namespace rawan::fuzz
