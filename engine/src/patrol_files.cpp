#include "patrol_files.h"

#include "layer_words.h"
#include "patrol_rows.h"
#include "rawan/io/calendar.h"
#include "rawan/io/crs.h"
#include "rawan/io/kml.h"
#include "rawan/io/writers.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

io::GpxRoute route_of(std::size_t tour, const PatrolRows& rows, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const Day day = day_of(tour, context);
  io::GpxRoute route{.name = squad_of(tour, context).id + " " + iso_date(day),
                     .description = estimate_text(tour, context),
                     .stops = {},
                     .path = tour_path(tour, context)};
  if (context.config.project.synthetic) route.name += " " + words.text("mark.synthetic");
  for (const StopRow& row : rows.stops) {
    if (row.tour != tour) continue;
    const io::GeoPoint position = context.projector.to_degrees(row.stop->position);
    route.stops.push_back(
        {.position = position,
         .name = fmt::format("{}. {}", row.order, place_name(*row.stop, context)),
         .description = activity_text(row.stop->activity, words) + "; " +
                        reasons_text(row, context) + "; " + words.text("column.jam_rawan") + ": " +
                        hours_of(row, context) + "; " + leg_text(row.estimated, words),
         .time = timestamp(day, row.visit->start, context)});
  }
  return route;
}

/// Where the village lies decides what its clocks say.
io::Calendar calendar_of(std::size_t tour, const io::GpxRoute& route, const PatrolRows& rows,
                         const PatrolContext& context) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kZones{
      {{"Asia/Pontianak", "WIB"}, {"Asia/Makassar", "WITA"}, {"Asia/Jayapura", "WIT"}}};
  const auto hours = static_cast<int>(io::utc_offset(context.registers().sites.id.front()).count());
  const auto& [zone, zone_name] = kZones.at(static_cast<std::size_t>(hours - 7));
  io::Calendar calendar{.name = route.name,
                        .zone = zone,
                        .zone_name = zone_name,
                        .offset_hours = hours,
                        .made = iso_date(context.config.patrol.start) + "T00:00:00",
                        .events = {}};
  const Day day = day_of(tour, context);
  for (const StopRow& row : rows.stops) {
    if (row.tour != tour) continue;
    const io::GpxWaypoint& stop = route.stops[calendar.events.size()];
    // A time stamp without its offset is local.
    calendar.events.push_back({.id = visit_id(row, context),
                               .title = stop.name,
                               .description = stop.description,
                               .place = place_name(*row.stop, context),
                               .position = stop.position,
                               .start = timestamp(day, row.visit->start, context).substr(0, 19),
                               .end = timestamp(day, row.visit->departure, context).substr(0, 19)});
  }
  return calendar;
}

}  // namespace

void write_routes(const fs::path& dir, const PatrolContext& context, const Control& control) {
  const PatrolRows rows = list_patrols(context);
  for (const char* kind : {"gpx", "ics", "kml"}) {
    if (!rows.tours.empty()) fs::create_directory(dir / kind);
  }
  for (const std::size_t tour : rows.tours) {
    control.check();
    const std::uint32_t unit = context.schedule.problem.shifts[tour].unit;
    const std::string name =
        fmt::format("regu-{:02}_{}", unit + 1, iso_date(day_of(tour, context)));
    const io::GpxRoute route = route_of(tour, rows, context);
    io::write_gpx((dir / "gpx" / (name + ".gpx")).string(), route);
    io::write_text((dir / "kml" / (name + ".kml")).string(), io::kml_text(route));
    io::write_text((dir / "ics" / (name + ".ics")).string(),
                   io::calendar_text(calendar_of(tour, route, rows, context)));
  }
}

}  // namespace rawan::engine
