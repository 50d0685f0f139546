// One person more or less, and invented people around one who is real: what commanders and planners
// would see of it.

#include "attack/neighbors.h"

#include "attack/attack.h"
#include "noisy_counts.h"
#include "support/attack_scenes.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace rawan::engine::attack {
namespace {

using rawan::testing::TempDir;
using ::testing::Contains;
using ::testing::IsEmpty;

constexpr std::size_t kVillages = 8;

/// Villages side by side with dialogues of the patrol log; the fewest people told in the first.
Inputs district(std::initializer_list<int> people_of_first = {1}) {
  using namespace std::chrono;
  Inputs inputs{.config = {}, .policy = load_policy("baku", ""), .records = {}};
  inputs.config.period = {sys_days(year(2025) / 1 / 1), sys_days(year(2025) / 12 / 31)};
  inputs.config.patrol.start = sys_days(year(2026) / 2 / 1);
  inputs.config.analysis.min_dialogues = 1;
  inputs.config.analysis.min_women = 1;
  Records& records = inputs.records;
  records.crs = io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}});
  std::vector<int> people(people_of_first);
  for (std::size_t i = people.size(); i < kVillages; ++i)
    people.push_back(4 + 3 * static_cast<int>(i));
  for (std::size_t i = 0; i < kVillages; ++i) {
    const double west = 109.4 + 0.01 * static_cast<double>(i);
    io::Village village{.id = *io::parse_village_code("61.07.01.200" + std::to_string(i + 1)),
                        .name = "Desa " + std::to_string(i + 1)};
    village.area = {{.outer = {{west, 0.8}, {west + 0.01, 0.8}, {west + 0.01, 0.81}, {west, 0.81}},
                     .holes = {}}};
    records.villages.villages.push_back(village);
    for (int day = 0; day < 2; ++day) {
      io::PatrolVisit visit{.patrol_id = "P" + std::to_string(i) + std::to_string(day)};
      visit.dialogue_id = "D" + std::to_string(i) + std::to_string(day);
      visit.date = sys_days(year(2025) / 5 / (5U + static_cast<unsigned>(day)));
      visit.village = village.id;
      visit.women_consulted = 40;
      records.visits.push_back(visit);
    }
    for (int p = 0; p < people[i]; ++p) {
      io::Report report{.id = std::to_string(records.reports.size()),
                        .type = io::RecordType::persepsi};
      const unsigned day = static_cast<unsigned>(p) % 2;
      report.reported_at = sys_days(year(2025) / 5 / (5U + day));
      report.occurred_on = sys_days(year(2025) / 5 / (5U + day));
      report.village = village.id;
      report.place = io::PlaceType::jalan_umum;
      report.reporter_sex = io::Sex::perempuan;
      report.reporter = 1000 + records.reports.size();
      report.dialogue_id = "D" + std::to_string(i) + std::to_string(day);
      report.source_system = "kobo";
      records.reports.push_back(report);
    }
  }
  return inputs;
}

/// The rules with k = 1 and no other protection: what a gate without thresholds would show.
Inputs careless(Inputs inputs) {
  for (const Tier tier : {Tier::operational, Tier::planning}) {
    TierPolicy& rules = inputs.policy.tiers[static_cast<std::size_t>(tier)];
    rules.unit = {.min_reporters = 1, .min_sessions = 1, .max_share = 1.0, .min_households = 0.0};
    rules.classes = {1, 2, 3, 4, 5, 10, 20, 50};
  }
  return inputs;
}

Scene scene_with(Inputs inputs, std::size_t samples = 30) {
  Scene scene = scene_of({});
  scene.truth.emplace();
  scene.truth->inputs = std::make_shared<const Inputs>(std::move(inputs));
  scene.samples = samples;
  return scene;
}

io::SeenRelease ranked(const TempDir& dir, const std::string& tier,
                       std::vector<std::int64_t> ranks) {
  io::Integers values(ranks.begin(), ranks.end());
  io::Texts ids;
  for (const std::int64_t rank : ranks) ids.emplace_back("61.07.01.20" + std::to_string(10 + rank));
  return Release(dir.path(), tier, "a")
      .map({table_of("desa", {texts("kode_desa", ids),
                              {.name = "peringkat", .alias = "p", .values = values}})})
      .seen();
}

