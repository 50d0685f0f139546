#include "field_rules.h"

namespace rawan::io {

std::string_view check_day(Day day, Day as_of) {
  constexpr Day kFirst = std::chrono::year(2000) / std::chrono::January / 1;
  if (day < kFirst) return "date_before_2000";
  return day > as_of ? "date_future" : "";
}

std::string_view check_order(std::optional<Day> occurred, Day reported) {
  return occurred && *occurred > reported ? "occurred_after_report" : "";
}

std::string_view check_count(std::int64_t count) {
  constexpr std::int64_t kMostPeople = 1000;
  if (count < 0) return "count_negative";
  return count > kMostPeople ? "count_absurd" : "";
}

std::string_view check_effort(const Report& report) {
  const bool nobody = report.women_consulted == 0 && report.men_consulted.value_or(0) == 0;
  const bool one_reporter = report.reporter_sex != Sex::tidak_tahu;
  return report.type == RecordType::persepsi && nobody && !one_reporter ? "no_effort" : "";
}

std::string_view check_offset(std::chrono::seconds offset) {
  using std::chrono::hours;
  const bool known = offset == hours(0) || (offset >= hours(7) && offset <= hours(9) &&
                                            offset % hours(1) == std::chrono::seconds(0));
  return known ? "" : "zone_offset";
}

std::string_view check_minutes(std::int64_t minutes) {
  return minutes < 0 || minutes > 1440 ? "effort_range" : "";
}

TimeBand band_of(Minutes clock) {
  const auto hour = clock.count() / 60;
  if (hour < 5) return TimeBand::dini_hari;
  if (hour < 11) return TimeBand::pagi;
  if (hour < 15) return TimeBand::siang;
  return hour < 18 ? TimeBand::sore : TimeBand::malam;
}

}  // namespace rawan::io
