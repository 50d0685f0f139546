// What commanders see of places: cells of the national grid, and cells that lie together.

#include "national_grid.h"
#include "safe_cells.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using rawan::testing::KeptLedger;
using rawan::testing::SmallWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr sys_days kTold = year(2026) / 10 / 1;

/// What was told and seen in cells around one in the western village.
struct Field : SmallWorld {
  NationalGrid grid{Meters{250.0}};
  NationalCell home = grid.cell_of({109.44, 0.84});
  std::vector<Testimony> all;
  Policy policy = load_policy("baku", "");
  std::vector<Hotspot> found;  ///< By the analysis.

  TierPolicy& rules() { return policy.tiers[static_cast<std::size_t>(Tier::operational)]; }

  NationalCell at(int columns, int rows) const { return {home.column + columns, home.row + rows}; }

  io::Report& add(NationalCell cell, std::uint64_t reporter, std::uint64_t session, bool person) {
    io::Report& report = add_mark(0, "");
    report.location = grid.center_of(cell);
    report.consent = io::Consent::operasional;
    report.reported_at = kTold;
    report.occurred_on = kTold;
    report.issues.reset();
    all.push_back({.report = static_cast<std::uint32_t>(records.reports.size() - 1),
                   .site = 0,
                   .reporter = reporter,
                   .session = session,
                   .about_place = true,
                   .about_person = person});
    return report;
  }

  /// Women of two dialogues.
  void tell(NationalCell cell, int women, std::uint64_t first = 1) {
    for (int i = 0; i < women; ++i) {
      add(cell, first + static_cast<std::uint64_t>(i), 100 + static_cast<std::uint64_t>(i % 2),
          true)
          .factors.set(static_cast<std::size_t>(io::EnvFactor::gelap));
    }
  }

  /// Something that officers of one patrol saw.
  void see(NationalCell cell, io::EnvFactor factor, std::uint64_t patrol = 900) {
    io::Report& report = add(cell, patrol, patrol, false);
    report.type = io::RecordType::temuan;
    report.consent = io::Consent::tidak;
    report.place = io::PlaceType::pasar;
    report.factors.set(static_cast<std::size_t>(factor));
  }

  SafePlaces places(const Memory& memory) const {
    Results results{.records = records, .study = study()};
    results.findings.hotspots = found;
    return find_safe_places(all, results, config, policy.of(Tier::operational), memory);
  }
  SafePlaces places() const {
    const io::ReleaseLedger ledger;
    return places({ledger, std::string(32, 'k')});
  }

  std::vector<std::string> cells() const {
    std::vector<std::string> ids;
    for (const SafeCell& cell : places().cells) ids.push_back(cell.id);
    return ids;
  }
};

/// What the ledger remembers after these places left.
void remember(KeptLedger& kept, const SafePlaces& places) {
  kept.remember({{.tier = "operational", .cells = places.record}});
}

TEST(Cells, ShowWhatThreeWomenOfTwoDialoguesPointOut) {
  Field field;
  field.tell(field.home, 3);
  const SafePlaces places = field.places();
  ASSERT_THAT(places.cells, SizeIs(1));
  EXPECT_EQ(places.cells[0].id, field.grid.id_of(field.home));
  EXPECT_EQ(places.cells[0].site, 0U);
  EXPECT_EQ(places.cells[0].portrait.factor, io::EnvFactor::gelap);
  ASSERT_THAT(places.record, SizeIs(2));
  EXPECT_THAT(places.record[0].reporters, SizeIs(3));
}

TEST(Cells, HideWhatTwoWomenPointOut) {
  Field field;
  field.tell(field.home, 2);
  EXPECT_THAT(field.cells(), IsEmpty());
  const SafePlaces places = field.places();
  ASSERT_THAT(places.record, SizeIs(1)) << "the next release must know that they were there";
  EXPECT_THAT(places.record[0].shown, IsEmpty());
  field.rules().cell.min_reporters = 2;
  EXPECT_THAT(field.cells(), SizeIs(1)) << "the rule decides";
}

