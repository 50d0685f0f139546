#include "content_hash.h"
#include "judge_report.h"

#include <fmt/format.h>

namespace rawan::io {
namespace {

template <class Number>
void add(std::string& text, const std::optional<Number>& value) {
  text += value ? fmt::format("{}|", *value) : "-|";
}

/// Texts come with their length, so that no two contents make the same bytes.
void add(std::string& text, std::string_view value) {
  text += fmt::format("{}:{}|", value.size(), value);
}

}  // namespace

std::string derived_dialogue_id(std::string_view patrol, VillageId village, Day day,
                                std::string_view group) {
  std::string text;
  add(text, patrol);
  add(text, to_dotted(village));
  text += fmt::format("{}|", day.time_since_epoch().count());
  add(text, group);
  return content_hash(text);
}

std::string report_content(const Report& r) {
  std::string text =
      fmt::format("{}|{}|{}|{}|", static_cast<int>(r.type), static_cast<int>(r.org),
                  static_cast<int>(r.place), r.reported_at.time_since_epoch().count());
  add(text, r.source_system);
  add(text, r.patrol_id);
  add(text, r.squad_id);
  add(text, r.dialogue_id);
  add(text, r.place_name);
  if (r.occurred_on) text += fmt::format("{}", r.occurred_on->time_since_epoch().count());
  text += '|';
  if (r.occurred_time) text += fmt::format("{}", r.occurred_time->count());
  text += fmt::format("|{}|{}|", static_cast<int>(r.time_band), r.weekdays.to_ulong());
  // A hundred-millionth of a degree is a millimeter: two dialects of one table agree there.
  if (r.location) text += fmt::format("{:.8f} {:.8f}", r.location->lon, r.location->lat);
  text += '|';
  if (r.village) add(text, to_dotted(*r.village));
  text += fmt::format("{}|{}|{}|{}|{}|{}|{}|", r.issues.to_ulong(), r.factors.to_ulong(),
                      r.severity, static_cast<int>(r.reporter_sex), static_cast<int>(r.consent),
                      static_cast<int>(r.status), r.referred);
  add(text, r.women_consulted);
  add(text, r.men_consulted);
  add(text, r.women_declined);
  add(text, r.women_aware_service);
  return content_hash(text);
}

}  // namespace rawan::io
