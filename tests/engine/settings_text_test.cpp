#include "settings_text.h"

#include "rawan/engine/gates.h"
#include "rawan/engine/policy.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <string>

namespace rawan::engine {
namespace {

/// What is too much about a text and on which line, "syntax", or nothing.
std::string fault_of(const std::string& text) {
  try {
    parse_settings(text, "x.toml");
  } catch (const SettingsExcess& excess) {
    return excess.id + " " + std::to_string(excess.line);
  } catch (const toml::parse_error&) {
    return "syntax";
  }
  return {};
}

/// "a.a.a": a key.
std::string parts(std::size_t count, const std::string& part = "a") {
  std::string key = part;
  for (std::size_t i = 1; i < count; ++i) key += "." + part;
  return key;
}

TEST(Settings, HaveKeysOfAtMost64Parts) {
  EXPECT_EQ(fault_of("[" + parts(64) + "]\n" + parts(64) + " = {" + parts(64) + " = 1}\n"), "");
  EXPECT_EQ(fault_of("[" + parts(65) + "]\n"), "settings_deep 1");
  EXPECT_EQ(fault_of("# Remark\n\n[[" + parts(65) + "]]\n"), "settings_deep 3");
  EXPECT_EQ(fault_of("x = 1\n" + parts(50'000) + " = 1\n"), "settings_deep 2");
  EXPECT_EQ(fault_of("x = [{\n" + parts(65) + " = 1}]\n"), "settings_deep 2");
  EXPECT_EQ(fault_of(parts(65, "\"a b\"") + " = 1\n"), "settings_deep 1");
  EXPECT_EQ(fault_of(parts(65, " 'a' ") + " = 1\n"), "settings_deep 1");
}

TEST(Settings, HaveValuesAtMost64DeepInOneAnother) {
  const auto nested = [](std::size_t depth) {
    return "\nx = " + std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(fault_of(nested(64)), "");
  EXPECT_EQ(fault_of(nested(65)), "settings_deep 2");
  EXPECT_EQ(fault_of("x = '''\n[[['''" + nested(65)), "settings_deep 3");
  std::string tables;
  for (int i = 0; i < 65; ++i) tables += "x = {\"{\" = ";
  EXPECT_EQ(fault_of(tables), "settings_deep 1");
  std::string headers = "y = \"" + std::string(100, '[') + "\"\n";
  for (int i = 0; i < 100; ++i) headers += "[[a]]\nb = [{c = 1}, {c = 2}]\n";
  EXPECT_EQ(fault_of(headers), "");
}

TEST(Settings, CountNoPointsButThoseOfKeys) {
  const std::string points(100, '.');
  for (const std::string quote : {"\"", "'", "\"\"\"", "'''"}) {
    EXPECT_EQ(fault_of("x = " + quote + points + quote + "\n"), "") << quote;
  }
  EXPECT_EQ(fault_of("# " + points + "\nx = 1 # " + points + "\n\"" + points + "\" = 2"), "");
  EXPECT_EQ(fault_of("x = \"\"\"\n" + points + "\n'''\n\"\n" + points + "\"\"\"\n"), "");
  EXPECT_EQ(fault_of("x = \"\\\"" + points + "\"\n"), "");
  EXPECT_EQ(fault_of("x = '\\'\ny = '" + points + "'\n"), "");
  std::string numbers = "x = [1.5";
  for (int i = 0; i < 100; ++i) numbers += ", 1.5";
  EXPECT_EQ(fault_of(numbers + "]\n"), "");
}

TEST(Settings, CountAgainBehindTextsOfAnyEnd) {
  const std::string deep = "\n" + parts(65) + " = 1\n";
  for (const std::string text :
       {"''", "\"\"", "''''''", "\"\"\"\"\"\"", "\"\"\"a\"\"\"\"", "'''a'''''", "\"\"\"\\\"\"\"\"",
        "\"\\\\\"", "'\\'", "\"#\"", "'\"'", "\"'\"", "'''\n\"'''"}) {
    const bool two_lines = text.find('\n') != std::string::npos;
    EXPECT_EQ(fault_of("x = " + text), "") << text;
    EXPECT_EQ(fault_of("x = " + text + deep), two_lines ? "settings_deep 3" : "settings_deep 2")
        << text;
  }
}

TEST(Settings, AreAtMostAMegabyte) {
  EXPECT_EQ(fault_of(std::string(1'000'000, '#')), "");
  EXPECT_EQ(fault_of(std::string(1'000'001, '#')), "settings_large 0");
}

TEST(Settings, AreReadNoFurtherThanTheyMayBeLong) {
  const rawan::testing::TempDir directory;
  const auto file = directory.path() / "x.toml";
  rawan::testing::write_file(file, std::string(3'000'000, '#'));
  EXPECT_EQ(settings_text(file).value().size(), 1'000'001U);
  rawan::testing::write_file(file, "x = 1\n");
  EXPECT_EQ(settings_text(file), "x = 1\n");
  EXPECT_EQ(settings_text(directory.path()), std::nullopt);
  EXPECT_EQ(settings_text(directory.path() / "none"), std::nullopt);
}

TEST(Settings, OfAPolicyAreRefusedByTheirLineWhereThereIsOne) {
  const rawan::testing::TempDir directory;
  const auto row_of = [&](const std::string& text) {
    const auto file = directory.path() / "x.toml";
    rawan::testing::write_file(file, text);
    try {
      load_policy(file.string(), "");
    } catch (const GateRefusal& refusal) {
      return refusal.place().row;
    }
    return std::optional<std::uint64_t>(0);
  };
  EXPECT_EQ(row_of(parts(65) + " = 1\n"), 1U);
  EXPECT_EQ(row_of("name = \"x\"\n" + parts(65) + " = 1\n"), 2U);
  EXPECT_EQ(row_of(std::string(1'000'001, '#')), std::nullopt);
}

}  // namespace
}  // namespace rawan::engine
