// Random small districts: sparse counts, quarters and their year, villages in kecamatan in a
// kabupaten, reporters with several reports. What the rules of disclosure let pass is written to
// files and attacked. RAWAN_DISTRICTS=1000 attacks the whole set.

#include "attack/claims.h"
#include "rawan/algorithms/disclosure.h"
#include "rawan/algorithms/random.h"
#include "support/attack_scenes.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace rawan::engine::attack {
namespace {

using disclosure::Showing;
using rawan::testing::TempDir;
using ::testing::IsEmpty;

constexpr std::uint32_t kLeast = 5;

/// How many are attacked: few in every run of the tests, all of them when asked.
std::uint64_t districts() {
  const char* asked = std::getenv("RAWAN_DISTRICTS");
  return asked == nullptr ? 60 : std::strtoull(asked, nullptr, 10);
}

/// Areas by code and who reported in each quarter.
struct District {
  struct Area {
    std::string code;
    std::vector<std::uint32_t> villages;
  };
  std::vector<std::string> villages;
  std::vector<Area> groups;                                 ///< Kecamatan, then the kabupaten.
  std::vector<std::vector<disclosure::Evidence>> quarters;  ///< Per quarter, per village.
};

disclosure::Evidence reporters_of(double mean, Stream& random) {
  disclosure::Evidence evidence;
  evidence.reporters = static_cast<std::uint32_t>(random.poisson(mean * random.gamma(1.0)));
  std::uint64_t all = 0;
  std::uint64_t most = 0;
  for (std::uint32_t i = 0; i < evidence.reporters; ++i) {
    const std::uint64_t reports = 1 + random.poisson(random.below(10) == 0 ? 8.0 : 0.3);
    all += reports;
    most = std::max(most, reports);
  }
  evidence.sessions = evidence.reporters > 3 ? 3 : evidence.reporters;
  evidence.largest_share = all == 0 ? 0.0 : static_cast<double>(most) / static_cast<double>(all);
  return evidence;
}

District random_district(std::uint64_t seed) {
  Stream random(20'261'122, seed);
  District district;
  const std::size_t kecamatan = 2 + random.below(4);
  District::Area all{"61.07", {}};
  for (std::size_t k = 0; k < kecamatan; ++k) {
    District::Area group{"61.07.0" + std::to_string(k + 1), {}};
    const std::size_t villages = 2 + random.below(9);
    for (std::size_t v = 0; v < villages; ++v) {
      group.villages.push_back(static_cast<std::uint32_t>(district.villages.size()));
      all.villages.push_back(group.villages.back());
      district.villages.push_back(group.code + "." + std::to_string(2001 + v));
    }
    district.groups.push_back(std::move(group));
  }
  district.groups.push_back(std::move(all));
  const double mean = 0.5 + 14.0 * random.uniform();
  district.quarters.resize(4);
  for (auto& quarter : district.quarters) {
    for (std::size_t v = 0; v < district.villages.size(); ++v) {
      quarter.push_back(reporters_of(mean, random));
    }
  }
  return district;
}

/// Several villages together.
disclosure::Evidence joined(const std::vector<disclosure::Evidence>& parts) {
  disclosure::Evidence sum;
  for (const auto& part : parts) {
    sum.reporters += part.reporters;
    sum.sessions += part.sessions;
    sum.largest_share = std::max(sum.largest_share, part.largest_share * part.reporters);
  }
  if (sum.reporters > 0) sum.largest_share = std::min(1.0, sum.largest_share / sum.reporters);
  return sum;
}

/// What a policy makes of a district. The defaults are those of the planning tier.
struct Rules {
  disclosure::SafetyRule safe{.min_reporters = kLeast};
  bool complementary = true;
  bool exact = false;
  bool cumulative = false;  ///< Windows that grow instead of quarters.
};

/// One published number.
struct Row {
  std::string code;
  std::string window;
  std::uint32_t count = 0;
  Showing showing = Showing::shown;
};

std::string text_of(const Row& row, const Rules& rules) {
  const disclosure::Classes classes{5, 10, 20, 50};
  if (row.showing != Showing::shown) return "disamarkan";
  if (rules.exact) return std::to_string(row.count);
  const auto c = disclosure::class_of(row.count, classes);
  if (!c) return std::to_string(row.count);
  if (*c + 1 == classes.size()) return "50+";
  return std::to_string(classes[*c]) + "-" + std::to_string(classes[*c + 1] - 1);
}

/// Units of one window: villages, kecamatan, kabupaten.
void add_window(const District& district, const std::vector<disclosure::Evidence>& villages,
                const std::string& window, const Rules& rules, std::uint32_t first_atom,
                disclosure::Table& table, std::vector<Row>& rows) {
  const auto add = [&](const std::string& code, const disclosure::Evidence& evidence,
                       const std::vector<std::uint32_t>& atoms) {
    std::vector<std::uint32_t> shifted;
    for (const std::uint32_t atom : atoms) shifted.push_back(first_atom + atom);
    table.units.push_back(std::move(shifted));
    table.safe.push_back(disclosure::is_safe(evidence, rules.safe));
    rows.push_back({code, window, evidence.reporters, Showing::shown});
  };
  for (std::uint32_t v = 0; v < villages.size(); ++v) {
    table.count.push_back(villages[v].reporters);
    add(district.villages[v], villages[v], {v});
  }
  for (const District::Area& group : district.groups) {
    std::vector<disclosure::Evidence> parts;
    std::vector<std::uint32_t> siblings;
    for (const std::uint32_t v : group.villages) {
      parts.push_back(villages[v]);
      siblings.push_back(first_atom + v);
    }
    add(group.code, joined(parts), group.villages);
    if (group.code.size() > 5) table.siblings.push_back(siblings);
  }
}

/// Everything published up to a quarter.
std::vector<Row> published(const District& district, std::size_t quarters, const Rules& rules) {
  disclosure::Table table;
  std::vector<Row> rows;
  std::vector<std::vector<disclosure::Evidence>> windows(
      district.quarters.begin(), district.quarters.begin() + static_cast<std::ptrdiff_t>(quarters));
  if (rules.cumulative) {
    for (std::size_t v = 0; v < district.villages.size(); ++v) {
      std::vector<disclosure::Evidence> parts;
      for (const auto& window : windows) parts.push_back(window[v]);
      windows[0][v] = joined(parts);
    }
    windows.resize(1);
  }
  constexpr std::array kEnds{"03-31", "06-30", "09-30", "12-31"};
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const std::string name = rules.cumulative
                                 ? std::string("2026-01-01/2026-") + kEnds[quarters - 1]
                                 : "2026-Q" + std::to_string(w + 1);
    add_window(district, windows[w], name, rules,
               static_cast<std::uint32_t>(w * district.villages.size()), table, rows);
  }
  const auto showing = disclosure::suppress(
      table,
      {.classes = {5, 10, 20, 50}, .least = rules.safe.min_reporters, .exact_values = rules.exact});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].showing = rules.complementary ? showing[i]
                      : table.safe[i]     ? Showing::shown
                                          : Showing::primary;
  }
  return rows;
}

