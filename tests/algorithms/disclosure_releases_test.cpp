// What many releases say together: months on months, zones across villages, a whole country.

#include "oracles/table_attack.h"
#include "rawan/algorithms/disclosure.h"
#include "rawan/algorithms/random.h"
#include "support/count_tables.h"
#include "support/country_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace rawan::disclosure {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::uint32_t kLeast = 10;
constexpr std::size_t kMonths = 24;

/// How a publisher goes wrong: the switches of the mutants.
struct Mistakes {
  bool renews_for_anyone = false;    ///< Publishes anew for fewer than k new reporters.
  bool never_ends_a_window = false;  ///< Cumulative instead of disjoint quarters.
  bool hides_primary_only = false;
};

/// A kecamatan whose village counts are published every month for the quarter that runs. Each woman
/// tells once, so counts are reporters.
class Publisher {
 public:
  Publisher(std::size_t villages, double mean, std::uint64_t seed, Mistakes mistakes)
      : villages_(villages),
        mean_(mean),
        stream_(seed, 4),
        mistakes_(mistakes),
        last_shown_(villages + 1, 0),
        was_shown_(villages + 1, false) {}

  void publish_month(std::size_t month) {
    if (month % 3 == 0 && !mistakes_.never_ends_a_window) begin_window();
    add_reports();
    const std::size_t first_new = table_.units.size();
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place <= villages_; ++place) {
      if (ask(place)) places.push_back(place);
    }
    showing_.resize(table_.units.size(), Showing::primary);
    decide(first_new);
    for (std::size_t i = 0; i < places.size(); ++i) {
      note(places[i], first_new + i);
    }
    drop_hidden();
  }

  std::size_t pairs() const { return pairs_; }
  std::size_t unsafe_pairs() const { return unsafe_pairs_; }
  std::size_t shown() const { return shown_; }
  std::vector<Determined> determined() const { return audit(table_, showing_, options_); }

 private:
  void begin_window() {
    table_ = {};
    showing_.clear();
    last_shown_.assign(villages_ + 1, 0);
    was_shown_.assign(villages_ + 1, false);
  }

  /// One atom per village and month.
  void add_reports() {
    std::vector<std::uint32_t> atoms;
    for (std::size_t v = 0; v < villages_; ++v) {
      atoms.push_back(static_cast<std::uint32_t>(table_.count.size()));
      table_.count.push_back(static_cast<std::uint32_t>(stream_.poisson(mean_)));
      table_.atom_safe.push_back(table_.count.back() >= kLeast);
    }
    table_.siblings.push_back(std::move(atoms));
  }

  /// The place's number so far, if it may be said anew; the last place is the kecamatan.
  bool ask(std::size_t place) {
    std::vector<std::uint32_t> atoms;
    for (std::uint32_t atom = 0; atom < table_.count.size(); ++atom) {
      if (place == villages_ || atom % villages_ == place) atoms.push_back(atom);
    }
    const std::uint32_t count = sum(atoms);
    const bool renews = !was_shown_[place] || count - last_shown_[place] >= kLeast ||
                        (mistakes_.renews_for_anyone && count != last_shown_[place]);
    if (!renews) return false;
    table_.units.push_back(std::move(atoms));
    table_.safe.push_back(count >= kLeast);
    return true;
  }

  std::uint32_t sum(const std::vector<std::uint32_t>& atoms) const {
    return std::accumulate(atoms.begin(), atoms.end(), 0U, [&](std::uint32_t total, auto atom) {
      return total + table_.count[atom];
    });
  }

  void decide(std::size_t first_new) {
    if (!mistakes_.hides_primary_only) {
      showing_ = suppress(table_, options_, showing_);
      return;
    }
    for (std::size_t u = first_new; u < table_.units.size(); ++u) {
      showing_[u] = table_.safe[u] ? Showing::shown : Showing::primary;
    }
  }

  void note(std::size_t place, std::size_t unit) {
    if (showing_[unit] != Showing::shown) return;
    const std::uint32_t count = sum(table_.units[unit]);
    ++shown_;
    if (was_shown_[place]) {
      ++pairs_;
      const std::uint32_t difference = count - last_shown_[place];
      unsafe_pairs_ += difference > 0 && difference < kLeast ? 1 : 0;
    }
    was_shown_[place] = true;
    last_shown_[place] = count;
  }

  /// What a past release did not show says nothing any more.
  void drop_hidden() {
    for (std::size_t u = table_.units.size(); u-- > 0;) {
      if (showing_[u] == Showing::shown) continue;
      table_.units.erase(table_.units.begin() + static_cast<std::ptrdiff_t>(u));
      table_.safe.erase(table_.safe.begin() + static_cast<std::ptrdiff_t>(u));
      showing_.erase(showing_.begin() + static_cast<std::ptrdiff_t>(u));
    }
  }

  std::size_t villages_;
  double mean_;
  Stream stream_;
  Mistakes mistakes_;
  SuppressionOptions options_{.least = kLeast, .exact_values = true};
  Table table_;
  std::vector<Showing> showing_;
  std::vector<std::uint32_t> last_shown_;
  std::vector<bool> was_shown_;
  std::size_t pairs_ = 0;
  std::size_t unsafe_pairs_ = 0;
  std::size_t shown_ = 0;
};

