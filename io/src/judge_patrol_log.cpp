#include "content_hash.h"
#include "field_rules.h"
#include "judge_report.h"
#include "rawan/algorithms/parallel.h"
#include "row_reader.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::int64_t kMostPeople = 1000;

std::optional<std::int32_t> people(RowReader& reader, std::string_view field) {
  const auto count = reader.whole(field, kMostPeople);
  if (!count) return std::nullopt;
  return static_cast<std::int32_t>(*count);
}

std::optional<Clock> clock(RowReader& reader, std::string_view field) {
  const Cell cell = reader.cell(field);
  const auto clock = parse_clock(cell.text);
  if (!clock && !cell.text.empty()) reader.issues().add(cell.header, "time_ignored");
  return clock;
}

/// Minutes told, or those between start and end; a shift may pass midnight.
std::optional<std::int32_t> minutes_on_site(RowReader& reader) {
  const Cell told = reader.cell("minutes_on_site");
  if (!told.text.empty()) {
    const auto minutes = parse_whole(told.text);
    if (!minutes) {
      reader.issues().add(told.header, "number_ignored");
      return std::nullopt;
    }
    const auto wrong = check_minutes(*minutes);
    if (!wrong.empty()) reader.issues().add(told.header, wrong);
    return wrong.empty() ? std::optional(static_cast<std::int32_t>(*minutes)) : std::nullopt;
  }
  const auto start = clock(reader, "start");
  const auto end = clock(reader, "end");
  if (!start || !end) return std::nullopt;
  constexpr std::int64_t kDay = 1440;
  const auto between = (end->since_midnight - start->since_midnight).count() / 60;
  return static_cast<std::int32_t>((between + kDay) % kDay);
}

PatrolVisit read_visit(RowReader& reader, VillageFinder& finder) {
  PatrolVisit visit;
  visit.source = reader.issues().record();
  visit.patrol_id = reader.text("patrol_id", true);
  visit.date = reader.day("date", false, true).value_or(Day{});
  visit.village = reader.village(finder).value_or(VillageId{});
  visit.shift_code = reader.text("shift_code");
  visit.squad_id = reader.text("squad_id");
  visit.minutes_on_site = minutes_on_site(reader);
  visit.km = reader.real("km");
  visit.women_consulted = people(reader, "women_consulted");
  visit.men_consulted = people(reader, "men_consulted");
  visit.women_declined = people(reader, "women_declined");
  visit.cards_given = people(reader, "cards_given");
  visit.dialogue_id = reader.text("dialogue_id");
  const auto group = reader.code("group_type", "group_type");
  if (visit.dialogue_id.empty() && reader.is_kept()) {
    visit.dialogue_id = derived_dialogue_id(
        visit.patrol_id, visit.village, visit.date,
        group ? code_list("group_type").entries[*group].code : std::string_view());
  }
  return visit;
}

/// Everything the visit says, to tell a repeated row from a second team in the same village.
std::string content_of(const PatrolVisit& v) {
  const auto number = [](const auto& value) { return value ? std::to_string(*value) : "-"; };
  return v.patrol_id + '\n' + v.dialogue_id + '\n' + to_dotted(v.village) + '\n' +
         std::to_string(v.date.time_since_epoch().count()) + '\n' + v.shift_code + '\n' +
         v.squad_id + '\n' + number(v.minutes_on_site) + '\n' + number(v.km) + '\n' +
         number(v.women_consulted) + '\n' + number(v.men_consulted) + '\n' +
         number(v.women_declined) + '\n' + number(v.cards_given);
}

struct JudgedVisit {
  PatrolVisit visit;
  RowIssues issues;
  Digest content;

  bool is_kept() const { return issues.outcome() <= Outcome::repaired; }
};

/// Judges rows on one thread, and remembers what it was asked before.
struct VisitJudge {
  RowReader reader;
  VillageFinder finder;

  JudgedVisit judge(std::size_t row) {
    reader.go_to(row);
    JudgedVisit judged{.visit = read_visit(reader, finder), .issues = {}, .content = {}};
    judged.issues = reader.issues();
    if (judged.is_kept()) judged.content = digest_of(content_of(judged.visit));
    return judged;
  }
};

using VisitJudges = tbb::enumerable_thread_specific<VisitJudge>;

/// The rows from `first` on, side by side.
std::vector<JudgedVisit> judge_block(VisitJudges& judges, std::size_t first, std::size_t end) {
  constexpr std::size_t kRowsPerTask = 1024;
  std::vector<JudgedVisit> judged(end - first);
  parallel_for((judged.size() + kRowsPerTask - 1) / kRowsPerTask, [&](std::size_t task) {
    VisitJudge& own = judges.local();
    const std::size_t last = std::min(judged.size(), (task + 1) * kRowsPerTask);
    for (std::size_t i = task * kRowsPerTask; i < last; ++i) judged[i] = own.judge(first + i);
  });
  return judged;
}

}  // namespace

VisitStore judge_patrol_log(const TextTable& table, const TableContext& context, Ledger& ledger) {
  constexpr std::size_t kRowsAtATime = 65'536;
  const SourceId source = open_source(table, "patrol_log", ledger);
  require_columns(table, *find_schema("patrol_log"), {"patrol_id", "date"});
  RowReader reader(table, "patrol_log", context.source->date_order, context.rules.as_of, source);
  VillageFinder finder = finder_of(reader, table, context);
  VisitJudges judges(VisitJudge{std::move(reader), std::move(finder)});
  VisitStore visits(context.rules.store);
  std::unordered_set<Digest, DigestHash> seen;
  for (std::size_t first = 0; first < table.rows(); first += kRowsAtATime) {
    const std::size_t end = std::min(table.rows(), first + kRowsAtATime);
    for (JudgedVisit& row : judge_block(judges, first, end)) {
      const bool is_new = !row.is_kept() || seen.insert(row.content).second;
      if (!is_new) row.issues.add({}, "duplicate_row");
      close_row(row.issues, ledger);
      if (row.is_kept()) visits.add(row.visit);
    }
  }
  visits.close();
  return visits;
}

}  // namespace rawan::io
