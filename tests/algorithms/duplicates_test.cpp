#include "rawan/algorithms/duplicates.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace rawan {
namespace {

/// The definition as it stands: over and over the best pair of sets that may be joined.
struct SlowDuplicates {
  std::vector<Telling> tellings;
  DuplicateOptions options;
  std::vector<std::set<std::size_t>> sets = {};

  bool near(std::size_t a, std::size_t b) const {
    const Telling& s = tellings[a];
    const Telling& t = tellings[b];
    const double dx = s.position.x - t.position.x;
    const double dy = s.position.y - t.position.y;
    const bool alike = (s.kinds & t.kinds) != 0 || (s.kinds == 0 && t.kinds == 0);
    const bool apart_in_time = s.from > t.to + options.minutes || t.from > s.to + options.minutes;
    if (s.is_sampled && t.is_sampled) return false;
    return s.area == t.area && s.source != t.source && alike && !apart_in_time &&
           dx * dx + dy * dy <= options.radius.value * options.radius.value;
  }

  auto cost(std::size_t a, std::size_t b) const {
    const Telling& s = tellings[a];
    const Telling& t = tellings[b];
    const double dx = s.position.x - t.position.x;
    const double dy = s.position.y - t.position.y;
    const std::int64_t gap = std::max<std::int64_t>({0, s.from - t.to, t.from - s.to});
    return std::tuple(dx * dx + dy * dy, gap, std::min(s.key, t.key), std::max(s.key, t.key));
  }

  bool may_join(const std::set<std::size_t>& a, const std::set<std::size_t>& b) const {
    for (const std::size_t i : a) {
      for (const std::size_t j : b) {
        if (!near(i, j)) return false;
      }
    }
    return true;
  }

  std::size_t set_of(std::size_t i) const {
    return static_cast<std::size_t>(
        std::ranges::find_if(sets, [&](const auto& s) { return s.contains(i); }) - sets.begin());
  }

  std::vector<std::uint32_t> answer() {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      sets.push_back({i});
      for (std::size_t j = 0; j < i; ++j) {
        if (near(i, j)) pairs.emplace_back(i, j);
      }
    }
    std::ranges::sort(pairs, {}, [&](const auto& p) { return cost(p.first, p.second); });
    for (const auto& [i, j] : pairs) {
      const std::size_t a = set_of(i);
      const std::size_t b = set_of(j);
      if (a == b || !may_join(sets[a], sets[b])) continue;
      sets[a].insert(sets[b].begin(), sets[b].end());
      sets.erase(sets.begin() + static_cast<std::ptrdiff_t>(b));
    }
    std::vector<std::uint32_t> counted;
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      const auto& set = sets[set_of(i)];
      counted.push_back(static_cast<std::uint32_t>(
          *std::ranges::min_element(set, {}, [&](std::size_t k) { return tellings[k].key; })));
    }
    return counted;
  }
};

std::vector<Telling> some_tellings(std::uint64_t seed, std::size_t n, double offset = 0.0) {
  std::vector<Telling> tellings;
  Stream stream(seed, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto x = offset + 10.0 * std::floor(40.0 * stream.uniform());
    const auto y = offset + 10.0 * std::floor(40.0 * stream.uniform());
    const auto from = static_cast<std::int64_t>(4000.0 * stream.uniform());
    tellings.push_back({.position = {x, y},
                        .from = from,
                        .to = from + (i % 3 == 0 ? 1439 : 0),
                        .area = i % 2,
                        .kinds = 1ULL << (i % 3),
                        .source = static_cast<std::uint64_t>(4.0 * stream.uniform()),
                        .is_sampled = i % 3 == 1,
                        .key = 7 * i + 3});
  }
  return tellings;
}

Telling at(double x, std::uint64_t source, std::uint64_t key) {
  return {.position = {x, 0.0}, .source = source, .key = key};
}

using Counted = std::vector<std::uint32_t>;

TEST(ProbableDuplicates, AgreeWithTheDefinitionOnALatticeWithTies) {
  std::size_t joined = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto tellings = some_tellings(seed, 60);
    const Counted counted = probable_duplicates(tellings);
    EXPECT_EQ(counted, SlowDuplicates({tellings, {}}).answer()) << seed;
    for (std::uint32_t i = 0; i < counted.size(); ++i) joined += counted[i] == i ? 0 : 1;
  }
  EXPECT_GT(joined, 200U) << "the worlds have something to join";
}

