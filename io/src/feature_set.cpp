#include "rawan/io/feature_set.h"

#include "file_kind.h"
#include "header_match.h"
#include "raw_features.h"
#include "value_columns.h"
#include "wkb.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <type_traits>
#include <utility>

namespace rawan::io {
namespace {

void refuse(RawFeatures& raw, std::size_t row, std::string_view reason) {
  if (raw.refusal[row].empty()) raw.refusal[row] = reason;
}

/// Points out of the columns --x and --y name.
void place_points(RawFeatures& raw, const FeatureRequest& request) {
  const ValueColumn x = numbers_of(raw, request.x, "coordinate_format");
  const ValueColumn y = numbers_of(raw, request.y, "coordinate_format");
  std::vector<Point> points(raw.record.size());
  for (std::size_t row = 0; row < points.size(); ++row) {
    points[row] = {x.values[row], y.values[row]};
    const std::string_view flaw = x.flaws[row].empty() ? y.flaws[row] : x.flaws[row];
    refuse(raw, row, flaw == "missing_value" ? "no_location" : flaw);
    if (request.keeps_everything) raw.wkb.push_back(wkb_of(points[row]));
  }
  raw.shapes = std::move(points);
}

void make_points(RawFeatures& raw, const FeatureRequest& request) {
  if (request.x.empty() != request.y.empty()) {
    throw InputError("coordinates_needed", raw.place(request));
  }
  if (!request.x.empty()) return place_points(raw, request);
  const bool without = std::holds_alternative<std::monostate>(raw.shapes);
  if (without && !request.accepted.none) throw InputError("coordinates_needed", raw.place(request));
}

MetricSystem settle_metric(const CoordinateSystem& stored, const Box& extent,
                           const FeatureRequest& request, const RawFeatures& raw) {
  if (!request.metric) return metric_system_for(stored, extent);
  if (request.metric->planar() != stored.planar()) {
    throw InputError("crs_not_planar", raw.place(request));
  }
  return {.system = *request.metric};
}

// --- vertices -----------------------------------------------------------------------------------

template <class Visit>
void each_ring(Point& point, const Visit& visit) {
  visit(std::span<Point>(&point, 1));
}
template <class Visit>
void each_ring(Lines& lines, const Visit& visit) {
  for (Polyline& line : lines) visit(std::span<Point>(line));
}
template <class Visit>
void each_ring(Polygon& polygon, const Visit& visit) {
  for (PolygonPart& part : polygon) {
    visit(std::span<Point>(part.outer));
    for (Ring& hole : part.holes) visit(std::span<Point>(hole));
  }
}

/// Calls visit(row, vertices) for every run of vertices of the rows not refused.
template <class Visit>
void each_run(RawFeatures& raw, const Visit& visit) {
  std::visit(
      [&](auto& shapes) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          for (std::size_t row = 0; row < shapes.size(); ++row) {
            if (!raw.refusal[row].empty()) continue;
            each_ring(shapes[row], [&](std::span<Point> run) { visit(row, run); });
          }
        }
      },
      raw.shapes);
}

bool in_degrees(Point p) {
  return std::fabs(p.x) <= 180.0 && std::fabs(p.y) <= 90.0;
}

bool all_degrees(RawFeatures& raw) {
  bool all = true;
  each_run(raw, [&](std::size_t, std::span<const Point> run) {
    all = all && std::ranges::all_of(run, in_degrees);
  });
  return all;
}

/// What the coordinates are: by the caller, else by the file.
CoordinateSystem settle_system(RawFeatures& raw, const FeatureRequest& request) {
  if (request.planar) {
    // A GeoJSON without a word of its system says degrees; its coordinates may say otherwise.
    if (raw.system.geographic && all_degrees(raw))
      throw InputError("crs_not_planar", raw.place(request));
    return {};
  }
  if (request.system) return *request.system;
  if (!raw.says_system && !std::holds_alternative<std::monostate>(raw.shapes)) {
    throw InputError("crs_needed", raw.place(request));
  }
  return raw.system;
}

/// Refuses what cannot be degrees, or the file if most cannot be what is said of them.
void check_range(RawFeatures& raw, const CoordinateSystem& system, const Place& place) {
  if (system.planar()) return;
  std::uint64_t runs = 0;
  std::uint64_t conflicts = 0;
  each_run(raw, [&](std::size_t row, std::span<const Point> run) {
    const bool degrees = std::ranges::all_of(run, in_degrees);
    ++runs;
    if (degrees != system.geographic) ++conflicts;
    if (!degrees && system.geographic) refuse(raw, row, "out_of_range");
  });
  if (2 * conflicts > runs) throw InputError("crs_range_conflict", place);
}

Box extent_of(RawFeatures& raw) {
  Box box;
  each_run(raw, [&](std::size_t, std::span<const Point> run) {
    for (const Point p : run) box.extend(p);
  });
  return box;
}

void reproject(RawFeatures& raw, const CoordinateSystem& from, const CoordinateSystem& to) {
  if (from == to) return;
  const Reprojection reprojection(from, to);
  const auto unplaced = [](Point p) { return !std::isfinite(p.x); };
  if (auto* points = std::get_if<std::vector<Point>>(&raw.shapes)) {
    reprojection.apply(*points);
    for (std::size_t row = 0; row < points->size(); ++row) {
      if (unplaced((*points)[row])) refuse(raw, row, "out_of_range");
    }
    return;
  }
  each_run(raw, [&](std::size_t row, std::span<Point> run) {
    reprojection.apply(run);
    if (std::ranges::any_of(run, unplaced)) refuse(raw, row, "out_of_range");
  });
}