TEST(Cells, HoldOnlyWhatMayBeUsedInTheField) {
  using Spoil = std::function<void(io::Report&, Testimony&)>;
  const std::vector<std::pair<const char*, Spoil>> spoils{
      {"given for numbers only", [](auto& r, auto&) { r.consent = io::Consent::agregat; }},
      {"not given", [](auto& r, auto&) { r.consent = io::Consent::tidak; }},
      {"told too late",
       [](auto& r, auto&) { r.reported_at = sys_days(year(2026) / 11 / 19) + 17h + 1s; }},
      {"too old", [](auto& r, auto&) { r.occurred_on = sys_days(year(2026) / 8 / 2); }},
      {"an event", [](auto& r, auto&) { r.type = io::RecordType::kejadian; }},
      {"a rough position", [](auto& r, auto&) { r.coord_quality = io::CoordQuality::rendah; }},
      {"about no place", [](auto&, auto& t) { t.about_place = false; }},
      {"for services only", [](auto&, auto& t) { t.is_referral = true; }},
      {"of no village", [](auto&, auto& t) { t.site.reset(); }},
      {"told already", [](auto&, auto& t) { t.same_as = 0; }},
      {"beyond one reporter's influence", [](auto&, auto& t) { t.over_cap = true; }}};
  for (const auto& [name, spoil] : spoils) {
    Field field;
    field.tell(field.home, 3);
    spoil(field.records.reports.back(), field.all.back());
    EXPECT_THAT(field.cells(), IsEmpty()) << name;
  }
}

TEST(Cells, HoldTheLastMomentThatIsLateEnoughAndTheFirstDayOfTheirWindow) {
  Field field;
  field.tell(field.home, 3);
  field.records.reports[0].reported_at = sys_days(year(2026) / 11 / 19) + 17h;
  field.records.reports[1].occurred_on = sys_days(year(2026) / 8 / 3);
  EXPECT_THAT(field.cells(), SizeIs(1));
}

TEST(Cells, AskOfficersForNeitherConsentNorDelay) {
  Field field;
  field.see(field.home, io::EnvFactor::semak);
  field.records.reports.back().reported_at = sys_days(year(2026) / 11 / 22);
  const SafePlaces places = field.places();
  ASSERT_THAT(places.cells, SizeIs(1));
  EXPECT_EQ(places.cells[0].portrait.factor, io::EnvFactor::semak);
  EXPECT_EQ(places.cells[0].portrait.place, io::PlaceType::pasar);
  EXPECT_THAT(places.hotspots, IsEmpty()) << "hotspots are what women point out";
  EXPECT_THAT(places.record, IsEmpty()) << "no person is involved";
  field.rules().min_finders = 2;
  EXPECT_THAT(field.cells(), IsEmpty());
  field.see(field.home, io::EnvFactor::semak, 901);
  EXPECT_THAT(field.cells(), SizeIs(1));
}

TEST(Cells, NeedFinderOrWomenWhateverThePolicySays) {
  Field field;
  field.rules().min_finders = 0;
  field.tell(field.home, 2);
  EXPECT_THAT(field.cells(), IsEmpty()) << "nobody saw anything";
}

TEST(Cells, TakeFromOfficersWhatWomenDoNotTell) {
  Field field;
  field.tell(field.home, 3);
  for (io::Report& report : field.records.reports) report.factors.reset();
  field.see(field.home, io::EnvFactor::semak);
  const SafePlaces places = field.places();
  ASSERT_THAT(places.cells, SizeIs(1));
  EXPECT_EQ(places.cells[0].portrait.factor, io::EnvFactor::semak);
  EXPECT_EQ(places.cells[0].portrait.place, io::PlaceType::jalan_umum) << "women told it";
  field.all.pop_back();
  EXPECT_FALSE(field.places().cells.at(0).portrait.factor);
  field.tell(field.home, 3, 10);
  field.see(field.home, io::EnvFactor::semak);
  EXPECT_EQ(field.places().cells.at(0).portrait.factor, io::EnvFactor::gelap);
}