struct Tally {
  std::size_t pairs = 0;
  std::size_t unsafe_pairs = 0;
  std::size_t shown = 0;
  std::size_t determined = 0;
};

/// Kecamatan of twelve villages, month by month.
Tally published(double mean, Mistakes mistakes, std::size_t kecamatan = 25,
                std::size_t months = kMonths) {
  Tally tally;
  for (std::size_t k = 0; k < kecamatan; ++k) {
    Publisher publisher(12, mean, k, mistakes);
    for (std::size_t month = 0; month < months; ++month) {
      publisher.publish_month(month);
      tally.determined += publisher.determined().size();
    }
    tally.pairs += publisher.pairs();
    tally.unsafe_pairs += publisher.unsafe_pairs();
    tally.shown += publisher.shown();
  }
  return tally;
}

// P05 and P04: 300 villages, 24 monthly releases.
TEST(MonthlyReleases, NeverDifferByFewerThanTheThresholdNorGiveAnybodyAway) {
  for (const double mean : {6.0, 15.0, 40.0}) {
    SCOPED_TRACE(mean);
    const Tally tally = published(mean, {});
    EXPECT_EQ(tally.unsafe_pairs, 0U);
    EXPECT_EQ(tally.determined, 0U);
    EXPECT_GT(tally.shown, 500U) << "publishing nothing is no protection worth a test";
  }
}

TEST(MonthlyReleases, LeakWhereWindowsNeverEndAndAnyoneNewRenewsThem) {
  const Mistakes cumulative{
      .renews_for_anyone = true, .never_ends_a_window = true, .hides_primary_only = true};
  const Tally tally = published(6.0, cumulative, 3, 6);
  EXPECT_GT(tally.unsafe_pairs * 2, tally.pairs);
  EXPECT_GT(tally.determined, 0U);
}

TEST(MonthlyReleases, LeakWithoutComplementarySuppression) {
  EXPECT_GT(published(6.0, {.hides_primary_only = true}, 3).determined, 0U);
}

/// Villages cut by zones and by a grid; published are villages, their kecamatan, zones and blocks.
Table cut_villages(std::uint64_t seed) {
  Stream stream(seed, 5);
  constexpr std::uint32_t kVillages = 12;
  Table table;
  std::vector<std::vector<std::uint32_t>> villages(kVillages);
  std::vector<std::vector<std::uint32_t>> zones(3);
  std::vector<std::vector<std::uint32_t>> blocks(4);
  std::vector<std::uint32_t> all;
  for (std::uint32_t v = 0; v < kVillages; ++v) {
    for (int piece = 0; piece < 3; ++piece) {
      const auto atom = static_cast<std::uint32_t>(table.count.size());
      table.count.push_back(static_cast<std::uint32_t>(stream.poisson(4.0 * stream.exponential())));
      villages[v].push_back(atom);
      zones[stream.below(zones.size())].push_back(atom);
      blocks[stream.below(blocks.size())].push_back(atom);
      all.push_back(atom);
    }
  }
  for (auto* areas : {&villages, &zones, &blocks}) {
    for (auto& atoms : *areas) {
      if (!atoms.empty()) table.units.push_back(std::move(atoms));
    }
  }
  table.units.push_back(all);
  for (const auto& unit : table.units) {
    std::uint32_t count = 0;
    for (const std::uint32_t atom : unit) count += table.count[atom];
    table.safe.push_back(count >= 5);
  }
  return table;
}

/// The same with only some of the units published: one product at a time.
Table only_units(const Table& table, std::size_t from, std::size_t to) {
  Table part = table;
  part.units.assign(table.units.begin() + static_cast<std::ptrdiff_t>(from),
                    table.units.begin() + static_cast<std::ptrdiff_t>(to));
  part.safe.assign(table.safe.begin() + static_cast<std::ptrdiff_t>(from),
                   table.safe.begin() + static_cast<std::ptrdiff_t>(to));
  return part;
}

// P06: villages by zones by kecamatan by grid.
TEST(CrossingAreas, GiveNoUnsafeIntersectionAway) {
  const SuppressionOptions options{.exact_values = true};
  std::size_t each_alone_leaks = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = cut_villages(seed);
    EXPECT_THAT(audit(table, suppress(table, options), options), IsEmpty());
    EXPECT_THAT(audit(table, suppress_from_classes(table, {}), {}), IsEmpty());
    // The mutant: each product is made as if it were the only one.
    auto showing = suppress(only_units(table, 0, 12), options);
    const auto others = suppress(only_units(table, 12, table.units.size()), options);
    showing.insert(showing.end(), others.begin(), others.end());
    each_alone_leaks += audit(table, showing, options).empty() ? 0 : 1;
  }
  EXPECT_GT(each_alone_leaks, 0U);
}

