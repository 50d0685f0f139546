#include "village_shapes.h"

#include "area_repair.h"
#include "file_kind.h"
#include "gdal_session.h"
#include "geometry_exchange.h"
#include "indonesia.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/io/crs.h"
#include "rawan/io/shape_at_work.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace rawan::io {
namespace {

constexpr double kSmallestArea = 1.0;  // Square meters; less is noise of digitizing.

/// How many features lie where the layer's CRS says they cannot.
struct RangeTally {
  std::size_t shapes = 0;
  std::size_t wrong_type = 0;
  std::size_t like_degrees = 0;  ///< In a projected CRS.
  std::size_t outside = 0;
  std::size_t swapped = 0;

  bool most(std::size_t count) const { return 2 * count > shapes; }
};

GeoBox swap_axes(const GeoBox& box) {
  return {{box.low.lat, box.low.lon}, {box.high.lat, box.high.lon}};
}

bool contains(const GeoBox& outer, const GeoBox& inner) {
  return outer.contains(inner.low) && outer.contains(inner.high);
}

/// Brings an area to WGS 84. @return a rejecting reason, or nothing.
std::string_view place_on_earth(GeoArea& area, const LayerCrs& crs, RangeTally& tally) {
  const GeoBox stored = bounding_box(area);
  const GeoBox degrees{{-180.0, -90.0}, {180.0, 90.0}};
  if (crs.is_projected() && contains(degrees, stored)) ++tally.like_degrees;
  if (!crs.is_projected() && contains(kIndonesia, swap_axes(stored))) ++tally.swapped;

  const GdalErrors of_transformation;  // A vertex without an answer is this feature's trouble only.
  const bool is_placed = crs.to_wgs84(area);
  const GeoBox box = bounding_box(area);
  if (is_placed && contains(kIndonesia, box) && crs.may_reach(box)) return {};
  ++tally.outside;
  return "out_of_range";
}

void repair(VillageRow& row, const Geos& geos, GeoArea area, double max_share) {
  RepairedArea repaired = repair_area(geos, std::move(area));
  if (!repaired.refusal.empty()) return row.add(repaired.refusal);
  if (repaired.changed) {
    const bool is_lost = repaired.area.empty() || repaired.share > max_share;
    row.add(is_lost ? "polygon_lost" : "polygon_repaired");
    if (is_lost) return;
  }
  row.village.area_m2 = ellipsoidal_area(repaired.area);
  if (row.village.area_m2 < kSmallestArea) return row.add("zero_area");
  row.village.repaired_share = repaired.share;
  row.village.area = std::move(repaired.area);
}

/// What one feature held.
struct ReadShape {
  std::optional<GeoArea> area;  ///< On the earth, not yet repaired.
  bool had_z_or_m = false;
};

ReadShape read_shape(VillageRow& row, const OGRGeometry* geometry, const LayerCrs& crs,
                     RangeTally& tally) {
  StoredArea stored = read_area(geometry);
  ReadShape shape{.area = std::nullopt, .had_z_or_m = stored.had_z_or_m};
  if (stored.refusal != "no_geometry") ++tally.shapes;
  if (stored.refusal == "geometry_type") ++tally.wrong_type;
  for (const std::string_view note : stored.notes) row.add(note);
  if (!stored.refusal.empty()) {
    row.add(stored.refusal);
    return shape;
  }
  const std::string_view refusal = place_on_earth(stored.area, crs, tally);
  if (!refusal.empty()) {
    row.add(refusal);
  } else {
    shape.area = std::move(stored.area);
  }
  return shape;
}

Place with_row(Place layer, std::size_t position) {
  layer.row = position + 1;
  return layer;
}

/// Each by itself, several at a time: a country has 83,000.
void repair_all(std::vector<VillageRow>& rows, std::vector<std::optional<GeoArea>>& areas,
                const Place& place, double max_share) {
  constexpr std::size_t kBlock = 256;
  parallel_for((areas.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
    const Geos geos;
    const std::size_t end = std::min(areas.size(), (block + 1) * kBlock);
    for (std::size_t i = block * kBlock; i < end; ++i) {
      if (!areas[i]) continue;
      at_shape(with_row(place, i), [&] { repair(rows[i], geos, std::move(*areas[i]), max_share); });
    }
  });
}

void judge(const RangeTally& tally, const Place& place) {
  if (tally.shapes == 0) return;
  if (tally.wrong_type == tally.shapes) throw InputError("not_polygons", place);
  if (tally.most(tally.like_degrees)) throw InputError("crs_range_conflict", place);
  if (tally.most(tally.swapped)) throw InputError("axes_swapped", place);
  if (tally.most(tally.outside)) throw InputError("crs_range_conflict", place);
}

}  // namespace

std::vector<std::string_view> read_village_shapes(const ChosenLayer& chosen, const LayerCrs& crs,
                                                  const VillageSource& source,
                                                  std::vector<VillageRow>& rows,
                                                  const Control& control) {
  RangeTally tally;
  std::vector<std::optional<GeoArea>> areas(rows.size());
  bool had_z_or_m = false;
  std::size_t i = 0;
  const FileKind kind = kind_of_file(source.path);
  const Place place{.file = source.path, .layer = chosen.layer->GetName()};
  GdalErrors errors;
  chosen.layer->ResetReading();
  while (const OGRFeatureUniquePtr feature{chosen.layer->GetNextFeature()}) {
    control.step();
    const bool shape_lost = errors.lost_shape(kind, place);
    if (i < rows.size() && shape_lost) rows[i].add("geometry_damaged");
    if (i < rows.size() && !rows[i].is_out()) {
      ReadShape shape = at_shape(with_row(place, i), [&] {
        return read_shape(rows[i], feature->GetGeometryRef(), crs, tally);
      });
      areas[i] = std::move(shape.area);
      had_z_or_m = had_z_or_m || shape.had_z_or_m;
    }
    errors.expect_none(place);
    ++i;
  }
  errors.expect_none(place);
  if (i != rows.size()) throw InputError("count_mismatch", place);
  judge(tally, place);
  repair_all(rows, areas, place, source.max_repair_share);
  if (!had_z_or_m) return {};
  return {"z_dropped"};
}

}  // namespace rawan::io