TEST(Cells, NameNoSexualForms) {
  Field field;
  field.tell(field.home, 4);
  for (io::Report& report : field.records.reports) {
    report.issues.set(static_cast<std::size_t>(io::IssueType::pelecehan_verbal));
  }
  EXPECT_FALSE(field.places().cells.at(0).portrait.issue);
}

TEST(Cells, StayUntilEnoughWomenWent) {
  KeptLedger kept;
  Field field;
  field.tell(field.home, 5);
  remember(kept, field.places(kept.memory()));
  field.all.resize(3);
  field.all[1].session = field.all[0].session;
  EXPECT_THAT(field.cells(), IsEmpty()) << "one dialogue is left";
  EXPECT_THAT(field.places(kept.memory()).cells, SizeIs(1))
      << "two women went: they would stand out";
  field.all.resize(2);
  EXPECT_THAT(field.places(kept.memory()).cells, IsEmpty());
}

TEST(Cells, RepeatTheirWordsUntilEnoughWomenCame) {
  KeptLedger kept;
  Field field;
  field.tell(field.home, 4);
  remember(kept, field.places(kept.memory()));
  for (io::Report& report : field.records.reports) report.place = io::PlaceType::gang_lorong;
  field.tell(field.home, 2, 20);
  EXPECT_EQ(field.places(kept.memory()).cells.at(0).portrait.place, io::PlaceType::jalan_umum);
  EXPECT_THAT(field.places(kept.memory()).record.at(0).reporters, SizeIs(4))
      << "those it was said of";
  field.tell(field.home, 1, 30);
  EXPECT_EQ(field.places(kept.memory()).cells.at(0).portrait.place, io::PlaceType::gang_lorong);
}

TEST(Cells, StayHiddenUntilEnoughWomenCame) {
  KeptLedger kept;
  Field field;
  field.tell(field.home, 2);
  remember(kept, field.places(kept.memory()));
  field.tell(field.home, 2, 20);
  EXPECT_THAT(field.places(kept.memory()).cells, IsEmpty()) << "two came: they would stand out";
  EXPECT_THAT(field.cells(), SizeIs(1)) << "the ledger decides";
  field.tell(field.home, 1, 30);
  EXPECT_THAT(field.places(kept.memory()).cells, SizeIs(1));
}

TEST(Cells, NearProtectedPlacesAreHiddenAndTheLedgerDoesNotTell) {
  Field field;
  field.tell(field.home, 5);
  field.records.protected_places.push_back({.location = field.grid.center_of(field.at(1, 0))});
  const SafePlaces places = field.places();
  EXPECT_THAT(places.cells, IsEmpty());
  EXPECT_THAT(places.hotspots, IsEmpty());
  EXPECT_THAT(places.record, IsEmpty());
  field.records.protected_places.back().location = field.grid.center_of(field.at(9, 0));
  EXPECT_THAT(field.cells(), SizeIs(1)) << "the distance decides";
}

TEST(Cells, AreNoFinerThanThePolicySays) {
  Field field;
  field.config.analysis.cell = Meters{250.0};
  field.rules().min_cell_m = 500.0;
  field.tell(field.home, 3);
  EXPECT_THAT(field.cells(), ElementsAre(::testing::StartsWith("G16-")));
  field.config.analysis.cell = Meters{1000.0};
  EXPECT_THAT(field.cells(), ElementsAre(::testing::StartsWith("G30-")));
}

TEST(Hotspots, AreCellsThatTouchAlongAnEdge) {
  Field field;
  const std::pair<int, int> told[] = {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {3, 2}, {9, 9}};
  for (const auto& [column, row] : told) {
    field.tell(field.at(column, row), 3, static_cast<std::uint64_t>(100 * column + 10 * row + 1));
  }
  std::vector<std::uint32_t> sizes;
  for (const SafeHotspot& hotspot : field.places().hotspots) sizes.push_back(hotspot.cells);
  EXPECT_THAT(sizes, ElementsAre(4U, 1U, 1U)) << "a corner is no edge";
}

