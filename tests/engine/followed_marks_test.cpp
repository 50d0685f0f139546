// Who stands behind a group, whom nobody knows, and how far reports came.

#include "followed_marks.h"

#include "rawan/engine/bursts.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using rawan::testing::KeptLedger;
using rawan::testing::SmallWorld;
using ::testing::Each;
using ::testing::ElementsAre;

TEST(GroupEvidence, CountsPeopleSessionsAndTheLargestShare) {
  std::vector<Testimony> all(4);
  for (std::size_t i = 0; i < 4; ++i) all[i].reporter = all[i].session = i / 2;
  const Group three{0, 1, 2};
  EXPECT_EQ(evidence_of(three, all).reporters, 2U);
  EXPECT_EQ(evidence_of(three, all).sessions, 2U);
  EXPECT_DOUBLE_EQ(evidence_of(three, all).largest_share, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(evidence_of(Group{3}, all).largest_share, 1.0);
  EXPECT_EQ(evidence_of(Group{}, all).largest_share, 0.0);
  all[2].over_cap = true;
  EXPECT_EQ(evidence_of(three, all).reporters, 1U);
  all[0].same_as = 1;
  EXPECT_DOUBLE_EQ(evidence_of(three, all).largest_share, 1.0);
}

/// What was told of the western village by people of two dialogues.
struct Told : SmallWorld {
  std::vector<Testimony> all;
  Policy policy = load_policy("baku", "");

  io::Report& add(std::uint64_t reporter, io::ReportStatus status) {
    io::Report& report = add_mark(0, "");
    report.status = status;
    all.push_back({.report = static_cast<std::uint32_t>(records.reports.size() - 1),
                   .site = 0,
                   .reporter = reporter,
                   .session = reporter % 2,
                   .about_place = true,
                   .about_person = true});
    return report;
  }
  void tell(int people, io::ReportStatus status = io::ReportStatus::baru) {
    for (int i = 0; i < people; ++i) add(records.reports.size(), status);
  }

  bool is_burst() const { return unverified_bursts(records, study(), all, 4).front(); }

  FollowedMarks marks(const Memory& memory, std::vector<io::LedgerCell>& record) const {
    const Results results{.records = records, .study = study()};
    return followed_marks(all, std::vector<bool>(all.size(), false), results,
                          policy.of(Tier::planning), memory, record);
  }
  FollowedMarks marks(KeptLedger& kept) const {
    std::vector<io::LedgerCell> record;
    return marks(kept.memory(), record);
  }
  FollowedMarks marks_and_remembered(KeptLedger& kept) const {
    std::vector<io::LedgerCell> record;
    FollowedMarks said = marks(kept.memory(), record);
    kept.remember({{.tier = "planning", .cells = record}});
    return said;
  }
  FollowedMarks marks() const {
    const io::ReleaseLedger ledger;
    std::vector<io::LedgerCell> record;
    return marks({ledger, std::string(32, 'k')}, record);
  }
};

TEST(Bursts, AreFourUnknownPeopleInSevenDays) {
  Told told;
  told.tell(4);
  EXPECT_TRUE(told.is_burst());
  told.records.reports[3].reported_at += days(7);
  EXPECT_FALSE(told.is_burst()) << "the eighth day";
  told.records.reports[3].reported_at -= days(1);
  EXPECT_TRUE(told.is_burst());
}

TEST(Bursts, AreNotOfPeopleWhoseReportsWereVerified) {
  for (const auto status : {io::ReportStatus::diverifikasi, io::ReportStatus::selesai}) {
    Told told;
    told.tell(4);
    told.records.reports[3].status = status;
    EXPECT_FALSE(told.is_burst());
  }
}

TEST(Bursts, AreHalfOfThePeopleOrMore) {
  Told told;
  told.tell(4);
  told.tell(4, io::ReportStatus::diverifikasi);
  EXPECT_TRUE(told.is_burst()) << "half";
  told.tell(1, io::ReportStatus::diverifikasi);
  EXPECT_FALSE(told.is_burst());
}

TEST(Doubts, AreAboutUnknownPeopleOfBursts) {
  Told told;
  told.tell(4);
  told.tell(1, io::ReportStatus::diverifikasi);
  EXPECT_THAT(doubtful(told.records, told.study(), told.all, 4),
              ElementsAre(true, true, true, true, false));
  EXPECT_THAT(doubtful(told.records, told.study(), told.all, 5), Each(false)) << "no burst";
}

TEST(FollowedMarks, AreWhatCountsOfPeopleAndPublicPlaces) {
  for (int spoil = 0; spoil < 5; ++spoil) {
    Told told;
    told.tell(5);
    Testimony& last = told.all.back();
    if (spoil == 1) last.about_place = false;
    if (spoil == 2) last.about_person = false;
    if (spoil == 3) last.site.reset();
    if (spoil == 4) last.over_cap = true;
    EXPECT_EQ(told.marks().shown[0].has_value(), spoil == 0) << spoil;
  }
}

TEST(FollowedMarks, TellSharesOfFiftyOrMore) {
  Told told;
  told.tell(9);
  told.tell(40, io::ReportStatus::diverifikasi);
  EXPECT_EQ(told.marks().shown[1], "20-49");
  EXPECT_FALSE(told.marks().share[1]);
  told.tell(1);
  EXPECT_EQ(told.marks().share[1], std::pair(80, 90));
  EXPECT_FALSE(told.marks().share[0]) << "all who told are no share";
}

TEST(FollowedMarks, RepeatWhatTheySaidUntilEnoughPeopleCame) {
  KeptLedger kept;
  Told told;
  told.tell(55);
  told.tell(5, io::ReportStatus::diverifikasi);
  const FollowedMarks first = told.marks_and_remembered(kept);
  EXPECT_EQ(first.share[1], std::pair(0, 10));
  EXPECT_FALSE(first.shown[2]);
  told.tell(4, io::ReportStatus::selesai);
  const FollowedMarks again = told.marks(kept);
  EXPECT_EQ(again.shown, first.shown);
  EXPECT_EQ(again.share, first.share);
  told.tell(1, io::ReportStatus::selesai);
  EXPECT_EQ(told.marks(kept).share[1], std::pair(10, 20));
}

TEST(FollowedMarks, GoOnWhereNobodyWasVerifiedSince) {
  for (const int verified : {0, 6}) {
    KeptLedger kept;
    Told told;
    told.tell(9);
    told.tell(verified, io::ReportStatus::diverifikasi);
    const FollowedMarks first = told.marks_and_remembered(kept);
    EXPECT_EQ(first.shown[0], verified == 0 ? "5-9" : "10-19");
    told.tell(60);
    const FollowedMarks again = told.marks(kept);
    EXPECT_EQ(again.shown[0], "50+");
    EXPECT_EQ(again.shown[1], first.shown[1]);
    EXPECT_EQ(again.shown[1].has_value(), verified != 0);
  }
}

TEST(FollowedMarks, AreToldOnceEnoughOthersCame) {
  KeptLedger kept;
  Told told;
  told.tell(4);
  told.tell(9, io::ReportStatus::diverifikasi);
  EXPECT_FALSE(told.marks_and_remembered(kept).shown[1]) << "four more would stand out";
  told.tell(1);
  EXPECT_FALSE(told.marks(kept).shown[1]);
  told.tell(60);
  EXPECT_EQ(told.marks(kept).shown[1], "5-9");
}

TEST(FollowedMarks, StayWhereTheSamePeopleToldMore) {
  KeptLedger kept;
  Told told;
  told.tell(6);
  told.tell(9, io::ReportStatus::diverifikasi);
  const FollowedMarks first = told.marks_and_remembered(kept);
  EXPECT_EQ(first.shown[1], "5-9");
  told.add(told.all.back().reporter, io::ReportStatus::diverifikasi);
  EXPECT_EQ(told.marks().shown[1], "10-19");
  EXPECT_EQ(told.marks(kept).shown, first.shown) << "nobody came";
  told.tell(60);
  EXPECT_EQ(told.marks(kept).shown, first.shown) << "nobody came to be verified";
}

TEST(FollowedMarks, RepeatTheirShareWhereTheSamePeopleToldMore) {
  KeptLedger kept;
  Told told;
  told.tell(10);
  told.tell(40, io::ReportStatus::diverifikasi);
  EXPECT_EQ(told.marks_and_remembered(kept).share[1], std::pair(80, 90));
  for (int i = 0; i < 5; ++i) told.add(told.all[0].reporter, io::ReportStatus::baru);
  EXPECT_EQ(told.marks().share[1], std::pair(70, 80));
  EXPECT_EQ(told.marks(kept).share[1], std::pair(80, 90));
}

TEST(FollowedMarks, RepeatThatTheyToldNoShare) {
  KeptLedger kept;
  Told told;
  told.tell(9);
  told.tell(40, io::ReportStatus::diverifikasi);
  const FollowedMarks first = told.marks_and_remembered(kept);
  told.tell(1);
  const FollowedMarks again = told.marks(kept);
  EXPECT_EQ(again.shown, first.shown);
  EXPECT_FALSE(again.share[1]) << "fifty by now, but one of them came since";
}

}  // namespace
}  // namespace rawan::engine
