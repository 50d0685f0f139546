// Random small districts: sparse counts, quarters and their year, villages in kecamatan in a
// kabupaten, reporters with several reports. What the gate lets pass for planners is written to
// files and attacked. RAWAN_DISTRICTS=1000 attacks the whole set.

#include "attack/claims.h"
#include "attack/neighbors.h"
#include "district_areas.h"
#include "layers.h"
#include "rawan/io/release.h"
#include "support/attack_scenes.h"
#include "support/random_district.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace rawan::engine::attack {
namespace {

using rawan::testing::day;
using rawan::testing::first_day;
using rawan::testing::random_district;
using rawan::testing::TempDir;
using rawan::testing::ToldDistrict;
using ::testing::IsEmpty;

/// How many are attacked: few in every run of the tests, all of them when asked.
std::uint64_t districts() {
  const char* asked = std::getenv("RAWAN_DISTRICTS");
  return asked == nullptr ? 25 : std::strtoull(asked, nullptr, 10);
}

/// What is done to what the gate let pass. The defaults: nothing.
struct Mistakes {
  bool complementary_shown = false;
  bool numbers = false;       ///< Instead of classes.
  bool windows_grow = false;  ///< From the begin of the year, not by quarters.
  std::uint32_t least = 5;    ///< k of the policy.
  bool any() const { return complementary_shown || numbers || windows_grow || least < 5; }
};

Policy policy_of(const Mistakes& mistakes) {
  Policy policy = load_policy("baku", "");
  if (mistakes.least >= 5) return policy;
  TierPolicy& rules = policy.tiers[static_cast<std::size_t>(Tier::planning)];
  rules.unit = {.min_reporters = mistakes.least, .min_sessions = 1, .max_share = 1.0};
  rules.classes = {1, 2, 3, 4, 5, 10, 20, 50};
  return policy;
}

/// Publishes a district quarter by quarter, remembering what it said before.
class Publisher {
 public:
  Publisher(ToldDistrict& district, const Mistakes& mistakes, const fs::path& dir)
      : district_(district), mistakes_(mistakes), dir_(dir), policy_(policy_of(mistakes)) {
    io::work_folder(dir);
    ledger_ = io::ReleaseLedger::open(dir);
  }

  io::SeenRelease publish(std::size_t quarters) {
    district_.config.period.to =
        (quarters == 4 ? day(2026, 1, 1) : first_day(quarters)) - std::chrono::days(1);
    if (mistakes_.windows_grow) move_to_first_quarter();
    const io::ReleaseLedger nothing;
    const Memory memory{mistakes_.windows_grow ? nothing : ledger_, std::string(32, 'k')};
    const auto passed = district_.planning(policy_, memory);
    for (const io::LedgerRelease& release : passed.record) ledger_.add(release);
    return mistakes_.any() ? altered(passed, quarters) : as_it_is(passed, quarters);
  }

 private:
  void move_to_first_quarter() {
    for (io::Report& report : district_.results.records.reports) {
      if (*report.occurred_on <= district_.config.period.to) report.occurred_on = first_day(0);
    }
    district_.config.period.to = first_day(1) - std::chrono::days(1);
  }

  io::SeenRelease as_it_is(const Passed<Tier::planning>& passed, std::size_t quarters) const {
    const io::Projector projector(district_.results.records.crs.crs);
    const Results& results = district_.results;
    const std::vector<DistrictArea> districts =
        district_areas(results.study.sites, results.records.villages.villages);
    const PlanningContext context{.cleared = passed.cleared,
                                  .page = {.config = district_.config,
                                           .words = words_,
                                           .projector = projector,
                                           .districts = districts}};
    Release release(dir_, "planning", std::to_string(quarters));
    for (const io::Layer& layer : planning_layers(context)) {
      if (!std::holds_alternative<std::monostate>(layer.shapes)) continue;
      io::write_csv((release.path() / (layer.name + ".csv")).string(), layer);
    }
    return release.seen();
  }

  std::string text_of(const AreaCount& count, const io::LedgerCell* cell) const {
    const std::size_t people = cell == nullptr ? 0 : cell->reporters.size();
    const bool opened = cell != nullptr && cell->complementary && mistakes_.complementary_shown;
    if (!count.shown && !opened) return "disamarkan";
    if (mistakes_.numbers || !count.shown) return std::to_string(people);
    return *count.shown;
  }

