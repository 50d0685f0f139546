// Holds the catalogue and the sources together: no key without a use, no use without a key.

#include "config_sections.h"
#include "rawan/engine/catalogue.h"
#include "rawan/io/issue.h"
#include "rawan/io/schema.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using Words = std::set<std::string>;

/// The sources below these directories as one text.
std::string sources(const std::vector<std::string>& directories) {
  std::string text;
  for (const std::string& directory : directories) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(RAWAN_SOURCE_DIR) / directory)) {
      const auto extension = entry.path().extension();
      constexpr const char* kRead[] = {".cpp", ".h", ".qml", ".in"};
      if (std::ranges::find(kRead, extension) == std::end(kRead)) continue;
      text += rawan::testing::content_of(entry.path());
    }
  }
  return text;
}

/// The first group of every match.
Words matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  Words words;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end;
       ++match) {
    words.insert((*match)[1]);
  }
  return words;
}

/// What follows the family's name in the keys of the catalogue.
Words members(const std::string& family) {
  Words words;
  for (const std::string& key : Catalogue(Language::id).keys()) {
    if (key.starts_with(family + ".")) words.insert(key.substr(family.size() + 1));
  }
  return words;
}

/// Codes of failures that the sources throw or complain with.
Words failure_codes() {
  const std::string text = sources({"io/src", "io/include", "engine/src", "engine/include"});
  Words codes = matches(text, R"re((?:Input|Output|Io)Error\w*\s*[({]\s*"([a-z0-9_]+)")re");
  codes.merge(matches(text, R"re(Complaint\s*\{\s*"([a-z0-9_]+)")re"));
  codes.merge(matches(text, R"re("((?:config|usage|init|schema)_[a-z_]+)")re"));
  codes.merge(matches(text, R"re(sentence\(words, "([a-z_]+)")re"));
  return codes;
}

TEST(CatalogueUse, EveryKeyTheEngineAsksForExists) {
  const Catalogue words(Language::id);
  const Words asked =
      matches(sources({"engine/src"}), R"re(text\(\s*"([A-Za-z0-9_.]*[A-Za-z0-9_])"\s*[,)])re");
  EXPECT_FALSE(asked.empty());
  for (const std::string& key : asked) EXPECT_TRUE(words.has(key)) << key;
}

TEST(CatalogueUse, EveryFailureHasAReasonAndARemedy) {
  const Catalogue words(Language::id);
  for (const std::string& code : failure_codes()) {
    EXPECT_TRUE(words.has("error." + code)) << code;
    EXPECT_TRUE(words.has("remedy." + code)) << code;
  }
}

TEST(CatalogueUse, EveryReasonWithARemedyIsACodeOfTheSources) {
  EXPECT_EQ(members("error"), members("remedy"));
  const std::string text = sources({"io/src", "io/include", "engine/src", "engine/include"});
  for (const std::string& code : members("error")) {
    if (code == "other") continue;  // What is said of a code the catalogue does not know.
    EXPECT_NE(text.find('"' + code + '"'), std::string::npos) << code;
  }
}

TEST(CatalogueUse, EveryReasonOfTheLedgerIsExplained) {
  Words reasons;
  for (const io::Reason& reason : io::all_reasons()) reasons.insert(std::string(reason.code));
  EXPECT_EQ(members("reason"), reasons);
}

TEST(CatalogueUse, EveryColumnOfEveryInputIsExplained) {
  Words fields;
  for (const io::TableSchema& schema : io::all_schemas()) {
    for (const io::Field& field : schema.fields) {
      fields.insert(std::string(schema.name) + "." + std::string(field.name));
    }
  }
  EXPECT_EQ(members("field"), fields);
}

TEST(CatalogueUse, EveryKeyOfTheProjectFileIsExplained) {
  Words keys{"head", "default"};
  for (const Section& section : config_sections()) {
    keys.insert(std::string(section.path));
    for (const Entry& entry : section.entries) {
      keys.insert(std::string(section.words) + "." + std::string(entry.name));
    }
  }
  EXPECT_EQ(members("config"), keys);
}

TEST(CatalogueUse, MonthsAndWeekdaysAreComplete) {
  EXPECT_EQ(members("month").size(), 12U);
  EXPECT_EQ(members("weekday").size(), 7U);
}

/// Whether the sources put keys together from this beginning: "layer." + name, or "layer.{}".
bool is_composed(const std::string& text, const std::string& beginning) {
  return text.find('"' + beginning + '"') != std::string::npos ||
         text.find('"' + beginning + '{') != std::string::npos;
}

bool is_used(const std::string& text, const std::string& key) {
  if (text.find('"' + key + '"') != std::string::npos) return true;
  if (text.find("{{" + key + "}}") != std::string::npos) return true;
  for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
    if (is_composed(text, key.substr(0, dot + 1))) return true;
  }
  return false;
}

TEST(CatalogueUse, EveryKeyIsUsedBySomeSource) {
  const std::string text =
      sources({"engine/src", "engine/include", "io/src", "io/include", "qgis"});
  for (const std::string& key : Catalogue(Language::id).keys()) {
    EXPECT_TRUE(is_used(text, key)) << key;
  }
}

}  // namespace
}  // namespace rawan::engine
