// What our words must not promise.

#include "rawan/engine/catalogue.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/// Whether a text holds one of the words by itself.
bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    if (begins && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

std::string without(std::string text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != std::string::npos; at = text.find(phrase)) {
    text.erase(at, phrase.size());
  }
  return text;
}

/// Says of some place that nothing can happen there.
bool calls_a_place_safe(std::string text) {
  // Denials, measures, and what shelters are called in Indonesian.
  for (const char* phrase : {"tidak aman", "berarti aman", "not mean safe", "batas aman",
                             "safe limits", "bawaan yang aman", "safe default", "umah aman"}) {
    text = without(std::move(text), phrase);
  }
  return has_word(text, "aman") || has_word(text, "Aman") || has_word(text, "safe") ||
         has_word(text, "Safe");
}

/// Promises that nobody can be found out.
bool promises_anonymity(const std::string& line) {
  bool speaks = false;
  for (const char* word : {"anonim", "Anonim", "anonym", "Anonym"}) {
    speaks = speaks || line.find(word) != std::string::npos;
  }
  const bool denies = has_word(line, "never") || has_word(line, "not") || has_word(line, "tidak") ||
                      has_word(line, "bukan");
  return speaks && !denies;
}

/// Ends at a period or an empty line.
std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> sentences(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool empty_line = text[i] == '\n' && i > 0 && text[i - 1] == '\n';
    sentences.back() += text[i] == '\n' ? ' ' : text[i];
    if (text[i] == '.' || empty_line) sentences.emplace_back();
  }
  return sentences;
}

// Some phrases above deny only with the word before them.
bool denies_before(const std::string& text) {
  const auto at = text.find("berarti aman");
  if (at == std::string::npos) return true;
  const std::string before = text.substr(0, at);
  return before.ends_with("tidak ") || before.ends_with("bukan ");
}

TEST(Words, AreCaughtWhereTheyPromise) {
  EXPECT_TRUE(calls_a_place_safe("Desa ini aman."));
  EXPECT_TRUE(calls_a_place_safe("A safe village"));
  EXPECT_FALSE(calls_a_place_safe("Tidak ada laporan tidak berarti aman"));
  EXPECT_FALSE(calls_a_place_safe("keamanan, dirasa tidak aman"));
  EXPECT_FALSE(calls_a_place_safe("Rumah aman dan klinik"));
  EXPECT_TRUE(calls_a_place_safe("Rumah aman di desa yang aman"));
  EXPECT_FALSE(denies_before("Nol laporan berarti aman"));
  EXPECT_TRUE(promises_anonymity("Data ini anonim."));
  EXPECT_TRUE(promises_anonymity("All releases are anonymous"));
  EXPECT_FALSE(promises_anonymity("They are never called anonymous."));
}

TEST(Words, CallNoPlaceSafeAndPromiseNoAnonymity) {
  for (const Language language : {Language::id, Language::en}) {
    const Catalogue words(language);
    for (const std::string& key : words.keys()) {
      const std::string& text = words.text(key);
      EXPECT_FALSE(calls_a_place_safe(text)) << key;
      EXPECT_TRUE(denies_before(text)) << key;
      EXPECT_FALSE(promises_anonymity(text)) << key;
    }
  }
}

TEST(Words, PromiseNoAnonymityInTheDocuments) {
  std::vector<fs::path> documents{fs::path(RAWAN_SOURCE_DIR) / "README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(RAWAN_SOURCE_DIR) / "docs")) {
    if (entry.path().extension() == ".md") documents.push_back(entry.path());
  }
  ASSERT_GT(documents.size(), 10U);
  for (const fs::path& document : documents) {
    for (const std::string& sentence : sentences_of(rawan::testing::content_of(document))) {
      EXPECT_FALSE(promises_anonymity(sentence)) << document << ": " << sentence;
    }
  }
}

/// What the page for data stewards may not leave out, in either language.
TEST(PrivacyPage, SaysWhatIsPromisedAndWhatIsNot) {
  const std::string page =
      rawan::testing::content_of(fs::path(RAWAN_SOURCE_DIR) / "docs" / "privacy.md");
  for (const char* phrase :
       {"diuji terhadap", "tested against", "semua pelapor lain", "all other reporters", "3 x 24",
        "minisign -S", "age -r", "gpg --encrypt", "LUKS", "fscrypt", "rawan purge",
        "rawan audit verify", "baku", "ketat"}) {
    EXPECT_NE(page.find(phrase), std::string::npos) << phrase;
  }
}

}  // namespace
}  // namespace rawan::engine