  io::SeenRelease altered(const Passed<Tier::planning>& passed, std::size_t quarters) const {
    std::map<std::pair<std::string, std::string>, const io::LedgerCell*> cells;
    for (const io::LedgerCell& cell : passed.record[0].cells) {
      if (cell.measure == "pelapor") cells[{cell.unit, cell.window}] = &cell;
    }
    io::Texts codes;
    io::Texts windows;
    io::Texts shown;
    constexpr std::array kEnds{"03-31", "06-30", "09-30", "12-31"};
    for (const AreaCount& count : passed.cleared.view().counts) {
      if (count.measure != "pelapor") continue;
      const auto cell = cells.find({count.area, count.window});
      codes.emplace_back(count.area);
      windows.emplace_back(mistakes_.windows_grow
                               ? std::string("2025-01-01/2025-") + kEnds[quarters - 1]
                               : count.window);
      shown.emplace_back(text_of(count, cell == cells.end() ? nullptr : cell->second));
    }
    Release release(dir_, "planning", std::to_string(quarters));
    io::write_csv((release.path() / "angka.csv").string(),
                  attack::table_of("angka", {texts("kode", codes), texts("periode", windows),
                                             texts("jumlah_pelapor", shown)}));
    return release.seen();
  }

  ToldDistrict& district_;
  Mistakes mistakes_;
  fs::path dir_;
  Policy policy_;
  Catalogue words_{Language::id};
  io::ReleaseLedger ledger_;
};

/// By somebody who knows who is unsafe: of no unsafe village may it be known in any quarter that
/// there is somebody, nor that there are fewer than k (reliability.md 7.1).
Line scored(const Claims& claims, const Behind& behind, const Policy& policy) {
  Line line{.attack = "truth", .tried = claims.asked};
  const disclosure::SafetyRule& rule = policy.of(Tier::planning).unit;
  const auto is_unsafe = [&](const CountKey& key) {
    const auto& [measure, unit, window] = key;
    if (unit.size() < 13 || window.size() != 7) return false;
    const auto found = behind.undoubted.find({unit, window, "pelapor"});
    return found == behind.undoubted.end() || !disclosure::is_safe(found->second, rule);
  };
  for (const Claim& claim : claims.list) {
    const bool unsafe = std::ranges::all_of(claim.members, is_unsafe);
    const bool narrow = claim.members.size() == 1 && claim.bounds.high < rule.min_reporters;
    if (unsafe && (claim.bounds.low > 0.0 || narrow)) line.leak("recovered", "");
  }
  return line;
}

/// Districts of which the attacks learned anything, and what.
struct Outcome {
  std::uint64_t broken = 0;
  std::uint64_t tried = 0;
  std::uint64_t shown = 0;
  std::vector<std::string> codes;
};

std::uint64_t shown_in(const io::SeenRelease& release) {
  const auto counts = published_counts(release);
  return static_cast<std::uint64_t>(
      std::ranges::count_if(counts, [](const PublishedCount& c) { return !c.bounds.hidden; }));
}

std::vector<Line> attack_together(const Scene& scene) {
  std::vector<Line> lines;
  attack_sums(scene, {}, lines);
  attack_differences(scene, {}, lines);
  attack_repetition(scene, {}, lines);
  return lines;
}

/// Releases after two, three and four quarters, attacked together.
Outcome attack_districts(std::uint64_t count, const Mistakes& mistakes) {
  Outcome outcome;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const TempDir dir;
    ToldDistrict district = random_district(seed, {});
    const Policy policy = load_policy("baku", "");
    const Inputs inputs{district.config, policy, district.results.records};
    Publisher publisher(district, mistakes, dir.path());
    Scene scene;
    for (const std::size_t quarters : {2U, 3U, 4U}) {
      scene.releases.push_back(publisher.publish(quarters));
    }
    std::vector<Line> lines = attack_together(scene);
    if (!mistakes.windows_grow) {
      lines.push_back(scored(claims_of(scene, 5.0, {}), Rerun(inputs, {}).behind(), policy));
    }
    for (const Line& line : lines) outcome.tried += line.tried;
    outcome.shown += shown_in(scene.releases.back());
    const auto found = codes(lines);
    outcome.broken += found.empty() ? 0 : 1;
    outcome.codes.insert(outcome.codes.end(), found.begin(), found.end());
  }
  return outcome;
}

TEST(Districts, LoseNothingThroughTheGate) {
  const Outcome outcome = attack_districts(districts(), {});
  EXPECT_EQ(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_GT(outcome.tried, 0U);
  EXPECT_GT(outcome.shown, 20 * districts()) << "publishing nothing is no protection";
}

TEST(Districts, AreReadWithoutComplementarySuppression) {
  const Outcome outcome = attack_districts(15, {.complementary_shown = true, .numbers = true});
  EXPECT_GE(outcome.broken, 10U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("recovered"));
}

TEST(Districts, AreReadThroughWindowsThatGrow) {
  const Outcome outcome = attack_districts(15, {.numbers = true, .windows_grow = true});
  EXPECT_GE(outcome.broken, 10U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("difference"));
}

TEST(Districts, AreReadWhereOneReporterIsEnough) {
  const Outcome outcome = attack_districts(15, {.numbers = true, .least = 1});
  EXPECT_GE(outcome.broken, 10U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("small"));
}

}  // namespace
}  // namespace rawan::engine::attack