TEST(AThousandDistricts, GiveNothingAway) {
  std::size_t leaks_without = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = testing::kecamatan_by_quarters(
        {.villages = 3 + seed % 9, .mean = 1.0 + double(seed % 13), .years = seed % 3 == 0}, seed);
    const SuppressionOptions options{.exact_values = seed % 2 == 0};
    ASSERT_THAT(audit(table, suppress(table, options), options), IsEmpty());
    std::vector<Showing> primary;
    for (const bool safe : table.safe) primary.push_back(safe ? Showing::shown : Showing::primary);
    leaks_without += audit(table, primary, options).empty() ? 0 : 1;
  }
  EXPECT_GT(leaks_without, 100U);
}

/// Whether two tables of the same units say the same of each: whether it is safe, and its class.
bool publish_alike(const Table& a, const Table& b) {
  const auto sum = [](const Table& table, std::size_t u) {
    std::uint32_t count = 0;
    for (const std::uint32_t atom : table.units[u]) count += table.count[atom];
    return count;
  };
  for (std::size_t u = 0; u < a.units.size(); ++u) {
    if (a.safe[u] != b.safe[u]) return false;
    if (a.safe[u] && class_of(sum(a, u), {5, 10, 20, 50}) != class_of(sum(b, u), {5, 10, 20, 50})) {
      return false;
    }
  }
  return true;
}

/// The same table with people come and gone wherever no class and no safety changes.
Table neighbor_of(const Table& table, Stream& stream) {
  Table other = table;
  for (std::size_t step = 0; step < 20 * table.count.size(); ++step) {
    Table next = other;
    next.count[stream.below(next.count.size())] = static_cast<std::uint32_t>(stream.below(10));
    next.count[stream.below(next.count.size())] = static_cast<std::uint32_t>(stream.below(10));
    for (std::size_t u = 0; u < next.units.size(); ++u) {
      std::uint32_t sum = 0;
      for (const std::uint32_t atom : next.units[u]) sum += next.count[atom];
      next.safe[u] = sum >= 5;
    }
    if (publish_alike(other, next)) other = std::move(next);
  }
  return other;
}

// P10: nothing that is hidden or shown hangs on a count that no class tells.
TEST(ChoiceFromClasses, IsTheSameForAllTablesThatPublishAlike) {
  std::size_t by_numbers_differs = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    SCOPED_TRACE(seed);
    const Table table = testing::kecamatan_by_quarters(
        {.villages = 6 + seed % 5, .mean = 1.0 + double(seed % 4), .years = seed % 4 == 0}, seed);
    Stream stream(seed, 9);
    const Table other = neighbor_of(table, stream);
    const auto showing = suppress_from_classes(table, {});
    ASSERT_EQ(suppress_from_classes(other, {}), showing);
    EXPECT_THAT(audit(table, showing, {}), IsEmpty());
    EXPECT_THAT(audit(other, showing, {}), IsEmpty());
    // The mutant: the choice sees the numbers.
    const SuppressionOptions numbers{.exact_values = true};
    by_numbers_differs += suppress(table, numbers) == suppress(other, numbers) ? 0 : 1;
  }
  EXPECT_GT(by_numbers_differs, 0U);
}

TEST(ChoiceFromClasses, KeepsWhatWasShownAndWhatWasHiddenForOthers) {
  const Table table = testing::kecamatan_table({6, 7, 3, 8});
  const auto first = suppress_from_classes(table, {});
  EXPECT_EQ(std::ranges::count(first, Showing::complementary), 1);
  EXPECT_EQ(suppress_from_classes(table, {}, first), first);
  std::vector<Showing> shown(table.units.size(), Showing::primary);
  for (const std::size_t village : {0U, 1U, 3U}) shown[village] = Showing::shown;
  const auto later = suppress_from_classes(table, {}, shown);
  EXPECT_EQ(later[0], Showing::shown);
  EXPECT_EQ(later.back(), Showing::complementary) << "the total is what is left to hide";
}

TEST(CrossingAreas, HideFewSafeNumbersForTheSakeOfOthers) {
  const Table table = testing::country_table({.kecamatan = 10}, 1);
  const auto showing = suppress(table, {.exact_values = true});
  const auto number = [&](Showing s) { return std::ranges::count(showing, s); };
  // Two-way tables need at least a second gap per row and column that has one.
  EXPECT_LT(number(Showing::complementary), number(Showing::primary));
  EXPECT_GT(number(Showing::shown), 3 * number(Showing::complementary));
}

}  // namespace
}  // namespace rawan::disclosure
