#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

enum class Language : std::uint8_t { id, en };

/// Every word a user sees, by key, in one language. The two languages have the same keys.
class Catalogue {
 public:
  explicit Catalogue(Language language);

  /// The text of a key. @throws ContractViolation for an unknown key: a bug.
  const std::string& text(std::string_view key) const;
  bool has(std::string_view key) const;

  /// The text with its placeholders {name} replaced. @throws ContractViolation if one is left.
  std::string text(std::string_view key,
                   const std::vector<std::pair<std::string_view, std::string>>& values) const;

  /// A number in the reader's form: 1.234,5 or 1,234.5.
  std::string number(double value, int decimals = 0) const;
  /// "21 November 2026" in both languages, month names from the catalogue.
  std::string date(Day day) const;
  std::string weekday(Day day) const;  ///< "Senin".
  /// "19.30" (id) or "19:30" (en); minutes past midnight, modulo a day.
  std::string clock(std::int32_t minutes) const;

  Language language() const { return language_; }
  std::vector<std::string> keys() const;  ///< Sorted.

 private:
  Language language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace rawan::engine
