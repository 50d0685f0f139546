#include "files.h"

#include "rawan/io/feature_set.h"
#include "rawan/io/read_inputs.h"
#include "support/small_region.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <vector>

namespace rawan::fuzz {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, Bytes bytes) {
  std::ofstream(path, std::ios::binary) << std::string(bytes.begin(), bytes.end());
}

Bytes take(Bytes& rest, std::size_t count) {
  const Bytes taken = rest.first(std::min(count, rest.size()));
  rest = rest.subspan(taken.size());
  return taken;
}

std::size_t take_number(Bytes& rest, std::size_t bytes) {
  std::size_t number = 0;
  for (std::size_t i = 0; const std::uint8_t byte : take(rest, bytes)) {
    number += std::size_t{byte} << (8 * i++);
  }
  return number;
}

bool is_plain(const std::string& name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '_';
  });
}

void expect_all(const io::FeatureRequest& request) {
  try {
    const io::FeatureSet set = io::read_feature_set(request);
    std::uint64_t refused = 0;
    for (const io::Rejection& rejection : set.rejections) refused += rejection.count;
    expect(set.read == set.size() + refused, "every record is kept or refused");
    for (const io::Attribute& column : set.attributes) {
      expect(column.size() == set.size(), "columns are whole");
    }
  } catch (const io::InputError&) {
    // Refused with a reason.
  }
}

constexpr io::AcceptedShapes kAnything{.areas = true, .lines = true, .points = true, .none = true};

}  // namespace

File::File(Bytes bytes, const std::string& name) : path_(directory_.path() / name) {
  write(path_, bytes);
}

Folder::Folder(Bytes packed, const std::string& name) : path_(directory_.path() / name) {
  fs::create_directory(path_);
  while (!packed.empty()) {
    const Bytes raw = take(packed, take_number(packed, 1));
    const std::string file(raw.begin(), raw.end());
    if (!is_plain(file)) return;
    write(path_ / file, take(packed, take_number(packed, 3)));
  }
}

void judge_reports(const std::string& path) {
  const std::vector<io::ReportSource> sources{{.path = path}};
  const io::Region region = io::test::small_region();
  const auto crosswalk = io::test::small_crosswalk();
  const io::ReadRules rules{.as_of = io::test::day(2026, 11, 21), .accept_fuzzy = true};
  expect_sums([&](io::Ledger& ledger) {
    const io::ReportStore store = io::read_reports(sources, region, crosswalk, rules, ledger);
    for (const io::Report& report : store.of(0).reports) {
      expect(report.reported_at <= rules.as_of + std::chrono::days(1), "no report of tomorrow");
    }
  });
}

void judge_villages(const std::string& path) {
  const io::VillageSource source{.path = path};
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

void judge_features(const std::string& path) {
  expect_all({.path = path, .accepted = kAnything, .keeps_everything = true});
}

void judge_table_of_points(const std::string& path) {
  expect_all({.path = path,
              .accepted = kAnything,
              .x = "x",
              .y = "y",
              .system = io::coordinate_system("EPSG:4326"),
              .keeps_everything = true});
}

}  // namespace rawan::fuzz
