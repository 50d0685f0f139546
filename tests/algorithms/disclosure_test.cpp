#include "rawan/algorithms/disclosure.h"

#include "oracles/table_attack.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/count_tables.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace rawan::disclosure {
namespace {

using ::rawan::testing::kecamatan_table;
using ::rawan::testing::with_threads;
using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;

const SuppressionOptions kNumbers{.exact_values = true};

std::ptrdiff_t hidden(const std::vector<Showing>& showing) {
  return std::ranges::count_if(showing, [](Showing s) { return s != Showing::shown; });
}

std::vector<Showing> only_primary(const Table& table) {
  std::vector<Showing> showing;
  for (const bool safe : table.safe) showing.push_back(safe ? Showing::shown : Showing::primary);
  return showing;
}

TEST(Safety, AsksForPeopleSessionsMixtureAndHouseholds) {
  const SafetyRule rule{.min_reporters = 5, .min_sessions = 2, .max_share = 0.8};
  const Evidence good{.reporters = 5, .sessions = 2, .largest_share = 0.8};
  EXPECT_TRUE(is_safe(good, rule));
  Evidence bad = good;
  bad.reporters = 4;
  EXPECT_FALSE(is_safe(bad, rule));
  bad = good;
  bad.sessions = 1;
  EXPECT_FALSE(is_safe(bad, rule));
  bad = good;
  bad.largest_share = 0.81;
  EXPECT_FALSE(is_safe(bad, rule));
}

TEST(Safety, FailsClosedWhereSomethingIsNotKnown) {
  SafetyRule rule{.min_reporters = 0, .min_sessions = 0, .max_share = 1.0};
  EXPECT_FALSE(is_safe({}, rule)) << "nobody told anything";
  rule.min_households = 50.0;
  Evidence evidence{.reporters = 9, .sessions = 9};
  EXPECT_FALSE(is_safe(evidence, rule)) << "households are not known";
  evidence.households = 50.0;
  EXPECT_TRUE(is_safe(evidence, rule));
  evidence.households = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(is_safe(evidence, rule));
  evidence = {.reporters = 9, .largest_share = std::numeric_limits<double>::quiet_NaN()};
  EXPECT_FALSE(is_safe(evidence, {}));
}

TEST(Safety, AsksForOneHouseholdWhereTheRuleDoes) {
  const SafetyRule rule{.min_households = 1.0};
  EXPECT_FALSE(is_safe({.reporters = 9, .sessions = 9}, rule)) << "nobody knows of any";
  EXPECT_TRUE(is_safe({.reporters = 9, .sessions = 9, .households = 1.0}, rule));
}

TEST(Classes, HaveOneForEverythingBelowTheFirst) {
  const Classes classes{5, 10, 20, 50};
  EXPECT_EQ(class_of(0, classes), std::nullopt);
  EXPECT_EQ(class_of(4, classes), std::nullopt);
  EXPECT_EQ(class_of(5, classes), 0U);
  EXPECT_EQ(class_of(9, classes), 0U);
  EXPECT_EQ(class_of(49, classes), 2U);
  EXPECT_EQ(class_of(4000, classes), 3U);
  EXPECT_THROW(static_cast<void>(class_of(1, {10, 5})), ContractViolation);
}

// A kecamatan of four villages: one total and three numbers give the fourth away.
TEST(Suppression, HidesASecondVillageBesideTheOneBelowTheThreshold) {
  const Table table = kecamatan_table({6, 7, 3, 8});
  EXPECT_THAT(audit(table, only_primary(table), kNumbers),
              ::testing::ElementsAre(Determined{{2}, 3.0, 3.0}));
  const auto showing = suppress(table, kNumbers);
  EXPECT_EQ(hidden(showing), 2);
  EXPECT_EQ(showing[2], Showing::primary);
  EXPECT_EQ(showing.back(), Showing::shown) << "the total stays";
  EXPECT_THAT(audit(table, showing, kNumbers), IsEmpty());
}

// 24 of 20-49 less three times 5-9: the hidden village may be anything from 0 to 34.
TEST(Suppression, NeedsNoSecondVillageWhereClassesAreWideEnough) {
  const Table table = kecamatan_table({6, 7, 3, 8});
  EXPECT_EQ(hidden(suppress(table, {})), 1);
  EXPECT_EQ(hidden(suppress(kecamatan_table({9, 3}), {})), 2) << "10-19 less 5-9 is never 0";
}

TEST(Suppression, HidesTheTotalWhereEveryVillageIsUnsafe) {
  const Table table = kecamatan_table({2, 3, 1});
  const auto showing = suppress(table, kNumbers);
  EXPECT_EQ(hidden(showing), 4) << "three together are six, but of whom is known";
  EXPECT_EQ(hidden(suppress(kecamatan_table({0, 0, 0}), kNumbers)), 4);
}

TEST(Suppression, HidesTheTotalOfAKecamatanWithOneVillage) {
  const Table unsafe = kecamatan_table({3});
  EXPECT_EQ(hidden(suppress(unsafe, kNumbers)), 2);
  const Table safe = kecamatan_table({7});
  EXPECT_EQ(hidden(suppress(safe, kNumbers)), 0);
}

TEST(Suppression, SaysNothingOfNothing) {
  EXPECT_THAT(suppress({}, kNumbers), IsEmpty());
  EXPECT_THAT(audit({}, {}, kNumbers), IsEmpty());
}

TEST(Suppression, ProtectsAnUnsafeUnitWhoseAtomsAreSafe) {
  // Most of the second village's reports are one woman's: its kecamatan is unsafe, too.
  Table table = kecamatan_table({6, 9});
  table.safe[2] = false;
  table.units.push_back({0});
  table.safe.push_back(true);
  const auto showing = suppress(table, kNumbers);
  EXPECT_THAT(audit(table, showing, kNumbers), IsEmpty());
  EXPECT_THAT(audit(table, only_primary(table), kNumbers), Not(IsEmpty()));
}

TEST(Suppression, KeepsWhatWasHiddenForOthersAndWhatIsKnown) {
  const Table table = kecamatan_table({6, 7, 3, 8});
  auto before = suppress(table, kNumbers);
  EXPECT_EQ(suppress(table, kNumbers, before), before);

  Table grown = kecamatan_table({6, 7, 9, 8});
  const auto after = suppress(grown, kNumbers, before);
  EXPECT_EQ(after[2], Showing::shown) << "enough women told by now";
  EXPECT_EQ(hidden(after), 1) << "the one beside it stays hidden";
}

TEST(Suppression, CannotTakeBackWhatWasShown) {
  const Table table = kecamatan_table({6, 7, 3, 8});
  const std::vector<Showing> before(5, Showing::shown);
  const auto showing = suppress(table, kNumbers, before);
  EXPECT_THAT(showing, Each(Showing::shown));
  EXPECT_THAT(audit(table, showing, kNumbers), Contains(Determined{{2}, 3.0, 3.0}));
}

TEST(Suppression, CannotTakeBackClassesThatWereShown) {
  const Table table = kecamatan_table({6, 7, 3, 8});
  const std::vector<Showing> before(5, Showing::shown);
  EXPECT_THAT(suppress_from_classes(table, {}, before), Each(Showing::shown));
  EXPECT_EQ(suppress_from_classes(table, {})[2], Showing::primary) << "what was shown decides";
}

TEST(Suppression, RefusesTablesThatCannotBeMeant) {
  Table table = kecamatan_table({6, 7});
  table.units[0] = {1, 0};
  EXPECT_THROW(suppress(table, kNumbers), ContractViolation);
  table.units[0] = {};
  EXPECT_THROW(suppress(table, kNumbers), ContractViolation);
  table.units[0] = {2};
  EXPECT_THROW(suppress(table, kNumbers), ContractViolation);
  EXPECT_THROW(suppress(kecamatan_table({6, 7}), {.classes = {}}), ContractViolation);
}

/// Tables and options of which something does not fit.
std::vector<std::pair<Table, SuppressionOptions>> that_cannot_be_meant() {
  const Table good = kecamatan_table({6, 7});
  const SuppressionOptions classes{};
  std::vector<std::pair<Table, SuppressionOptions>> bad(6, {good, classes});
  bad[0].first.units[0] = {1, 0};
  bad[1].first.safe.pop_back();
  bad[2].first.atom_safe = {true};
  bad[3].first.siblings[0] = {1, 0};
  bad[4].first.siblings[0] = {0, 2};
  bad[5].second.classes = {5, 5};
  return bad;
}

TEST(Suppression, RefusesWhatDoesNotFitWhateverIsAsked) {
  for (const auto& [table, options] : that_cannot_be_meant()) {
    const std::vector<Showing> showing(table.units.size(), Showing::shown);
    EXPECT_THROW(suppress(table, options), ContractViolation);
    EXPECT_THROW(suppress_from_classes(table, options), ContractViolation);
    EXPECT_THROW(audit(table, showing, options), ContractViolation);
  }
}

TEST(Suppression, RefusesWhatIsSaidOfOtherTables) {
  const Table table = kecamatan_table({6, 7});
  const std::vector<Showing> two(2, Showing::shown);
  EXPECT_THROW(suppress(table, {}, two), ContractViolation);
  EXPECT_THROW(suppress_from_classes(table, {}, two), ContractViolation);
  EXPECT_THROW(audit(table, two, {}), ContractViolation);
  EXPECT_THROW(audit(table, {}, {}), ContractViolation);
}

TEST(Audit, SaysOfEachSetOfAtomsOnce) {
  // The first two are an unsafe zone and siblings: what is known of them is known once.
  Table table = kecamatan_table({2, 2, 9});
  table.units.push_back({0, 1});
  table.safe.push_back(false);
  const auto determined = audit(table, only_primary(table), kNumbers);
  EXPECT_EQ(std::ranges::count(determined, Determined{{0, 1}, 4.0, 4.0}), 1);
}

/// Two kecamatan of two or three villages below one kabupaten, some margins left out.
Table nested_table(std::uint64_t seed) {
  Stream stream(seed, 1);
  Table table;
  std::vector<std::uint32_t> all;
  for (int kecamatan = 0; kecamatan < 2; ++kecamatan) {
    std::vector<std::uint32_t> members;
    const auto villages = 2 + stream.below(2);
    for (std::uint64_t v = 0; v < villages; ++v) {
      members.push_back(static_cast<std::uint32_t>(table.count.size()));
      table.count.push_back(static_cast<std::uint32_t>(stream.below(7)));
    }
    for (const std::uint32_t atom : members) {
      if (stream.below(8) > 0) table.units.push_back({atom});
      all.push_back(atom);
    }
    if (stream.below(5) > 0) table.units.push_back(members);
    table.siblings.push_back(members);
  }
  if (stream.below(2) > 0) table.units.push_back(all);
  for (const auto& unit : table.units) {
    std::uint32_t count = 0;
    for (const std::uint32_t atom : unit) count += table.count[atom];
    table.safe.push_back(count >= 3 && stream.below(6) > 0);
  }
  return table;
}

/// Villages by quarters with the totals of both, and a zone that cuts across.
Table crossing_table(std::uint64_t seed) {
  Stream stream(seed, 2);
  Table table;
  const std::uint32_t quarters = 2 + static_cast<std::uint32_t>(stream.below(2));
  for (std::uint32_t atom = 0; atom < 2 * quarters; ++atom) {
    table.count.push_back(static_cast<std::uint32_t>(stream.below(6)));
    if (stream.below(10) > 0) table.units.push_back({atom});
  }
  for (std::uint32_t q = 0; q < quarters; ++q) {
    table.units.push_back({q, q + quarters});
    table.siblings.push_back({q, q + quarters});
  }
  for (std::uint32_t v = 0; v < 2; ++v) {
    oracle::Atoms year;
    for (std::uint32_t q = 0; q < quarters; ++q) year.push_back(v * quarters + q);
    if (stream.below(5) > 0) table.units.push_back(year);
  }
  if (stream.below(2) > 0) table.units.push_back({0, 1, quarters});
  for (const auto& unit : table.units) {
    std::uint32_t count = 0;
    for (const std::uint32_t atom : unit) count += table.count[atom];
    table.safe.push_back(count >= 3 && stream.below(8) > 0);
  }
  return table;
}

SuppressionOptions small_options(std::uint64_t seed) {
  return {.classes = {3, 5, 8}, .least = 3, .exact_values = seed % 2 == 0};
}

std::set<oracle::Atoms> atoms_of(const Table& table, const std::vector<Determined>& determined) {
  std::set<oracle::Atoms> sets;
  for (const Determined& d : determined) {
    // Unsafe units of many atoms are the audit's own question.
    const bool is_unit = d.atoms.size() > 1 && std::ranges::count(table.units, d.atoms) > 0;
    if (!is_unit || std::ranges::count(table.siblings, d.atoms) > 0) sets.insert(d.atoms);
  }
  return sets;
}

/// Units of several atoms have a question of their own: here only the common ones are asked.
Table with_safe_margins(Table table) {
  for (std::size_t u = 0; u < table.units.size(); ++u) {
    if (table.units[u].size() > 1) table.safe[u] = true;
  }
  return table;
}

using MakeTable = Table (*)(std::uint64_t seed);

/// @return leaks found in all worlds.
std::size_t expect_what_trying_every_table_finds(MakeTable make, std::uint64_t worlds) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = with_safe_margins(make(seed));
    const SuppressionOptions options = small_options(seed);
    const auto showing = only_primary(table);
    const oracle::TableAttack attack(table, showing, options);
    const auto determined = audit(table, showing, options);
    EXPECT_EQ(atoms_of(table, determined), attack.determined());
    for (const Determined& d : determined) EXPECT_EQ(d.low, attack.low(d.atoms));
    found += determined.size();
  }
  return found;
}

