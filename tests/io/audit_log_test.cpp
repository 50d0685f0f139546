#include "rawan/io/audit_log.h"

#include "rawan/io/error.h"
#include "support/failing_call.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

AuditEntry entry(int number) {
  return {.utc = "20261122T0000" + std::to_string(10 + number) + "Z",
          .uid = 1000,
          .command = "run",
          .version = "0.1.0",
          .parameters_sha256 = std::string(64, 'a'),
          .inputs = {{"reports/1", std::string(64, 'b')}},
          .releases = {{"planning", std::string(64, 'c')}},
          .counts = {{"primary", number}},
          .exit_code = 0};
}

class AuditLog : public ::testing::Test {
 protected:
  void write(int entries) {
    for (int i = 0; i < entries; ++i) append_audit(out(), entry(i));
  }
  fs::path out() const { return dir_.path() / "out"; }
  fs::path log() const { return out() / ".rawan" / "audit.jsonl"; }
  fs::path head() const { return out() / ".rawan" / "audit.head"; }
  std::vector<std::string> lines() const {
    std::vector<std::string> result;
    std::string text = content_of(log());
    while (!text.empty()) {
      const auto end = text.find('\n') + 1;
      result.push_back(text.substr(0, end));
      text.erase(0, end);
    }
    return result;
  }
  void put(const std::vector<std::string>& lines) const {
    std::string text;
    for (const std::string& line : lines) text += line;
    write_file(log(), text);
  }
  TempDir dir_;
};

TEST_F(AuditLog, IsReadBackAsItWasWrittenAndOnlyByItsOwner) {
  write(3);
  EXPECT_EQ(verify_audit(out()), std::nullopt);
  EXPECT_EQ(read_audit(out()), (std::vector{entry(0), entry(1), entry(2)}));
  struct stat status {};
  ASSERT_EQ(::stat(log().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(AuditLog, IsMissedWhereThereIsNone) {
  EXPECT_EQ(verify_audit(out()), (AuditFault{1, "audit.missing"}));
  write(2);
  fs::remove(log());
  EXPECT_EQ(verify_audit(out()), (AuditFault{1, "audit.missing"}));
}

TEST_F(AuditLog, NoticesEveryFlippedByte) {
  write(3);
  const std::string text = content_of(log());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    write_file(log(), changed);
    ASSERT_NE(verify_audit(out()), std::nullopt) << "byte " << i;
  }
  write_file(log(), text);
  const std::string good = content_of(head());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    write_file(head(), changed);
    ASSERT_NE(verify_audit(out()), std::nullopt) << "byte " << i << " of the head";
  }
}

TEST_F(AuditLog, NoticesLinesDroppedReorderedOrCut) {
  write(40);
  const std::vector<std::string> good = lines();
  ASSERT_EQ(good.size(), 40U);
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto dropped = good;
    dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
    put(dropped);
    const std::string code = i + 1 == good.size() ? "audit.cut" : "audit.missing";
    ASSERT_EQ(verify_audit(out()), (AuditFault{i + 1, code}));
  }
  auto reordered = good;
  std::swap(reordered[20], reordered[30]);
  put(reordered);
  EXPECT_EQ(verify_audit(out()), (AuditFault{21, "audit.order"}));
  auto doubled = good;
  doubled.push_back(good.back());
  put(doubled);
  EXPECT_NE(verify_audit(out()), std::nullopt);
  put({good.begin(), good.begin() + 25});
  EXPECT_EQ(verify_audit(out()), (AuditFault{26, "audit.cut"}));
  auto torn = good;
  torn.back().resize(20);
  put(torn);
  EXPECT_EQ(verify_audit(out()), (AuditFault{40, "audit.cut"}));
}

TEST_F(AuditLog, NoticesALineReplacedByAnotherThatReadsWell) {
  write(3);
  auto changed = lines();
  const auto at = changed[1].find("\"exit_code\":0");
  changed[1].replace(at, 13, "\"exit_code\":7");
  put(changed);
  EXPECT_EQ(verify_audit(out()), (AuditFault{3, "audit.changed"}));
}

