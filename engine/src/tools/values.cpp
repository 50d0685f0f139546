#include "tools/values.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace rawan::engine {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The number and the unit behind it.
std::pair<std::string_view, std::string_view> split_unit(std::string_view text) {
  const std::size_t last = text.find_last_of("0123456789.");
  const std::size_t end = last == std::string_view::npos ? 0 : last + 1;
  return {text.substr(0, end), trimmed(text.substr(end))};
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> parse_whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<Meters> parse_length(std::string_view text) {
  const auto [digits, unit] = split_unit(trimmed(text));
  const auto value = parse_number(digits);
  if (!value || *value < 0.0 || (!unit.empty() && unit != "m" && unit != "km")) return {};
  const double meters = unit == "km" ? 1000.0 * *value : *value;
  constexpr double kAroundTheEarth = 40'075'017.0;
  return meters <= kAroundTheEarth ? std::optional(Meters(meters)) : std::nullopt;
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    double seconds;
  };
  constexpr std::array<Unit, 5> kUnits{
      {{"s", 1.0}, {"min", 60.0}, {"h", 3600.0}, {"d", 86400.0}, {"w", 604800.0}}};
  constexpr double kMost = 1e12;
  const auto [digits, name] = split_unit(trimmed(text));
  const auto value = parse_number(digits);
  for (const Unit& unit : kUnits) {
    if (!value || unit.name != name) continue;
    const double seconds = std::round(*value * unit.seconds);
    if (seconds < 1.0 || seconds > kMost) return {};
    return std::chrono::seconds(static_cast<std::int64_t>(seconds));
  }
  return {};
}

std::vector<std::string> parse_list(std::string_view text) {
  std::vector<std::string> pieces;
  while (!trimmed(text).empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    pieces.emplace_back(trimmed(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return pieces;
}

std::optional<std::string> after_word(std::string_view text, std::string_view word) {
  if (!text.starts_with(word) || text.size() < word.size() + 2 || text[word.size()] != ':') {
    return {};
  }
  return std::string(text.substr(word.size() + 1));
}

}  // namespace rawan::engine
