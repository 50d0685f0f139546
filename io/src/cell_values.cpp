#include "cell_values.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace rawan::io {
namespace {

constexpr double kLastSerial = 2958466.0;  // the day after 9999-12-31
constexpr std::int64_t kDaySeconds = 86400;

bool is_built_in_date(unsigned id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
         (id >= 50 && id <= 58);
}

bool is_built_in_time(unsigned id) {
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47);
}

/// The code without literals: "texts", \x, _x, *x and [brackets] other than elapsed time.
std::string bare_code(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {
      const auto end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (c == '[' && inside.find_first_not_of("hHmMsS") == std::string_view::npos) bare += inside;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      bare.push_back(c);
    }
  }
  return bare;
}

std::string date_text(std::int64_t day, bool epoch_1904) {
  using namespace std::chrono;
  // Excel believes in 29 February 1900: serials before it are one day later than they say.
  const sys_days start = epoch_1904 ? sys_days(year(1904) / 1 / 1)
                                    : sys_days(year(1899) / 12 / 30) + days(day < 60 ? 1 : 0);
  const year_month_day date(start + days(day));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string time_text(std::int64_t second) {
  return fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

}  // namespace

std::string number_text(double value) {
  std::array<char, 400> text{};
  const bool plain = std::fabs(value) < 1e17 && (value == 0.0 || std::fabs(value) >= 1e-9);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value, format);
  return {text.data(), result.ptr};
}

NumberFormat number_format(unsigned id, std::string_view code) {
  if (code.empty()) {
    if (is_built_in_date(id)) return NumberFormat::date;
    return is_built_in_time(id) ? NumberFormat::time : NumberFormat::number;
  }
  const std::string bare = bare_code(code);
  if (bare == "General" || bare == "GENERAL") return NumberFormat::number;
  const bool day_or_year = bare.find_first_of("dDyY") != std::string::npos;
  const bool clock = bare.find_first_of("hHsS") != std::string::npos;
  const bool month = bare.find_first_of("mM") != std::string::npos;
  if (day_or_year || (month && !clock)) return NumberFormat::date;
  return clock ? NumberFormat::time : NumberFormat::number;
}

std::string serial_text(double serial, NumberFormat format, bool epoch_1904) {
  if (format == NumberFormat::number || !(serial >= 0.0) || serial >= kLastSerial) {
    return number_text(serial);
  }
  const std::int64_t seconds = std::llround(serial * static_cast<double>(kDaySeconds));
  const std::int64_t day = seconds / kDaySeconds;
  const std::int64_t second = seconds % kDaySeconds;
  if (format == NumberFormat::time) return day > 0 ? number_text(serial) : time_text(second);
  if (!epoch_1904 && day == 60) return number_text(serial);
  if (day == 0 && !epoch_1904) return second > 0 ? time_text(second) : number_text(serial);
  const std::string date = date_text(day, epoch_1904);
  return second == 0 ? date : date + "T" + time_text(second);
}

}  // namespace rawan::io