TEST(ProbableDuplicates, DoNotDependOnTheOrderOfTellings) {
  auto tellings = some_tellings(5, 200);
  const auto by_key = [&] {
    std::map<std::uint64_t, std::uint64_t> result;
    const Counted counted = probable_duplicates(tellings);
    for (std::size_t i = 0; i < counted.size(); ++i) {
      result[tellings[i].key] = tellings[counted[i]].key;
    }
    return result;
  };
  const auto expected = by_key();
  for (int turn = 0; turn < 5; ++turn) {
    std::ranges::rotate(tellings, tellings.begin() + 61);
    std::ranges::reverse(tellings);
    EXPECT_EQ(by_key(), expected);
  }
}

TEST(ProbableDuplicates, AreTheSameFarFromTheOrigin) {
  EXPECT_EQ(probable_duplicates(some_tellings(9, 150)),
            probable_duplicates(some_tellings(9, 150, 1e7)));
}

TEST(ProbableDuplicates, NeverJoinTwoTellingsOfOneSource) {
  const std::vector<Telling> dialogue{at(0, 1, 1), at(0, 1, 2), at(0, 1, 3), at(1, 2, 4)};
  EXPECT_EQ(probable_duplicates(dialogue), (Counted{0, 1, 2, 0}))
      << "one application doubles one of three women, not all";
}

TEST(ProbableDuplicates, NeverJoinWhatTwoSamplesTold) {
  std::vector<Telling> dialogues{at(0, 1, 1), at(0, 2, 2), at(0, 3, 3)};
  dialogues[0].is_sampled = dialogues[1].is_sampled = true;
  EXPECT_EQ(probable_duplicates(dialogues), (Counted{0, 1, 0}));
}

TEST(ProbableDuplicates, DoNotChainAlongARoad) {
  const std::vector<Telling> road{at(0, 1, 1), at(90, 2, 2), at(180, 3, 3)};
  EXPECT_EQ(probable_duplicates(road), (Counted{0, 0, 2}));
}

TEST(ProbableDuplicates, IncludeTheEdgesOfRadiusAndTime) {
  std::vector<Telling> pair{at(0, 1, 1), at(100, 2, 2)};
  pair[1].from = pair[1].to = 1440;
  EXPECT_EQ(probable_duplicates(pair), (Counted{0, 0}));
  pair[1].to = pair[1].from = 1441;
  EXPECT_EQ(probable_duplicates(pair), (Counted{0, 1}));
  pair[1].from = pair[1].to = 0;
  pair[1].position.x = 100.001;
  EXPECT_EQ(probable_duplicates(pair), (Counted{0, 1}));
}

TEST(ProbableDuplicates, AnswerNothingOneAndAllEqual) {
  EXPECT_TRUE(probable_duplicates({}).empty());
  EXPECT_EQ(probable_duplicates(std::vector{at(5, 1, 1)}), Counted{0});
  std::vector<Telling> equal;
  for (std::uint64_t i = 0; i < 6; ++i) equal.push_back(at(1, i % 3, i));
  EXPECT_EQ(probable_duplicates(equal), (Counted{0, 0, 0, 3, 3, 3}));
}

TEST(ProbableDuplicates, RefuseWhatHasNoMeaning) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(probable_duplicates(std::vector{at(nan, 1, 1)}), ContractViolation);
  EXPECT_THROW(probable_duplicates(std::vector{at(0, 1, 1), at(9, 2, 1)}), ContractViolation);
  EXPECT_THROW(probable_duplicates({}, {.radius = Meters(-1)}), ContractViolation);
  EXPECT_THROW(probable_duplicates({}, {.minutes = -1}), ContractViolation);
  std::vector<Telling> backwards{at(0, 1, 1)};
  backwards[0].to = -1;
  EXPECT_THROW(probable_duplicates(backwards), ContractViolation);
}

/// One source says the same in one place as often as it likes: nothing is compared.
TEST(ProbableDuplicates, TakeNoLongerForAPileOfOneSource) {
  std::vector<Telling> pile;
  for (std::uint64_t key = 0; key < 500'000; ++key) pile.push_back({.source = 1, .key = key});
  pile.push_back({.source = 2, .key = pile.size()});
  const auto counted = probable_duplicates(pile);
  EXPECT_EQ(counted.back(), 0U);
  EXPECT_TRUE(std::ranges::is_sorted(std::span(counted).first(pile.size() - 1)));
}

}  // namespace
}  // namespace rawan
