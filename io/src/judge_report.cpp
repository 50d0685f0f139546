#include "judge_report.h"

#include "content_hash.h"
#include "field_rules.h"
#include "personal_words.h"
#include "rawan/io/error.h"
#include "rawan/io/release_ledger.h"
#include "text.h"

#include <algorithm>

namespace rawan::io {
namespace {

std::vector<std::string_view> all_cells(const FieldColumns& field) {
  std::vector<std::string_view> cells;
  for (const std::size_t column : field.columns()) {
    const auto more = field.cells(column);
    cells.insert(cells.end(), more.begin(), more.end());
  }
  return cells;
}

int province_of(const Region& region) {
  const std::string_view digits = std::string_view(region.regency).substr(0, 2);
  return digits.size() == 2 && all_digits(digits) ? (digits[0] - '0') * 10 + (digits[1] - '0') : 0;
}

/// Survey tools are known by the columns only they write.
std::string system_of(const TextTable& table, const ReportSource& source) {
  if (!source.source_system.empty()) return source.source_system;
  const auto has = [&](std::string_view ending) {
    return std::ranges::any_of(table.headers,
                               [&](const auto& header) { return header.ends_with(ending); });
  };
  if (has("_submission_time") || has("_uuid")) return "kobo";
  return has("SubmissionDate") ? "odk" : "manual_csv";
}

std::string cut_to(const std::string& text, std::size_t letters) {
  std::size_t count = 0;
  const auto is_beyond = [&](unsigned char byte) {
    const bool begins = (byte & 0xC0U) != 0x80U;
    return begins && count++ == letters;
  };
  return {text.begin(), std::ranges::find_if(text, is_beyond)};
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

/// An age or a band of ages; what is not understood may be a child's.
bool may_be_child(std::string_view age) {
  constexpr std::size_t kFirstAdultBand = 3;
  constexpr std::int64_t kAdult = 18;
  if (const auto band = find_code(code_list("age_band"), age)) return *band < kFirstAdultBand;
  const auto years = parse_whole(age);
  return !years || *years < kAdult;
}

int default_severity_of(const IssueTypes& issues) {
  int worst = 0;
  for (std::size_t i = 0; i < kIssueTypes; ++i) {
    if (issues[i]) worst = std::max(worst, default_severity(static_cast<IssueType>(i)));
  }
  return worst;
}

}  // namespace

ReportJudge::ReportJudge(const ReportText& text, const Region& region,
                         std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                         SourceId source, const std::string& reporter_key)
    : table_(text.table),
      schema_(find_schema("reports")),
      region_(&region),
      rules_(rules),
      reporter_key_(reporter_key),
      source_(source),
      order_(date_order_of(text.source->date_order)),
      zone_(zone_of_province(province_of(region))),
      area_{region.contains, text.from_meters},
      default_system_(system_of(*text.table, *text.source)),
      id_(field("report_id")),
      system_(field("source_system")),
      org_(field("source_org")),
      type_(field("record_type")),
      patrol_(field("patrol_id")),
      squad_(field("squad_id")),
      reported_(field("reported_at")),
      occurred_(field("occurred_on")),
      clock_(field("occurred_time")),
      band_(field("time_band")),
      days_(field("day_pattern")),
      tz_(field("tz")),
      lat_(field("lat")),
      lon_(field("lon")),
      geopoint_(field("geopoint")),
      accuracy_(field("coord_accuracy_m")),
      method_(field("coord_method")),
      code_(field("village_code")),
      name_(field("village_name")),
      district_(field("district_name")),
      place_name_(field("place_name")),
      place_type_(field("place_type")),
      issue_(field("issue_code")),
      factors_(field("env_factors")),
      severity_(field("severity")),
      dialogue_(field("dialogue_id")),
      declined_(field("women_declined")),
      aware_(field("women_aware_service")),
      women_(field("women_consulted")),
      men_(field("men_consulted")),
      group_(field("group_type")),
      sex_(field("reporter_sex")),
      reporter_(field("reporter_ref")),
      victim_age_(field("victim_age_band")),
      referred_(field("referred")),
      status_(field("status")),
      consent_(field("consent")),
      accuracy_mark_(decimal_mark_of(all_cells(accuracy_))),
      systems_(code_list("source_system")),
      orgs_(code_list("source_org")),
      types_(code_list("record_type")),
      bands_(code_list("time_band")),
      day_names_(code_list("day_pattern")),
      zones_(code_list("tz")),
      methods_(code_list("coord_method")),
      place_types_(code_list("place_type")),
      issue_codes_(code_list("issue_code")),
      factor_codes_(code_list("env_factors")),
      severities_(code_list("severity")),
      groups_(code_list("group_type")),
      sexes_(code_list("sex")),
      referrals_(code_list("referred")),
      statuses_(code_list("status")),
      consents_(code_list("consent")),
      finder_(region, crosswalk, text.source->codes, rules.accept_fuzzy, all_cells(code_),
              {.file = text.table->file, .layer = text.table->layer}) {
  require_columns(*table_, *schema_, {"record_type"});
  if (reported_.is_absent()) require_columns(*table_, *schema_, {"occurred_on"});
  const bool placed = !geopoint_.is_absent() || !code_.is_absent() || !name_.is_absent() ||
                      !table_->geometry.empty();
  if (!placed) require_columns(*table_, *schema_, {"lat", "lon"});
  require_date_order(*table_, reported_, text.source->date_order);
  require_date_order(*table_, occurred_, text.source->date_order);
}

FieldColumns ReportJudge::field(std::string_view name) const {
  return {*table_, *schema_, name};
}

Judged ReportJudge::judge(std::size_t row, Report& report) {
  Judged judged;
  judged.report = &report;
  const RecordRef record{source_, table_->lines[row]};
  judged.issues = RowIssues(record);
  judged.report->source = record;
  judge_codes(row, judged);
  judge_times(row, judged);
  judge_counts(row, judged);
  judge_position(row, judged);
  judge_texts(row, judged);
  judge_people(row, judged);
  derive(row, judged);
  if (judged.is_withdrawn) judged.issues.replace_all(consent_.first(row).header, "no_consent");
  return judged;
}

std::optional<std::int32_t> ReportJudge::count_at(const FieldColumns& columns, std::size_t row,
                                                  bool is_needed, RowIssues& issues) const {
  const Cell cell = columns.first(row);
  if (cell.text.empty()) return std::nullopt;
  const auto count = parse_whole(cell.text);
  if (!count) {
    issues.add(cell.header, is_needed ? "number_format" : "number_ignored");
    return std::nullopt;
  }
  if (const auto reason = check_count(*count); !reason.empty()) {
    issues.add(cell.header, reason);
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*count);
}

void ReportJudge::judge_counts(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  const bool needed = report.type == RecordType::persepsi;
  report.women_consulted = count_at(women_, row, needed, judged.issues);
  report.men_consulted = count_at(men_, row, needed, judged.issues);
  report.women_declined = count_at(declined_, row, false, judged.issues);
  report.women_aware_service = count_at(aware_, row, false, judged.issues);
  if (const auto reason = check_effort(report); !reason.empty()) {
    judged.issues.add(women_.first(row).header, reason);
  }
  if (needed && !women_.is_absent() && women_.first(row).text.empty()) {
    judged.issues.add(women_.first(row).header, "no_women_count");
  }
}

std::string ReportJudge::id_text(const Cell& cell, RowIssues& issues) const {
  constexpr std::size_t kLongest = 64;
  if (cell.text.size() <= kLongest && !has_personal_number(cell.text)) {
    return on_one_line(cell.text);
  }
  issues.add(cell.header, "id_replaced");
  return id_of(digest_of(cell.text));
}

/// Names of places come again and again.
bool ReportJudge::is_personal(std::string_view place) {
  const auto known = personal_places_.find(place);
  if (known != personal_places_.end()) return known->second;
  return personal_places_.emplace(std::string(place), has_personal_words(place)).first->second;
}

void ReportJudge::judge_texts(std::size_t row, Judged& judged) {
  constexpr std::size_t kLongestName = 120;
  Report& report = *judged.report;
  const Cell id = id_.first(row);
  judged.has_own_id = !id.text.empty();
  judged.is_numbered = collapsed(id.header).starts_with("no") && all_digits(id.text);
  report.id = id_text(id, judged.issues);
  report.patrol_id = id_text(patrol_.first(row), judged.issues);
  report.squad_id = id_text(squad_.first(row), judged.issues);
  report.dialogue_id = id_text(dialogue_.first(row), judged.issues);
  const Cell place = place_name_.first(row);
  report.place_name = on_one_line(place.text);
  for (const Cell& cell : {place, name_.first(row), id}) {
    if (is_test_word(cell.text)) judged.issues.add(cell.header, "test_record");
  }
  if (is_personal(place.text)) {
    report.place_name.clear();
    judged.issues.add(place.header, "personal_words");
  }
  const std::string cut = cut_to(report.place_name, kLongestName);
  if (cut.size() == report.place_name.size()) return;
  report.place_name = cut;
  judged.issues.add(place.header, "text_cut");
}

/// Of who told it and of whom it tells only what counting and disclosure ask for.
void ReportJudge::judge_people(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  const std::string reporter = collapsed(reporter_.first(row).text);
  if (!reporter.empty()) report.reporter = reporter_hash(reporter_key_, reporter);
  const std::string_view age = victim_age_.first(row).text;
  report.involves_child = !age.empty() && may_be_child(age);
}

void ReportJudge::derive(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  if (report.severity == 0) report.severity = default_severity_of(report.issues);
  const bool has_band = !band_.first(row).text.empty();
  if (!has_band && report.occurred_time) report.time_band = band_of(*report.occurred_time);
  if (report.place == PlaceType::daring) report.location.reset();
  // A mark is raised in a dialogue of its day; an event may be told of long after it happened.
  const bool is_event = report.type == RecordType::kejadian;
  judged.dialogue_day =
      report.occurred_on && !is_event ? *report.occurred_on : local_day(report.reported_at);
  const auto group = groups_.find(group_.first(row).text);
  if (report.dialogue_id.empty() && report.village) {
    report.dialogue_id = derived_dialogue_id(
        report.patrol_id, *report.village, *judged.dialogue_day,
        group ? code_list("group_type").entries[group->position].code : std::string_view());
  }
  judged.content = report_content(report);
  if (!judged.has_own_id) report.id = id_of(judged.content);
}

}  // namespace rawan::io