TEST(Hotspots, AreNamedAfterTheCellInTheirMiddle) {
  Field field;
  for (int column = 0; column < 3; ++column) field.tell(field.at(column, 0), 3);
  field.tell(field.at(2, 0), 9, 50);
  const SafePlaces places = field.places();
  ASSERT_THAT(places.hotspots, SizeIs(1));
  EXPECT_EQ(places.hotspots[0].id, "A" + field.grid.id_of(field.at(1, 0)));
  EXPECT_EQ(places.hotspots[0].site, 0U);
}

TEST(Hotspots, HoldNoCellThatOnlyOfficersSaw) {
  Field field;
  field.tell(field.home, 3);
  field.see(field.at(1, 0), io::EnvFactor::semak);
  const SafePlaces places = field.places();
  EXPECT_THAT(places.cells, SizeIs(2));
  ASSERT_THAT(places.hotspots, SizeIs(1));
  EXPECT_EQ(places.hotspots[0].cells, 1U);
}

TEST(Hotspots, SayWhatMostOfTheirCellsSay) {
  Field field;
  for (int column = 0; column < 3; ++column) field.tell(field.at(column, 0), 3);
  for (std::size_t i = 0; i < 3; ++i) field.records.reports[i].place = io::PlaceType::gang_lorong;
  for (std::size_t i = 3; i < 9; ++i) field.records.reports[i].place = io::PlaceType::pasar;
  const SafePlaces places = field.places();
  ASSERT_THAT(places.hotspots, SizeIs(1));
  EXPECT_EQ(places.hotspots[0].portrait.place, io::PlaceType::pasar);
  EXPECT_EQ(places.hotspots[0].portrait.factor, io::EnvFactor::gelap);
  EXPECT_FALSE(places.hotspots[0].portrait.issue) << "no cell says one";
}

TEST(Hotspots, AreAsStableAsWhatTheAnalysisFoundThere) {
  Field field;
  field.tell(field.home, 3);
  EXPECT_EQ(field.places().hotspots.at(0).stability, Stability::fragile) << "it found nothing";
  const io::Projector projector(field.records.crs.crs);
  const NationalCell far[] = {field.at(8, 8)};
  const NationalCell here[] = {field.home};
  field.found.resize(2);
  field.found[0].outline = projector.to_meters(field.grid.outline_of(far));
  field.found[0].stability.verdict = Stability::likely;
  field.found[1].outline = projector.to_meters(field.grid.outline_of(here));
  field.found[1].stability.verdict = Stability::core;
  EXPECT_EQ(field.places().hotspots.at(0).stability, Stability::core);

  KeptLedger kept;
  remember(kept, field.places(kept.memory()));
  field.found[1].stability.verdict = Stability::likely;
  field.tell(field.home, 2, 20);
  EXPECT_EQ(field.places(kept.memory()).hotspots.at(0).stability, Stability::core)
      << "two women came";
  EXPECT_THAT(field.places(kept.memory()).record.at(1).reporters, SizeIs(3));
  field.tell(field.home, 1, 30);
  EXPECT_EQ(field.places(kept.memory()).hotspots.at(0).stability, Stability::likely);
}

TEST(Hotspots, AreFragileWhereTheLedgerSaysAnUnknownWord) {
  KeptLedger kept;
  Field field;
  field.tell(field.home, 3);
  SafePlaces places = field.places(kept.memory());
  ASSERT_EQ(places.record.at(1).shown, "rapuh");
  places.record[1].shown = "entah";
  remember(kept, places);
  field.tell(field.home, 1, 20);
  const SafePlaces again = field.places(kept.memory());
  EXPECT_EQ(again.hotspots.at(0).stability, Stability::fragile);
  EXPECT_EQ(again.record.at(1).shown, "rapuh");
}

TEST(Hotspots, RememberTheWomenOfTheirOwnCells) {
  Field field;
  field.tell(field.home, 3);
  field.tell(field.at(9, 9), 4, 50);
  for (const io::LedgerCell& cell : field.places().record) {
    const bool near = cell.unit.ends_with(field.grid.id_of(field.home));
    EXPECT_THAT(cell.reporters, SizeIs(near ? 3 : 4)) << cell.unit;
  }
}

}  // namespace
}  // namespace rawan::engine
