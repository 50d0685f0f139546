// Random small districts, cleared for planners with and without each of their people.

#include "attack/neighbors.h"
#include "support/random_district.h"

#include <gtest/gtest.h>

#include <set>

namespace rawan::engine::attack {
namespace {

using rawan::testing::random_district;
using rawan::testing::ToldDistrict;

/// What planners read of the counts and of what is derived from them, as if for the first time.
struct Reading {
  std::vector<AreaCount> counts;
  std::vector<std::string> burden;
  std::vector<std::size_t> people;  ///< By the ledger's record: what a release of numbers tells.
};

Reading reading_of(const ToldDistrict& district, const Policy& policy) {
  const io::ReleaseLedger nothing;
  const auto passed =
      Gate::planning(district.results, district.config, policy, {nothing, std::string(32, 'k')});
  Reading reading{.counts = passed.cleared.view().counts, .burden = {}, .people = {}};
  for (const PlannedBurden& row : passed.cleared.view().burden) {
    reading.burden.push_back(row.code + " " + row.reports.value_or("-"));
  }
  for (const io::LedgerCell& cell : passed.record[0].cells) {
    if (!cell.shown.empty()) reading.people.push_back(cell.reporters.size());
  }
  return reading;
}

/// The class that the gate may show of each count, by evidence counted without it.
std::vector<std::optional<std::size_t>> standings(const Reading& reading, const Behind& behind,
                                                  const TierPolicy& rules) {
  std::vector<std::optional<std::size_t>> all;
  for (const AreaCount& count : reading.counts) {
    const UnitKey key{count.area, count.window, count.measure};
    const auto found = behind.undoubted.find(key);
    const bool safe =
        found != behind.undoubted.end() && disclosure::is_safe(found->second, rules.unit);
    all.push_back(safe ? disclosure::class_of(behind.counts.at(key).reporters, rules.classes)
                       : std::nullopt);
  }
  return all;
}

struct Removals {
  std::uint64_t people = 0;
  std::uint64_t crossed = 0;       ///< Of them, of whom some class or safety hung.
  std::uint64_t class_moves = 0;   ///< A class that changed without having been crossed.
  std::uint64_t mask_moves = 0;    ///< A mask that did though nothing was crossed.
  std::uint64_t burden_moves = 0;  ///< A kecamatan's or zone's row though no count changed.
  std::uint64_t number_moves = 0;  ///< The same of a release with numbers.
};

/// Compares what is read with and without one person.
void compare(const Reading& was, const Reading& is,
             const std::vector<std::optional<std::size_t>>& stood,
             const std::vector<std::optional<std::size_t>>& stands, Removals& removals) {
  const bool crossed = stood != stands;
  bool changed = false;
  ++removals.people;
  removals.crossed += crossed ? 1 : 0;
  for (std::size_t i = 0; i < was.counts.size(); ++i) {
    if (was.counts[i].shown == is.counts[i].shown) continue;
    changed = true;
    const bool both = was.counts[i].shown && is.counts[i].shown;
    removals.class_moves += both && stood[i] == stands[i] ? 1 : 0;
    removals.mask_moves += !both && !crossed ? 1 : 0;
  }
  removals.burden_moves += !changed && was.burden != is.burden ? 1 : 0;
  removals.number_moves += !crossed && was.people != is.people ? 1 : 0;
}

Removals remove_each(std::uint64_t seed) {
  ToldDistrict district =
      random_district(seed, {.most_kecamatan = 2, .most_villages = 4, .mean = 4.0});
  for (const std::size_t village : {0U, 3U}) {
    io::KrppaEntry entry;
    entry.village = district.results.records.villages.villages[village].id;
    district.results.records.krppa.push_back(entry);
  }
  const Policy policy = load_policy("baku", "");
  const TierPolicy& rules = policy.of(Tier::planning);
  district.analysed();
  const Inputs inputs{district.config, policy, district.results.records};
  Rerun rerun(inputs, {});
  const Reading whole = reading_of(district, policy);
  const auto stood = standings(whole, rerun.behind(), rules);
  std::set<std::uint64_t> people;
  for (const Testimony& testimony : rerun.told()) people.insert(testimony.reporter);
  Removals removals;
  constexpr std::uint64_t kMost = 40;
  for (const std::uint64_t person : people) {
    if (removals.people == kMost) break;
    rerun.remove(person);
    district.results.study.reports = rerun.results().study.reports;
    compare(whole, reading_of(district, policy), stood, standings(whole, rerun.behind(), rules),
            removals);
    rerun.restore();
  }
  return removals;
}

// P10: each person taken away in turn. P06: rows of zones are what their villages' classes say.
TEST(Removals, ChangeNothingUnlessAClassOrASafetyWasCrossed) {
  Removals all;
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    const Removals removals = remove_each(seed);
    EXPECT_EQ(removals.class_moves, 0U) << seed;
    EXPECT_EQ(removals.mask_moves, 0U) << seed;
    EXPECT_EQ(removals.burden_moves, 0U) << seed;
    all.people += removals.people;
    all.crossed += removals.crossed;
    all.number_moves += removals.number_moves;
  }
  EXPECT_GT(all.crossed, 0U) << "some stood at a boundary";
  EXPECT_LT(all.crossed, all.people);
  EXPECT_GT(all.number_moves, 0U) << "the mutant: a release of numbers tells of each person";
}

}  // namespace
}  // namespace rawan::engine::attack
