#include "sheet_clock.h"

#include "parse_date.h"

#include <charconv>

namespace rawan::io {
namespace {

constexpr std::int32_t kDayMinutes = 1440;

/// A time of a spreadsheet: a share of the day, such as 0.3125. A clock has two digits of hours.
std::optional<Minutes> share_of_day(std::string_view text) {
  if (!text.starts_with("0.")) return std::nullopt;
  double share = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Minutes(static_cast<std::int32_t>(share * kDayMinutes + 0.5));
}

}  // namespace

std::optional<Minutes> sheet_clock(std::string_view text) {
  if (const auto share = share_of_day(text)) return share;
  const bool next_day = text.find("+1") != std::string_view::npos;
  if (next_day) text = text.substr(0, text.find('('));
  if (const std::size_t clock = text.find('T'); clock != std::string_view::npos) {
    text.remove_prefix(clock + 1);
  }
  const auto clock = parse_clock(text);
  if (!clock) return std::nullopt;
  const auto minutes = std::chrono::duration_cast<Minutes>(clock->since_midnight);
  return minutes + Minutes(next_day ? kDayMinutes : 0);
}

}  // namespace rawan::io
