#include "rawan/io/layer_bytes.h"

#include "rawan/io/error.h"

#include <utility>

namespace rawan::io {
namespace {

[[noreturn]] void refuse() {
  throw InputError("part_damaged", {});
}

template <class T>
void put_many(ByteWriter& out, const std::vector<T>& values, auto&& put) {
  out.put(std::uint64_t{values.size()});
  for (const T& value : values) put(value);
}

template <class T>
std::vector<T> get_many(ByteReader& in, auto&& get) {
  std::vector<T> values(in.get_count());
  for (T& value : values) value = get();
  return values;
}

void put_points(ByteWriter& out, const std::vector<GeoPoint>& points) {
  put_many(out, points, [&](const GeoPoint& point) {
    out.put(point.lon);
    out.put(point.lat);
  });
}

GeoPoint get_point(ByteReader& in) {
  const auto lon = in.get<double>();
  return {.lon = lon, .lat = in.get<double>()};
}

std::vector<GeoPoint> get_points(ByteReader& in) {
  return get_many<GeoPoint>(in, [&] { return get_point(in); });
}

void put_area(ByteWriter& out, const GeoArea& area) {
  put_many(out, area, [&](const GeoPart& part) {
    put_points(out, part.outer);
    put_many(out, part.holes, [&](const GeoRing& hole) { put_points(out, hole); });
  });
}

GeoArea get_area(ByteReader& in) {
  return get_many<GeoPart>(in, [&] {
    GeoPart part{.outer = get_points(in), .holes = {}};
    part.holes = get_many<GeoRing>(in, [&] { return get_points(in); });
    return part;
  });
}

void put_shapes(ByteWriter& out, const Shapes& shapes) {
  out.put(std::uint8_t(shapes.index()));
  if (const auto* points = std::get_if<1>(&shapes)) put_points(out, *points);
  if (const auto* lines = std::get_if<2>(&shapes)) {
    put_many(out, *lines, [&](const GeoLine& line) { put_points(out, line); });
  }
  if (const auto* areas = std::get_if<3>(&shapes)) {
    put_many(out, *areas, [&](const GeoArea& area) { put_area(out, area); });
  }
}

Shapes get_shapes(ByteReader& in) {
  switch (in.get<std::uint8_t>()) {
    case 0:
      return {};
    case 1:
      return get_points(in);
    case 2:
      return get_many<GeoLine>(in, [&] { return get_points(in); });
    case 3:
      return get_many<GeoArea>(in, [&] { return get_area(in); });
    default:
      refuse();
  }
}

/// Nothing but what `put` writes.
bool get_flag(ByteReader& in) {
  const auto flag = in.get<std::uint8_t>();
  if (flag > 1) refuse();
  return flag == 1;
}

Column::Kind get_kind(ByteReader& in) {
  const auto kind = in.get<std::uint8_t>();
  if (kind > static_cast<std::uint8_t>(Column::Kind::boolean)) refuse();
  return static_cast<Column::Kind>(kind);
}

template <class T>
void put_values(ByteWriter& out, const std::vector<std::optional<T>>& values) {
  put_many(out, values, [&](const std::optional<T>& value) {
    out.put(std::uint8_t{value.has_value()});
    if (!value) return;
    if constexpr (std::is_same_v<T, std::string>) {
      out.put_text(*value);
    } else {
      out.put(*value);
    }
  });
}

template <class T>
std::vector<std::optional<T>> get_values(ByteReader& in) {
  return get_many<std::optional<T>>(in, [&]() -> std::optional<T> {
    if (!get_flag(in)) return std::nullopt;
    if constexpr (std::is_same_v<T, std::string>) {
      return in.get_text();
    } else {
      return in.get<T>();
    }
  });
}

void put_column(ByteWriter& out, const Column& column) {
  out.put_text(column.name);
  out.put_text(column.alias);
  out.put(column.kind);
  out.put(column.decimals);
  out.put(std::uint8_t(column.values.index()));
  std::visit([&](const auto& values) { put_values(out, values); }, column.values);
}

Column get_column(ByteReader& in) {
  Column column;
  column.name = in.get_text();
  column.alias = in.get_text();
  column.kind = get_kind(in);
  column.decimals = in.get<int>();
  switch (in.get<std::uint8_t>()) {
    case 0:
      column.values = get_values<std::int64_t>(in);
      break;
    case 1:
      column.values = get_values<double>(in);
      break;
    case 2:
      column.values = get_values<std::string>(in);
      break;
    default:
      refuse();
  }
  return column;
}

}  // namespace

void ByteWriter::put_text(std::string_view text) {
  put(std::uint64_t{text.size()});
  bytes_.append(text);
}

void ByteWriter::put_layer(const Layer& layer) {
  for (const std::string* text : {&layer.name, &layer.title, &layer.description}) put_text(*text);
  put_shapes(*this, layer.shapes);
  put_many(*this, layer.columns, [&](const Column& column) { put_column(*this, column); });
}

std::string_view ByteReader::take(std::size_t bytes) {
  if (bytes > rest_.size()) refuse();
  const std::string_view taken = rest_.substr(0, bytes);
  rest_.remove_prefix(bytes);
  return taken;
}

std::size_t ByteReader::get_count() {
  const auto count = get<std::uint64_t>();
  if (count > rest_.size()) refuse();
  return static_cast<std::size_t>(count);
}

std::string ByteReader::get_text() {
  return std::string(take(get_count()));
}

Layer ByteReader::get_layer() {
  Layer layer;
  for (std::string* text : {&layer.name, &layer.title, &layer.description}) *text = get_text();
  layer.shapes = get_shapes(*this);
  layer.columns = get_many<Column>(*this, [&] { return get_column(*this); });
  return layer;
}

}  // namespace rawan::io
