// What the tables for planners say of women, officers and squads.

#include "planned_effort.h"
#include "rawan/engine/gate.h"
#include "rawan/io/release.h"
#include "support/small_world.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>

namespace rawan::engine {
namespace {

using rawan::testing::SmallWorld;
using rawan::testing::TempDir;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Two villages, of which the western one has a band.
struct District : SmallWorld {
  PriorityClass band = PriorityClass::high;
  io::ReleaseLedger ledger;

  District() {
    for (const char* dialogue : {"D-1", "D-2"}) add_visit(0, dialogue, 40);
    for (const char* dialogue : {"D-3", "D-4"}) add_visit(1, dialogue, 40);
  }

  /// Women of the eastern village, so that no sum tells of the western one alone.
  void tell_in_the_east(int women) {
    for (int i = 0; i < women; ++i) {
      add_mark(1, i % 2 == 0 ? "D-3" : "D-4").reporter = 9000 + records.reports.size();
    }
  }

  /// Women of two dialogues who name darkness in a public place of the western village.
  void tell(int women, io::EnvFactor factor = io::EnvFactor::gelap) {
    for (int i = 0; i < women; ++i) {
      io::Report& mark = add_mark(0, i % 2 == 0 ? "D-1" : "D-2");
      mark.factors.set(static_cast<std::size_t>(factor));
      mark.reporter = 1000 + records.reports.size();
      mark.statement = 0;
    }
  }

  void find(io::EnvFactor factor) {
    io::Report& finding = add_mark(0, "");
    finding.type = io::RecordType::temuan;
    finding.patrol_id = "P-1";
    finding.factors.set(static_cast<std::size_t>(factor));
  }

  Passed<Tier::planning> passed(const Policy& policy) const {
    Results results{.records = records, .study = study(), .exposure = exposure()};
    results.ranking.villages.resize(results.study.sites.size());
    results.ranking.villages[0].priority = band;
    results.ranking.villages[0].rate = SiteRate{};
    return Gate::planning(results, config, policy, {ledger, std::string(32, 'k')});
  }