io::SeenRelease written(const fs::path& dir, const std::string& name, const std::vector<Row>& rows,
                        const Rules& rules) {
  io::Texts codes;
  io::Texts windows;
  io::Texts shown;
  for (const Row& row : rows) {
    codes.emplace_back(row.code);
    windows.emplace_back(row.window);
    shown.emplace_back(text_of(row, rules));
  }
  Release release(dir, "planning", name);
  io::write_csv((release.path() / "angka.csv").string(),
                table_of("angka", {texts("kode", codes), texts("periode", windows),
                                   texts("jumlah_pelapor", shown)}));
  return release.seen();
}

bool is_unsafe(const CountKey& key, const District& district, const Rules& rules) {
  const auto& [measure, unit, window] = key;
  const auto village = std::ranges::find(district.villages, unit);
  if (village == district.villages.end()) return false;
  const auto v = static_cast<std::size_t>(village - district.villages.begin());
  const auto quarter = static_cast<std::size_t>(window.back() - '1');
  return !disclosure::is_safe(district.quarters[quarter][v], rules.safe);
}

/// By somebody who knows who is unsafe: of nobody unsafe may it be known that there is one, nor
/// that there are fewer than k (reliability.md 7.1).
Line scored(const Claims& claims, const District& district, const Rules& rules) {
  Line line{.attack = "truth", .tried = claims.asked};
  if (rules.cumulative) return line;
  for (const Claim& claim : claims.list) {
    const bool unsafe = std::ranges::all_of(
        claim.members, [&](const CountKey& key) { return is_unsafe(key, district, rules); });
    const bool narrow = claim.members.size() == 1 && claim.bounds.high < kLeast;
    if (unsafe && (claim.bounds.low > 0.0 || narrow)) line.leak("recovered", "");
  }
  return line;
}

/// Districts of which the attacks learned anything, and what.
struct Outcome {
  std::uint64_t broken = 0;
  std::uint64_t tried = 0;
  std::vector<std::string> codes;
};

/// Releases after two, three and four quarters, attacked together.
Outcome attack_districts(std::uint64_t count, const Rules& rules) {
  Outcome outcome;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const TempDir dir;
    const District district = random_district(seed);
    Scene scene;
    for (const std::size_t quarters : {2U, 3U, 4U}) {
      const auto rows = published(district, quarters, rules);
      scene.releases.push_back(written(dir.path(), std::to_string(quarters), rows, rules));
    }
    std::vector<Line> lines;
    attack_sums(scene, {}, lines);
    lines.push_back(scored(claims_of(scene, kLeast, {}), district, rules));
    attack_differences(scene, {}, lines);
    attack_repetition(scene, {}, lines);
    for (const Line& line : lines) outcome.tried += line.tried;
    const auto found = codes(lines);
    outcome.broken += found.empty() ? 0 : 1;
    outcome.codes.insert(outcome.codes.end(), found.begin(), found.end());
  }
  return outcome;
}

TEST(Districts, LoseNothingInClasses) {
  const Outcome outcome = attack_districts(districts(), {});
  EXPECT_EQ(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_GT(outcome.tried, 0U);
}

TEST(Districts, LoseNothingInNumbers) {
  const Outcome outcome = attack_districts(districts(), {.exact = true});
  EXPECT_EQ(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, IsEmpty());
}

TEST(Districts, AreReadWithoutComplementarySuppression) {
  const Outcome outcome = attack_districts(20, {.complementary = false, .exact = true});
  EXPECT_GE(outcome.broken, 15U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("recovered"));
}

TEST(Districts, AreReadThroughWindowsThatGrow) {
  const Outcome outcome = attack_districts(20, {.exact = true, .cumulative = true});
  EXPECT_GE(outcome.broken, 15U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("difference"));
}

TEST(Districts, AreReadWhereOneReporterIsEnough) {
  const Outcome outcome = attack_districts(
      20, {.safe = {.min_reporters = 1, .min_sessions = 1, .max_share = 1.0}, .exact = true});
  EXPECT_GE(outcome.broken, 15U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("small"));
}

}  // namespace
}  // namespace rawan::engine::attack
