// What planners see of villages: bands, ranks, proposals for them, and who told.

#include "planned_villages.h"

#include "planned_proposals.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

using rawan::testing::KeptLedger;
using rawan::testing::SmallWorld;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What was told of two villages, the western one of a band.
struct Told : SmallWorld {
  std::vector<Testimony> all;
  std::vector<bool> invented;
  Policy policy = load_policy("baku", "");
  PriorityClass band = PriorityClass::high;
  std::pair<double, double> ranks{1.0, 1.0};
  std::size_t ranked = 8;
  std::vector<std::optional<RateRange>> rates{RateRange{50, 100}, std::nullopt};

  TierPolicy& rules() { return policy.tiers[static_cast<std::size_t>(Tier::planning)]; }

  io::Report& add(std::uint64_t reporter, std::uint64_t session, bool person = true) {
    io::Report& report = add_mark(0, "");
    if (!person) report.type = io::RecordType::temuan;
    all.push_back({.report = static_cast<std::uint32_t>(records.reports.size() - 1),
                   .site = 0,
                   .reporter = reporter,
                   .session = session,
                   .origin = person ? Origin::asked : Origin::seen,
                   .about_place = true,
                   .about_person = person});
    invented.push_back(false);
    return report;
  }

  void tell(int women, std::uint64_t first = 1, io::EnvFactor factor = io::EnvFactor::gelap) {
    for (int i = 0; i < women; ++i) {
      add(first + static_cast<std::uint64_t>(i), 100 + static_cast<std::uint64_t>(i % 2))
          .factors.set(static_cast<std::size_t>(factor));
    }
  }

  void find(io::EnvFactor factor, std::uint64_t patrol = 900) {
    add(patrol, patrol, false).factors.set(static_cast<std::size_t>(factor));
  }

  Results results() const {
    Results results{.records = records, .study = study()};
    results.ranking.villages.resize(2);
    results.ranking.villages[0].priority = band;
    results.ranking.villages[0].rate = SiteRate{.rank = {.low = ranks.first, .high = ranks.second}};
    results.ranking.rates.site.resize(ranked);
    return results;
  }

  void take_all_back() {
    all.clear();
    invented.clear();
    records.reports.clear();
  }

  std::vector<PlannedVillage> villages(const Memory& memory,
                                       std::vector<io::LedgerCell>& record) const {
    return planned_villages(all, invented, results(), config, policy.of(Tier::planning), memory,
                            rates, record);
  }
  PlannedVillage village() const {
    const io::ReleaseLedger ledger;
    std::vector<io::LedgerCell> record;
    return villages({ledger, std::string(32, 'k')}, record).front();
  }
  PlannedVillage village_and_remembered(KeptLedger& kept) const {
    std::vector<io::LedgerCell> record;
    const PlannedVillage village = villages(kept.memory(), record).front();
    kept.remember({{.tier = "planning", .cells = record}});
    return village;
  }

  std::vector<Proposal> proposals(const Memory& memory, const std::vector<AreaCount>& counts,
                                  std::vector<io::LedgerCell>& record) const {
    std::vector<io::LedgerCell> other;
    return planned_proposals(all, invented, results(), config, policy.of(Tier::planning), memory,
                             villages(memory, other), counts, record);
  }
  std::vector<Proposal> proposals(const std::vector<AreaCount>& counts = {}) const {
    const io::ReleaseLedger ledger;
    std::vector<io::LedgerCell> record;
    return proposals({ledger, std::string(32, 'k')}, counts, record);
  }
};

TEST(PlannedVillages, HaveABandWhereEnoughPeopleTold) {
  Told told;
  told.tell(4);
  EXPECT_FALSE(told.village().band);
  EXPECT_FALSE(told.village().rate);
  EXPECT_FALSE(told.village().has_data);
  told.tell(1, 50);
  EXPECT_EQ(told.village().band, PriorityClass::high);
  EXPECT_EQ(told.village().rate, (RateRange{50, 100}));
  EXPECT_TRUE(told.village().has_data);
  for (const PriorityClass none : {PriorityClass::insufficient, PriorityClass::no_data}) {
    told.band = none;
    EXPECT_FALSE(told.village().band);
  }
}