// --- rows ---------------------------------------------------------------------------------------

std::vector<Rejection> rejections_of(const RawFeatures& raw) {
  std::map<std::string_view, Rejection> found;
  for (std::size_t row = 0; row < raw.record.size(); ++row) {
    if (raw.refusal[row].empty()) continue;
    Rejection& rejection = found[raw.refusal[row]];
    if (rejection.count++ == 0) rejection.first = raw.record[row];
  }
  std::vector<Rejection> list;
  for (auto& [reason, rejection] : found) {
    rejection.reason = reason;
    list.push_back(std::move(rejection));
  }
  return list;
}

std::vector<std::uint32_t> accepted_rows(RawFeatures& raw, const FeatureRequest& request) {
  if (!request.key.empty()) refuse_without(raw, request.key);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < raw.record.size(); ++row) {
    if (raw.refusal[row].empty()) rows.push_back(row);
  }
  if (rows.empty()) throw InputError("no_records", raw.place(request));
  if (!request.key.empty()) sort_by_key(rows, raw, request);
  return rows;
}

template <class T>
std::vector<T> chosen(std::vector<T>& values, std::span<const std::uint32_t> rows) {
  std::vector<T> result;
  result.reserve(rows.size());
  for (const std::uint32_t row : rows) result.push_back(std::move(values[row]));
  return result;
}

MetricShapes chosen_shapes(MetricShapes& shapes, std::span<const std::uint32_t> rows) {
  return std::visit(
      [&](auto& list) -> MetricShapes {
        if constexpr (std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          return std::monostate();
        } else {
          return chosen(list, rows);
        }
      },
      shapes);
}

PackedTexts chosen_texts(const PackedTexts& texts, std::span<const std::uint32_t> rows) {
  PackedTexts result;
  for (const std::uint32_t row : rows) result.push_back(texts[row]);
  return result;
}

}  // namespace

bool may_keep(RawFeatures& raw, const std::string& column) {
  if (std::holds_alternative<std::vector<Polygon>>(raw.shapes)) return true;
  if (!is_personal_header(column)) return true;
  raw.dropped.push_back(column);
  return false;
}

std::vector<std::string> named_columns(const FeatureRequest& request) {
  std::vector<std::string> names;
  for (const std::string& name : {request.x, request.y, request.key}) {
    if (!name.empty()) names.push_back(name);
  }
  for (const NumberColumn& column : request.numbers) names.push_back(column.name);
  names.insert(names.end(), request.texts.begin(), request.texts.end());
  names.insert(names.end(), request.times.begin(), request.times.end());
  return names;
}

FeatureSet read_feature_set(const FeatureRequest& request, const Control& control) {
  const bool is_text = kind_of_file(request.path) == FileKind::delimited_text;
  RawFeatures raw = is_text ? read_csv_features(request, control) : read_ogr(request, control);
  make_points(raw, request);
  FeatureSet set;
  set.layer = raw.layer;
  set.read = raw.record.size();
  set.repaired = raw.repaired;
  std::vector<ValueColumn> numbers;
  for (const NumberColumn& wanted : request.numbers) {
    numbers.push_back(numbers_of(raw, wanted.name, "number_format"));
    for (std::size_t row = 0; row < set.read; ++row) {
      const double value = numbers.back().values[row];
      const bool low = wanted.above ? value <= wanted.lowest : value < wanted.lowest;
      refuse(raw, row, numbers.back().flaws[row]);
      if (low) refuse(raw, row, "out_of_range");
    }
  }
  std::vector<TimeColumn> times;
  for (const std::string& name : request.times) {
    times.push_back(times_of(raw, name));
    for (std::size_t row = 0; row < set.read; ++row) refuse(raw, row, times.back().flaws[row]);
  }
  set.stored = settle_system(raw, request);
  check_range(raw, set.stored, raw.place(request));
  const Box extent = extent_of(raw);
  if (!extent.empty()) {
    set.metric = settle_metric(set.stored, extent, request, raw);
    reproject(raw, set.stored, set.metric.system);
  }
  const std::vector<std::uint32_t> rows = accepted_rows(raw, request);
  set.rejections = rejections_of(raw);
  set.record = chosen(raw.record, rows);
  set.shapes = chosen_shapes(raw.shapes, rows);
  for (ValueColumn& column : numbers) set.numbers.push_back(chosen(column.values, rows));
  for (TimeColumn& column : times) set.times.push_back(chosen(column.values, rows));
  for (const std::string& name : request.texts) {
    set.texts.push_back(chosen_texts(texts_of(raw, name), rows));
  }
  if (!request.keeps_everything) return set;
  // A personal column that an option named was used, and goes no further.
  for (const Attribute& column : raw.attributes) {
    const auto dropped = std::ranges::find(raw.dropped, column.name);
    if (dropped == raw.dropped.end()) set.attributes.push_back(selected(column, rows));
  }
  set.dropped = std::move(raw.dropped);
  if (raw.wkb.size() > 0) set.stored_shapes = chosen_texts(raw.wkb, rows);
  return set;
}

}  // namespace rawan::io
