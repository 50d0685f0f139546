#include "rawan/algorithms/cluster_identity.h"

#include "rawan/algorithms/cluster_recurrence.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = ClusterEvent::Kind;

std::vector<double> sizes(const std::vector<std::int32_t>& labels, std::size_t clusters) {
  std::vector<double> sizes(clusters, 0.0);
  for (const std::int32_t label : labels) {
    if (label >= 0) sizes[std::size_t(label)] += 1.0;
  }
  return sizes;
}

/// The same reports 0, 1, 2, ... clustered twice.
ClusterIdentity follow(const std::vector<std::uint64_t>& ids,
                       const std::vector<std::int32_t>& before,
                       const std::vector<std::int32_t>& after, std::size_t clusters,
                       std::uint64_t next_id = 100) {
  std::vector<std::uint64_t> keys(before.size());
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = i;
  return keep_ids(ids, sizes(before, ids.size()), sizes(after, clusters),
                  overlaps_by_key(keys, before, keys, after), next_id);
}

Polygon square(double x, double y, double side) {
  return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

TEST(ClusterIdentity, KeepsIdsWhereLabelsChangePlaces) {
  const auto found = follow({7, 9}, {0, 0, 0, 1, 1, -1}, {1, 1, 1, 0, 0, 0}, 2);
  EXPECT_THAT(found.id, ElementsAre(9U, 7U));
  EXPECT_THAT(found.events, IsEmpty());
  EXPECT_EQ(found.next_id, 100U);
}

TEST(ClusterIdentity, TheLargerPartOfASplitKeepsTheId) {
  const auto found = follow({7}, {0, 0, 0, 0, 0}, {1, 1, 0, 0, 0}, 2);
  EXPECT_THAT(found.id, ElementsAre(7U, 100U));
  EXPECT_THAT(found.events, ElementsAre(ClusterEvent{Kind::split, {7}, {7, 100}}));
  EXPECT_EQ(found.next_id, 101U);
}

TEST(ClusterIdentity, AMergerKeepsTheIdOfTheLargerPart) {
  const auto found = follow({7, 9}, {0, 0, 1, 1, 1}, {0, 0, 0, 0, 0}, 1);
  EXPECT_THAT(found.id, ElementsAre(9U));
  EXPECT_THAT(found.events, ElementsAre(ClusterEvent{Kind::merged, {7, 9}, {9}}));
}

TEST(ClusterIdentity, TellsWhatBeganAndWhatEnded) {
  const auto found = follow({7}, {0, 0, 0, -1, -1, -1}, {-1, -1, -1, 0, 0, 0}, 1);
  EXPECT_THAT(found.id, ElementsAre(100U));
  EXPECT_THAT(found.events, ElementsAre(ClusterEvent{Kind::began, {}, {100}},
                                        ClusterEvent{Kind::ended, {7}, {}}));
}

TEST(ClusterIdentity, ASmallRemnantInALargeNewClusterIsNotTheSame) {
  // Jaccard 2 / (2 + 10 - 2) = 0.2 < 0.3: kin, but another cluster.
  std::vector<std::int32_t> before(10, -1);
  before[0] = before[1] = 0;
  const auto found = follow({7}, before, std::vector<std::int32_t>(10, 0), 1);
  EXPECT_THAT(found.id, ElementsAre(100U));
  EXPECT_THAT(found.events, IsEmpty());
}

TEST(ClusterIdentity, EqualOverlapsGoToTheLowerId) {
  const auto found = follow({9, 7}, {0, 0, 1, 1}, {0, 0, 0, 0}, 1);
  EXPECT_THAT(found.id, ElementsAre(7U));
}

TEST(ClusterIdentity, NeverGivesAnIdTwice) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Stream random(seed, 0);
    std::vector<std::int32_t> before(40);
    std::vector<std::int32_t> after(40);
    for (auto& label : before) label = std::int32_t(random.below(5)) - 1;
    for (auto& label : after) label = std::int32_t(random.below(7)) - 1;
    const auto found = follow({3, 1, 4, 15}, before, after, 6, 16);
    std::vector<std::uint64_t> ids = found.id;
    std::ranges::sort(ids);
    EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
    for (const std::uint64_t id : ids) {
      EXPECT_LT(id, found.next_id);
      EXPECT_TRUE(id >= 16 || id == 3 || id == 1 || id == 4 || id == 15);
    }
  }
}

TEST(ClusterIdentity, CountsOnlyKeysOfBothRuns) {
  const auto overlaps = overlaps_by_key(
      std::vector<std::uint64_t>{5, 6, 7, 8}, std::vector<std::int32_t>{0, 0, 1, -1},
      std::vector<std::uint64_t>{8, 7, 6, 5, 4}, std::vector<std::int32_t>{0, 0, 0, -1, 0});
  ASSERT_EQ(overlaps.size(), 2U);
  EXPECT_EQ(overlaps[0].previous, 0U);
  EXPECT_EQ(overlaps[0].shared, 1.0);
  EXPECT_EQ(overlaps[1].previous, 1U);
  EXPECT_EQ(overlaps[1].shared, 1.0);
}

