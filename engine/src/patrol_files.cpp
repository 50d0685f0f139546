#include "patrol_files.h"

#include "layer_words.h"
#include "patrol_rows.h"
#include "rawan/io/crs.h"
#include "rawan/io/writers.h"

#include <fmt/format.h>

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

}  // namespace

void write_routes(const fs::path& dir, const PatrolContext& context, const Control& control) {
  const PatrolRows rows = list_patrols(context);
  if (!rows.tours.empty()) fs::create_directory(dir / "gpx");
  for (const std::size_t tour : rows.tours) {
    control.check();
    const std::uint32_t unit = context.schedule.problem.shifts[tour].unit;
    const std::string name =
        fmt::format("regu-{:02}_{}.gpx", unit + 1, iso_date(day_of(tour, context)));
    io::write_gpx((dir / "gpx" / name).string(), route_of(tour, rows, context));
  }
}

}  // namespace rawan::engine
