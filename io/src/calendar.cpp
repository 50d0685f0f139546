#include "rawan/io/calendar.h"

#include "layer_check.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::io {
namespace {

constexpr std::size_t kMostBytes = 75;

/// A text value: what separates values is marked, line ends are written as letters.
std::string text_value(std::string_view text) {
  std::string value;
  for (const char c : without_controls(text)) {
    if (c == '\n') {
      value += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') value += '\\';
    value += c;
  }
  return value;
}

/// One content line, folded: what follows begins with a blank.
std::string line(std::string_view text) {
  std::string folded;
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t letter = 1;
    while (i + letter < text.size() &&
           (static_cast<unsigned char>(text[i + letter]) & 0xC0U) == 0x80U) {
      ++letter;
    }
    if (used + letter > kMostBytes) {
      folded += "\r\n ";
      used = 1;
    }
    folded += text.substr(i, letter);
    used += letter;
    i += letter;
  }
  return folded + "\r\n";
}

/// "2026-11-23T19:30:00" as "20261123T193000".
std::string basic_time(std::string_view time) {
  const bool sound = time.size() == 19 && is_iso_date(time.substr(0, 10)) && time[10] == 'T' &&
                     time[13] == ':' && time[16] == ':';
  expects(sound, "times are as 2026-11-23T19:30:00");
  std::string basic;
  std::ranges::copy_if(time, std::back_inserter(basic),
                       [](char c) { return c != '-' && c != ':'; });
  return basic;
}

std::string zone_text(const Calendar& calendar) {
  const std::string offset = fmt::format("{:+03}00", calendar.offset_hours);
  return line("BEGIN:VTIMEZONE") + line("TZID:" + calendar.zone) + line("BEGIN:STANDARD") +
         line("DTSTART:19700101T000000") + line("TZOFFSETFROM:" + offset) +
         line("TZOFFSETTO:" + offset) + line("TZNAME:" + calendar.zone_name) +
         line("END:STANDARD") + line("END:VTIMEZONE");
}

std::string event_text(const CalendarEvent& event, const Calendar& calendar) {
  expects(!event.id.empty(), "an event has an id");
  for (const std::string* text : {&event.id, &event.title, &event.description, &event.place}) {
    expects(is_plain_utf8(*text), "texts are UTF-8 without NUL");
  }
  return line("BEGIN:VEVENT") + line("UID:" + text_value(event.id) + "@rawan") +
         line("DTSTAMP:" + basic_time(calendar.made) + "Z") +
         line("DTSTART;TZID=" + calendar.zone + ":" + basic_time(event.start)) +
         line("DTEND;TZID=" + calendar.zone + ":" + basic_time(event.end)) +
         line("SUMMARY:" + text_value(event.title)) +
         line("DESCRIPTION:" + text_value(event.description)) +
         line("LOCATION:" + text_value(event.place)) +
         line("GEO:" + decimal(event.position.lat, 6) + ";" + decimal(event.position.lon, 6)) +
         line("CLASS:CONFIDENTIAL") + line("END:VEVENT");
}

}  // namespace

std::string calendar_text(const Calendar& calendar) {
  std::string text = line("BEGIN:VCALENDAR") + line("VERSION:2.0") +
                     line("PRODID:-//rawan//jadwal patroli//ID") + line("CALSCALE:GREGORIAN") +
                     line("X-WR-CALNAME:" + text_value(calendar.name)) + zone_text(calendar);
  for (const CalendarEvent& event : calendar.events) text += event_text(event, calendar);
  return text + line("END:VCALENDAR");
}

}  // namespace rawan::io
