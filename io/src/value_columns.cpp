#include "value_columns.h"

#include "cell_values.h"
#include "parse_date.h"
#include "parse_number.h"
#include "text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace rawan::io {
namespace {

/// Letters to insert, delete or replace to make one word the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

std::string nearest(std::span<const std::string> names, const std::string& wanted) {
  if (names.empty()) return "-";
  return *std::ranges::min_element(names, {}, [&](const std::string& name) {
    return distance(lower(name).substr(0, 64), lower(wanted).substr(0, 64));
  });
}

void read(const std::vector<std::int64_t>& stored, const Attribute&, ValueColumn& column,
          std::string_view) {
  for (const std::int64_t value : stored) column.values.push_back(static_cast<double>(value));
}

void read(const std::vector<double>& stored, const Attribute&, ValueColumn& column,
          std::string_view) {
  column.values = stored;
}

void read(const PackedTexts& stored, const Attribute& attribute, ValueColumn& column,
          std::string_view unreadable) {
  std::vector<std::string_view> cells;
  for (std::size_t row = 0; row < stored.size(); ++row) cells.push_back(stored[row]);
  const DecimalMark mark = decimal_mark_of(cells);
  for (std::size_t row = 0; row < stored.size(); ++row) {
    const auto value = parse_real(trimmed(stored[row]), mark);
    column.values.push_back(value.value_or(0.0));
    if (!value && attribute.has(row)) {
      column.flaws[row] = is_not_finite(stored[row]) ? "not_finite" : unreadable;
    }
  }
}

}  // namespace

std::size_t find_column(std::span<const std::string> names, const std::string& wanted,
                        const Place& place) {
  const auto exact = std::ranges::find(names, wanted);
  if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
  const auto same = [&](const std::string& name) { return lower(name) == lower(wanted); };
  const auto found = std::ranges::find_if(names, same);
  if (std::ranges::count_if(names, same) == 1) {
    return static_cast<std::size_t>(found - names.begin());
  }
  throw InputError("column_unknown", {.file = place.file, .layer = place.layer, .column = wanted},
                   nearest(names, wanted));
}

const Attribute& column_of(const RawFeatures& raw, const std::string& name) {
  std::vector<std::string> names;
  for (const Attribute& attribute : raw.attributes) names.push_back(attribute.name);
  return raw.attributes[find_column(names, name, {})];
}

ValueColumn numbers_of(const RawFeatures& raw, const std::string& name,
                       std::string_view unreadable) {
  const Attribute& attribute = column_of(raw, name);
  ValueColumn column;
  column.flaws.resize(attribute.size());
  std::visit([&](const auto& stored) { read(stored, attribute, column, unreadable); },
             attribute.values);
  for (std::size_t row = 0; row < column.values.size(); ++row) {
    if (!attribute.has(row)) column.flaws[row] = "missing_value";
    if (column.flaws[row].empty() && !std::isfinite(column.values[row])) {
      column.flaws[row] = "not_finite";
    }
  }
  return column;
}

TimeColumn times_of(const RawFeatures& raw, const std::string& name) {
  const Attribute& attribute = column_of(raw, name);
  const PackedTexts texts = texts_of(raw, name);
  TimeColumn column;
  column.values.resize(texts.size());
  column.flaws.resize(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const auto moment = parse_moment(texts[row], DateOrder::dmy);
    if (!attribute.has(row)) {
      column.flaws[row] = "missing_value";
    } else if (!moment) {
      column.flaws[row] = "date_invalid";
    } else {
      using std::chrono::seconds;
      const seconds whole = moment->day.time_since_epoch() + moment->clock.value_or(seconds(0));
      column.values[row] = whole.count();
    }
  }
  return column;
}

PackedTexts texts_of(const RawFeatures& raw, const std::string& name) {
  const Attribute& attribute = column_of(raw, name);
  PackedTexts texts;
  std::visit(
      [&](const auto& stored) {
        using Stored = std::decay_t<decltype(stored)>;
        for (std::size_t row = 0; row < stored.size(); ++row) {
          if (!attribute.has(row)) {
            texts.push_back({});
          } else if constexpr (std::is_same_v<Stored, PackedTexts>) {
            texts.push_back(stored[row]);
          } else if constexpr (std::is_same_v<Stored, std::vector<double>>) {
            texts.push_back(number_text(stored[row]));
          } else {
            texts.push_back(std::to_string(stored[row]));
          }
        }
      },
      attribute.values);
  return texts;
}

void refuse_without(RawFeatures& raw, const std::string& key) {
  const Attribute& column = column_of(raw, key);
  for (std::size_t row = 0; row < raw.record.size(); ++row) {
    if (raw.refusal[row].empty() && !column.has(row)) raw.refusal[row] = "missing_code";
  }
}

void sort_by_key(std::vector<std::uint32_t>& rows, const RawFeatures& raw,
                 const FeatureRequest& request) {
  std::visit(
      [&](const auto& keys) {
        std::ranges::sort(rows,
                          [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
        for (std::size_t i = 1; i < rows.size(); ++i) {
          if (keys[rows[i - 1]] < keys[rows[i]]) continue;
          Place place = raw.place(request);
          place.row = raw.record[std::max(rows[i - 1], rows[i])];
          place.column = request.key;
          throw InputError("key_repeated", place);
        }
      },
      column_of(raw, request.key).values);
}

}  // namespace rawan::io