  PlanningView view(const Policy& policy = load_policy("baku", "")) const {
    return passed(policy).cleared.view();
  }
};

Policy policy_with_least(std::uint32_t least) {
  Policy policy = load_policy("baku", "");
  TierPolicy& planning = policy.tiers[static_cast<std::size_t>(Tier::planning)];
  planning.unit.min_reporters = least;
  planning.classes.front() = least;
  return policy;
}

TEST(Proposals, NeedEnoughWomen) {
  District district;
  district.tell(6, io::EnvFactor::jalan_rusak);
  district.tell(4);
  const auto proposals = district.view().proposals;
  ASSERT_THAT(proposals, SizeIs(1));
  EXPECT_EQ(proposals[0].remedy, Remedy::road);
  EXPECT_EQ(proposals[0].women, 5U);
  EXPECT_EQ(proposals[0].urgency, 1);
  EXPECT_THAT(district.view(policy_with_least(1)).proposals, SizeIs(2)) << "the rule decides";
}

TEST(Proposals, AreMaskedWithTheBandOfTheirVillage) {
  District district;
  district.tell(6);
  EXPECT_THAT(district.view().proposals, SizeIs(1));
  district.band = PriorityClass::no_data;
  EXPECT_THAT(district.view().proposals, IsEmpty());
}

TEST(Proposals, SayNoMoreThanTheClassesOfTheVillage) {
  District district;
  district.tell(30);
  district.tell_in_the_east(30);
  EXPECT_EQ(district.view().proposals.at(0).women, 20U) << "its quarter says 20-49";
  district.config.period.to = district.config.period.from + std::chrono::days(130);
  EXPECT_EQ(district.view().proposals.at(0).women, 5U) << "no quarter tells, only the band";
}

TEST(Proposals, NeverRestOnPrivatePlaces) {
  District district;
  district.tell(12);
  for (io::Report& report : district.records.reports) report.place = io::PlaceType::rumah;
  EXPECT_THAT(district.view().proposals, IsEmpty());
}

TEST(Proposals, RestOnOneFindingOfOfficers) {
  District district;
  district.find(io::EnvFactor::lampu_rusak);
  const auto proposals = district.view().proposals;
  ASSERT_THAT(proposals, SizeIs(1));
  EXPECT_EQ(proposals[0].remedy, Remedy::lamp_repair);
  EXPECT_FALSE(proposals[0].women);
  EXPECT_EQ(proposals[0].findings, 1U);
  EXPECT_EQ(proposals[0].places, 1U);
  EXPECT_EQ(proposals[0].urgency, 3);
}

TEST(Proposals, StayUntilEnoughWomenCameOrWent) {
  const TempDir dir;
  io::work_folder(dir.path());
  District district;
  district.ledger = io::ReleaseLedger::open(dir.path());
  const Policy policy = load_policy("baku", "");
  district.tell(8);
  district.tell_in_the_east(30);
  for (const io::LedgerRelease& release : district.passed(policy).record) {
    district.ledger.add(release);
  }
  district.tell(4);
  EXPECT_EQ(district.view().proposals.at(0).women, 5U);
  District forgetful = district;
  forgetful.ledger = {};
  EXPECT_EQ(forgetful.view().proposals.at(0).women, 10U) << "without the ledger four show";
  district.tell(1);
  EXPECT_EQ(district.view().proposals.at(0).women, 10U);
}

/// The rate of the western village, of whose four quarters each has so many women.
std::optional<RateRange> rate_of(const std::array<int, 4>& women, const Policy& policy) {
  District district;
  district.config.period.to = district.config.period.from + std::chrono::days(364);
  for (int quarter = 0; quarter < 4; ++quarter) {
    for (std::size_t village = 0; village < 2; ++village) {
      for (int i = 0; i < women[static_cast<std::size_t>(quarter)]; ++i) {
        const bool first = i % 2 == 0;
        io::Report& mark = district.add_mark(
            village, village == 0 ? (first ? "D-1" : "D-2") : (first ? "D-3" : "D-4"));
        mark.reporter = 1000 + district.records.reports.size();
        mark.statement = 0;
        mark.occurred_on =
            district.config.period.from + std::chrono::days(91 * quarter + 40 + (first ? 0 : 1));
      }
    }
  }
  for (io::PatrolVisit& visit : district.records.visits) visit.women_consulted = 100;
  return district.view(policy).villages.at(0).rate;
}

/// Each number is a class of its own.
Policy policy_of_numbers() {
  Policy policy = load_policy("baku", "");
  disclosure::Classes& classes = policy.tiers[static_cast<std::size_t>(Tier::planning)].classes;
  classes.clear();
  for (std::uint32_t count = 5; count <= 50; ++count) classes.push_back(count);
  return policy;
}

// A rate is finer than no class: districts alike in all classes are alike in their rates.
TEST(Rates, SayNothingThatTheClassesDoNot) {
  const Policy baku = load_policy("baku", "");
  const auto rate = rate_of({5, 11, 6, 12}, baku);
  ASSERT_TRUE(rate);
  EXPECT_EQ(rate, rate_of({9, 18, 8, 10}, baku));
  EXPECT_NE(rate, rate_of({5, 20, 6, 12}, baku)) << "a class was crossed";
  EXPECT_NE(rate_of({5, 11, 6, 12}, policy_of_numbers()),
            rate_of({9, 18, 8, 10}, policy_of_numbers()))
      << "where classes are numbers the same comparison fails";
}

// 5-9, 10-19, 5-9 and 10-19: 30 to 56 people of 200 women. Garwood (1936) at 90 %: 30 has 21.6
// as its lower, 56 has 70.0 as its upper limit (chi-square of 60 and 114 degrees of freedom).
TEST(Rates, HoldAllThatTheClassesAllow) {
  const auto rate = rate_of({5, 11, 6, 12}, load_policy("baku", ""));
  ASSERT_TRUE(rate);
  EXPECT_EQ(rate->least, 100) << "108 per 1,000, outwards to 50";
  EXPECT_EQ(rate->most, 350) << "349.8 per 1,000, outwards to 50";
}

TEST(Rates, NeedEnoughPeopleAndEnoughWomenAsked) {
  const auto has_rate = [](double people, double women) {
    Policy policy = load_policy("baku", "");
    TierPolicy& rules = policy.tiers[static_cast<std::size_t>(Tier::planning)];
    rules.min_events_for_rate = people;
    rules.min_women_for_rate = women;
    return rate_of({9, 9, 9, 9}, policy).has_value();
  };
  EXPECT_TRUE(has_rate(20.0, 200.0)) << "four times five, two dialogues of a hundred";
  EXPECT_FALSE(has_rate(21.0, 200.0));
  EXPECT_FALSE(has_rate(20.0, 201.0));
}

TEST(Rates, NeedAWholeQuarter) {
  District district;
  district.tell(30);
  district.config.period.to = district.config.period.from + std::chrono::days(80);
  EXPECT_FALSE(district.view().villages.at(0).rate);
}

TEST(Rates, AreNotSaidWhereAQuarterIsHidden) {
  EXPECT_FALSE(rate_of({5, 11, 3, 12}, load_policy("baku", "")));
}

/// The figure of a key and detail.
ApeFigure figure_of(const PlanningView& view, const std::string& key, const std::string& detail) {
  const auto found = std::ranges::find_if(view.ape, [&](const ApeFigure& figure) {
    return figure.key == key && figure.detail == detail;
  });
  EXPECT_NE(found, view.ape.end()) << key << detail;
  return found == view.ape.end() ? ApeFigure{} : *found;
}

TEST(ApeFigures, TellNothingWhereNobodyWroteItDown) {
  District district;
  district.records.squads.push_back({.id = "R1", .officers = 8, .officers_women = 2});
  EXPECT_EQ(figure_of(district.view(), "ape_08", "").status, FigureStatus::no_data);
  EXPECT_EQ(figure_of(district.view(), "ape_06", "").status, FigureStatus::no_data);
  EXPECT_EQ(figure_of(district.view(), "ape_10", "terlatih_pug R1").status, FigureStatus::no_data);
  EXPECT_EQ(figure_of(district.view(), "ape_10", "perempuan R1").value, 25.0);
  district.records.visits[0].cards_given = 0;
  EXPECT_EQ(figure_of(district.view(), "ape_08", "").value, 0.0);
  district.records.visits.clear();
  EXPECT_EQ(figure_of(district.view(), "ape_03", "").status, FigureStatus::no_data);
}

TEST(ApeFigures, ShareTheEffortOfZones) {
  District district;
  io::KrppaEntry zone{.village = district.village(1), .status = io::KrppaStatus::ditetapkan};
  zone.valid_from = district.config.period.from;
  district.records.krppa.push_back(zone);
  for (io::PatrolVisit& visit : district.records.visits) visit.minutes_on_site = 30;
  EXPECT_EQ(figure_of(district.view(), "ape_01", "").value, 100.0);
  EXPECT_NEAR(*figure_of(district.view(), "ape_02", "").value, 50.0, 1e-9);
  EXPECT_EQ(figure_of(district.view(), "ape_04", "perempuan").value, 160.0);
}

std::vector<ApeFigure> figures_of(const PlanningView& view, const std::string& key) {
  std::vector<ApeFigure> figures;
  std::ranges::copy_if(view.ape, std::back_inserter(figures),
                       [&](const ApeFigure& figure) { return figure.key == key; });
  return figures;
}

TEST(ApeFigures, CountZonesThatWereVisited) {
  District district;
  EXPECT_EQ(figure_of(district.view(), "ape_02", "").status, FigureStatus::no_data) << "no zone";
  for (std::size_t village = 0; village < 2; ++village) {
    io::KrppaEntry zone{.village = district.village(village),
                        .status = io::KrppaStatus::ditetapkan};
    zone.valid_from = district.config.period.from;
    district.records.krppa.push_back(zone);
  }
  district.records.visits.resize(1);  // One of them, once.
  const ApeFigure visited = figure_of(district.view(), "ape_01", "");
  EXPECT_EQ(visited.value, 50.0);
  EXPECT_EQ(visited.whole, 2.0);
}

TEST(ApeFigures, AreOfTheWholePeriod) {
  District district;
  district.add_visit(0, "D-9", 40).date = district.config.period.to;  // In no whole quarter.
  EXPECT_EQ(figure_of(district.view(), "ape_04", "perempuan").value, 200.0);
  EXPECT_EQ(figure_of(district.view(), "ape_03", "").window, period_name(district.config.period));
}

TEST(ApeFigures, TellReferralsOfTheRegencyByWindow) {
  District district;
  EXPECT_THAT(figures_of(district.view(), "ape_07"), SizeIs(3)) << "quarters of the period";
  district.tell(6);
  for (io::Report& report : district.records.reports) report.place = io::PlaceType::rumah;
  const auto referrals = figures_of(district.view(), "ape_07");
  ASSERT_THAT(referrals, SizeIs(3));
  for (const ApeFigure& figure : referrals) {
    const bool told = figure.window == "2026-Q2";
    EXPECT_EQ(figure.detail, "61.07");
    EXPECT_EQ(figure.shown, told ? "5-9" : "") << figure.window;
    EXPECT_EQ(figure.status, told ? FigureStatus::final : FigureStatus::no_data) << figure.window;
  }
  district.records.reports.resize(4);
  for (const ApeFigure& figure : figures_of(district.view(), "ape_07")) {
    if (figure.window != "2026-Q2") continue;
    EXPECT_EQ(figure.status, FigureStatus::masked);
  }
}

TEST(ApeFigures, ShareRowsThatTellOfWomenAndMen) {
  District district;
  district.records.visits[0].men_consulted = 3;
  EXPECT_EQ(figure_of(district.view(), "ape_09", "").value, 25.0);
  district.records.visits[1].women_consulted.reset();
  district.records.visits[1].men_consulted = 3;
  EXPECT_EQ(figure_of(district.view(), "ape_09", "").value, 25.0);
}

TEST(ApeFigures, TellOfEverySquadWhatItTells) {
  District district;
  ASSERT_THAT(figures_of(district.view(), "ape_10"), SizeIs(1));
  EXPECT_EQ(figures_of(district.view(), "ape_10")[0].status, FigureStatus::no_data);
  district.records.squads.push_back({.id = "R1", .officers_women = 2});
  district.records.squads.push_back({.id = "R2", .officers = 0, .officers_women = 0});
  EXPECT_THAT(figures_of(district.view(), "ape_10"), SizeIs(4));
  for (const char* squad : {"perempuan R1", "perempuan R2"}) {
    EXPECT_EQ(figure_of(district.view(), "ape_10", squad).status, FigureStatus::no_data) << squad;
  }
}

TEST(ApeFigures, MaskStepsThatFewReportsReached) {
  District district;
  district.tell(60);
  for (int i = 0; i < 40; ++i) {
    district.records.reports[static_cast<std::size_t>(i)].status = io::ReportStatus::diverifikasi;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    district.records.reports[i].status = io::ReportStatus::selesai;
  }
  const PlanningView view = district.view();
  EXPECT_EQ(figure_of(view, "ape_05", "dilaporkan").shown, "50+");
  EXPECT_EQ(figure_of(view, "ape_05", "diverifikasi").shown, "20-49");
  EXPECT_EQ(figure_of(view, "ape_05", "ditindaklanjuti").status, FigureStatus::masked);
  EXPECT_EQ(figure_of(view, "ape_05", "persen_diverifikasi").shown, "60-70");
  EXPECT_EQ(figure_of(view, "ape_05", "persen_ditindaklanjuti").status, FigureStatus::masked);
  EXPECT_EQ(figure_of(district.view(policy_with_least(1)), "ape_05", "ditindaklanjuti").shown,
            "1-9")
      << "the rule decides";
}

TEST(Efforts, OfVillagesAddUpToThoseOfTheirAreas) {
  District district;
  district.records.visits[0].men_consulted = 7;
  std::uint32_t villages = 0;
  std::uint32_t regency = 0;
  const PlanningView view = district.view();
  for (const AreaEffort& row : view.efforts) {
    if (row.window != period_name(district.config.period)) continue;
    if (row.level == AreaLevel::village) villages += row.effort.women + row.effort.men;
    if (row.level == AreaLevel::regency) regency += row.effort.women + row.effort.men;
  }
  EXPECT_EQ(regency, 167U);
  EXPECT_EQ(villages, regency);
}

}  // namespace
}  // namespace rawan::engine
