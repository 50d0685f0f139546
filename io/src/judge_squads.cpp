#include "row_reader.h"

#include <set>
#include <string>

namespace rawan::io {
namespace {

constexpr std::int64_t kMostOfficers = 1000;
constexpr std::int64_t kMostMinutes = 1440;

CoordinateArea area_of(const TableContext& context) {
  return {context.region->contains, context.from_meters};
}

Post read_post(RowReader& reader, const TableContext& context) {
  Post post;
  post.source = reader.issues().record();
  post.id = reader.text("post_id", true);
  post.name = reader.text("name", true);
  const auto type = reader.code("type", "post_type", true);
  if (type) post.type = code_list("post_type").entries[*type].code;
  post.location = reader.point(area_of(context), true).value_or(GeoPoint{});
  const auto org = reader.code("org", "source_org");
  if (org) post.org = code_list("source_org").entries[*org].code;
  post.phone_public = reader.text("phone_public");
  return post;
}

/// Codes of kecamatan between blanks, commas, semicolons or bars.
std::vector<DistrictId> read_districts(RowReader& reader) {
  std::vector<DistrictId> districts;
  const Cell cell = reader.cell("kecamatan_codes");
  for (const std::string_view code : split(cell.text, " ,;|")) {
    const auto district = parse_district_code(code);
    if (!district) reader.issues().add(cell.header, "code_format");
    if (district) districts.push_back(*district);
  }
  return districts;
}

std::bitset<7> read_days(RowReader& reader) {
  std::bitset<7> days;
  const Cell cell = reader.cell("days");
  CodeLookup lookup(code_list("day_pattern"));
  std::size_t unknown = 0;
  for (const CodeMatch& match : lookup.find_all(cell.text, unknown)) {
    if (match.position < days.size()) days.set(match.position);
  }
  if (unknown > 0) reader.issues().add(cell.header, "unknown_code", Outcome::rejected);
  return days;
}

std::optional<std::int32_t> people(RowReader& reader, std::string_view field) {
  const auto told = reader.whole(field, kMostOfficers);
  if (!told) return std::nullopt;
  return static_cast<std::int32_t>(*told);
}

Squad read_squad(RowReader& reader) {
  Squad squad;
  squad.source = reader.issues().record();
  squad.id = reader.text("squad_id", true);
  squad.post_id = reader.text("post_id", true);
  squad.shift_code = reader.text("shift_code");
  const auto org = reader.code("org", "source_org");
  if (org) squad.org = code_list("source_org").entries[*org].code;
  squad.officers = people(reader, "officers");
  squad.officers_women = people(reader, "officers_women");
  squad.trained_pug = people(reader, "trained_pug");
  const auto vehicle = reader.code("vehicle", "vehicle");
  if (vehicle) squad.vehicle = code_list("vehicle").entries[*vehicle].code;
  squad.max_minutes =
      Minutes(static_cast<std::int32_t>(reader.whole("max_minutes", kMostMinutes).value_or(0)));
  squad.max_km = reader.real("max_km").value_or(0.0);
  squad.speed_kmh = reader.real("speed_kmh").value_or(0.0);
  squad.districts = read_districts(reader);
  squad.days = read_days(reader);
  squad.active_from = reader.day("active_from", true);
  squad.active_to = reader.day("active_to", true);
  return squad;
}

void check_squad(RowReader& reader, const Squad& squad) {
  const bool counted = !reader.cell("officers").text.empty();
  if (counted && squad.officers_women > squad.officers) {
    reader.issues().add(reader.cell("officers_women").header, "count_contradiction");
  }
  if (counted && squad.trained_pug > squad.officers) {
    reader.issues().add(reader.cell("trained_pug").header, "count_contradiction");
  }
  if (squad.active_from && squad.active_to && *squad.active_to < *squad.active_from) {
    reader.issues().add(reader.cell("active_to").header, "interval_invalid");
  }
}

}  // namespace

std::vector<Post> judge_posts(const TextTable& table, const TableContext& context, Ledger& ledger) {
  const SourceId source = open_source(table, "posts", ledger);
  require_columns(table, *find_schema("posts"), {"post_id", "name"});
  RowReader reader(table, "posts", context.source->date_order, context.rules.as_of, source);
  std::vector<Post> posts;
  std::set<std::string> ids;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    Post post = read_post(reader, context);
    const auto located = reader.is_kept() ? context.region->locate(post.location) : std::nullopt;
    if (located) post.village = located->village;
    if (reader.is_kept() && !ids.insert(post.id).second) {
      reader.issues().add(reader.cell("post_id").header, "duplicate_key");
    }
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) posts.push_back(std::move(post));
  }
  return posts;
}

std::vector<Squad> judge_squads(const TextTable& table, const TableContext& context,
                                Ledger& ledger) {
  const SourceId source = open_source(table, "squads", ledger);
  require_columns(table, *find_schema("squads"), {"squad_id", "post_id"});
  RowReader reader(table, "squads", context.source->date_order, context.rules.as_of, source);
  std::vector<Squad> squads;
  std::set<std::string> ids;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    Squad squad = read_squad(reader);
    check_squad(reader, squad);
    if (reader.is_kept() && !ids.insert(squad.id).second) {
      reader.issues().add(reader.cell("squad_id").header, "duplicate_key");
    }
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) squads.push_back(std::move(squad));
  }
  return squads;
}

}  // namespace rawan::io
