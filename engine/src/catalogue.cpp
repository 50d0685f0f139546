#include "rawan/engine/catalogue.h"

#include "embedded.h"
#include "rawan/algorithms/contract.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rawan::engine {
namespace {

/// 1234567.5 as "1.234.567,5" with the given marks.
std::string grouped(const std::string& plain, char thousands, char decimal) {
  const std::size_t sign = plain.front() == '-' ? 1 : 0;
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text = plain.substr(0, sign);
  for (std::size_t i = sign; i < point; ++i) {
    if (i > sign && (point - i) % 3 == 0) text += thousands;
    text += plain[i];
  }
  if (point < plain.size()) text += decimal + plain.substr(point + 1);
  return text;
}

}  // namespace

Catalogue::Catalogue(Language language) : language_(language) {
  const auto table =
      toml::parse(embedded(language == Language::id ? "messages/id.toml" : "messages/en.toml"));
  for (const auto& [key, value] : table) {
    texts_.emplace(key.str(), value.value_or(std::string()));
  }
}

const std::string& Catalogue::text(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) {
    throw ContractViolation("no such message: " + std::string(key));
  }
  return found->second;
}

bool Catalogue::has(std::string_view key) const {
  return texts_.contains(key);
}

std::string Catalogue::text(
    std::string_view key,
    const std::vector<std::pair<std::string_view, std::string>>& values) const {
  const std::string& pattern = text(key);
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
    if (close == std::string::npos) {
      result += pattern[i];
      continue;
    }
    const std::string_view name(pattern.data() + i + 1, close - i - 1);
    const auto value = std::ranges::find(values, name, [](const auto& v) { return v.first; });
    if (value == values.end()) {
      throw ContractViolation("placeholder without a value in " + std::string(key));
    }
    result += value->second;
    i = close;
  }
  return result;
}

std::string Catalogue::number(double value, int decimals) const {
  if (!std::isfinite(value)) return text("value.none");
  std::string plain = fmt::format("{:.{}f}", value, decimals);
  if (plain.find_first_not_of("-0.") == std::string::npos && plain.front() == '-') {
    plain.erase(0, 1);
  }
  return language_ == Language::id ? grouped(plain, '.', ',') : grouped(plain, ',', '.');
}

std::string Catalogue::date(Day day) const {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("{} {} {}", static_cast<unsigned>(ymd.day()),
                     text(fmt::format("month.{:02}", static_cast<unsigned>(ymd.month()))),
                     static_cast<int>(ymd.year()));
}

std::string Catalogue::weekday(Day day) const {
  return text(fmt::format("weekday.{}", std::chrono::weekday(day).iso_encoding()));
}

std::string Catalogue::clock(std::int32_t minutes) const {
  const std::int32_t within = ((minutes % 1440) + 1440) % 1440;
  return fmt::format("{:02}{}{:02}", within / 60, language_ == Language::id ? '.' : ':',
                     within % 60);
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : texts_) keys.push_back(key);
  return keys;
}

}  // namespace rawan::engine
