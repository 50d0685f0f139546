#include "rawan/io/judge_tables.h"
#include "row_reader.h"

#include <set>
#include <tuple>
#include <utility>

namespace rawan::io {
namespace {

/// A row of the register with what the schema asks beyond single values.
KrppaEntry read_entry(RowReader& reader, VillageFinder& finder) {
  KrppaEntry entry;
  entry.source = reader.issues().record();
  const auto village = reader.village(finder);
  const auto status = reader.code("status", "krppa_status", true);
  const auto scheme = reader.code("scheme", "scheme");
  entry.village = village.value_or(VillageId{});
  entry.status = static_cast<KrppaStatus>(status.value_or(0));
  if (scheme) entry.scheme = code_list("scheme").entries[*scheme].code;
  entry.sk_number = reader.text("sk_number");
  entry.sk_date = reader.day("sk_date", false);
  entry.valid_to = reader.day("valid_to", true);
  const auto from = reader.day("valid_from", true);
  entry.valid_from = from.value_or(entry.sk_date.value_or(Day{}));
  const Cell from_cell = reader.cell("valid_from");
  if (from_cell.text.empty()) {
    reader.issues().add(from_cell.header, entry.sk_date ? "valid_from_sk_date" : "missing_value");
  }
  if (entry.valid_to && *entry.valid_to < entry.valid_from) {
    reader.issues().add(reader.cell("valid_to").header, "interval_invalid");
  }
  if (entry.status == KrppaStatus::ditetapkan && entry.sk_number.empty()) {
    reader.issues().add(reader.cell("sk_number").header, "missing_sk");
  }
  return entry;
}

void check_people(RowReader& reader, const Population& people) {
  if (people.women + people.men != people.total) {
    reader.issues().add(reader.cell("pop_total").header, "count_contradiction");
  }
  if (people.households.value_or(0) > people.total) {
    reader.issues().add(reader.cell("households").header, "count_contradiction");
  }
}

void check_year(RowReader& reader, int year, Day as_of) {
  constexpr int kFirst = 2000;
  constexpr int kStale = 3;
  const int now = static_cast<int>(std::chrono::year_month_day(as_of).year());
  const Cell cell = reader.cell("year");
  if (year < kFirst || year > now + 1) {
    reader.issues().add(cell.header, "year_invalid");
  } else if (now - year > kStale) {
    reader.issues().add(cell.header, "population_year");
  }
}

Population read_people(RowReader& reader, VillageFinder& finder, Day as_of) {
  // The largest kelurahan of the country stays well below half a million.
  constexpr std::int64_t kMostPeople = 500'000;
  Population people;
  people.source = reader.issues().record();
  people.village = reader.village(finder).value_or(VillageId{});
  people.women = reader.whole("pop_f", kMostPeople, true).value_or(0);
  people.men = reader.whole("pop_m", kMostPeople, true).value_or(0);
  people.total = reader.whole("pop_total", kMostPeople).value_or(people.women + people.men);
  people.households = reader.whole("households", kMostPeople);
  if (const auto year = reader.whole("year", 9999, true)) {
    people.year = static_cast<int>(*year);
    check_year(reader, people.year, as_of);
  }
  const auto origin = reader.code("source", "population_source", false);
  if (origin) people.origin = code_list("population_source").entries[*origin].code;
  if (reader.is_kept()) check_people(reader, people);
  return people;
}

}  // namespace

std::vector<KrppaEntry> judge_krppa(const TextTable& table, const TableContext& context,
                                    Ledger& ledger) {
  const SourceId source = open_source(table, "krppa", ledger);
  require_columns(table, *find_schema("krppa"), {"status"});
  RowReader reader(table, "krppa", context.source->date_order, context.rules.as_of, source);
  VillageFinder finder = finder_of(reader, table, context);
  std::vector<KrppaEntry> entries;
  std::set<std::tuple<VillageId, Day, KrppaStatus>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    KrppaEntry entry = read_entry(reader, finder);
    const bool is_new =
        !reader.is_kept() || seen.emplace(entry.village, entry.valid_from, entry.status).second;
    if (!is_new) reader.issues().add({}, "duplicate_row");
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<Population> judge_population(const TextTable& table, const TableContext& context,
                                         Ledger& ledger) {
  const SourceId source = open_source(table, "population", ledger);
  require_columns(table, *find_schema("population"), {"year", "pop_f", "pop_m"});
  RowReader reader(table, "population", context.source->date_order, context.rules.as_of, source);
  VillageFinder finder = finder_of(reader, table, context);
  std::vector<Population> population;
  std::set<std::tuple<VillageId, int, std::string>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    Population people = read_people(reader, finder, context.rules.as_of);
    const bool is_new =
        !reader.is_kept() || seen.emplace(people.village, people.year, people.origin).second;
    if (!is_new) reader.issues().add({}, "duplicate_key");
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) population.push_back(std::move(people));
  }
  return population;
}

}  // namespace rawan::io
