#include "rawan/engine/catalogue.h"

#include "rawan/algorithms/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace rawan::engine {
namespace {

using std::chrono::November;
using std::chrono::year;

const Catalogue& indonesian() {
  static const Catalogue words(Language::id);
  return words;
}

const Catalogue& english() {
  static const Catalogue words(Language::en);
  return words;
}

/// The {names} a text holds.
std::multiset<std::string> placeholders(const std::string& text) {
  std::multiset<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string::npos;
       open = text.find('{', open + 1)) {
    names.insert(text.substr(open, text.find('}', open) - open));
  }
  return names;
}

TEST(Catalogue, HasTheSameKeysInBothLanguages) {
  EXPECT_EQ(indonesian().keys(), english().keys());
}

TEST(Catalogue, HasTheSamePlaceholdersInBothLanguages) {
  for (const std::string& key : indonesian().keys()) {
    const auto found = placeholders(indonesian().text(key));
    EXPECT_EQ(std::set(found.begin(), found.end()), [&] {
      const auto other = placeholders(english().text(key));
      return std::set(other.begin(), other.end());
    }()) << key;
  }
}

TEST(Catalogue, HasNoEmptyText) {
  for (const Catalogue* words : {&indonesian(), &english()}) {
    for (const std::string& key : words->keys()) {
      EXPECT_TRUE(words->text(key).find_first_not_of(' ') != std::string::npos) << key;
      EXPECT_NE(words->text(key).back(), ' ') << key;
    }
  }
}

TEST(Catalogue, FillsPlaceholders) {
  EXPECT_EQ(indonesian().text("place.row", {{"row", "12"}}), "baris 12");
}

TEST(Catalogue, TakesAMissingValueOrKeyForABug) {
  EXPECT_THROW(indonesian().text("place.row", {}), ContractViolation);
  EXPECT_THROW(indonesian().text("no.such.key"), ContractViolation);
}

TEST(Catalogue, WritesNumbersInTheFormOfTheReader) {
  EXPECT_EQ(indonesian().number(1234.5, 1), "1.234,5");
  EXPECT_EQ(english().number(1234.5, 1), "1,234.5");
  EXPECT_EQ(indonesian().number(1234567), "1.234.567");
  EXPECT_EQ(indonesian().number(999), "999");
  EXPECT_EQ(indonesian().number(-1000.25, 2), "-1.000,25");
  EXPECT_EQ(indonesian().number(-0.01, 1), "0,0");
}

TEST(Catalogue, WritesDatesInFull) {
  const Day day = year(2026) / November / 21;
  EXPECT_EQ(indonesian().date(day), "21 November 2026");
  EXPECT_EQ(indonesian().date(year(2026) / std::chrono::August / 1), "1 Agustus 2026");
  EXPECT_EQ(english().date(year(2026) / std::chrono::August / 1), "1 August 2026");
  EXPECT_EQ(indonesian().weekday(day), "Sabtu");
  EXPECT_EQ(english().weekday(day + std::chrono::days(1)), "Sunday");
}

TEST(Catalogue, WritesTimesOfDayModuloADay) {
  EXPECT_EQ(indonesian().clock(19 * 60 + 30), "19.30");
  EXPECT_EQ(english().clock(19 * 60 + 30), "19:30");
  EXPECT_EQ(indonesian().clock(31 * 60), "07.00");
}

}  // namespace
}  // namespace rawan::engine
