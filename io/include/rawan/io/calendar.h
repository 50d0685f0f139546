#pragma once

#include "rawan/io/geo.h"

#include <string>
#include <vector>

namespace rawan::io {

/// Something at a place from one time to another.
struct CalendarEvent {
  std::string id;  ///< The same in every file that tells of it.
  std::string title;
  std::string description;
  std::string place;
  GeoPoint position;
  std::string start;  ///< Local: "2026-11-23T19:30:00".
  std::string end;
};

/// Events of one time zone without summer time.
struct Calendar {
  std::string name;
  std::string zone;       ///< "Asia/Pontianak".
  std::string zone_name;  ///< "WIB".
  int offset_hours = 0;   ///< Local time less UTC.
  std::string made;       ///< UTC: when the plan was made or holds from; the clock is not asked.
  std::vector<CalendarEvent> events;
};

/// iCalendar (RFC 5545) with its time zone inside: lines end in CRLF and are folded after 75 bytes,
/// never within a letter. Equal input gives equal bytes.
/// @throws ContractViolation if a text is no UTF-8, a time is none, or an event has no id.
std::string calendar_text(const Calendar& calendar);

}  // namespace rawan::io
