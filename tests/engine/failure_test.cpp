#include "failure.h"

#include "rawan/algorithms/contract.h"
#include "rawan/engine/config_error.h"
#include "rawan/io/error.h"
#include "rawan/io/shape_at_work.h"
#include "sentence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <new>
#include <stdexcept>
#include <system_error>

namespace rawan::engine {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Catalogue& words() {
  static const Catalogue words(Language::id);
  return words;
}

TEST(Explain, GivesEachKindOfFailureItsExitCode) {
  EXPECT_EQ(explain(ConfigError("x"), words()).exit_code, 2);
  EXPECT_EQ(explain(io::InputError("x", {"f"}), words()).exit_code, 3);
  EXPECT_EQ(explain(io::IoError("x", {"f"}), words()).exit_code, 3);
  EXPECT_EQ(explain(io::OutputError("x", {"f"}), words()).exit_code, 5);
  EXPECT_EQ(explain(std::system_error(ENOSPC, std::generic_category()), words()).exit_code, 5);
  EXPECT_EQ(explain(std::bad_alloc(), words()).exit_code, 6);
  EXPECT_EQ(explain(ContractViolation("x"), words()).exit_code, 9);
  EXPECT_EQ(explain(std::runtime_error("x"), words()).exit_code, 9);
}

TEST(Explain, BeginsWithCodeAndId) {
  EXPECT_THAT(explain(io::OutputError("write_failed", {"a.gpkg"}), words()).line,
              StartsWith("rawan: E5 write_failed: a.gpkg: "));
}

TEST(Explain, NamesFileLayerRowAndColumn) {
  const io::InputError error("no_such_code", {"a.xlsx", "Lembar 1", 12, "tgl"});
  EXPECT_THAT(explain(error, words()).line,
              HasSubstr("a.xlsx, lapisan Lembar 1, baris 12, kolom tgl: masalah no_such_code."));
}

TEST(Explain, NamesTheShapeThatTimeOrMemoryDidNotSufficeFor) {
  const io::Place shape{.file = "desa.gpkg", .layer = "desa", .row = 12};
  const std::string place = "desa.gpkg, lapisan desa, baris 12: ";
  const auto raise = [&] { io::at_shape(shape, []() -> int { throw std::bad_alloc(); }); };
  try {
    raise();
    FAIL() << "nothing was thrown";
  } catch (const std::exception& error) {
    EXPECT_THAT(explain(error, words()).line, StartsWith("rawan: E6 memory: " + place));
  }
  EXPECT_THAT(explain({.late = true, .shape = shape}, {.seconds = 60}, words()).line,
              StartsWith("rawan: E6 time_limit: " + place));
  EXPECT_THAT(explain({.signal = SIGKILL, .shape = shape}, {}, words()).line,
              StartsWith("rawan: E6 killed: " + place));
  EXPECT_THAT(explain({.late = true}, {.seconds = 60}, words()).line, Not(HasSubstr("baris")));
}

TEST(Explain, QuotesNoOtherLibrary) {
  EXPECT_THAT(explain(std::runtime_error("Siti 0812"), words()).line, Not(HasSubstr("0812")));
  EXPECT_THAT(explain(ContractViolation("sizes agree"), words()).line, HasSubstr("sizes agree"));
}

TEST(Explain, StaysOnOneLine) {
  const io::InputError error("x", {"a\nb\x1b[31m.csv"});
  EXPECT_THAT(explain(error, words()).line, AllOf(Not(HasSubstr("\n")), Not(HasSubstr("\x1b"))));
}

TEST(Sentence, EndsEachPartOnce) {
  const Catalogue english(Language::en);
  EXPECT_EQ(sentence(english, "usage_out", {}),
            "no output directory was given. Add -o and a directory.");
  EXPECT_EQ(sentence(english, "config_unknown_key", {"p.toml"}, {{"key", "a"}, {"nearest", "b"}}),
            "p.toml: unknown key a. Did you mean b?");
}

}  // namespace
}  // namespace rawan::engine