TEST(PlannedVillages, HaveDataWhereAPatrolWas) {
  Told told;
  told.add_visit(0, "D-1", 10);
  EXPECT_TRUE(told.village().has_data);
}

TEST(PlannedVillages, CountNobodyWhomNobodyKnows) {
  Told told;
  told.tell(6);
  told.invented[0] = told.invented[1] = true;
  EXPECT_FALSE(told.village().band);
}

TEST(PlannedVillages, CountPeopleOfPublicMattersOnce) {
  for (int spoil = 0; spoil < 4; ++spoil) {
    Told told;
    told.tell(5);
    Testimony& last = told.all.back();
    if (spoil == 0) last.site.reset();
    if (spoil == 1) last.about_person = false;
    if (spoil == 2) last.is_referral = true;
    if (spoil == 3) last.over_cap = true;
    EXPECT_FALSE(told.village().band) << spoil;
  }
}

TEST(PlannedVillages, TellRanksInQuartersOfTheList) {
  Told told;
  told.tell(5);
  const auto quarters = [&](double low, double high) {
    told.ranks = {low, high};
    return told.village().rank_quarters;
  };
  EXPECT_EQ(quarters(1.0, 8.0), std::pair(1, 4));
  EXPECT_EQ(quarters(2.0, 3.0), std::pair(1, 2)) << "of eight villages two are a quarter";
  EXPECT_EQ(quarters(6.0, 7.0), std::pair(3, 4));
  told.ranked = 1;
  EXPECT_EQ(quarters(1.0, 1.0), std::pair(1, 1));
}

TEST(PlannedVillages, StayAsTheyWereUntilEnoughPeopleCame) {
  KeptLedger kept;
  Told told;
  told.tell(5);
  told.ranks = {2.0, 5.0};
  told.village_and_remembered(kept);
  told.band = PriorityClass::low;
  told.ranks = {8.0, 8.0};
  told.tell(4, 50);
  const PlannedVillage repeated = told.village_and_remembered(kept);
  EXPECT_EQ(repeated.band, PriorityClass::high);
  EXPECT_EQ(repeated.rank_quarters, std::pair(1, 3));
  told.tell(1, 70);
  EXPECT_EQ(told.village_and_remembered(kept).band, PriorityClass::low);
  EXPECT_EQ(told.village().rank_quarters, std::pair(4, 4));
}

TEST(PlannedVillages, StayMaskedUntilEnoughPeopleCame) {
  KeptLedger kept;
  Told told;
  told.tell(4);
  told.village_and_remembered(kept);
  told.tell(4, 50);
  EXPECT_FALSE(told.village_and_remembered(kept).band);
  told.tell(1, 70);
  EXPECT_TRUE(told.village_and_remembered(kept).band);
}

TEST(PlannedVillages, AreWrittenDownWhereAnybodyTold) {
  const io::ReleaseLedger ledger;
  std::vector<io::LedgerCell> record;
  Told told;
  told.villages({ledger, std::string(32, 'k')}, record);
  EXPECT_THAT(record, IsEmpty());
  told.tell(1);
  told.villages({ledger, std::string(32, 'k')}, record);
  ASSERT_THAT(record, SizeIs(1));
  EXPECT_EQ(record[0].shown, "");
  EXPECT_THAT(record[0].reporters, SizeIs(1));
}

TEST(Sources, AreClassesOfPeople) {
  Told told;
  told.tell(5);
  told.find(io::EnvFactor::gelap);
  const TierPolicy& rules = told.rules();
  EXPECT_EQ(sources_in_classes(told.all, rules),
            "asked=5-9 volunteered=disamarkan seen=disamarkan third_hand=disamarkan");
  told.all.front().same_as = 1;
  EXPECT_EQ(sources_in_classes(told.all, rules),
            "asked=disamarkan volunteered=disamarkan seen=disamarkan third_hand=disamarkan");
}

AreaCount shown(const std::string& window, const std::string& classes) {
  return {.area = "61.07.04.1001", .window = window, .measure = "pelapor", .shown = classes};
}

