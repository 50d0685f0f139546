#include "rawan/io/layer.h"

#include "layer_check.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/layer_pieces.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <string_view>
#include <type_traits>

namespace rawan::io {
namespace {

bool is_table_name(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.find_first_not_of(kAllowed) == std::string_view::npos &&
         (name[0] < '0' || name[0] > '9');
}

std::size_t length(const Column& column) {
  return std::visit([](const auto& values) { return values.size(); }, column.values);
}

bool is_finite(GeoPoint p) {
  return std::isfinite(p.lon) && std::isfinite(p.lat);
}
bool is_finite(const GeoLine& line) {
  return std::ranges::all_of(line, [](GeoPoint p) { return is_finite(p); });
}

bool is_shape(GeoPoint point) {
  return is_finite(point);
}
bool is_shape(const GeoLine& line) {
  return line.size() != 1 && is_finite(line);
}
bool is_shape(const GeoArea& area) {
  const auto is_ring = [](const GeoRing& ring) { return ring.size() >= 3 && is_finite(ring); };
  return std::ranges::all_of(area, [&](const GeoPart& part) {
    return is_ring(part.outer) && std::ranges::all_of(part.holes, is_ring);
  });
}

void check(const Texts& texts, Column::Kind kind) {
  for (const auto& text : texts) {
    if (!text) continue;
    expects(is_plain_utf8(*text), "texts are UTF-8 without NUL");
    expects(kind != Column::Kind::date || is_iso_date(*text), "dates are yyyy-mm-dd");
  }
}

void check(const Reals& reals, Column::Kind kind) {
  expects(kind == Column::Kind::plain, "a real column has no kind");
  for (const auto& real : reals) {
    expects(!real || std::isfinite(*real), "numbers are finite; nothing is written as no value");
  }
}

void check(const Integers& integers, Column::Kind kind) {
  expects(kind != Column::Kind::date, "dates are texts");
  if (kind != Column::Kind::boolean) return;
  for (const auto& integer : integers) {
    expects(!integer || *integer == 0 || *integer == 1, "booleans are 0 or 1");
  }
}

void check_shapes(const Shapes& shapes) {
  std::visit(
      [](const auto& list) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          for (const auto& shape : list) expects(is_shape(shape), "shapes are finite and whole");
        }
      },
      shapes);
}

/// Bytes of the character that starts here, 0 if it is none: Unicode 15, table 3-7.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  const unsigned second = byte(1);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || first > 0xF4U || !follows(1)) return 0;
  if (first < 0xE0U) return 2;
  if (!follows(2) || (first == 0xE0U && second < 0xA0U) || (first == 0xEDU && second > 0x9FU)) {
    return 0;
  }
  if (first < 0xF0U) return 3;
  const bool in_range = (first != 0xF0U || second >= 0x90U) && (first != 0xF4U || second < 0x90U);
  return in_range && follows(3) ? 4 : 0;
}

}  // namespace

bool is_plain_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = text[0] == '\0' ? 0 : utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count)) {
      if (c < '0' || c > '9') return -1;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (number(0, 4) < 0 || month < 0 || day < 0) return false;
  return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

std::size_t Layer::size() const {
  return std::visit(
      [&](const auto& list) -> std::size_t {
        if constexpr (std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          return columns.empty() ? 0 : length(columns.front());
        } else {
          return list.size();
        }
      },
      shapes);
}

void check_layer(const Layer& layer) {
  expects(is_table_name(layer.name), "layers are named in snake_case");
  expects(is_plain_utf8(layer.title + layer.description), "texts are UTF-8 without NUL");
  std::set<std::string_view> names;
  for (const Column& column : layer.columns) {
    expects(is_table_name(column.name), "columns are named in snake_case");
    expects(names.insert(column.name).second, "columns of a layer differ in name");
    expects(length(column) == layer.size(), "columns of a layer have the same length");
    expects(is_plain_utf8(column.alias), "texts are UTF-8 without NUL");
    std::visit([&](const auto& values) { check(values, column.kind); }, column.values);
  }
  check_shapes(layer.shapes);
}

void check_piece(const Layer& piece, const Layer& head) {
  expects(same_head(piece, head), "pieces of a layer are alike");
  check_layer(piece);
}

}  // namespace rawan::io
