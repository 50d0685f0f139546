#include "parse_date.h"

#include "parse_number.h"
#include "rawan/algorithms/contract.h"
#include "text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::io {
namespace {

using std::chrono::seconds;

struct Month {
  std::string_view name;
  int number;
};
/// Full and short forms, Indonesian and English, current and old spelling.
constexpr std::array kMonths{
    Month{"januari", 1},   Month{"january", 1},  Month{"jan", 1},    Month{"februari", 2},
    Month{"pebruari", 2},  Month{"february", 2}, Month{"feb", 2},    Month{"peb", 2},
    Month{"maret", 3},     Month{"march", 3},    Month{"mar", 3},    Month{"april", 4},
    Month{"apr", 4},       Month{"mei", 5},      Month{"may", 5},    Month{"juni", 6},
    Month{"june", 6},      Month{"jun", 6},      Month{"juli", 7},   Month{"july", 7},
    Month{"jul", 7},       Month{"agustus", 8},  Month{"august", 8}, Month{"aug", 8},
    Month{"agu", 8},       Month{"agt", 8},      Month{"ags", 8},    Month{"agust", 8},
    Month{"september", 9}, Month{"sept", 9},     Month{"sep", 9},    Month{"oktober", 10},
    Month{"october", 10},  Month{"okt", 10},     Month{"oct", 10},   Month{"november", 11},
    Month{"nopember", 11}, Month{"nov", 11},     Month{"nop", 11},   Month{"desember", 12},
    Month{"december", 12}, Month{"des", 12},     Month{"dec", 12}};

constexpr std::array<std::string_view, 22> kWeekdays{
    "senin", "selasa", "rabu",    "kamis",     "jumat",    "jum'at", "sabtu",    "minggu",
    "ahad",  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon",   "tue",    "wed",     "thu",       "fri",      "hari"};

constexpr std::string_view kGaps = " /-.,";

/// Digits or a month's name.
struct Part {
  int number = 0;
  std::size_t digits = 0;  ///< 0 for a name.
};

std::optional<Part> take_number(std::string_view& text) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < 8 && is_digit(text[length])) {
    value = 10 * value + (text[length++] - '0');
  }
  text.remove_prefix(length);
  return Part{value, length};
}

std::string_view take_letters(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() &&
         ((text[length] >= 'a' && text[length] <= 'z') || text[length] == '\''))
    ++length;
  const std::string_view word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

std::optional<Part> take_part(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  if (is_digit(text.front())) return take_number(text);
  const std::string_view word = take_letters(text);
  const auto* month = std::ranges::find(kMonths, word, &Month::name);
  if (month == kMonths.end()) return std::nullopt;
  return Part{month->number, 0};
}

void skip_gaps(std::string_view& text) {
  while (!text.empty() && kGaps.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
}

void skip_weekday(std::string_view& text) {
  std::string_view rest = text;
  const std::string_view word = take_letters(rest);
  if (std::ranges::find(kWeekdays, word) == kWeekdays.end()) return;
  skip_gaps(rest);
  text = rest;
}

using Parts = std::array<Part, 3>;

/// The three parts of a date from the front of `text`; what is left is the clock.
std::optional<Parts> take_parts(std::string_view& text) {
  Parts parts;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) skip_gaps(text);
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    parts[i] = *part;
  }
  return parts;
}

struct YearMonthDay {
  Part year;
  Part month;
  Part day;
};

YearMonthDay arranged(const Parts& p, DateOrder order) {
  if (p[0].digits == 4) return {p[0], p[1], p[2]};
  if (p[1].digits == 0) return {p[2], p[1], p[0]};
  if (p[0].digits == 0) return {p[2], p[0], p[1]};
  if (order == DateOrder::ymd) return {p[0], p[1], p[2]};
  return order == DateOrder::mdy ? YearMonthDay{p[2], p[0], p[1]} : YearMonthDay{p[2], p[1], p[0]};
}

std::optional<Day> day_of(const YearMonthDay& date) {
  const bool two = date.year.digits == 2;
  if (!two && date.year.digits != 4) return std::nullopt;
  if (date.day.digits > 2 || date.day.digits == 0 || date.month.digits > 2) return std::nullopt;
  const std::chrono::year_month_day ymd{
      std::chrono::year(date.year.number + (two ? 2000 : 0)),
      std::chrono::month(static_cast<unsigned>(date.month.number)),
      std::chrono::day(static_cast<unsigned>(date.day.number))};
  if (!ymd.ok()) return std::nullopt;
  return Day(ymd);
}

