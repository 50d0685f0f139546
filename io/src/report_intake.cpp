#include "report_intake.h"

#include "area_names.h"
#include "rawan/algorithms/parallel.h"
#include "report_sets.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <string_view>
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

bool names_reporters(const ReportText& text) {
  return !FieldColumns(*text.table, *find_schema("reports"), "reporter_ref").is_absent();
}

Digest identity_of(const Judged& row, const Digest& words) {
  // The seventh row of two tables is not the same report, unless it says the same.
  if (row.is_numbered || !row.has_own_id) return words;
  return digest_of(row.report->source_system + '\n' + row.report->id);
}

/// What tells two places apart: their names, else what they are; and the villages named with them.
std::uint64_t place_of(const Judged& row) {
  const std::string name = name_key(row.report->place_name);
  const std::string kind = std::to_string(static_cast<int>(row.report->place));
  const auto village = static_cast<std::int64_t>(row.named_village.value_or(VillageId{}));
  return digest_of((name.empty() ? kind : name) + '\n' + std::to_string(village)).low;
}

/// Of a report without consent nothing is kept but that she was asked.
Report effort_alone(const Report& report) {
  Report asked;
  asked.source = report.source;
  asked.village = report.village;
  asked.patrol_id = report.patrol_id;
  asked.dialogue_id = report.dialogue_id;
  asked.women_consulted = report.women_consulted;
  asked.men_consulted = report.men_consulted;
  asked.women_declined = report.women_declined;
  return asked;
}

ReportGist gist_of(const Judged& row) {
  const Report& report = *row.report;
  ReportGist gist;
  gist.reporter = report.reporter.value_or(0);
  gist.words = {row.content.high ^ gist.reporter, row.content.low};
  gist.identity = identity_of(row, gist.words);
  gist.reported_at = report.reported_at;
  gist.has_location = report.location.has_value();
  if (report.location) gist.location = *report.location;
  if (report.location) gist.place = place_of(row);
  gist.record = report.source;
  gist.has_own_id = row.has_own_id;
  gist.is_withdrawn = row.is_withdrawn;
  if (!row.issues.issues().empty()) gist.all_issues() = row.issues;
  return gist;
}

}  // namespace

ReportIntake::ReportIntake(const Region& region, std::span<const CrosswalkEntry> crosswalk,
                           const ReadRules& rules, Ledger& ledger, const Control& control)
    : region_(region),
      crosswalk_(crosswalk),
      rules_(rules),
      ledger_(ledger),
      control_(control),
      rows_(std::make_shared<ReportStore::Rows>(rules.store)) {}

/// One for all tables; empty where this one names no reporters.
const std::string& ReportIntake::key_for(const ReportText& text) {
  static const std::string kNone;
  if (!names_reporters(text)) return kNone;
  if (!reporter_key_) reporter_key_ = rules_.reporter_key ? rules_.reporter_key() : random_key();
  return *reporter_key_;
}

void ReportIntake::take(const ReportText& text) {
  const SourceId source = open_source(*text.table, "reports", ledger_);
  if (text.table->columns() == 0 && text.table->rows() == 0) return;
  note_absent_columns(*text.table, source, ledger_);
  const ReportJudge judge(text, region_, crosswalk_, rules_, source, key_for(text));
  const std::size_t first = gists_.size();
  gists_.add_table(text.table->rows());
  judge_rows(text, judge, first);
}

void ReportIntake::judge_rows(const ReportText& text, const ReportJudge& judge, std::size_t first) {
  constexpr std::size_t kRowsPerBlock = 4096;
  // Each thread has a judge of its own, who remembers what he was asked before.
  tbb::enumerable_thread_specific<ReportJudge> judges(judge);
  const std::size_t count = text.table->rows();
  parallel_for((count + kRowsPerBlock - 1) / kRowsPerBlock, [&](std::size_t block) {
    control_.check();
    ReportJudge& own = judges.local();
    const std::size_t end = std::min(count, (block + 1) * kRowsPerBlock);
    for (std::size_t i = block * kRowsPerBlock; i < end; ++i) {
      ReportRow row{.number = first + i};
      const Judged judged = own.judge(i, row.report);
      ReportGist& gist = gists_[first + i] = gist_of(judged);
      if (gist.outcome() == Outcome::rejected) continue;
      row.report.statement = gist.words.low ^ gist.words.high;
      row.named_village = judged.named_village;
      row.dialogue_day = judged.dialogue_day;
      gist.drawer = static_cast<std::uint32_t>(rows_->drawer_of(row.report.village));
      if (gist.is_withdrawn) row.report = effort_alone(row.report);
      rows_->add(row);
    }
  });
}

ReportStore ReportIntake::finish() {
  Repeats repeats = settle_duplicates(gists_);
  settle_piles(gists_, rules_.pile_size);
  rows_->settle(gists_, std::move(repeats));
  for (std::size_t row = 0; row < gists_.size(); ++row) {
    if (const auto issues = std::exchange(gists_[row].issues, {})) {
      close_row(*issues, ledger_);
    } else {
      ledger_.close(gists_[row].record, Outcome::accepted);
    }
  }
  gists_ = {};
  return ReportStore(std::move(rows_));
}

ReportStore judge_reports(std::span<const ReportText> tables, const Region& region,
                          std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                          Ledger& ledger, const Control& control) {
  ReportIntake intake(region, crosswalk, rules, ledger, control);
  for (const ReportText& text : tables) intake.take(text);
  return intake.finish();
}

}  // namespace rawan::io
