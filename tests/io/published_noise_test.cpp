// Noise is drawn once, from the system's generator, and the ledger keeps it: what goes wrong else.

#include "rawan/algorithms/geometric_noise.h"
#include "rawan/algorithms/random.h"
#include "rawan/io/release_ledger.h"
#include "rawan/io/system_random.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using ::rawan::testing::TempDir;

constexpr Epsilon kEpsilon{1, 1};
constexpr std::int64_t kCount = 7;

/// Publishes a count with noise: as said before where the ledger knows it.
std::string publish(const TempDir& dir, bool keeps_noise) {
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  const LedgerCell* said = ledger.last("public", "61.07.01", "2026", "tanda");
  if (keeps_noise && said != nullptr) return said->shown;
  const std::int64_t noise = two_sided_geometric(kEpsilon, system_random_bits);
  LedgerRelease release{.tier = "public", .epsilon = 1.0, .year = "2026"};
  release.cells.push_back({.unit = "61.07.01",
                           .window = "2026",
                           .measure = "tanda",
                           .shown = std::to_string(kCount + noise)});
  ledger.add(release);
  return ledger.releases().back().cells.front().shown;
}

TEST(PublishedNoise, IsTheSameInTwentyPublications) {
  const TempDir dir;
  const std::string first = publish(dir, true);
  for (int i = 0; i < 19; ++i) EXPECT_EQ(publish(dir, true), first);
  EXPECT_EQ(ReleaseLedger::open(dir.path()).epsilon_spent("public", "2026"), 1.0)
      << "repeating costs nothing";
}

// The mutant. 20 equal draws have probability below 1e-6: P(Z = z) <= 0.47.
TEST(PublishedNoise, WouldDifferAndSpendTheBudgetIfItWereDrawnAnew) {
  const TempDir dir;
  const std::string first = publish(dir, false);
  bool differs = false;
  for (int i = 0; i < 19; ++i) differs = publish(dir, false) != first || differs;
  EXPECT_TRUE(differs);
  EXPECT_EQ(ReleaseLedger::open(dir.path()).epsilon_spent("public", "2026"), 20.0);
}

// A standard deviation of 1.36: the mean of 2,000 draws errs by half with probability below 1e-50.
TEST(PublishedNoise, WouldBeAveragedAwayIfItWereDrawnAnew) {
  double sum = 0.0;
  for (int i = 0; i < 2000; ++i) {
    sum += static_cast<double>(kCount + two_sided_geometric(kEpsilon, system_random_bits));
  }
  EXPECT_EQ(std::llround(sum / 2000.0), kCount);
}

constexpr std::uint64_t kMidnight = 1'795'305'600;
constexpr std::uint64_t kSecondsOfADay = 86'400;

std::vector<std::int64_t> noise_of(const BitSource& bits) {
  std::vector<std::int64_t> noise;
  for (int unit = 0; unit < 40; ++unit) noise.push_back(two_sided_geometric(kEpsilon, bits));
  return noise;
}

BitSource seeded(std::uint64_t second) {
  return [stream = Stream(second, 0)]() mutable { return stream.bits(); };
}

/// Seconds of the day of publication that explain the noise of the units the attacker knows.
std::vector<std::uint64_t> explaining_seconds(const std::vector<std::int64_t>& noise) {
  std::vector<std::uint64_t> found;
  for (std::uint64_t second = kMidnight; second < kMidnight + kSecondsOfADay; ++second) {
    const BitSource bits = seeded(second);
    bool explains = true;
    for (std::size_t unit = 0; explains && unit < noise.size(); ++unit) {
      explains = two_sided_geometric(kEpsilon, bits) == noise[unit];
    }
    if (explains) found.push_back(second);
  }
  return found;
}

// 86,400 guesses at 40 values of probability at most 0.47 each: one fits with less than 1e-8.
TEST(PublishedNoise, IsNotExplainedByAnySecondOfTheDay) {
  EXPECT_TRUE(explaining_seconds(noise_of(system_random_bits)).empty());
}

TEST(PublishedNoise, WouldBeExplainedIfTheClockHadSeededIt) {
  const std::uint64_t second = kMidnight + 41'234;
  EXPECT_EQ(explaining_seconds(noise_of(seeded(second))), std::vector{second});
}

}  // namespace
}  // namespace rawan::io