std::string_view reason_of(const Parts& parts, const YearMonthDay& date) {
  if (parts[0].digits == 0 || parts[1].digits == 0) return "date_month_name";
  return date.year.digits == 2 ? "date_two_digit_year" : "";
}

/// Days since 1899-12-30, as spreadsheets of the 1900 system count them.
std::optional<Moment> moment_of_serial(std::string_view text) {
  constexpr std::chrono::sys_days kOrigin = std::chrono::year(1899) / std::chrono::December / 30;
  if (text.find_first_not_of("0123456789.,") != std::string_view::npos) return std::nullopt;
  const auto serial = parse_real(text, DecimalMark::point);
  if (!serial || *serial < 20000.0 || *serial > 60000.0) return std::nullopt;
  const double whole = std::floor(*serial);
  Moment moment{.day = kOrigin + std::chrono::days(static_cast<int>(whole)),
                .reason = "date_serial"};
  // To the minute: the share of a day is rounded by the spreadsheet.
  const int minute = static_cast<int>((*serial - whole) * 1440.0 + 0.5) % 1440;
  if (*serial > whole) moment.clock = std::chrono::minutes(minute);
  return moment;
}

std::optional<Moment> with_clock(Moment moment, std::string_view rest) {
  skip_gaps(rest);
  const bool has_t = rest.starts_with('t') || rest.starts_with('T');
  if (has_t && rest.size() > 1 && is_digit(rest[1])) rest.remove_prefix(1);
  rest = trimmed(rest);
  if (rest.empty()) return moment;
  const auto clock = parse_clock(rest);
  if (!clock) return std::nullopt;
  moment.clock = clock->since_midnight;
  moment.offset = clock->offset;
  return moment;
}

/// "2024-03-05...": the common case, read without copying.
bool is_iso(std::string_view text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
         all_digits(text.substr(5, 2)) && all_digits(text.substr(8, 2)) &&
         (text.size() == 10 || !is_digit(text[10]));
}

std::optional<Moment> moment_of_iso(std::string_view text) {
  std::string_view rest = text;
  const auto parts = take_parts(rest);
  const auto day = parts ? day_of(arranged(*parts, DateOrder::ymd)) : std::nullopt;
  if (!day) return std::nullopt;
  if (rest.empty()) return Moment{.day = *day};
  return with_clock({.day = *day}, rest);
}

std::optional<Moment> moment_of_compact(std::string_view text) {
  if (text.size() != 8 || !all_digits(text) || !text.starts_with("20")) return std::nullopt;
  const std::string spaced(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) +
                           "-" + std::string(text.substr(6)));
  return parse_moment(spaced, DateOrder::ymd);
}

}  // namespace

DateOrder date_order_of(std::string_view name) {
  expects(name == "dmy" || name == "mdy" || name == "ymd", "a date order is dmy, mdy or ymd");
  return name == "dmy" ? DateOrder::dmy : name == "mdy" ? DateOrder::mdy : DateOrder::ymd;
}

std::optional<Moment> parse_moment(std::string_view text, DateOrder order) {
  if (is_iso(text)) return moment_of_iso(text);
  const std::string words = lower(plain(trimmed(text)));
  std::string_view rest = words;
  if (const auto serial = moment_of_serial(rest)) return serial;
  if (const auto compact = moment_of_compact(rest)) return compact;
  skip_weekday(rest);
  const auto parts = take_parts(rest);
  if (!parts) return std::nullopt;
  const YearMonthDay date = arranged(*parts, order);
  const auto day = day_of(date);
  if (!day) return std::nullopt;
  return with_clock({.day = *day, .reason = reason_of(*parts, date)}, rest);
}

std::optional<std::size_t> contradiction(const std::vector<std::string_view>& cells,
                                         DateOrder order) {
  if (order == DateOrder::ymd) return std::nullopt;
  std::optional<std::size_t> against;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (is_iso(cells[i])) continue;
    const std::string words = lower(plain(cells[i]));
    std::string_view rest = words;
    skip_weekday(rest);
    const auto parts = take_parts(rest);
    if (!parts || (*parts)[0].digits == 4) continue;
    if ((*parts)[0].digits == 0 || (*parts)[1].digits == 0) continue;
    const int first = (*parts)[0].number;
    const int second = (*parts)[1].number;
    const int month = order == DateOrder::dmy ? second : first;
    const int day = order == DateOrder::dmy ? first : second;
    if (day > 12 && day <= 31 && month <= 12) return std::nullopt;
    if (month > 12 && month <= 31 && day <= 12 && !against) against = i;
  }
  return against;
}

}  // namespace rawan::io
