#include "published_statements.h"

#include "seen_table.h"
#include "support/count_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace rawan::disclosure {
namespace {

using ::rawan::testing::kecamatan_table;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What is known of each part of one atom, by atom.
std::vector<std::pair<std::uint32_t, Bounds>> known(const std::vector<Part>& parts) {
  std::vector<std::pair<std::uint32_t, Bounds>> found;
  for (const Part& part : parts) {
    if (part.atoms.size() == 1) found.emplace_back(part.atoms[0], part.statements.at(0).sum);
  }
  return found;
}

TEST(Parts, KnowWhatIsLeftWhenTheOthersAreSubtracted) {
  const auto parts = parts_of(3, {{0, {0, 1, 2}, {10, 10}}, {1, {1}, {3, 3}}, {2, {0, 1}, {8, 8}}});
  EXPECT_THAT(known(parts), ElementsAre(std::pair(0U, Bounds{5, 5}), std::pair(1U, Bounds{3, 3}),
                                        std::pair(2U, Bounds{2, 2})));
}

TEST(Parts, HaveNoUpperEndWhereNothingTellsOne) {
  const auto parts = parts_of(2, {{0, {0, 1}, {50, kUnbounded}}, {1, {0}, {4, 4}}});
  EXPECT_THAT(known(parts),
              ElementsAre(std::pair(0U, Bounds{4, 4}), std::pair(1U, Bounds{46, kUnbounded})));
  EXPECT_THAT(known(parts_of(2, {{0, {0, 1}, {1, 9}}, {1, {0}, {4, 4}}})),
              ElementsAre(std::pair(0U, Bounds{4, 4}), std::pair(1U, Bounds{0, 5})))
      << "nobody is less than nobody";
}

TEST(Parts, HoldOnlyAtomsOfWhichSomethingIsSaid) {
  EXPECT_THAT(parts_of(3, {}), IsEmpty());
  const auto parts = parts_of(4, {{0, {1, 3}, {5, 9}}});
  ASSERT_THAT(parts, SizeIs(1));
  EXPECT_THAT(parts[0].atoms, ElementsAre(1U, 3U));
  EXPECT_THAT(parts[0].statements[0].atoms, ElementsAre(0U, 1U)) << "by position";
}

TEST(Ties, AreThroughAnyStatement) {
  const std::vector<Statement> statements{{0, {1, 2}, {0, 9}}, {1, {2, 4}, {0, 9}}};
  EXPECT_THAT(tied_to(5, statements), ElementsAre(0U, 1U, 1U, 3U, 1U));
}

TEST(SafeAtoms, AreAsToldElseAsTheirUnitElseByTheirCount) {
  Table table = kecamatan_table({7, 4});
  table.count.push_back(5);  // No unit shows it.
  table.safe[0] = false;
  EXPECT_THAT(safe_atoms(table, 5), ElementsAre(false, false, true));
  EXPECT_THAT(safe_atoms(table, 6), ElementsAre(false, false, false));
  table.atom_safe = {true, false, false};
  EXPECT_THAT(safe_atoms(table, 5), ElementsAre(true, false, false));
}

TEST(Statements, SayClassesOrNumbersOfWhatIsShown) {
  const SuppressionOptions classes{.classes = {5, 10}};
  EXPECT_EQ(said_of(4, classes), (Bounds{0, 4}));
  EXPECT_EQ(said_of(5, classes), (Bounds{5, 9}));
  EXPECT_EQ(said_of(10, classes), (Bounds{10, kUnbounded}));
  EXPECT_EQ(said_of(4, {.exact_values = true}), (Bounds{4, 4}));
  const Table table = kecamatan_table({7, 8});
  const std::vector<Showing> showing{Showing::shown, Showing::complementary, Showing::primary};
  const auto statements = statements_of(table, showing, classes);
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(statements[0].unit, 0U);
}

// What the choice of hidden units sees: lower ends of classes of what is safe, nothing else.
TEST(SeenTables, TellOnlyClassesOfWhatIsSafe) {
  EXPECT_THAT(seen_table(kecamatan_table({7, 13, 4}), {}).count, ElementsAre(5U, 10U, 5U))
      << "the sum says 20: five are missing";
  Table unsafe = kecamatan_table({7, 13});
  unsafe.safe = {false, true, false};
  EXPECT_THAT(seen_table(unsafe, {}).count, ElementsAre(0U, 10U));
}

TEST(SeenTables, SpreadEvenlyWhatNoCellShows) {
  EXPECT_THAT(seen_table(kecamatan_table({4, 3}), {}).count, ElementsAre(3U, 2U));
  EXPECT_THAT(seen_table(kecamatan_table({4, 4, 4}), {}).count, ElementsAre(4U, 3U, 3U));
  EXPECT_THAT(seen_table(kecamatan_table({9, 9}), {}).count, ElementsAre(5U, 5U))
      << "more than the sum says is there already";
}

TEST(Suppression, ShowsTheLowestClassFromItsFirstNumberOn) {
  EXPECT_THAT(suppress(kecamatan_table({5}), {}), ElementsAre(Showing::shown, Showing::shown));
  EXPECT_THAT(suppress(kecamatan_table({4}), {}), ElementsAre(Showing::primary, Showing::primary));
}

}  // namespace
}  // namespace rawan::disclosure
