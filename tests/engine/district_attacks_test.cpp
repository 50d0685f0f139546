// Random small districts: sparse counts, quarters and their year, villages in kecamatan in a
// kabupaten, reporters with several reports. What the gate lets pass for planners is written to
// files and attacked. RAWAN_DISTRICTS=1000 attacks the whole set.

#include "attack/claims.h"
#include "attack/neighbors.h"
#include "layers.h"
#include "rawan/io/release.h"
#include "results_page.h"
#include "support/attack_scenes.h"
#include "support/random_district.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

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
  bool nobody_said = false;   ///< "No data" where nobody told, not where nobody asked.
  bool any() const {
    return complementary_shown || numbers || windows_grow || least < 5 || nobody_said;
  }
};

/// What districts are attacked, under which rules.
struct Setting {
  const char* rules = "baku";
  rawan::testing::DistrictOfPeople people = {};
};

Policy policy_of(const Mistakes& mistakes, const char* rules_name) {
  Policy policy = load_policy(rules_name, "");
  policy.sharing_agreement = "PKS-1";
  if (mistakes.least >= 5) return policy;
  TierPolicy& rules = policy.tiers[static_cast<std::size_t>(Tier::planning)];
  rules.unit = {.min_reporters = mistakes.least, .min_sessions = 1, .max_share = 1.0};
  rules.classes = {1, 2, 3, 4, 5, 10, 20, 50};
  return policy;
}

/// Publishes a district quarter by quarter, remembering what it said before.
class Publisher {
 public:
  Publisher(ToldDistrict& district, const Mistakes& mistakes, const char* rules,
            const fs::path& dir)
      : district_(district), mistakes_(mistakes), dir_(dir), policy_(policy_of(mistakes, rules)) {
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
    io::SeenRelease seen = mistakes_.any() ? altered(passed, quarters) : as_it_is(passed, quarters);
    if (!mistakes_.any()) seen.least = policy_.of(Tier::planning).unit.min_reporters;
    return seen;
  }

 private:
  void move_to_first_quarter() {
    for (io::Report& report : district_.results.records.reports) {
      if (*report.occurred_on <= district_.config.period.to) report.occurred_on = first_day(0);
    }
    district_.config.period.to = first_day(1) - std::chrono::days(1);
  }

