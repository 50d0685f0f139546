// What commanders see of villages, and what words may be said of a group.

#include "safe_portrait.h"
#include "safe_villages.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using rawan::testing::KeptLedger;
using rawan::testing::SmallWorld;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What was told of the western village.
struct Village : SmallWorld {
  std::vector<Testimony> all;
  Policy policy = load_policy("baku", "");
  PriorityClass band = PriorityClass::high;
  std::uint32_t visits = 0;

  Village() {
    config.priority = {.krppa_bonus = 20.0, .stale_bonus = 10.0, .environment_bonus = 5.0};
  }

  TierPolicy& rules() { return policy.tiers[static_cast<std::size_t>(Tier::operational)]; }

  Testimony& add(std::uint64_t reporter, std::uint64_t session) {
    io::Report& report = add_mark(0, "");
    report.issues.reset();
    report.status = io::ReportStatus::diverifikasi;
    all.push_back({.report = static_cast<std::uint32_t>(records.reports.size() - 1),
                   .site = 0,
                   .reporter = reporter,
                   .session = session,
                   .about_place = true,
                   .about_person = true});
    return all.back();
  }

  void tell(int women, std::uint64_t first = 1) {
    for (int i = 0; i < women; ++i) {
      add(first + static_cast<std::uint64_t>(i), 100 + static_cast<std::uint64_t>(i % 2));
    }
  }

  Results results() const {
    Results results{.records = records, .study = study()};
    results.exposure.village.resize(2);
    results.exposure.village[0].visits = visits;
    results.ranking.villages.resize(2);
    results.ranking.villages[0].priority = band;
    results.ranking.villages[0].krppa_score = 20;
    results.ranking.villages[0].stale_score = 7;
    results.ranking.villages[0].environment_score = 3;
    return results;
  }

  BandedVillage banded(const Memory& memory, std::vector<io::LedgerCell>& record) const {
    return band_villages(all, results(), config, policy.of(Tier::operational), memory, record)
        .front();
  }
  BandedVillage banded() const {
    const io::ReleaseLedger ledger;
    std::vector<io::LedgerCell> record;
    return banded({ledger, std::string(32, 'k')}, record);
  }
  BandedVillage banded_and_remembered(KeptLedger& kept) const {
    std::vector<io::LedgerCell> record;
    const BandedVillage village = banded(kept.memory(), record);
    kept.remember({{.tier = "operational", .cells = record}});
    return village;
  }

  Portrait portrait(SexualForms forms = SexualForms::named, double share = 0.6) const {
    Group group;
    for (std::uint32_t i = 0; i < all.size(); ++i) group.push_back(i);
    return safe_portrait(group, all, records, {3, 2, 0.8, 0.0}, forms, share);
  }
};

TEST(Bands, NeedEnoughWomen) {
  Village village;
  village.tell(2);
  EXPECT_FALSE(village.banded().band);
  village.tell(1, 10);
  EXPECT_EQ(village.banded().band, PriorityClass::high);
  village.rules().unit.min_reporters = 4;
  EXPECT_FALSE(village.banded().band) << "the rule decides";
}

TEST(Bands, AreQuartersAndNothingElse) {
  Village village;
  village.tell(4);
  for (const PriorityClass none : {PriorityClass::insufficient, PriorityClass::no_data}) {
    village.band = none;
    EXPECT_FALSE(village.banded().band);
  }
}

TEST(Bands, RestOnWhatCountsOfPublicPlaces) {
  for (int spoil = 0; spoil < 5; ++spoil) {
    Village village;
    village.tell(3);
    Testimony& last = village.all.back();
    if (spoil == 0) last.site.reset();
    if (spoil == 1) last.about_place = false;
    if (spoil == 2) last.is_referral = true;
    if (spoil == 3) last.over_cap = true;
    if (spoil == 4) last.about_person = false;
    EXPECT_FALSE(village.banded().band) << spoil;
  }
}

TEST(MaskedVillages, SayNothingThatWasTold) {
  Village village;
  village.tell(2);
  const BandedVillage masked = village.banded();
  EXPECT_EQ(masked.environment_score, 0);
  EXPECT_FALSE(masked.is_burst);
  EXPECT_FALSE(masked.has_data);
  EXPECT_FALSE(masked.portrait.place);
  EXPECT_EQ(masked.score, 60) << "65 % of the middle, and what registers and the log say";
  village.visits = 1;
  EXPECT_TRUE(village.banded().has_data);
}

TEST(Scores, SayNoMoreThanTheBand) {
  Village village;
  village.tell(4);
  EXPECT_EQ(village.banded().score, 41 + 20 + 7 + 3);
  EXPECT_TRUE(village.banded().has_data);
  village.band = PriorityClass::very_high;
  EXPECT_EQ(village.banded().score, 57 + 20 + 7 + 3);
  village.band = PriorityClass::low;
  EXPECT_EQ(village.banded().score, 8 + 20 + 7 + 3);
}

