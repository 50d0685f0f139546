#include "rawan/io/release_ledger.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <sys/stat.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

LedgerRelease quarter(const std::string& window, const std::string& shown) {
  return {.utc = "20261122T000000Z",
          .tier = "planning",
          .content_hash = std::string(64, 'c'),
          .policy_sha256 = std::string(64, 'd'),
          .cells = {{.unit = "61.02.01.2001",
                     .window = window,
                     .measure = "tanda",
                     .shown = shown,
                     .since = "2026-11-22",
                     .reporters = {1234567890123456789U, 9U},
                     .atoms = {5U}}}};
}

LedgerRelease noisy(const std::string& year, double epsilon) {
  return {.utc = "20261122T000000Z", .tier = "public", .epsilon = epsilon, .year = year};
}

std::string code_of_opening(const fs::path& out) {
  try {
    ReleaseLedger::open(out);
    return "opened";
  } catch (const InputError& error) {
    return error.code();
  }
}

unsigned mode_of(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

TEST(ReleaseLedger, RemembersTheLastThingSaidAboutAUnit) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  ledger.add(quarter("2026-Q1", "5-9"));
  ledger.add(quarter("2026-Q1", "10-19"));
  ledger.add(quarter("2026-Q2", ""));
  const ReleaseLedger again = ReleaseLedger::open(dir.path());
  EXPECT_EQ(again.releases(), ledger.releases());
  EXPECT_THAT(again.releases()[0].cells[0].reporters,
              ::testing::ElementsAre(9U, 1234567890123456789U));
  ASSERT_NE(again.last("planning", "61.02.01.2001", "2026-Q1", "tanda"), nullptr);
  EXPECT_EQ(again.last("planning", "61.02.01.2001", "2026-Q1", "tanda")->shown, "10-19");
  EXPECT_EQ(again.last("planning", "61.02.01.2001", "2026-Q2", "tanda")->shown, "");
  EXPECT_EQ(again.last("public", "61.02.01.2001", "2026-Q2", "tanda"), nullptr);
  EXPECT_EQ(mode_of(dir.path() / ".rawan" / "ledger"), 0600U);
}

TEST(ReleaseLedger, AddsUpWhatATierSpentInAYear) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  ledger.add(noisy("2026", 0.5));
  ledger.add(noisy("2027", 1.0));
  ledger.add(noisy("2026", 0.25));
  const ReleaseLedger again = ReleaseLedger::open(dir.path());
  EXPECT_EQ(again.epsilon_spent("public", "2026"), 0.75);
  EXPECT_EQ(again.epsilon_spent("planning", "2026"), 0.0);
}

TEST(ReleaseLedger, IsRefusedWhereAnythingOfItChanged) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  for (int i = 0; i < 2; ++i) ledger.add(noisy("2026", 0.25));
  const fs::path file = dir.path() / ".rawan" / "ledger";
  const std::string good = content_of(file);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    write_file(file, changed);
    ASSERT_EQ(code_of_opening(dir.path()), "ledger_damaged") << "byte " << i;
    write_file(file, good.substr(0, i));
    ASSERT_EQ(code_of_opening(dir.path()), "ledger_damaged") << "cut at " << i;
  }
  write_file(file, good + "x");
  EXPECT_EQ(code_of_opening(dir.path()), "ledger_damaged");
  write_file(file, good);
  EXPECT_EQ(code_of_opening(dir.path()), "opened");
}

TEST(ReleaseLedger, TakesNoNumberForAnother) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  ledger.add(quarter("2026-Q1", "3-4"));
  const fs::path file = dir.path() / ".rawan" / "ledger";
  const std::string good = content_of(file);
  const std::string line = good.substr(0, good.find('\n') + 1);
  const std::string atoms = R"("atoms":[5])";
  for (const std::string number : {"5", "1e300", "-1", "5.5", "18446744073709551616"}) {
    std::string other = line;
    other.replace(other.find(atoms), atoms.size(), R"("atoms":[)" + number + "]");
    write_file(file, other + R"({"end":1,"previous":")" + sha256(other) + "\"}\n");
    EXPECT_EQ(code_of_opening(dir.path()), number == "5" ? "opened" : "ledger_damaged") << number;
  }
}

TEST(ReleaseLedger, IsNotWrittenOverWhatAnotherRunWrote) {
  const TempDir dir;
  ReleaseLedger one = ReleaseLedger::open(dir.path());
  ReleaseLedger other = ReleaseLedger::open(dir.path());
  one.add(noisy("2026", 0.5));
  EXPECT_THROW(other.add(noisy("2026", 0.5)), OutputError);
  EXPECT_THAT(other.releases(), IsEmpty());
  EXPECT_EQ(ReleaseLedger::open(dir.path()).epsilon_spent("public", "2026"), 0.5);
}