TEST(Rank, IsFoundWhereItIsExact) {
  const TempDir dir;
  EXPECT_THAT(codes(run(attack_neighbors, scene_of({ranked(dir, "planning", {1, 2, 3, 4, 5, 6})}))),
              Contains("exact_rank"));
  EXPECT_THAT(
      codes(run(attack_neighbors, scene_of({ranked(dir, "operational", {1, 2, 3, 4, 4, 1})}))),
      IsEmpty())
      << "quarters of the list are no ranks";
  EXPECT_THAT(
      codes(run(attack_neighbors, scene_of({ranked(dir, "restricted", {1, 2, 3, 4, 5, 6})}))),
      IsEmpty());
}

TEST(Rank, IsNotScoredWithoutTheInputs) {
  for (const auto attack : {attack_neighbors, attack_thresholds}) {
    const auto lines = run(attack, scene_of({}));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_TRUE(lines[0].needs_truth);
    EXPECT_EQ(lines[0].found, 0U);
  }
}

// P10: counts move only with their own class; nothing is shown of fewer than k people.
TEST(Neighbors, ChangeNothingButClassesThatWereCrossed) {
  const auto lines = run(attack_neighbors, scene_with(district(), 40));
  ASSERT_EQ(lines.size(), 2U);
  const auto found = codes(lines);
  EXPECT_THAT(found, ::testing::Not(Contains("count_moves")));
  EXPECT_THAT(found, ::testing::Not(Contains("few_behind")));
  EXPECT_EQ(lines[1].tried, 40U);
  EXPECT_GT(lines[1].moved[4].changed, 0U) << "some stood at a boundary";
}

TEST(Neighbors, AreFoundBehindAGateThatAsksForOnePerson) {
  const auto lines = run(attack_neighbors, scene_with(careless(district()), 5));
  EXPECT_THAT(codes(lines), Contains("few_behind"));
  EXPECT_GT(lines[1].found, 0U);
}

TEST(Neighbors, AreTheSameForTheSameSeed) {
  const Scene scene = scene_with(district(), 6);
  const auto a = run(attack_neighbors, scene);
  const auto b = run(attack_neighbors, scene);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t m = 0; m < a[i].moved.size(); ++m) {
      EXPECT_EQ(a[i].moved[m].changed, b[i].moved[m].changed);
    }
  }
}

// S18: k - 1 invented people do not show whether there is a real one.
TEST(Sybils, LearnNothingOfTheOneRealPerson) {
  const auto lines = run(attack_thresholds, scene_with(district()));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].tried, 1U);
  EXPECT_EQ(lines[1].tried, 1U);
  EXPECT_THAT(codes(lines), IsEmpty());
}

TEST(Sybils, LearnFromAGateThatAsksForOnePerson) {
  EXPECT_THAT(codes(run(attack_thresholds, scene_with(careless(district())))),
              Contains("told_apart"));
}

TEST(Sybils, HaveNoVillageToTryWhereManyTold) {
  for (const auto& line : run(attack_thresholds, scene_with(district({12})))) {
    EXPECT_EQ(line.tried, 0U);
  }
}

/// Noisy counts of the public, with the same noise each time.
std::vector<std::int64_t> public_counts(Rerun& rerun, const Inputs& inputs) {
  rerun.answers();
  const io::ReleaseLedger nothing;
  const Memory memory{nothing, std::string(32, 'k')};
  std::uint64_t state = 1;
  const BitSource bits = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state ^ (state >> 29U);
  };
  std::vector<std::int64_t> counts;
  const auto noisy =
      count_with_noise(rerun.results(), inputs.config, inputs.policy.of(Tier::open), memory, bits);
  for (const NoisyCount& count : noisy.counts) counts.push_back(count.count);
  return counts;
}

// Before noise the public's counts differ by the one person and no more: with equal noise, by not
// more than one step of their rounding to 5.
TEST(Sybils, MoveThePublicCountByOnePersonBeforeNoise) {
  const Inputs inputs = district();
  Rerun rerun(inputs, {});
  const auto with = public_counts(rerun, inputs);
  rerun.remove(1000);
  const auto without = public_counts(rerun, inputs);
  ASSERT_EQ(with.size(), without.size());
  ASSERT_FALSE(with.empty());
  for (std::size_t i = 0; i < with.size(); ++i) {
    EXPECT_THAT(with[i] - without[i], ::testing::AnyOf(0, 5));
  }
}

}  // namespace
}  // namespace rawan::engine::attack