TEST(ClusterIdentity, FollowsAreasWhereKeysDiffer) {
  const std::vector<Polygon> before{square(1e7, 1e7, 10.0), square(1e7 + 50.0, 1e7, 10.0), {}};
  const std::vector<Polygon> after{square(1e7 + 52.0, 1e7, 10.0), square(1e7, 1e7 + 10.0, 5.0)};
  const auto overlaps = overlaps_by_area(before, after);
  ASSERT_EQ(overlaps.size(), 1U);  // to touch is not to overlap
  EXPECT_EQ(overlaps[0].previous, 1U);
  EXPECT_EQ(overlaps[0].current, 0U);
  EXPECT_NEAR(overlaps[0].shared, 80.0, 1e-6);
  const auto found = keep_ids(std::vector<std::uint64_t>{1, 2, 3}, std::vector<double>{100, 100, 0},
                              std::vector<double>{100, 25}, overlaps, 4);
  EXPECT_THAT(found.id, ElementsAre(2U, 4U));
}

TEST(ClusterIdentity, SharedAreaKnowsHolesAndSlantedSides) {
  // A square of side 4 with a hole of side 2, and a diamond of half width 2 around its center:
  // the diamond's 8 less the hole's 4.
  Polygon frame = square(0, 0, 4);
  frame[0].holes.push_back({{1, 1}, {1, 3}, {3, 3}, {3, 1}});
  const Polygon diamond{{{{2, 0}, {4, 2}, {2, 4}, {0, 2}}, {}}};
  const std::vector<Polygon> before{frame};
  const auto overlaps = overlaps_by_area(before, std::vector<Polygon>{diamond});
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_NEAR(overlaps[0].shared, 4.0, 1e-12);
}

TEST(ClusterIdentity, OfNothingIsNothing) {
  const auto found = keep_ids({}, {}, {}, {}, 0);
  EXPECT_THAT(found.id, IsEmpty());
  EXPECT_THAT(found.events, IsEmpty());
}

TEST(ClusterIdentity, RefusesWhatItCannotMean) {
  const std::vector<std::uint64_t> ids{1};
  const std::vector<double> one{1.0};
  const std::vector<ClusterOverlap> stray{{0, 1, 1.0}};
  const std::vector<ClusterOverlap> large{{0, 0, 2.0}};
  EXPECT_THROW(keep_ids(ids, one, one, stray, 2), ContractViolation);
  EXPECT_THROW(keep_ids(ids, one, one, large, 2), ContractViolation);
  EXPECT_THROW(keep_ids(ids, one, one, {}, 1), ContractViolation);
  EXPECT_THROW(keep_ids(ids, {}, one, {}, 2), ContractViolation);
  EXPECT_THROW(keep_ids(ids, one, one, {}, 2, {.min_jaccard = 0.0}), ContractViolation);
  EXPECT_THROW(overlaps_by_key(ids, {}, {}, {}), ContractViolation);
}

using Labels = std::vector<std::int32_t>;
using Present = std::vector<std::uint8_t>;

TEST(BestJaccard, IsTheShareOfBothInEither) {
  const Labels before{0, 0, 0, 1, 1, -1};
  EXPECT_THAT(best_jaccard(before, 2, before), ElementsAre(1.0, 1.0));
  EXPECT_THAT(best_jaccard(before, 2, Labels{5, 5, 7, 7, 7, 7}), ElementsAre(2.0 / 3.0, 0.5));
  EXPECT_THAT(best_jaccard(before, 2, Labels{-1, -1, -1, -1, -1, -1}), ElementsAre(0.0, 0.0));
}

TEST(BestJaccard, KnowsOnlyThePointsOfTheSample) {
  const Labels before{0, 0, 0, 1, 1};
  const Labels after{3, 3, -1, -1, -1};
  EXPECT_THAT(best_jaccard(before, 2, after, Present{1, 1, 0, 0, 0}), ElementsAre(1.0, 0.0));
  EXPECT_THAT(best_jaccard(before, 2, after, Present{1, 0, 1, 1, 1}), ElementsAre(0.5, 0.0));
}

TEST(BestJaccard, AgreesWithCountingSetByMember) {
  Stream stream(3, 0);
  for (int turn = 0; turn < 200; ++turn) {
    Labels before;
    Labels after;
    Present present;
    for (int i = 0; i < 40; ++i) {
      before.push_back(static_cast<std::int32_t>(stream.below(4)) - 1);
      after.push_back(static_cast<std::int32_t>(stream.below(5)) - 1);
      present.push_back(static_cast<std::uint8_t>(stream.below(2)));
    }
    std::vector<double> slow(3, 0.0);
    for (std::int32_t a = 0; a < 3; ++a) {
      for (std::int32_t b = 0; b < 4; ++b) {
        double both = 0.0;
        double either = 0.0;
        for (std::size_t i = 0; i < before.size(); ++i) {
          const bool in_a = present[i] != 0 && before[i] == a;
          const bool in_b = present[i] != 0 && after[i] == b;
          both += in_a && in_b ? 1.0 : 0.0;
          either += in_a || in_b ? 1.0 : 0.0;
        }
        if (both > 0.0) slow[std::size_t(a)] = std::max(slow[std::size_t(a)], both / either);
      }
    }
    EXPECT_EQ(best_jaccard(before, 3, after, present), slow);
  }
}

TEST(BestJaccard, RefusesLabelsThatDoNotFit) {
  EXPECT_THROW(best_jaccard(Labels{0}, 1, Labels{0, 0}), ContractViolation);
  EXPECT_THROW(best_jaccard(Labels{2}, 1, Labels{0}), ContractViolation);
  EXPECT_THROW(best_jaccard(Labels{0}, 1, Labels{0}, Present{1, 1}), ContractViolation);
}

}  // namespace
}  // namespace rawan
