#include "config_value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rawan::engine {
namespace {

std::string in_toml_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string day_text(Day day) {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

Complaint out_of_range(Limits limits) {
  return {limits.open ? "config_range_open" : "config_range",
          {{"least", fmt::format("{}", limits.least)}, {"most", fmt::format("{}", limits.most)}}};
}

bool within(double number, Limits limits) {
  if (!std::isfinite(number) || number > limits.most) return false;
  return limits.open ? number > limits.least : number >= limits.least;
}

std::optional<int> two_digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() != 2 || error != std::errc() || end != text.data() + 2 || number < 0) return {};
  return number;
}

}  // namespace

std::string to_toml(const Scalar& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *integer);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return in_toml_quotes(*text);
  if (const auto* day = std::get_if<Day>(&value)) return day_text(*day);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::vector<std::string> items;
    for (const std::string& item : *list) items.push_back(in_toml_quotes(item));
    return fmt::format("[{}]", fmt::join(items, ", "));
  }
  return {};
}

std::optional<Complaint> read_real(const Scalar& value, Limits limits, double& result) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  const auto* real = std::get_if<double>(&value);
  if (integer == nullptr && real == nullptr) return Complaint{"config_not_number"};
  const double number = real != nullptr ? *real : static_cast<double>(*integer);
  if (!within(number, limits)) return out_of_range(limits);
  result = number;
  return {};
}

std::optional<Complaint> read_integer(const Scalar& value, Limits limits, std::int64_t& result) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  if (integer == nullptr) return Complaint{"config_not_integer"};
  if (!within(static_cast<double>(*integer), limits)) return out_of_range(limits);
  result = *integer;
  return {};
}

std::optional<Complaint> read_boolean(const Scalar& value, bool& result) {
  const auto* flag = std::get_if<bool>(&value);
  if (flag == nullptr) return Complaint{"config_not_boolean"};
  result = *flag;
  return {};
}

std::optional<Complaint> read_text(const Scalar& value, std::size_t most, std::string& result) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return Complaint{"config_not_text"};
  const auto begins_letter = [](unsigned char byte) { return (byte & 0xC0U) != 0x80U; };
  if (static_cast<std::size_t>(std::ranges::count_if(*text, begins_letter)) > most) {
    return Complaint{"config_text_long", {{"most", std::to_string(most)}}};
  }
  result = *text;
  return {};
}

std::optional<Complaint> read_day(const Scalar& value, Day& result) {
  const auto* day = std::get_if<Day>(&value);
  if (day == nullptr) return Complaint{"config_not_date"};
  result = *day;
  return {};
}

std::optional<Day> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto century = two_digits(text.substr(0, 2));
  const auto year = two_digits(text.substr(2, 2));
  const auto month = two_digits(text.substr(5, 2));
  const auto day = two_digits(text.substr(8, 2));
  if (!century || !year || !month || !day) return {};
  const std::chrono::year_month_day date(std::chrono::year(*century * 100 + *year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

std::optional<Complaint> read_clock(const Scalar& value, Minutes& result) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->size() != 5 || (*text)[2] != ':') {
    return Complaint{"config_not_clock"};
  }
  const auto hours = two_digits(std::string_view(*text).substr(0, 2));
  const auto minutes = two_digits(std::string_view(*text).substr(3));
  if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) {
    return Complaint{"config_not_clock"};
  }
  result = Minutes(*hours * 60 + *minutes);
  return {};
}

std::string clock_text(Minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

std::optional<Complaint> read_choices(const Scalar& value,
                                      const std::vector<std::string_view>& choices,
                                      std::vector<std::size_t>& result) {
  const auto* list = std::get_if<std::vector<std::string>>(&value);
  if (list == nullptr || list->empty()) return Complaint{"config_not_list"};
  for (const std::string& item : *list) {
    std::size_t chosen = 0;
    if (auto complaint = read_choice(item, choices, chosen)) return complaint;
    if (std::ranges::find(result, chosen) != result.end()) return Complaint{"config_twice"};
    result.push_back(chosen);
  }
  return {};
}

std::optional<Complaint> read_choice(const Scalar& value,
                                     const std::vector<std::string_view>& choices,
                                     std::size_t& result) {
  const auto* text = std::get_if<std::string>(&value);
  const auto found = text == nullptr ? choices.end() : std::ranges::find(choices, *text);
  if (found == choices.end()) {
    std::vector<std::string> allowed;
    for (const auto choice : choices) allowed.push_back(in_toml_quotes(choice));
    return Complaint{"config_choice", {{"choices", fmt::format("{}", fmt::join(allowed, ", "))}}};
  }
  result = static_cast<std::size_t>(found - choices.begin());
  return {};
}

}  // namespace rawan::engine
