#include "area_repair.h"
#include "code_lookup.h"
#include "code_system.h"
#include "geometry_exchange.h"
#include "geos.h"
#include "parse_coordinate.h"
#include "parse_date.h"
#include "parse_number.h"
#include "parse_village.h"
#include "rawan/io/schema.h"
#include "support/small_region.h"
#include "targets.h"

#include <cpl_error.h>
#include <ogr_geometry.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace rawan::fuzz {

void expect(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void read_areas(Bytes bytes) {
  constexpr std::size_t kMostBytes = 4096;  // Shapes of more vertices are judged elsewhere.
  if (bytes.size() > kMostBytes) return;
  const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  OGRGeometry* raw = nullptr;
  const OGRErr error = OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &raw, bytes.size());
  const std::unique_ptr<OGRGeometry> geometry(raw);
  if (error != OGRERR_NONE) return;
  const io::StoredArea stored = io::read_area(geometry.get());
  expect(stored.refusal.empty() || stored.area.empty(), "what is refused is empty");
  if (!stored.refusal.empty()) return;
  bool on_earth = true;  // Nothing else is repaired.
  for (const auto& polygon : stored.area) {
    for (const io::GeoPoint& p : polygon.outer) {
      expect(std::isfinite(p.lon) && std::isfinite(p.lat), "places are finite");
      on_earth = on_earth && std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0;
    }
  }
  if (!on_earth) return;
  const io::Geos geos;
  static_cast<void>(io::repair_area(geos, stored.area));
}

void read_codes(Bytes bytes) {
  const std::string text(bytes.begin(), bytes.end());
  const std::string_view first = std::string_view(text).substr(0, text.find('\n'));
  const std::string_view rest = std::string_view(text).substr(first.size());
  const io::CodeText code = io::read_code(first);
  expect(code.form >= io::CodeText::Form::upper_level || code.digits.size() == 10,
         "codes of villages have ten digits");
  static_cast<void>(io::parse_village_code(first));
  const io::CodeList& list = io::all_code_lists()[text.size() % io::all_code_lists().size()];
  std::size_t unknown = 0;
  for (const io::CodeMatch& match : io::CodeLookup(list).find_all(text, unknown)) {
    expect(match.position < list.entries.size(), "codes are of their list");
  }
  for (const io::TableSchema& schema : io::all_schemas()) {
    static_cast<void>(io::match_header(schema, first));
  }
  static const io::Region region = io::test::small_region();
  static const auto crosswalk = io::test::small_crosswalk();
  io::VillageFinder finder(region, crosswalk, io::CodeSystem::kemendagri, true, {}, {});
  for (const io::VillageAnswer& answer : {finder.by_code(first), finder.by_name(first, rest)}) {
    expect(answer.village.has_value() || !answer.reason.empty(), "a village or a reason");
  }
}

void read_texts(Bytes bytes) {
  const std::string text(bytes.begin(), bytes.end());
  const std::size_t half = text.size() / 2;
  if (const auto number = io::parse_real(text, io::DecimalMark::comma)) {
    expect(std::isfinite(*number), "numbers are finite");
  }
  static_cast<void>(io::parse_whole(text));
  static_cast<void>(io::parse_c_number(text));
  for (const auto order : {io::DateOrder::dmy, io::DateOrder::mdy, io::DateOrder::ymd}) {
    const auto moment = io::parse_moment(text, order);
    if (!moment || !moment->clock) continue;
    expect(*moment->clock < std::chrono::hours(24), "a clock shows less than a day");
  }
  static_cast<void>(io::parse_clock(text));
  static_cast<void>(io::split_point(text));
  const io::CoordinateArea area{.contains = io::is_in_indonesia};
  const io::Coordinates found = io::read_coordinates(text.substr(0, half), text.substr(half), area);
  expect(found.point.has_value() == found.refusal.empty(), "a place or a reason");
}

}  // namespace rawan::fuzz