TEST_F(AuditLog, IsNotReadWhereItIsDamaged) {
  write(3);
  put({lines()[0], lines()[2]});
  EXPECT_THROW(read_audit(out()), OutputError);
}

TEST_F(AuditLog, GoesOnAfterAPowerCutBetweenLineAndHead) {
  write(2);
  const std::string old_head = content_of(head());
  append_audit(out(), entry(2));
  write_file(head(), old_head);
  EXPECT_EQ(verify_audit(out()), std::nullopt);
  append_audit(out(), entry(3));
  EXPECT_EQ(read_audit(out()).size(), 4U);
}

TEST_F(AuditLog, GoesOnAfterAFirstRunThatWroteNoHead) {
  write(1);
  const std::string line = content_of(log());
  fs::remove(head());
  EXPECT_EQ(verify_audit(out()), std::nullopt);
  append_audit(out(), entry(1));
  EXPECT_EQ(read_audit(out()), (std::vector{entry(0), entry(1)}));
  write_file(log(), line.substr(0, 20));
  fs::remove(head());
  EXPECT_EQ(verify_audit(out()), std::nullopt);
  append_audit(out(), entry(2));
  EXPECT_EQ(read_audit(out()), (std::vector{entry(2)}));
}

TEST_F(AuditLog, NoticesAHeadThatIsNone) {
  write(2);
  for (const char* none : {"x", "2", "2 ", "2 ab", "99999999999999999999 ab"}) {
    write_file(head(), none);
    EXPECT_EQ(verify_audit(out()), (AuditFault{2, "audit.changed"})) << none;
    EXPECT_THROW(append_audit(out(), entry(2)), OutputError) << none;
  }
}

TEST_F(AuditLog, SaysWhereTheDiskRefusesALine) {
  write(1);
  const auto code = [&](long call) {
    return ::rawan::testing::code_where_a_call_fails(call, EIO,
                                                     [&] { append_audit(out(), entry(1)); });
  };
  EXPECT_EQ(code(SYS_fsync), "write_failed");
  write(1);
  write_file(log(), content_of(log()) + "half a line");
  EXPECT_EQ(code(SYS_ftruncate), "write_failed");
  EXPECT_EQ(verify_audit(out()), std::nullopt);
}

TEST_F(AuditLog, IsNotWrittenBehindALink) {
  write(1);
  fs::remove(log());
  fs::remove(head());
  fs::create_symlink("elsewhere", log());
  EXPECT_THROW(append_audit(out(), entry(0)), OutputError);
  EXPECT_FALSE(fs::exists(out() / ".rawan" / "elsewhere"));
}

TEST_F(AuditLog, GoesOnAfterItsHeadCouldNotBeWrittenAgainAndAgain) {
  write(2);
  const fs::path obstacle = out() / ".rawan" / "audit.head.new";
  fs::create_directory(obstacle);
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(append_audit(out(), entry(2)), OutputError);
    ASSERT_EQ(verify_audit(out()), std::nullopt);
  }
  fs::remove(obstacle);
  append_audit(out(), entry(3));
  EXPECT_EQ(read_audit(out()), (std::vector{entry(0), entry(1), entry(2), entry(3)}));
}

TEST_F(AuditLog, GoesOnAfterALineThatWasWrittenHalf) {
  write(2);
  const std::string whole = content_of(log());
  const std::string old_head = content_of(head());
  append_audit(out(), entry(2));
  const std::string more = content_of(log()).substr(whole.size());
  for (std::size_t length = 1; length < more.size(); length += 61) {
    write_file(log(), whole + more.substr(0, length));
    write_file(head(), old_head);
    ASSERT_EQ(verify_audit(out()), std::nullopt);
    append_audit(out(), entry(3));
    ASSERT_EQ(read_audit(out()), (std::vector{entry(0), entry(1), entry(3)}));
  }
}

TEST_F(AuditLog, IsNotContinuedWhereItIsDamaged) {
  write(2);
  write_file(log(), content_of(log()).substr(1));
  try {
    append_audit(out(), entry(2));
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "audit_damaged");
  }
}

}  // namespace
}  // namespace rawan::io
