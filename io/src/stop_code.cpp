#include "rawan/io/stop_code.h"

#include "rawan/algorithms/contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace rawan::io {
namespace {

constexpr std::string_view kMark = "RAWAN:";
constexpr std::size_t kDateDigits = 8;
constexpr std::uint32_t kModulus = 97;
constexpr char kFirst = ' ';
constexpr char kLast = '~';

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_printable(char c) {
  return c >= kFirst && c <= kLast;
}

/// There are fewer printable characters than the modulus, which is prime: so different characters
/// at one place, and different ones that change places, never give the same sum.
std::uint32_t check_number(std::string_view text) {
  std::uint32_t sum = 0;
  for (const char c : text) {
    sum = (sum * 10 + static_cast<std::uint32_t>(c - kFirst)) % kModulus;
  }
  return (kModulus + 1 - sum * 100 % kModulus) % kModulus;
}

/// The day of eight digits, if there is such a day.
std::optional<Day> day_of(std::string_view digits) {
  if (digits.size() != kDateDigits || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : digits.substr(from, count)) value = value * 10 + (c - '0');
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(6, 2)))};
  return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

/// A map's address carries the code as the name of the place: "geo:0.8,109.5?q=0.8,109.5(...)".
std::string_view without_address(std::string_view text) {
  const std::size_t from = text.find('(');
  const bool is_address = text.starts_with("geo:") && from != std::string_view::npos;
  if (!is_address || !text.ends_with(')')) return text;
  return text.substr(from + 1, text.size() - from - 2);
}

/// Takes the part up to the next colon.
std::string_view take(std::string_view& text) {
  const std::size_t colon = text.find(':');
  const std::string_view part = text.substr(0, colon);
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  return part;
}

}  // namespace

std::string stop_code_text(const StopCode& code) {
  expects(!code.plan.empty() && std::ranges::all_of(code.plan, is_letter_or_digit),
          "a plan has a code of letters and digits");
  expects(!code.stop.empty() && std::ranges::all_of(code.stop, is_printable),
          "a stop has a code of printable characters");
  const std::chrono::year_month_day date(code.date);
  const std::string text = fmt::format(
      "{}{}:{:04}{:02}{:02}:{}:", kMark, code.plan, static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), code.stop);
  return fmt::format("{}{:02}", text, check_number(text));
}

StopCodeReading read_stop_code(std::string_view text) {
  constexpr std::size_t kCheckDigits = 2;
  const StopCodeReading other{{}, StopCodeFault::not_a_code};
  text = without_address(text);
  if (!text.starts_with(kMark) || !std::ranges::all_of(text, is_printable)) return other;
  const std::size_t last = text.rfind(':');
  const std::string_view check = text.substr(last + 1);
  if (last < kMark.size() || check.size() != kCheckDigits) return other;
  const std::string_view checked = text.substr(0, last + 1);
  if (fmt::format("{:02}", check_number(checked)) != check) return {{}, StopCodeFault::misread};
  std::string_view rest = checked.substr(kMark.size(), last - kMark.size());
  const std::string_view plan = take(rest);
  const auto day = day_of(take(rest));
  const bool is_whole =
      !plan.empty() && day && !rest.empty() && std::ranges::all_of(plan, is_letter_or_digit);
  if (!is_whole) return other;
  return {{std::string(plan), *day, std::string(rest)}, StopCodeFault::none};
}

}  // namespace rawan::io
