#include "layer_check.h"
#include "output_file.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/writers.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace rawan::io {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<gpx version=\"1.1\" creator=\"rawan\" xmlns=\"http://www.topografix.com/GPX/1/1\""
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
    " xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1"
    " http://www.topografix.com/GPX/1/1/gpx.xsd\">\n";

std::optional<int> number_in(std::string_view text, std::size_t from) {
  int value = 0;
  if (from + 2 > text.size()) return std::nullopt;
  const char* end = text.data() + from + 2;
  const auto result = std::from_chars(text.data() + from, end, value);
  if (result.ec != std::errc() || result.ptr != end || value < 0) return std::nullopt;
  return value;
}

/// Minutes east of Greenwich of "Z", "+07:00" or "-03:30".
std::optional<int> offset_in(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = number_in(text, 1);
  const auto minutes = number_in(text, 4);
  if (!hours || !minutes) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (60 * *hours + *minutes);
}

/// GPX 1.1 wants Coordinated Universal Time: "2026-11-21T19:30+07:00" is "2026-11-21T12:30:00Z".
std::optional<std::string> to_universal_time(std::string_view text) {
  using namespace std::chrono;
  if (text.size() < 17 || !is_iso_date(text.substr(0, 10)) || text[10] != 'T' || text[13] != ':') {
    return std::nullopt;
  }
  const bool with_seconds = text[16] == ':';
  const auto hour = number_in(text, 11);
  const auto minute = number_in(text, 14);
  const auto second = with_seconds ? number_in(text, 17) : 0;
  const auto offset =
      offset_in(text.substr(with_seconds ? std::min<std::size_t>(19, text.size()) : 16));
  if (!hour || !minute || !second || !offset) return std::nullopt;
  int year = 0;
  std::from_chars(text.data(), text.data() + 4, year);
  const sys_days day = std::chrono::year(year) /
                       std::chrono::month(static_cast<unsigned>(*number_in(text, 5))) /
                       std::chrono::day(static_cast<unsigned>(*number_in(text, 8)));
  const sys_seconds instant =
      day + hours(*hour) + minutes(*minute) + seconds(*second) - minutes(*offset);
  const auto date = year_month_day(floor<days>(instant));
  const auto clock = hh_mm_ss(instant - floor<days>(instant));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string element(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<{0}>{1}</{0}>", name, xml_escaped(without_controls(text)));
}

std::string position(GeoPoint p) {
  return fmt::format("lat=\"{}\" lon=\"{}\"", decimal(p.lat, 7), decimal(p.lon, 7));
}

/// The schema fixes the order: time, name, desc.
std::string stop_element(std::string_view kind, const GpxWaypoint& stop) {
  const std::string time = stop.time.empty() ? std::string() : *to_universal_time(stop.time);
  return fmt::format("<{0} {1}>{2}{3}{4}</{0}>\n", kind, position(stop.position),
                     element("time", time), element("name", stop.name),
                     element("desc", stop.description));
}

std::string route_element(const GpxRoute& route) {
  std::string text = "<rte>" + element("name", route.name) + element("desc", route.description);
  text += '\n';
  for (const GpxWaypoint& stop : route.stops) text += stop_element("rtept", stop);
  return text + "</rte>\n";
}

std::string track_element(const GpxRoute& route) {
  std::string text = "<trk>" + element("name", route.name) + "<trkseg>\n";
  for (const GeoPoint p : route.path) text += "<trkpt " + position(p) + "/>\n";
  return text + "</trkseg></trk>\n";
}

bool is_on_earth(GeoPoint p) {
  return p.lon >= -180.0 && p.lon <= 180.0 && p.lat >= -90.0 && p.lat <= 90.0;
}

void check(const GpxRoute& route) {
  expects(is_plain_utf8(route.name + route.description), "texts are UTF-8 without NUL");
  for (const GpxWaypoint& stop : route.stops) {
    expects(is_plain_utf8(stop.name + stop.description), "texts are UTF-8 without NUL");
    expects(stop.time.empty() || to_universal_time(stop.time), "times are ISO 8601 with offset");
    expects(is_on_earth(stop.position), "positions are degrees");
  }
  for (const GeoPoint p : route.path) expects(is_on_earth(p), "positions are degrees");
}

}  // namespace

void write_gpx(const std::string& path, const GpxRoute& route) {
  check(route);
  std::string text(kHead);
  text += "<metadata>" + element("name", route.name) + element("desc", route.description) +
          "</metadata>\n";
  for (const GpxWaypoint& stop : route.stops) text += stop_element("wpt", stop);
  text += route_element(route);
  if (!route.path.empty()) text += track_element(route);
  write_bytes(path, text + "</gpx>\n");
}

}  // namespace rawan::io
