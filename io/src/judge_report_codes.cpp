#include "header_match.h"
#include "judge_report.h"

namespace rawan::io {
namespace {

/// What one cell of a column of codes says.
struct CodeCell {
  Cell cell;
  std::optional<CodeMatch> match;

  bool is_unknown() const { return !cell.text.empty() && !match; }
};

CodeCell read_code(const FieldColumns& columns, CodeLookup& lookup, std::size_t row) {
  const Cell cell = columns.first(row);
  return {cell, cell.text.empty() ? std::nullopt : lookup.find(cell.text)};
}

/// The code, with a note on synonyms and on unknown words; nothing leaves `value` as it was.
template <class Enum>
void take_code(const CodeCell& found, Enum& value, RowIssues& issues) {
  if (found.is_unknown()) issues.add(found.cell.header, "unknown_code");
  if (!found.match) return;
  value = static_cast<Enum>(found.match->position);
  if (found.match->is_synonym) issues.add(found.cell.header, "code_synonym");
}

bool is_chosen(std::string_view cell) {
  return cell == "1" || cell == "1.0" || cell == "TRUE" || cell == "True" || cell == "true";
}

void note_missing(const FieldColumns& columns, std::size_t row, RowIssues& issues) {
  if (columns.is_absent()) return;
  issues.add(columns.first(row).header, "missing_code");
}

}  // namespace

std::vector<std::size_t> ReportJudge::codes_of(const FieldColumns& columns, CodeLookup& lookup,
                                               std::size_t row, RowIssues& issues) {
  std::vector<std::size_t> positions;
  for (const std::size_t column : columns.columns()) {
    const Cell cell = columns.cell(row, column);
    if (cell.text.empty()) continue;
    const Field& field = schema_->fields[table_->fields[column]];
    const bool may_be_choice = cell.header.find('/') != std::string_view::npos;
    if (const auto choice = may_be_choice ? choice_of_header(field, cell.header) : std::nullopt) {
      if (is_chosen(cell.text)) positions.push_back(*choice);
      continue;
    }
    std::size_t unknown = 0;
    for (const CodeMatch& match : lookup.find_all(cell.text, unknown)) {
      positions.push_back(match.position);
      if (match.is_synonym) issues.add(cell.header, "code_synonym");
    }
    if (unknown > 0) issues.add(cell.header, "unknown_code");
    if (unknown > 0) positions.push_back(code_list(field.code_list).entries.size() - 1);
  }
  return positions;
}

void ReportJudge::judge_codes(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  RowIssues& issues = judged.issues;
  const CodeCell type = read_code(type_, types_, row);
  if (type.cell.text.empty()) issues.add(type.cell.header, "missing_value");
  if (type.is_unknown()) issues.add(type.cell.header, "record_type_unknown");
  if (type.match) take_code(type, report.type, issues);

  const auto systems = code_list("source_system").entries;
  std::size_t system = systems.size() - 1;
  const CodeCell told = read_code(system_, systems_, row);
  take_code(told, system, issues);
  report.source_system = told.cell.text.empty() ? default_system_ : systems[system].code;

  take_code(read_code(org_, orgs_, row), report.org, issues);
  take_code(read_code(band_, bands_, row), report.time_band, issues);
  take_code(read_code(sex_, sexes_, row), report.reporter_sex, issues);
  if (org_.first(row).text.empty()) note_missing(org_, row, issues);
  if (read_code(group_, groups_, row).is_unknown()) {
    issues.add(group_.first(row).header, "unknown_code");
  }
  const CodeCell referred = read_code(referred_, referrals_, row);
  std::size_t referral = 0;
  take_code(referred, referral, issues);
  report.referred = referral == 1 || referral == 2 || referral == 4;

  judge_status(row, judged);
  judge_place_type(row, judged);
  judge_issues(row, judged);
  judge_factors(row, judged);
  judge_severity(row, judged);
  judge_weekdays(row, judged);
}

void ReportJudge::judge_status(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  const CodeCell status = read_code(status_, statuses_, row);
  take_code(status, report.status, judged.issues);
  if (report.status == ReportStatus::duplikat) {
    judged.issues.add(status.cell.header, "status_duplicate");
  }
  if (report.status == ReportStatus::ditolak) {
    judged.issues.add(status.cell.header, "status_rejected");
  }
  const CodeCell consent = read_code(consent_, consents_, row);
  take_code(consent, report.consent, judged.issues);
  // An answer that is not understood is not a yes.
  if (consent.is_unknown()) report.consent = Consent::tidak;
  judged.is_withdrawn = report.consent == Consent::tidak;
}

void ReportJudge::judge_place_type(std::size_t row, Judged& judged) {
  const CodeCell place = read_code(place_type_, place_types_, row);
  take_code(place, judged.report->place, judged.issues);
  const bool needed = judged.report->type != RecordType::nihil;
  if (needed && place.cell.text.empty()) note_missing(place_type_, row, judged.issues);
}

void ReportJudge::judge_issues(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  for (const std::size_t position : codes_of(issue_, issue_codes_, row, judged.issues)) {
    report.issues.set(position);
  }
  const bool needed = report.type == RecordType::persepsi || report.type == RecordType::kejadian;
  if (!needed || report.issues.any()) return;
  report.issues.set(static_cast<std::size_t>(IssueType::lainnya));
  note_missing(issue_, row, judged.issues);
}

void ReportJudge::judge_factors(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  for (const std::size_t position : codes_of(factors_, factor_codes_, row, judged.issues)) {
    report.factors.set(position);
  }
  if (report.type != RecordType::temuan || report.factors.any()) return;
  report.factors.set(static_cast<std::size_t>(EnvFactor::lainnya));
  note_missing(factors_, row, judged.issues);
}

void ReportJudge::judge_severity(std::size_t row, Judged& judged) {
  const CodeCell severity = read_code(severity_, severities_, row);
  int position = -1;
  take_code(severity, position, judged.issues);
  judged.report->severity = position + 1;
}

void ReportJudge::judge_weekdays(std::size_t row, Judged& judged) {
  constexpr std::size_t kDays = 7;
  for (const std::size_t position : codes_of(days_, day_names_, row, judged.issues)) {
    if (position < kDays) judged.report->weekdays.set(position);
  }
}

}  // namespace rawan::io
