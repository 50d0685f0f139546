#include "row_reader.h"

#include "field_rules.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>

namespace rawan::io {

RowReader::RowReader(const TextTable& table, std::string_view schema, std::string_view date_order,
                     Day as_of, SourceId source)
    : table_(&table),
      schema_(find_schema(schema)),
      order_(date_order_of(date_order)),
      as_of_(as_of),
      source_(source) {
  for (const Field& field : schema_->fields) {
    if (field.type != FieldType::date) continue;
    require_date_order(table, columns(field.name), date_order);
  }
}

void RowReader::go_to(std::size_t row) {
  row_ = row;
  issues_ = RowIssues({source_, table_->lines[row]});
}

FieldColumns& RowReader::columns(std::string_view field) {
  const auto known = columns_.find(field);
  if (known != columns_.end()) return known->second;
  return columns_.emplace(field, FieldColumns(*table_, *schema_, field)).first->second;
}

Cell RowReader::cell(std::string_view field) {
  return columns(field).first(row_);
}

Cell RowReader::optional_cell(std::string_view field) {
  const bool known = std::ranges::any_of(
      schema_->fields, [&](const Field& candidate) { return candidate.name == field; });
  return known ? cell(field) : Cell{};
}

std::vector<std::string_view> RowReader::column(std::string_view field) {
  std::vector<std::string_view> cells;
  for (const std::size_t column : columns(field).columns()) {
    const auto more = columns(field).cells(column);
    cells.insert(cells.end(), more.begin(), more.end());
  }
  return cells;
}

std::string RowReader::text(std::string_view field, bool is_needed) {
  const Cell found = cell(field);
  if (is_needed && found.text.empty()) issues_.add(found.header, "missing_value");
  return std::string(found.text);
}

std::optional<std::size_t> RowReader::code(std::string_view field, std::string_view list,
                                           bool is_needed) {
  const Cell found = cell(field);
  if (found.text.empty()) {
    if (is_needed) issues_.add(found.header, "missing_value");
    return std::nullopt;
  }
  const auto match = lookups_.try_emplace(list, code_list(list)).first->second.find(found.text);
  if (!match) {
    issues_.add(found.header, "unknown_code", is_needed ? Outcome::rejected : Outcome::repaired);
    return std::nullopt;
  }
  if (match->is_synonym) issues_.add(found.header, "code_synonym");
  return match->position;
}

std::optional<std::int64_t> RowReader::whole(std::string_view field, std::int64_t most,
                                             bool is_needed) {
  const Cell found = cell(field);
  if (found.text.empty()) {
    if (is_needed) issues_.add(found.header, "missing_value");
    return std::nullopt;
  }
  const auto value = parse_whole(found.text);
  if (!value) issues_.add(found.header, is_needed ? "number_format" : "number_ignored");
  if (!value) return std::nullopt;
  if (*value >= 0 && *value <= most) return value;
  issues_.add(found.header, *value < 0 ? "count_negative" : "count_absurd");
  return std::nullopt;
}

std::optional<double> RowReader::real(std::string_view field) {
  const Cell found = cell(field);
  if (found.text.empty()) return std::nullopt;
  const auto known = marks_.find(field);
  const DecimalMark mark = known != marks_.end() ? known->second : decimal_mark_of(column(field));
  marks_.emplace(field, mark);
  const auto value = parse_real(found.text, mark);
  if (!value) issues_.add(found.header, "number_ignored");
  if (!value) return std::nullopt;
  if (*value >= 0.0) return value;
  issues_.add(found.header, "count_negative");
  return std::nullopt;
}

std::optional<Day> RowReader::day(std::string_view field, bool may_lie_ahead, bool is_needed) {
  const Cell found = cell(field);
  if (found.text.empty()) {
    if (is_needed) issues_.add(found.header, "missing_value");
    return std::nullopt;
  }
  const auto moment = parse_moment(found.text, order_);
  if (!moment) issues_.add(found.header, "date_invalid");
  if (!moment) return std::nullopt;
  if (!moment->reason.empty()) issues_.add(found.header, moment->reason);
  const auto wrong = check_day(moment->day, may_lie_ahead ? Day::max() : as_of_);
  if (wrong.empty()) return moment->day;
  issues_.add(found.header, wrong);
  return std::nullopt;
}

std::optional<GeoPoint> RowReader::point(const CoordinateArea& area, bool is_needed) {
  const Cell lat = cell("lat");
  Coordinates found = read_coordinates(lat.text, cell("lon").text, area);
  const Cell whole = found.refusal == "no_location" ? optional_cell("geopoint") : Cell{};
  if (!whole.text.empty()) {
    const auto parts = split_point(whole.text);
    found = parts ? read_coordinates(parts->lat, parts->lon, area)
                  : Coordinates{.refusal = "coordinate_format"};
  }
  if (found.refusal == "no_location" && !table_->geometry.empty() && table_->geometry[row_]) {
    found = check_point(*table_->geometry[row_]);
  }
  for (const std::string_view repair : found.repairs) issues_.add(lat.header, repair);
  if (found.refusal.empty() || (found.refusal == "no_location" && !is_needed)) return found.point;
  issues_.add(lat.header, found.refusal, is_needed ? Outcome::rejected : Outcome::repaired);
  return std::nullopt;
}

std::optional<VillageId> RowReader::village(VillageFinder& finder) {
  const Cell code = cell("village_code");
  const Cell name = cell("village_name");
  const Cell& told = code.text.empty() ? name : code;
  if (told.text.empty()) {
    issues_.add(code.header, "missing_value");
    return std::nullopt;
  }
  const VillageAnswer by_name =
      name.text.empty() ? VillageAnswer{} : finder.by_name(name.text, cell("district_name").text);
  const VillageAnswer answer = code.text.empty() ? by_name : finder.by_code(code.text);
  std::string candidates;
  for (const VillageId id : answer.candidates) {
    candidates += (candidates.empty() ? "" : ", ") + to_dotted(id);
  }
  if (!answer.reason.empty()) {
    issues_.add(told.header, answer.reason, effect_of(answer.reason), candidates);
  }
  const bool names_differ =
      answer.village && !name.text.empty() && by_name.village != answer.village;
  if (names_differ) issues_.add(name.header, "name_mismatch");
  return answer.village;
}

VillageFinder finder_of(RowReader& reader, const TextTable& table, const TableContext& context) {
  expects(context.region != nullptr, "a table of villages is read with its region");
  return {*context.region,
          context.crosswalk,
          context.source->codes,
          context.rules.accept_fuzzy,
          reader.column("village_code"),
          {.file = table.file, .layer = table.layer}};
}

}  // namespace rawan::io
