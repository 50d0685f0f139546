#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/io/attribute.h"
#include "rawan/io/coordinate_system.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rawan::io {

/// What a method can work on; of a mixed layer the first kind in this order that it holds.
struct AcceptedShapes {
  bool areas = false;
  bool lines = false;
  bool points = false;
  bool none = false;  ///< A table without shapes will do; then no record is refused for its shape.
};

/// A column whose numbers must not be below a limit ("out_of_range").
struct NumberColumn {
  std::string name;
  double lowest = -std::numeric_limits<double>::infinity();
  bool above = false;  ///< The limit itself is too low, too.
};

/// What is asked of a layer or a table.
struct FeatureRequest {
  std::string path = {};
  std::string layer = {};  ///< Empty: the only one.
  AcceptedShapes accepted = {};
  std::string x = {};  ///< Columns of the coordinates; empty: the layer's own points.
  std::string y = {};
  std::optional<CoordinateSystem> system = {};  ///< Wins over what the file says.
  bool planar = false;                          ///< Coordinates are meters of a plane.
  /// Computing system, where another input has settled it; empty: metric_system_for().
  std::optional<CoordinateSystem> metric = {};
  std::string where = {};                  ///< In OGR's SQL; empty: every record.
  std::string key = {};                    ///< Rows come sorted by it; empty: as stored.
  std::vector<NumberColumn> numbers = {};  ///< A record without a number in each is refused.
  std::vector<std::string> texts = {};     ///< May be empty.
  std::vector<std::string> times = {};     ///< A record without a time in each is refused.
  bool keeps_everything = false;  ///< All attributes but personal ones, and the shapes as stored.
};

/// Records refused for one reason ("reason.<code>" of the catalogue).
struct Rejection {
  std::string reason;
  std::uint64_t count = 0;
  std::uint64_t first = 0;  ///< The record, counted from 1; lines of a CSV.
};

using Lines = std::vector<Polyline>;  ///< The parts of one feature.
using MetricShapes =
    std::variant<std::monostate, std::vector<Point>, std::vector<Lines>, std::vector<Polygon>>;

/// The accepted records as columns: row i of every vector is the same record.
struct FeatureSet {
  std::string layer;
  CoordinateSystem stored;            ///< Of the file, or as asked for.
  MetricSystem metric;                ///< Of `shapes`.
  MetricShapes shapes;                ///< Areas are valid and oriented.
  std::vector<std::uint64_t> record;  ///< As `Rejection::first` counts.
  std::vector<std::vector<double>> numbers;
  std::vector<PackedTexts> texts;
  std::vector<std::vector<std::int64_t>> times;  ///< Seconds since 1970, by the clock on the wall.
  std::vector<Attribute> attributes;             ///< If everything is kept.
  std::vector<std::string> dropped;  ///< Columns not kept because they are about a person.
  PackedTexts stored_shapes;         ///< WKB in `stored`, if everything is kept.
  std::uint64_t read = 0;
  std::uint64_t repaired = 0;         ///< Areas made valid; they count as accepted.
  std::vector<Rejection> rejections;  ///< Sorted by reason.

  std::size_t size() const { return record.size(); }
  std::uint64_t rejected() const { return read - size(); }
  const std::vector<Point>& points() const { return std::get<std::vector<Point>>(shapes); }
  const std::vector<Polygon>& areas() const { return std::get<std::vector<Polygon>>(shapes); }
  const std::vector<Lines>& lines() const { return std::get<std::vector<Lines>>(shapes); }
  bool has_points() const { return std::holds_alternative<std::vector<Point>>(shapes); }
  bool has_areas() const { return std::holds_alternative<std::vector<Polygon>>(shapes); }
};

/// Reads any vector file this program knows, or a CSV (separator and decimal mark are found).
/// Every record is accepted or refused with a reason; `read` counts those the filter lets pass.
/// Shapes in degrees, in Mercator or in other units than meters are projected (metric_system_for).
///
/// @throws InputError: as kind_of_file(), "which_layer", "layer_not_found"; "column_unknown" (the
///         detail is the nearest name there is), "coordinates_needed" (a table without --x, --y),
///         "crs_needed", "crs_not_planar" (planar, but degrees are said, or one input is planar and
///         another not), "crs_range_conflict",
///         "shapes_unsuited" (no shape of an accepted kind), "where_invalid", "key_repeated",
///         "no_records" (none is left).
FeatureSet read_feature_set(const FeatureRequest& request, const Control& control = {});

}  // namespace rawan::io