TEST(Proposals, RestOnWhatMayBePartOfAPlace) {
  for (int spoil = 0; spoil < 4; ++spoil) {
    Told told;
    told.tell(5, 1, io::EnvFactor::gelap);
    told.tell(5, 50, io::EnvFactor::semak);
    Testimony& one = told.all.front();
    if (spoil == 0) one.site.reset();
    if (spoil == 1) one.about_place = false;
    if (spoil == 2) one.is_referral = true;
    if (spoil == 3) one.over_cap = true;
    const auto proposals = told.proposals();
    ASSERT_THAT(proposals, SizeIs(1)) << spoil;
    EXPECT_EQ(proposals[0].remedy, Remedy::clearing) << spoil;
  }
}

TEST(Proposals, AreWrittenDownWhereAnybodyTold) {
  const io::ReleaseLedger ledger;
  std::vector<io::LedgerCell> record;
  Told told;
  told.find(io::EnvFactor::gelap);
  told.proposals({ledger, std::string(32, 'k')}, {}, record);
  EXPECT_THAT(record, IsEmpty()) << "officers are no secret";
  told.tell(4);
  told.proposals({ledger, std::string(32, 'k')}, {}, record);
  ASSERT_THAT(record, SizeIs(1));
  EXPECT_EQ(record[0].shown, "");
  EXPECT_THAT(record[0].reporters, SizeIs(4));
}

TEST(Proposals, SayTheMoreTellingOfYearsAndQuarters) {
  Told told;
  told.tell(60);
  EXPECT_EQ(told.proposals().at(0).women, 5U) << "the band alone says five";
  EXPECT_EQ(told.proposals({shown("2026", "20-49")}).at(0).women, 20U);
  const std::vector<AreaCount> quarters{shown("2026-Q1", "5-9"), shown("2026-Q2", "5-9")};
  EXPECT_EQ(told.proposals(quarters).at(0).women, 10U) << "quarters add up";
  std::vector<AreaCount> others{shown("2026", "20-49"), shown("2026", "20-49"),
                                shown("2026", "20-49")};
  others[0].measure = "rujukan";
  others[1].level = AreaLevel::district;
  others[2].shown.reset();
  EXPECT_EQ(told.proposals(others).at(0).women, 5U) << "not of these people";
}

TEST(Proposals, SayNoMoreThanThePeopleWhoNamedThem) {
  Told told;
  told.tell(9);
  EXPECT_EQ(told.proposals({shown("2026", "50+")}).at(0).women, 5U);
  told.tell(1, 50);
  EXPECT_EQ(told.proposals({shown("2026", "50+")}).at(0).women, 10U);
}

TEST(Proposals, NameFactorsAndPlacesThatEnoughWomenName) {
  Told told;
  told.tell(5, 1, io::EnvFactor::sepi);
  told.tell(4, 50, io::EnvFactor::tanpa_pos);
  const auto has = [&](io::EnvFactor factor) {
    return told.proposals().at(0).factors.test(static_cast<std::size_t>(factor));
  };
  EXPECT_TRUE(has(io::EnvFactor::sepi));
  EXPECT_FALSE(has(io::EnvFactor::tanpa_pos));
  told.tell(1, 70, io::EnvFactor::tanpa_pos);
  EXPECT_TRUE(has(io::EnvFactor::tanpa_pos));
  EXPECT_EQ(told.proposals().at(0).place, io::PlaceType::jalan_umum);
}

TEST(Proposals, NameNoFactorOfOtherRemedies) {
  Told told;
  told.tell(5);
  for (io::Report& report : told.records.reports) {
    report.factors.set(static_cast<std::size_t>(io::EnvFactor::semak));
  }
  const auto proposals = told.proposals();
  ASSERT_THAT(proposals, SizeIs(2));
  for (const Proposal& proposal : proposals) EXPECT_EQ(proposal.factors.count(), 1U);
}

TEST(Proposals, NameNoPlaceThatTooFewWomenName) {
  KeptLedger kept;
  Told told;
  told.tell(6);
  told.records.reports[4].place = io::PlaceType::pasar;
  told.records.reports[5].place = io::PlaceType::pasar;
  std::vector<io::LedgerCell> record;
  EXPECT_FALSE(told.proposals(kept.memory(), {}, record).at(0).place);
  kept.remember({{.tier = "planning", .cells = record}});
  EXPECT_FALSE(told.proposals(kept.memory(), {}, record).at(0).place) << "nor when said again";
}

