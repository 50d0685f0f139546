#include "visit_windows.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr int kDaySeconds = 86'400;
constexpr std::uint8_t kWorkdays = 0x1f;
constexpr std::uint8_t kWeekend = 0x60;

/// The days on which a shift may start so that `offset` days later it is one of `days`.
std::uint8_t shift_days(std::uint8_t days, int offset) {
  std::uint8_t result = 0;
  for (int day = 0; day < 7; ++day) {
    if ((days >> ((day + offset + 7) % 7) & 1) != 0) {
      result = static_cast<std::uint8_t>(result | 1U << static_cast<unsigned>(day));
    }
  }
  return result;
}

void add_windows(HourRange hours, std::uint8_t days, Seconds dwell,
                 std::vector<patrol::TimeWindow>& windows) {
  for (const int offset : {-1, 0, 1}) {
    const Seconds midnight(offset * kDaySeconds);
    const Seconds open = midnight + Seconds(static_cast<std::int32_t>(hours.begin) * 3600);
    const Seconds close = midnight + Seconds(static_cast<std::int32_t>(hours.end) * 3600) - dwell;
    if (close < Seconds(0)) continue;
    const Seconds first = std::max(open, Seconds(0));
    windows.push_back({first, std::max(first, close), shift_days(days, offset)});
  }
}

bool is_whole_day(HourRange hours) {
  return hours.end - hours.begin >= 24;
}

}  // namespace

std::vector<patrol::TimeWindow> visit_windows(const Portrait& portrait, Seconds dwell) {
  std::vector<patrol::TimeWindow> windows;
  if (portrait.workday_hours && portrait.weekend_hours) {
    add_windows(*portrait.workday_hours, kWorkdays, dwell, windows);
    add_windows(*portrait.weekend_hours, kWeekend, dwell, windows);
  } else if (portrait.hours && !is_whole_day(*portrait.hours)) {
    add_windows(*portrait.hours, patrol::kEveryDay, dwell, windows);
  }
  return windows;
}

}  // namespace rawan::engine