TEST(Audit, FindsWhatTryingEveryTableFinds) {
  EXPECT_GT(expect_what_trying_every_table_finds(nested_table, 150), 50U);
}

TEST(Audit, FindsWhatTryingEveryTableFindsWhereMarginsCross) {
  EXPECT_GT(expect_what_trying_every_table_finds(crossing_table, 150), 50U);
}

/// @return worlds that leak without complementary suppression: the mutant.
std::size_t expect_nothing_for_who_tries_every_table(MakeTable make, std::uint64_t worlds) {
  std::size_t leaked_without = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = make(seed);
    const SuppressionOptions options = small_options(seed);
    const auto showing = suppress(table, options);
    EXPECT_THAT(oracle::TableAttack(table, showing, options).determined(), IsEmpty());
    EXPECT_THAT(audit(table, showing, options), IsEmpty());
    for (std::size_t u = 0; u < table.units.size(); ++u) {
      EXPECT_TRUE(table.safe[u] || showing[u] == Showing::primary);
    }
    const oracle::TableAttack naive(table, only_primary(table), options);
    leaked_without += naive.determined().empty() ? 0 : 1;
  }
  return leaked_without;
}

TEST(Suppression, LeavesNothingToTheAttackerWhoTriesEveryTable) {
  EXPECT_GT(expect_nothing_for_who_tries_every_table(nested_table, 300), 50U);
}

TEST(Suppression, LeavesNothingToThatAttackerWhereMarginsCross) {
  EXPECT_GT(expect_nothing_for_who_tries_every_table(crossing_table, 300), 50U);
}

TEST(Suppression, IsTheSameOnAnyNumberOfThreads) {
  Table table;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    testing::append(table, nested_table(seed));
    testing::append(table, crossing_table(seed));
  }
  const auto expected = with_threads(1, [&] { return suppress(table, kNumbers); });
  EXPECT_EQ(with_threads(2, [&] { return suppress(table, kNumbers); }), expected);
  EXPECT_EQ(with_threads(8, [&] { return suppress(table, kNumbers); }), expected);
}

TEST(Suppression, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  Progress progress;
  EXPECT_THROW(
      suppress(kecamatan_table({6, 7, 3, 8}), kNumbers, {}, Control(source.get_token(), progress)),
      Cancelled);
}

}  // namespace
}  // namespace rawan::disclosure
