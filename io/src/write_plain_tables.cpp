#include "cell_values.h"
#include "feature_writers.h"
#include "output_file.h"
#include "text_encoding.h"
#include "wkb.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <type_traits>

namespace rawan::io {
namespace {

using Json = nlohmann::ordered_json;

/// Other programs refuse a file for one wrong byte: a character that is none becomes a sign.
std::string sound_text(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string result;
  for (const char c : text) result += static_cast<unsigned char>(c) < 0x80U ? c : '?';
  return result;
}

std::string csv_text(std::string_view text) {
  std::string cell = sound_text(text);
  if (cell.find_first_of("=+-@\t\r\n") == 0) cell.insert(cell.begin(), '\'');
  if (!cell.empty() && cell.find_first_of(",;\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string cell_of(const Attribute& attribute, std::size_t row) {
  if (!attribute.has(row)) return {};
  return std::visit(
      [&](const auto& values) -> std::string {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, PackedTexts>)
          return csv_text(values[row]);
        else if constexpr (std::is_same_v<Values, std::vector<double>>)
          return number_text(values[row]);
        else
          return std::to_string(values[row]);
      },
      attribute.values);
}

bool has_column(const FeatureTable& table, std::string_view name) {
  return std::ranges::find(table.attributes, name, &Attribute::name) != table.attributes.end();
}

/// Coordinates as columns, unless the table has such columns of its own or other shapes.
std::vector<Point> points_of(const FeatureTable& table) {
  std::vector<Point> points;
  if (has_column(table, "x") || has_column(table, "y")) return points;
  if (const auto* own = std::get_if<std::vector<Point>>(&table.shapes)) return *own;
  const auto* stored = std::get_if<WkbShapes>(&table.shapes);
  for (std::size_t row = 0; stored != nullptr && row < stored->wkb.size(); ++row) {
    const auto point = point_of_wkb(stored->wkb[row]);
    if (!point) return {};
    points.push_back(*point);
  }
  return points;
}

std::string header_of(const FeatureTable& table, bool with_points) {
  std::string line;
  for (const Attribute& attribute : table.attributes) {
    line += (line.empty() ? "" : ",") + csv_text(attribute.name);
  }
  if (with_points) line += line.empty() ? "x,y" : ",x,y";
  return line + '\n';
}

Json json_of(const Attribute& attribute, std::size_t row) {
  if (!attribute.has(row)) return nullptr;
  return std::visit(
      [&](const auto& values) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, PackedTexts>) {
          return sound_text(values[row]);
        } else {
          return values[row];
        }
      },
      attribute.values);
}

}  // namespace

void write_csv_table(const std::filesystem::path& path, const FeatureTable& table) {
  const std::vector<Point> points = points_of(table);
  std::string text = header_of(table, !points.empty());
  for (std::size_t row = 0; row < table.size(); ++row) {
    const char* separator = "";
    for (const Attribute& attribute : table.attributes) {
      text += separator + cell_of(attribute, row);
      separator = ",";
    }
    if (!points.empty()) {
      text += separator + number_text(points[row].x) + ',' + number_text(points[row].y);
    }
    text += '\n';
  }
  write_bytes(path, text);
  write_bytes(path.string() + ".label.txt", table.label + '\n');
}

void write_json_table(const std::filesystem::path& path, const FeatureTable& table) {
  Json rows = Json::array();
  for (std::size_t row = 0; row < table.size(); ++row) {
    Json object = Json::object();
    for (const Attribute& attribute : table.attributes) {
      object[sound_text(attribute.name)] = json_of(attribute, row);
    }
    rows.push_back(std::move(object));
  }
  const Json file{{"table", table.name}, {"label", table.label}, {"rows", std::move(rows)}};
  write_bytes(path, file.dump(1) + '\n');
}

}  // namespace rawan::io
