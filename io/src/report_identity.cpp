#include "judge_report.h"

#include <fmt/format.h>

#include <iterator>

namespace rawan::io {
namespace {

using Buffer = fmt::memory_buffer;

void add(Buffer& text, std::int64_t value) {
  const fmt::format_int number(value);
  text.append(number.data(), number.data() + number.size());
  text.push_back('|');
}

void add(Buffer& text, const std::optional<std::int32_t>& value) {
  if (value) add(text, static_cast<std::int64_t>(*value));
  text.push_back('|');
}

/// Texts come with their length, so that no two contents make the same bytes.
void add(Buffer& text, std::string_view value) {
  add(text, static_cast<std::int64_t>(value.size()));
  text.append(value.data(), value.data() + value.size());
}

/// A hundred-millionth of a degree is a millimeter: there two dialects of one table agree.
void add(Buffer& text, const std::optional<GeoPoint>& p) {
  constexpr double kSteps = 1e8;
  if (p) add(text, static_cast<std::int64_t>(p->lon * kSteps + 0.5));
  if (p) add(text, static_cast<std::int64_t>((p->lat + 90.0) * kSteps + 0.5));
  text.push_back('|');
}

std::string_view view(const Buffer& text) {
  return {text.data(), text.size()};
}

}  // namespace

std::string derived_dialogue_id(std::string_view patrol, VillageId village, Day day,
                                std::string_view group) {
  Buffer text;
  add(text, patrol);
  add(text, static_cast<std::int64_t>(village));
  add(text, static_cast<std::int64_t>(day.time_since_epoch().count()));
  add(text, group);
  return id_of(digest_of(view(text)));
}

Digest report_content(const Report& r) {
  Buffer text;
  for (const std::string_view part :
       {std::string_view(r.source_system), std::string_view(r.patrol_id),
        std::string_view(r.squad_id), std::string_view(r.dialogue_id),
        std::string_view(r.place_name)}) {
    add(text, part);
  }
  for (const auto code :
       {static_cast<int>(r.type), static_cast<int>(r.org), static_cast<int>(r.place),
        static_cast<int>(r.time_band), r.severity, static_cast<int>(r.reporter_sex),
        static_cast<int>(r.consent), static_cast<int>(r.status), static_cast<int>(r.referred)}) {
    add(text, static_cast<std::int64_t>(code));
  }
  add(text, static_cast<std::int64_t>(r.reported_at.time_since_epoch().count()));
  if (r.occurred_on) {
    add(text, static_cast<std::int64_t>(r.occurred_on->time_since_epoch().count()));
  }
  text.push_back('|');
  if (r.occurred_time) add(text, static_cast<std::int64_t>(r.occurred_time->count()));
  text.push_back('|');
  add(text, r.location);
  add(text, static_cast<std::int64_t>(r.village.value_or(VillageId{})));
  for (const auto bits : {r.weekdays.to_ulong(), r.issues.to_ulong(), r.factors.to_ulong()}) {
    add(text, static_cast<std::int64_t>(bits));
  }
  for (const auto& count :
       {r.women_consulted, r.men_consulted, r.women_declined, r.women_aware_service}) {
    add(text, count);
  }
  return digest_of(view(text));
}

}  // namespace rawan::io
