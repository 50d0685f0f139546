#include "content_hash.h"
#include "judge_report.h"
#include "rawan/algorithms/parallel.h"
#include "report_sets.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <utility>

namespace rawan::io {
namespace {

/// Columns every report needs and a default stands in for.
constexpr std::string_view kDefaulted[] = {"source_org", "place_type", "issue_code",
                                           "women_consulted", "consent"};

void note_absent_columns(const TextTable& table, SourceId source, Ledger& ledger) {
  const TableSchema& schema = *find_schema("reports");
  for (const std::string_view name : kDefaulted) {
    if (!FieldColumns(table, schema, name).is_absent()) continue;
    ledger.note({.record = {source, 0},
                 .column = std::string(name),
                 .reason = "column_absent",
                 .effect = Outcome::accepted});
  }
}

/// What all tables are judged by.
struct Measure {
  const Region& region;
  std::span<const CrosswalkEntry> crosswalk;
  const ReadRules& rules;
  std::string reporter_key;  ///< Empty where no table names reporters.
};

void judge_table(const ReportText& text, const Measure& measure, Ledger& ledger,
                 const Control& control, std::span<Report> reports, std::span<Judged> rows) {
  constexpr std::size_t kRowsPerBlock = 4096;
  const SourceId source = open_source(*text.table, "reports", ledger);
  if (text.table->columns() == 0 && text.table->rows() == 0) return;
  note_absent_columns(*text.table, source, ledger);
  // Each thread has a judge of its own, who remembers what he was asked before.
  tbb::enumerable_thread_specific<ReportJudge> judges(ReportJudge(
      text, measure.region, measure.crosswalk, measure.rules, source, measure.reporter_key));
  const std::size_t count = rows.size();
  parallel_for((count + kRowsPerBlock - 1) / kRowsPerBlock, [&](std::size_t block) {
    control.check();
    ReportJudge& judge = judges.local();
    const std::size_t end = std::min(count, (block + 1) * kRowsPerBlock);
    for (std::size_t row = block * kRowsPerBlock; row < end; ++row) {
      rows[row] = judge.judge(row, reports[row]);
    }
  });
}

bool names_reporters(const ReportText& text) {
  return !FieldColumns(*text.table, *find_schema("reports"), "reporter_ref").is_absent();
}

std::string key_for(std::span<const ReportText> tables, const ReadRules& rules) {
  if (!std::ranges::any_of(tables, names_reporters)) return {};
  return rules.reporter_key ? rules.reporter_key() : random_key();
}

DialogueEffort effort_of(const Judged& row) {
  const Report& report = *row.report;
  return {.source = report.source,
          .dialogue_id = report.dialogue_id,
          .patrol_id = report.patrol_id,
          .village = *report.village,
          .date = *row.dialogue_day,
          .women_consulted = report.women_consulted,
          .men_consulted = report.men_consulted,
          .women_declined = report.women_declined};
}

}  // namespace

ReportTable judge_reports(std::span<const ReportText> tables, const Region& region,
                          std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                          Ledger& ledger, const Control& control) {
  std::size_t count = 0;
  for (const ReportText& text : tables) count += text.table->rows();
  ReportTable result;
  result.reports.resize(count);
  std::vector<Judged> rows(count);
  const Measure measure{region, crosswalk, rules, key_for(tables, rules)};
  std::size_t first = 0;
  for (const ReportText& text : tables) {
    const std::size_t own = text.table->rows();
    judge_table(text, measure, ledger, control, std::span(result.reports).subspan(first, own),
                std::span(rows).subspan(first, own));
    first += own;
  }
  settle_duplicates(rows);
  settle_piles(rows, rules.pile_size);
  auto kept = result.reports.begin();
  for (Judged& row : rows) {
    close_row(row.issues, ledger);
    if (row.is_withdrawn && row.report->village) result.effort.push_back(effort_of(row));
    if (row.issues.outcome() > Outcome::repaired) continue;
    if (&*kept != row.report) *kept = std::move(*row.report);
    ++kept;
  }
  result.reports.erase(kept, result.reports.end());
  return result;
}

}  // namespace rawan::io
