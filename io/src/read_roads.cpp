#include "rawan/io/error.h"
#include "rawan/io/roads.h"
#include "read_osm_roads.h"
#include "read_road_lines.h"

namespace rawan::io {

RoadSource read_roads(const RoadRequest& request, const Control& control) {
  RoadSource source = is_openstreetmap(request.path) ? read_osm_roads(request.path, control)
                                                     : read_road_lines(request, control);
  if (source.ways.empty()) throw InputError("no_records", {.file = request.path});
  return source;
}

}  // namespace rawan::io
