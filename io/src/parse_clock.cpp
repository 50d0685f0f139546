#include "parse_date.h"
#include "parse_number.h"
#include "text.h"

#include <array>

namespace rawan::io {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Zone {
  std::string_view name;
  seconds offset;
};
constexpr std::array kZones{Zone{"wita", hours(8)}, Zone{"wib", hours(7)}, Zone{"wit", hours(9)},
                            Zone{"z", hours(0)}, Zone{"utc", hours(0)}};

std::optional<int> number_at(std::string_view& text) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < 4 && is_digit(text[length])) {
    value = 10 * value + (text[length++] - '0');
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

/// "+07:00", "+0700", "+07" at the end of a clock.
std::optional<seconds> offset_of(std::string_view text) {
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  std::string digits(text.substr(1));
  std::erase(digits, ':');
  if (!all_digits(digits) || (digits.size() != 2 && digits.size() != 4)) return std::nullopt;
  const int value = std::stoi(digits);
  const int h = digits.size() == 2 ? value : value / 100;
  const int m = digits.size() == 2 ? 0 : value % 100;
  return sign * (hours(h) + minutes(m));
}

std::optional<seconds> zone_of(std::string_view word) {
  for (const Zone& zone : kZones) {
    if (word == zone.name) return zone.offset;
  }
  return offset_of(word);
}

/// Of one digit a spreadsheet may have taken the second: its 19.30 is the number 19.3.
std::optional<int> minutes_at(std::string_view& text) {
  const std::size_t before = text.size();
  const auto value = number_at(text);
  return before - text.size() == 2 && *value < 60 ? value : std::nullopt;
}

/// hh[:.]mm[:.]ss[.fraction], taken from the front of `text`.
std::optional<seconds> digits_of_clock(std::string_view& text) {
  const auto h = number_at(text);
  if (!h || *h > 24 || text.empty() || (text[0] != ':' && text[0] != '.')) return std::nullopt;
  text.remove_prefix(1);
  const auto m = minutes_at(text);
  if (!m) return std::nullopt;
  int s = 0;
  if (text.size() > 1 && (text[0] == ':' || text[0] == '.') && is_digit(text[1])) {
    text.remove_prefix(1);
    s = number_at(text).value_or(0);
    if (s > 59) return std::nullopt;
    if (text.starts_with('.') || text.starts_with(',')) {
      text.remove_prefix(1);
      while (!text.empty() && is_digit(text[0])) text.remove_prefix(1);
    }
  }
  const seconds clock = hours(*h) + minutes(*m) + seconds(s);
  if (clock > hours(24)) return std::nullopt;
  return clock == hours(24) ? seconds(0) : clock;
}

std::optional<seconds> with_half_of_day(seconds clock, std::string_view& rest) {
  const bool pm = rest.starts_with("pm");
  if (!pm && !rest.starts_with("am")) return clock;
  rest = trimmed(rest.substr(2));
  if (clock >= hours(13) || clock < hours(1)) return std::nullopt;
  const seconds twelve = clock >= hours(12) ? clock - hours(12) : clock;
  return pm ? twelve + hours(12) : twelve;
}

/// What may stand after a clock: nothing, a zone, or the end of a span of time.
bool read_tail(std::string_view rest, std::optional<seconds>& offset) {
  if (rest.empty()) return true;
  const std::size_t end = std::min(rest.find(' '), rest.size());
  if (const auto zone = zone_of(rest.substr(0, end))) {
    offset = zone;
    rest = trimmed(rest.substr(end));
  }
  if (rest.empty()) return true;
  for (const std::string_view until : {"s.d.", "s.d", "s/d", "sd", "sampai", "hingga", "-", "to"}) {
    if (rest.starts_with(until)) return true;
  }
  return false;
}

/// The digits of a number below one as spreadsheets write it; nothing: it is none.
std::optional<std::string_view> digits_below_one(std::string_view text) {
  if (!text.starts_with("0.") && !text.starts_with("0,")) return std::nullopt;
  const std::string_view digits = text.substr(2);
  const bool is_number = all_digits(digits) && !digits.empty() && digits.size() <= 17;
  return is_number ? std::optional(digits) : std::nullopt;
}

/// Excel's share of a day: 0.354166 is 08.30. But 0.5 may be noon or what is left of 00.50, and
/// 0.25 six in the morning or 00.25.
std::optional<Clock> clock_of_share(std::string_view digits) {
  const bool may_be_minutes = digits.size() <= 2 && digits[0] < '6';
  const double share = parse_c_number("0." + std::string(digits)).value_or(0.0);
  if (may_be_minutes && share > 0.0) return std::nullopt;
  return Clock{minutes(static_cast<int>(share * 1440.0 + 0.5) % 1440), std::nullopt};
}

}  // namespace

std::optional<Clock> parse_clock(std::string_view text) {
  const std::string words = lower(plain(text));
  std::string_view rest = trimmed(words);
  for (const std::string_view word : {"pukul", "jam", "pkl.", "pkl"}) {
    if (rest.starts_with(word)) rest = trimmed(rest.substr(word.size()));
  }
  if (const auto share = digits_below_one(rest)) return clock_of_share(*share);
  const auto digits = digits_of_clock(rest);
  if (!digits) return std::nullopt;
  rest = trimmed(rest);
  const auto clock = with_half_of_day(*digits, rest);
  Clock result{clock.value_or(seconds(0)), std::nullopt};
  if (!clock || !read_tail(rest, result.offset)) return std::nullopt;
  return result;
}

seconds zone_of_province(int province) {
  const bool east = province == 81 || province == 82 || (province >= 91 && province <= 97);
  const bool middle = (province >= 51 && province <= 53) || (province >= 63 && province <= 65) ||
                      (province >= 71 && province <= 76);
  return east ? hours(9) : middle ? hours(8) : hours(7);
}

}  // namespace rawan::io