TEST(Bursts, AreToldOfVillagesWithABand) {
  Village village;
  village.tell(4);
  EXPECT_FALSE(village.banded().is_burst);
  for (io::Report& report : village.records.reports) report.status = io::ReportStatus::baru;
  EXPECT_TRUE(village.banded().is_burst);
  village.all.resize(2);
  EXPECT_FALSE(village.banded().is_burst);
}

TEST(Bursts, AreOneLessThanThePeopleOfABand) {
  Village village;
  village.rules().unit.min_reporters = 4;
  village.tell(4);
  village.records.reports[0].status = io::ReportStatus::baru;
  village.records.reports[1].status = io::ReportStatus::baru;
  EXPECT_FALSE(village.banded().is_burst) << "two";
  village.records.reports[2].status = io::ReportStatus::baru;
  EXPECT_TRUE(village.banded().is_burst) << "three";
}

TEST(Findings, MakeAVillageOneWithSomethingToMend) {
  Village village;
  EXPECT_FALSE(village.banded().has_findings);
  village.rules().min_finders = 0;
  EXPECT_FALSE(village.banded().has_findings) << "nobody saw anything";
  village.rules().min_finders = 2;
  village.add(900, 900).about_person = false;
  EXPECT_FALSE(village.banded().has_findings);
  village.add(901, 901).about_person = false;
  EXPECT_TRUE(village.banded().has_findings);
}

TEST(Bands, StayAsTheyWereUntilEnoughWomenCameOrWent) {
  KeptLedger kept;
  Village village;
  village.tell(4);
  for (io::Report& report : village.records.reports) report.status = io::ReportStatus::baru;
  village.banded_and_remembered(kept);
  village.band = PriorityClass::low;
  for (io::Report& report : village.records.reports) {
    report.status = io::ReportStatus::diverifikasi;
    report.place = io::PlaceType::gang_lorong;
  }
  village.tell(2, 20);
  const BandedVillage repeated = village.banded_and_remembered(kept);
  EXPECT_EQ(repeated.band, PriorityClass::high);
  EXPECT_EQ(repeated.environment_score, 3);
  EXPECT_TRUE(repeated.is_burst);
  EXPECT_EQ(repeated.portrait.place, io::PlaceType::jalan_umum);
  EXPECT_EQ(repeated.score, 41 + 20 + 7 + 3);
  village.tell(1, 30);
  EXPECT_EQ(village.banded_and_remembered(kept).band, PriorityClass::low)
      << "three came since it was said, though only one since it was repeated";
  EXPECT_EQ(village.banded().band, PriorityClass::low);
}

TEST(Bands, StayHiddenUntilEnoughWomenCame) {
  KeptLedger kept;
  Village village;
  village.tell(2);
  village.banded_and_remembered(kept);
  village.tell(2, 20);
  const BandedVillage hidden = village.banded_and_remembered(kept);
  EXPECT_FALSE(hidden.band);
  EXPECT_FALSE(hidden.portrait.place);
  village.tell(1, 30);
  EXPECT_TRUE(village.banded_and_remembered(kept).band);
}

TEST(Bands, AreRememberedAsMaskedOnceEveryWomanTookBackWhatSheTold) {
  KeptLedger kept;
  Village village;
  village.tell(4);
  EXPECT_TRUE(village.banded_and_remembered(kept).band);
  village.all.clear();
  std::vector<io::LedgerCell> record;
  EXPECT_FALSE(village.banded(kept.memory(), record).band);
  ASSERT_EQ(record.size(), 1U);
  EXPECT_TRUE(record[0].reporters.empty());
}

TEST(Bands, OfAnUnknownWordAreMasked) {
  KeptLedger kept;
  Village village;
  village.tell(4);
  std::vector<io::LedgerCell> record;
  village.banded(kept.memory(), record);
  record.at(0).shown = "entah 9 1 1 1 1 18 24";
  kept.remember({{.tier = "operational", .cells = record}});
  const BandedVillage masked = village.banded_and_remembered(kept);
  EXPECT_FALSE(masked.band);
  EXPECT_EQ(masked.environment_score, 0);
  EXPECT_FALSE(masked.is_burst);
  EXPECT_FALSE(masked.portrait.place);
}

TEST(Bands, AreWrittenDownWhereAnybodyTold) {
  const io::ReleaseLedger ledger;
  std::vector<io::LedgerCell> record;
  Village village;
  village.banded({ledger, std::string(32, 'k')}, record);
  EXPECT_THAT(record, IsEmpty());
  village.tell(1);
  village.banded({ledger, std::string(32, 'k')}, record);
  ASSERT_THAT(record, SizeIs(1));
  EXPECT_EQ(record[0].shown, "");
  EXPECT_THAT(record[0].reporters, SizeIs(1));
}

void name(Village& village, std::size_t from, std::size_t to, io::IssueType issue) {
  for (std::size_t i = from; i < to; ++i) {
    village.records.reports[i].issues.set(static_cast<std::size_t>(issue));
  }
}

