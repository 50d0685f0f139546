#include "retention.h"

#include "rawan/io/audit_log.h"
#include "rawan/io/error.h"
#include "rawan/io/release_ledger.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kCanary = "kenari-8c1f7b";
constexpr std::uint64_t kReporter = 1234567890123456789U;
constexpr const char* kToday = "20261122T120000Z";

Day day(int y, unsigned m, unsigned d) {
  return Day(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

/// An output of years, as read-only as releases are.
class Output : public ::testing::Test {
 protected:
  fs::path release(const std::string& tier, const std::string& day) {
    const fs::path folder = out() / tier / "releases" / (day + "T000000Z-0123456789ab");
    fs::create_directories(folder / "tabel");
    write_file(folder / "rawan.gpkg", std::string("x") + kCanary + std::string(70'000, 'y'));
    write_file(folder / "tabel" / "desa.csv", kCanary);
    fs::permissions(folder / "rawan.gpkg", fs::perms::owner_read);
    fs::permissions(folder / "tabel", fs::perms::owner_read | fs::perms::owner_exec);
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
    return folder;
  }

  static void point_current(const fs::path& to) {
    fs::create_directory_symlink(fs::path("releases") / to.filename(),
                                 to.parent_path().parent_path() / "current");
  }

  void write_ledger() const {
    io::ReleaseLedger ledger = io::ReleaseLedger::open(out());
    static_cast<void>(ledger.key());
    io::LedgerRelease release{.utc = "20240401T000000Z", .tier = "planning"};
    for (const char* window : {"2024-Q1", "2026-Q3"}) {
      release.cells.push_back({.unit = "61.07.01.2001",
                               .window = window,
                               .measure = "tanda",
                               .shown = "5-9",
                               .reporters = {kReporter}});
    }
    ledger.add(release);
  }

  /// Files below OUT that hold a text.
  std::vector<std::string> files_with(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(out())) {
      if (!entry.is_regular_file()) continue;
      if (content_of(entry.path()).find(text) != std::string::npos) found.push_back(entry.path());
    }
    return found;
  }

  Purged run(std::optional<Day> before = {}, const Config& config = {}) const {
    return purge({.out = out(), .before = before, .utc = kToday}, load_policy("baku", ""), config);
  }

  fs::path out() const { return dir_.path() / "keluaran"; }
  TempDir dir_;
};

TEST_F(Output, LosesReleasesPastTheirRetentionAndKeepsTheOthers) {
  release("operational", "20260801");  // 113 days
  const fs::path young = release("operational", "20260901");
  const fs::path planning = release("planning", "20220101");  // 1786 days of 1825
  release("restricted", "20241101");                          // 751 days of 730
  const fs::path open = release("public", "20100101");        // no end
  const Purged purged = run();
  EXPECT_THAT(purged.releases, ElementsAre("restricted/20241101T000000Z-0123456789ab",
                                           "operational/20260801T000000Z-0123456789ab"));
  EXPECT_TRUE(fs::exists(young));
  EXPECT_TRUE(fs::exists(planning));
  EXPECT_TRUE(fs::exists(open));
  EXPECT_EQ(run().releases.size(), 0U);
}

TEST_F(Output, LosesEverythingBeforeADayIfAsked) {
  const fs::path current = release("public", "20251231");
  point_current(current);
  release("planning", "20260101");
  EXPECT_THAT(run(day(2026, 1, 1)).releases, ElementsAre("public/20251231T000000Z-0123456789ab"));
  EXPECT_FALSE(fs::exists(fs::symlink_status(out() / "public" / "current")));
}

TEST_F(Output, HasNoTokenLeftOfWhatWasDestroyed) {
  const fs::path old = release("restricted", "20240101");
  // A second name keeps hold of the blocks on the disk: what stands in them afterwards?
  const fs::path blocks = dir_.path() / "blocks";
  fs::create_hard_link(old / "rawan.gpkg", blocks);
  ASSERT_EQ(files_with(kCanary).size(), 2U);
  run();
  EXPECT_THAT(files_with(kCanary), IsEmpty());
  EXPECT_EQ(content_of(blocks).find_first_not_of('\0'), std::string::npos);
}

// The mutant of the test above: what a plain removal leaves on the disk.
TEST_F(Output, WouldKeepItsTokensOnTheDiskIfFilesWereOnlyUnlinked) {
  const fs::path old = release("restricted", "20240101");
  const fs::path blocks = dir_.path() / "blocks";
  fs::create_hard_link(old / "rawan.gpkg", blocks);
  fs::permissions(old, fs::perms::owner_all);
  fs::remove(old / "rawan.gpkg");
  EXPECT_NE(content_of(blocks).find(kCanary), std::string::npos);
}

TEST_F(Output, ForgetsReportersOfOldWindowsAndKeepsWhatWasSaid) {
  fs::create_directories(out());
  write_ledger();
  EXPECT_EQ(run(day(2025, 1, 1)).cells_forgotten, 1U);
  const io::ReleaseLedger ledger = io::ReleaseLedger::open(out());
  const auto* old = ledger.last("planning", "61.07.01.2001", "2024-Q1", "tanda");
  ASSERT_NE(old, nullptr);
  EXPECT_THAT(old->reporters, IsEmpty());
  EXPECT_EQ(old->shown, "5-9");
  EXPECT_THAT(ledger.last("planning", "61.07.01.2001", "2026-Q3", "tanda")->reporters,
              ElementsAre(kReporter));
  run(day(2026, 11, 1));
  EXPECT_THAT(files_with(std::to_string(kReporter)), IsEmpty());
}

TEST_F(Output, NamesOldInputsAndDoesNotTouchThem) {
  const fs::path input = dir_.path() / "laporan.csv";
  write_file(input, kCanary);
  fs::last_write_time(input, fs::file_time_type::clock::now() - std::chrono::hours(24 * 4000));
  Config config;
  config.inputs.villages.path = input;
  EXPECT_THAT(run({}, config).inputs, ElementsAre(input.string()));
  EXPECT_EQ(content_of(input), kCanary);
}

TEST_F(Output, LosesPartsOfACountryThatNobodyWentOnWith) {
  const fs::path parts = out() / ".rawan" / "parts";
  const auto part = [&](const std::string& key, int days) {
    fs::create_directories(parts / key);
    write_file(parts / key / "country.part", "x");
    write_file(parts / key / "61.07.part", kCanary);
    const auto changed = fs::file_time_type::clock::now() - std::chrono::hours(24 * days);
    fs::last_write_time(parts / key / "61.07.part", changed);
    fs::last_write_time(parts / key / "country.part", changed - std::chrono::hours(24 * 4000));
  };
  part("old", 4000);
  part("young", 0);  // Its oldest file is old, but somebody went on.
  const fs::path blocks = dir_.path() / "blocks";
  fs::create_hard_link(parts / "old" / "61.07.part", blocks);
  EXPECT_EQ(run().parts, 1U);
  EXPECT_FALSE(fs::exists(parts / "old"));
  EXPECT_TRUE(fs::exists(parts / "young" / "61.07.part"));
  EXPECT_EQ(content_of(blocks).find_first_not_of('\0'), std::string::npos);
  EXPECT_EQ(io::read_audit(out()).back().counts.at("parts.purged"), 1);
  EXPECT_EQ(run(day(2100, 1, 1)).parts, 1U);
  EXPECT_THAT(files_with(kCanary), IsEmpty());
}

TEST_F(Output, RemembersInTheAuditLogThatItWasPurged) {
  release("operational", "20260101");
  run();
  EXPECT_EQ(io::verify_audit(out()), std::nullopt);
  const auto entries = io::read_audit(out());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].command, "purge");
  EXPECT_EQ(entries[0].utc, kToday);
  EXPECT_EQ(entries[0].counts.at("operational.purged"), 1);
}

TEST_F(Output, IsNotPurgedWhileSomethingIsPublishedThere) {
  const fs::path kept = release("operational", "20260101");
  fs::create_directories(out() / ".rawan");
  const int lock = ::open((out() / ".rawan" / "lock").c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  EXPECT_THROW(run(), io::OutputError);
  EXPECT_TRUE(fs::exists(kept));
  ::close(lock);
  EXPECT_EQ(run().releases.size(), 1U);
}

TEST_F(Output, LosesWhatAKilledPurgeHadBegunToDestroy) {
  const fs::path kept = release("planning", "20260101");
  const fs::path grave = out() / "planning" / ".purged-20200101T000000Z-0123456789ab";
  fs::create_directories(grave);
  write_file(grave / "rawan.gpkg", "sisa-kenari");
  run();
  EXPECT_FALSE(fs::exists(grave));
  EXPECT_TRUE(fs::exists(kept));
}

TEST(Window, EndsOnItsLastDay) {
  EXPECT_EQ(last_day_of("2026-Q1"), day(2026, 3, 31));
  EXPECT_EQ(last_day_of("2026-Q4"), day(2026, 12, 31));
  EXPECT_EQ(last_day_of("2024"), day(2024, 12, 31));
  EXPECT_EQ(last_day_of("2024-02"), day(2024, 2, 29));
  EXPECT_EQ(last_day_of("2026-08-03/2026-10-31"), day(2026, 10, 31));
  EXPECT_EQ(last_day_of("2026-08-03"), day(2026, 8, 3));
  for (const char* none :
       {"", "2026-Q0", "2026-Q5", "2026-Q", "2026-13", "kuartal", "20xx", "2026-Q1x"}) {
    EXPECT_EQ(last_day_of(none), std::nullopt) << none;
  }
}

}  // namespace
}  // namespace rawan::engine