TEST(Proposals, NeedWomenOfSeveralDialogues) {
  Told told;
  told.tell(6, 1, io::EnvFactor::semak);
  told.tell(6, 50, io::EnvFactor::gelap);
  for (std::size_t i = 0; i < 6; ++i) told.all[i].session = 100;
  EXPECT_THAT(told.proposals(), SizeIs(1)) << "those of one are not enough";
  told.invented[6] = told.invented[7] = true;
  EXPECT_THAT(told.proposals(), IsEmpty()) << "nor those whom nobody knows";
}

TEST(Proposals, AreMaskedBelowTheFirstClass) {
  Told told;
  told.rules().classes = {10, 20};
  told.tell(9);
  EXPECT_TRUE(told.village().band);
  EXPECT_THAT(told.proposals({shown("2026", "20+")}), IsEmpty());
}

TEST(Proposals, CountFindingsAndTheirPlaces) {
  Told told;
  told.find(io::EnvFactor::semak, 900);
  told.find(io::EnvFactor::semak, 900);
  told.find(io::EnvFactor::semak, 901);
  told.records.reports[1].location = io::GeoPoint{109.46, 0.86};
  told.records.reports[2].coord_quality = io::CoordQuality::rendah;
  const auto proposals = told.proposals();
  ASSERT_THAT(proposals, SizeIs(1));
  EXPECT_EQ(proposals[0].findings, 3U);
  EXPECT_EQ(proposals[0].places, 2U) << "the third has no good position";
  EXPECT_EQ(proposals[0].place, io::PlaceType::jalan_umum);
  told.rules().min_finders = 3;
  EXPECT_THAT(told.proposals(), IsEmpty()) << "two patrols";
  told.all.clear();
  told.rules().min_finders = 0;
  EXPECT_THAT(told.proposals(), IsEmpty()) << "nobody saw anything";
}

TEST(Proposals, AreUrgentWhereWomenTellOfAVillageWithAHighBand) {
  Told told;
  told.tell(5);
  const auto urgency = [&](PriorityClass band) {
    told.band = band;
    return told.proposals().at(0).urgency;
  };
  EXPECT_EQ(urgency(PriorityClass::very_high), 1);
  EXPECT_EQ(urgency(PriorityClass::high), 1);
  EXPECT_EQ(urgency(PriorityClass::medium), 2);
}

TEST(Proposals, RepeatTheirWordsUntilEnoughWomenCame) {
  KeptLedger kept;
  Told told;
  told.tell(5, 1, io::EnvFactor::sepi);
  std::vector<io::LedgerCell> record;
  told.proposals(kept.memory(), {}, record);
  kept.remember({{.tier = "planning", .cells = record}});
  for (io::Report& report : told.records.reports) report.place = io::PlaceType::pasar;
  told.tell(4, 50, io::EnvFactor::tanpa_pos);
  const auto repeated = told.proposals(kept.memory(), {}, record).at(0);
  EXPECT_EQ(repeated.place, io::PlaceType::jalan_umum);
  EXPECT_EQ(repeated.women, 5U);
  EXPECT_TRUE(repeated.factors[static_cast<std::size_t>(io::EnvFactor::sepi)]);
}

TEST(Proposals, AreRememberedAsSilentOnceEveryWomanTookBackWhatSheTold) {
  KeptLedger kept;
  Told told;
  told.tell(6);
  told.village_and_remembered(kept);
  std::vector<io::LedgerCell> proposed;
  told.proposals(kept.memory(), {}, proposed);
  kept.remember({{.tier = "planning", .cells = proposed}});
  told.take_all_back();
  std::vector<io::LedgerCell> record;
  EXPECT_FALSE(told.villages(kept.memory(), record).front().band);
  EXPECT_THAT(told.proposals(kept.memory(), {}, record), IsEmpty());
  ASSERT_THAT(record, SizeIs(1 + proposed.size()));
  for (const io::LedgerCell& cell : record) EXPECT_THAT(cell.reporters, IsEmpty()) << cell.measure;
}

}  // namespace
}  // namespace rawan::engine