TEST(Portraits, NameWhatMostWomenSay) {
  Village village;
  village.tell(9);
  name(village, 0, 4, io::IssueType::gelap_sepi);
  name(village, 4, 9, io::IssueType::mabuk_miras);
  EXPECT_EQ(village.portrait().issue, io::IssueType::mabuk_miras);
  village.all.pop_back();
  EXPECT_EQ(village.portrait().issue, io::IssueType::mabuk_miras) << "ties: the first of the list";
  EXPECT_EQ(village.portrait().place, io::PlaceType::jalan_umum);
  EXPECT_FALSE(village.portrait().factor);
}

TEST(Portraits, AreNotMovedByWhatDoesNotCount) {
  Village village;
  village.tell(8);
  name(village, 0, 4, io::IssueType::gelap_sepi);
  name(village, 3, 8, io::IssueType::mabuk_miras);
  EXPECT_EQ(village.portrait().issue, io::IssueType::mabuk_miras);
  for (const std::size_t i : {6U, 7U}) village.all[i].over_cap = true;
  EXPECT_EQ(village.portrait().issue, io::IssueType::gelap_sepi);
}

TEST(Portraits, NameNothingThatTooFewWomenSay) {
  Village village;
  village.tell(5);
  name(village, 0, 2, io::IssueType::mabuk_miras);
  EXPECT_FALSE(village.portrait().issue);
  name(village, 2, 3, io::IssueType::mabuk_miras);
  EXPECT_TRUE(village.portrait().issue);
  village.all[2].same_as = 0;
  EXPECT_FALSE(village.portrait().issue) << "it was told already";
}

TEST(Portraits, NameFormsOfSexualViolenceOnlyWhereTheyMay) {
  Village village;
  village.tell(9);
  name(village, 0, 5, io::IssueType::pelecehan_fisik);
  name(village, 5, 9, io::IssueType::gelap_sepi);
  EXPECT_EQ(village.portrait(SexualForms::named).issue, io::IssueType::pelecehan_fisik);
  EXPECT_EQ(village.portrait(SexualForms::left_out).issue, io::IssueType::gelap_sepi);
}

TEST(Portraits, NameNoMatterForServices) {
  Village village;
  village.tell(5);
  name(village, 0, 5, io::IssueType::kdrt);
  EXPECT_FALSE(village.portrait().issue);
}

TEST(Portraits, TellHoursInWholeBandsOfTheDay) {
  Village village;
  village.tell(4);
  EXPECT_FALSE(village.portrait().hours) << "nobody told any";
  auto& reports = village.records.reports;
  reports[0].occurred_time = Minutes(19 * 60);
  reports[1].time_band = io::TimeBand::malam;
  EXPECT_FALSE(village.portrait().hours) << "two told some";
  reports[2].occurred_time = Minutes(18 * 60);
  EXPECT_EQ(village.portrait().hours, (HourRange{18, 24}));
  for (io::Report& report : reports) report.occurred_time = Minutes(5 * 60);
  EXPECT_EQ(village.portrait().hours, (HourRange{5, 11}));
  for (io::Report& report : reports) report.occurred_time = Minutes(5 * 60 - 1);
  EXPECT_EQ(village.portrait().hours, (HourRange{0, 5}));
}

TEST(Portraits, TellHoursOverMidnight) {
  Village village;
  village.tell(6);
  for (std::size_t i = 0; i < 6; ++i) {
    village.records.reports[i].time_band = i < 3 ? io::TimeBand::malam : io::TimeBand::dini_hari;
  }
  EXPECT_EQ(village.portrait(SexualForms::named, 0.95).hours, (HourRange{18, 29}));
}

TEST(Portraits, TellOfNoHoursWhereAllAreAlike) {
  Village village;
  village.tell(4);
  for (io::Report& report : village.records.reports) report.time_band = io::TimeBand::malam;
  for (const auto none : {io::TimeBand::sepanjang_hari, io::TimeBand::tidak_tahu}) {
    village.records.reports[0].time_band = village.records.reports[1].time_band = none;
    EXPECT_FALSE(village.portrait().hours);
  }
}

// All but one hour of the morning, in which one of 41 told: in whole bands that is all day.
TEST(Portraits, TellOfAllDayFromWhereTheirHoursBegin) {
  Village village;
  village.tell(41);
  auto& reports = village.records.reports;
  for (std::size_t i = 0; i < 40; ++i) {
    constexpr std::array kOthers{io::TimeBand::dini_hari, io::TimeBand::siang, io::TimeBand::sore,
                                 io::TimeBand::malam};
    reports[i].time_band = kOthers[i % 4];
  }
  reports[40].time_band = io::TimeBand::pagi;
  const auto hours = village.portrait(SexualForms::named, 0.995).hours;
  ASSERT_TRUE(hours);
  EXPECT_NE(hours->begin, 0U);
  EXPECT_EQ(hours->end, hours->begin + 24);
}

TEST(Portraits, TakeNoHoursFromWhatDoesNotCount) {
  Village village;
  village.tell(4);
  for (io::Report& report : village.records.reports) report.time_band = io::TimeBand::malam;
  village.records.reports[3].time_band = io::TimeBand::pagi;
  village.all[3].over_cap = true;
  EXPECT_EQ(village.portrait(SexualForms::named, 1.0).hours, (HourRange{18, 24}));
}

}  // namespace
}  // namespace rawan::engine
