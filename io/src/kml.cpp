#include "rawan/io/kml.h"

#include "layer_check.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"

#include <cmath>

namespace rawan::io {
namespace {

constexpr const char* kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n";

std::string element(const std::string& name, const std::string& text) {
  expects(is_plain_utf8(text), "texts are UTF-8 without NUL");
  if (text.empty()) return {};
  return "<" + name + ">" + xml_escaped(without_controls(text)) + "</" + name + ">\n";
}

std::string coordinates(GeoPoint p) {
  expects(std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0, "positions are degrees");
  return decimal(p.lon, 7) + "," + decimal(p.lat, 7);
}

/// The schema fixes the order: name, description, time, geometry.
std::string stop_mark(const GpxWaypoint& stop) {
  const std::string time =
      stop.time.empty() ? "" : "<TimeStamp>" + element("when", stop.time) + "</TimeStamp>\n";
  return "<Placemark>\n" + element("name", stop.name) + element("description", stop.description) +
         time + "<Point><coordinates>" + coordinates(stop.position) +
         "</coordinates></Point>\n</Placemark>\n";
}

}  // namespace

std::string kml_text(const GpxRoute& route) {
  std::string text =
      kHead + element("name", route.name) + element("description", route.description);
  for (const GpxWaypoint& stop : route.stops) text += stop_mark(stop);
  if (!route.path.empty()) {
    text += "<Placemark>\n" + element("name", route.name) + "<LineString><coordinates>";
    for (const GeoPoint p : route.path) text += coordinates(p) + " ";
    text += "</coordinates></LineString>\n</Placemark>\n";
  }
  return text + "</Document>\n</kml>\n";
}

}  // namespace rawan::io