  io::SeenRelease as_it_is(const Passed<Tier::planning>& passed, std::size_t quarters) const {
    const ResultsPage shared(district_.results, district_.config, words_);
    const PlanningContext context{.cleared = passed.cleared, .page = shared.page};
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
    if (mistakes_.nobody_said && people == 0) return "belum ada data";
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

/// Some villages are small, of some nobody knows how many live there.
void add_households(std::uint64_t seed, ToldDistrict& district) {
  Stream random(6, seed);
  for (const io::Village& village : district.results.records.villages.villages) {
    io::Population people{.village = village.id, .year = 2025, .total = 2000};
    if (random.below(10) > 0) people.households = 60 + static_cast<std::int64_t>(random.below(300));
    district.results.records.population.push_back(people);
  }
}

/// Releases after two, three and four quarters, attacked together.
Outcome attack_districts(std::uint64_t count, const Mistakes& mistakes,
                         const Setting& setting = {}) {
  Outcome outcome;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const TempDir dir;
    ToldDistrict district = random_district(seed, setting.people);
    add_households(seed, district);
    const Policy policy = load_policy(setting.rules, "");
    const std::uint32_t least = policy.of(Tier::planning).unit.min_reporters;
    const Inputs inputs{district.config, policy, district.results.records};
    Publisher publisher(district, mistakes, setting.rules, dir.path());
    Scene scene;
    for (const std::size_t quarters : {2U, 3U, 4U}) {
      scene.releases.push_back(publisher.publish(quarters));
    }
    std::vector<Line> lines = attack_together(scene);
    if (!mistakes.windows_grow) {
      lines.push_back(scored(claims_of(scene, least, {}), Rerun(inputs, {}).behind(), policy));
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

TEST(Districts, LoseNothingUnderStrictRules) {
  const Setting strict{.rules = "ketat", .people = {.mean = 60.0}};
  const Outcome outcome = attack_districts(10, {}, strict);
  EXPECT_EQ(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_GT(outcome.shown, 10U * 10U) << "publishing nothing is no protection";
  const Outcome read = attack_districts(10, {.complementary_shown = true, .numbers = true}, strict);
  EXPECT_GE(read.broken, 6U) << "the same attack reads what is not suppressed";
}

// An outsider takes it that nobody told where the log knows of no patrol.
TEST(Districts, LoseNothingWhereManyWereNotAsked) {
  const Setting unasked{.people = {.unasked = 0.5}};
  const Outcome outcome = attack_districts(15, {}, unasked);
  EXPECT_EQ(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_GT(outcome.shown, 10U * 15U);
}

TEST(Districts, AreReadWhereNoDataMeansThatNobodyTold) {
  const Outcome outcome = attack_districts(15, {.nobody_said = true}, {.people = {.mean = 6.0}});
  EXPECT_GT(outcome.broken, 0U);
  EXPECT_THAT(outcome.codes, ::testing::Contains("recovered"));
}

/// A kecamatan of people per village; in those of 0 no patrol asked anybody, but in the last.
io::SeenRelease release_of(const std::vector<int>& people, bool all_asked, const fs::path& dir) {
  ToldDistrict district(people.size());
  for (std::size_t v = 0; v < people.size(); ++v) {
    district.tell(v, day(2025, 2, 3), people[v]);
    io::PatrolVisit visit{.patrol_id = std::to_string(v)};
    visit.date = day(2025, 2, 3);
    visit.village = district.results.records.villages.villages[v].id;
    if (people[v] > 0 || all_asked) district.results.records.visits.push_back(visit);
  }
  Publisher publisher(district, {}, "baku", dir);
  return publisher.publish(1);
}

/// Whether an outsider knows that somebody told in the first village, whose number is masked.
bool is_known_to_tell(io::SeenRelease release, std::initializer_list<const char*> unasked) {
  for (io::SeenTable& table : release.tables) {
    for (auto& row : table.rows) {
      const bool not_asked = std::ranges::any_of(unasked, [&](const char* code) {
        return std::ranges::count(row, io::SeenCell(std::string(code))) > 0;
      });
      for (io::SeenCell& cell : row) {
        const bool hidden = io::text_of(cell) == "Disamarkan" || io::text_of(cell) == "disamarkan";
        if (not_asked && hidden) cell = std::string("Belum ada data");
      }
    }
  }
  const Claims claims = claims_of(scene_of({std::move(release)}), 5.0, {});
  return std::ranges::any_of(claims.list, [](const Claim& claim) {
    const bool is_first =
        claim.members.size() == 1 && std::get<1>(claim.members.front()).ends_with("2001");
    return is_first && claim.bounds.low > 0.0;
  });
}

// 4 masked, 8 and 9 shown as 5-9, their kecamatan of 21 as 20-49: where nobody was asked in the
// other three villages, at least 2 told in the first.
TEST(Districts, HideSumsThatTellBesideVillagesNobodyAsked) {
  const TempDir dir;
  const std::vector<int> people{4, 0, 0, 0, 8, 9};
  EXPECT_FALSE(is_known_to_tell(release_of(people, false, dir.path() / "a"), {}));
  const auto asked = release_of(people, true, dir.path() / "b");
  EXPECT_FALSE(is_known_to_tell(asked, {})) << "four masked villages hide each other";
  EXPECT_TRUE(is_known_to_tell(asked, {"61.07.01.2002", "61.07.01.2003", "61.07.01.2004"}))
      << "the same numbers where an outsider learns that nobody was asked in three of them";
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