TEST(ReleaseLedger, CannotDoWithoutTheKeyItsReportersWereHashedWith) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  ledger.add(quarter("2026-Q1", "5-9"));
  fs::remove(dir.path() / ".rawan" / "key");
  EXPECT_EQ(code_of_opening(dir.path()), "ledger_key_missing");
}

TEST(LedgerKey, IsMadeOnceAndReadByItsOwnerAlone) {
  const TempDir dir;
  const ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  const std::string key = ledger.key();
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(ledger.key(), key);
  EXPECT_EQ(mode_of(dir.path() / ".rawan" / "key"), 0400U);
  const TempDir elsewhere;
  EXPECT_NE(ReleaseLedger::open(elsewhere.path()).key(), key);
}

TEST(LedgerKey, IsRefusedWhereItIsNoKeyOrOthersMayReadIt) {
  const TempDir dir;
  const ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  const fs::path file = dir.path() / ".rawan" / "key";
  ::chmod(file.c_str(), 0440);
  EXPECT_THROW(static_cast<void>(ledger.key()), InputError);
  ::chmod(file.c_str(), 0600);
  write_file(file, "short");
  EXPECT_THROW(static_cast<void>(ledger.key()), InputError);
}

TEST(LedgerKey, TellsWhyItCannotBeMade) {
  const TempDir dir;
  const ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  fs::create_directories(work_folder(dir.path()) / "key.new");
  try {
    static_cast<void>(ledger.key());
    FAIL() << "a folder is in the way";
  } catch (const OutputError& error) {
    EXPECT_EQ(error.detail(), "EEXIST");
  }
}

// BLAKE2b of 32 bytes with a key, its first eight bytes; checked with hashlib of Python.
TEST(ReporterHash, IsTheBeginOfBlake2b) {
  EXPECT_EQ(reporter_hash(std::string(32, 'k'), "w-17"), 0x13bde9f0f986a03fULL);
}

TEST(ReporterHash, IsMadeWithAWholeKey) {
  EXPECT_THROW(static_cast<void>(reporter_hash("short", "w-17")), ContractViolation);
}

TEST(ReporterHash, BelongsToItsKey) {
  const std::string key(32, 'k');
  EXPECT_EQ(reporter_hash(key, "w-17"), reporter_hash(key, "w-17"));
  EXPECT_NE(reporter_hash(key, "w-17"), reporter_hash(key, "w-18"));
  EXPECT_NE(reporter_hash(key, "w-17"), reporter_hash(std::string(32, 'l'), "w-17"));
}

TEST(ReleaseLedger, ForgetsReportersAndKeepsWhatWasPublished) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  ledger.add(quarter("2024-Q1", "5-9"));
  ledger.add(quarter("2026-Q1", "10-19"));
  const auto old = [](const LedgerRelease&, const LedgerCell& cell) {
    return cell.window.starts_with("2024");
  };
  EXPECT_EQ(ledger.forget_reporters(old), 1U);
  EXPECT_EQ(ledger.forget_reporters(old), 0U);
  const ReleaseLedger again = ReleaseLedger::open(dir.path());
  EXPECT_THAT(again.releases()[0].cells[0].reporters, IsEmpty());
  EXPECT_EQ(again.releases()[0].cells[0].shown, "5-9");
  EXPECT_THAT(again.releases()[1].cells[0].reporters, Not(IsEmpty()));
  EXPECT_FALSE(fs::exists(dir.path() / ".rawan" / "ledger.old"));
}

TEST(ReleaseLedger, OverwritesTheFileItForgotReportersOf) {
  const TempDir dir;
  ReleaseLedger ledger = ReleaseLedger::open(dir.path());
  static_cast<void>(ledger.key());
  ledger.add(quarter("2024-Q1", "5-9"));
  // A second name keeps hold of the old blocks: what stands in them then?
  const fs::path kept = dir.path() / "kept";
  fs::create_hard_link(dir.path() / ".rawan" / "ledger", kept);
  ASSERT_THAT(content_of(kept), HasSubstr("1234567890123456789"));
  ledger.forget_reporters([](const LedgerRelease&, const LedgerCell&) { return true; });
  EXPECT_THAT(content_of(kept), Not(HasSubstr("1234567890123456789")));
  EXPECT_EQ(content_of(kept).find_first_not_of('\0'), std::string::npos);
}

}  // namespace
}  // namespace rawan::io
