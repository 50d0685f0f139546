#include "field_rules.h"
#include "judge_report.h"

namespace rawan::io {
namespace {

using std::chrono::seconds;

constexpr seconds kNoon = std::chrono::hours(12);

/// Survey servers write these in UTC without saying so.
bool is_utc_column(std::string_view header) {
  return header.ends_with("_submission_time") || header.ends_with("SubmissionDate") ||
         header.ends_with("submissiondate");
}

seconds within_a_day(seconds clock) {
  constexpr seconds kDay = std::chrono::hours(24);
  return ((clock % kDay) + kDay) % kDay;
}

}  // namespace

Day ReportJudge::local_day(Instant instant) const {
  return std::chrono::floor<std::chrono::days>(instant + zone_);
}

Instant ReportJudge::instant_of(const Moment& moment, seconds zone) const {
  return Instant(moment.day) + moment.clock.value_or(kNoon) - moment.offset.value_or(zone);
}

std::optional<Moment> ReportJudge::moment_at(const Cell& cell, RowIssues& issues) const {
  if (cell.text.empty()) return std::nullopt;
  const auto moment = parse_moment(cell.text, order_);
  if (!moment) {
    issues.add(cell.header, "date_invalid");
    return std::nullopt;
  }
  if (!moment->reason.empty()) issues.add(cell.header, moment->reason);
  const auto bad_offset = check_offset(moment->offset.value_or(seconds(0)));
  if (!bad_offset.empty()) issues.add(cell.header, bad_offset);
  return moment;
}

void ReportJudge::judge_times(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  const Cell cell = occurred_.first(row);
  const auto occurred = moment_at(cell, judged.issues);
  if (occurred) {
    report.occurred_on = occurred->offset ? local_day(instant_of(*occurred, zone_)) : occurred->day;
    const auto bad_day = check_day(*report.occurred_on, rules_.as_of);
    if (!bad_day.empty()) judged.issues.add(cell.header, bad_day);
  }
  if (cell.text.empty() && report.type == RecordType::kejadian) {
    judged.issues.add(cell.header, "missing_value");
  }
  judge_reported(row, judged, occurred);
  judge_clock(row, judged, occurred);
}

void ReportJudge::judge_reported(std::size_t row, Judged& judged,
                                 const std::optional<Moment>& occurred) {
  Report& report = *judged.report;
  const Cell cell = reported_.first(row);
  auto reported = moment_at(cell, judged.issues);
  if (cell.text.empty()) {
    judged.issues.add(cell.header, occurred ? "reported_from_occurred" : "missing_value");
    reported = occurred;
  }
  if (!reported) return;
  seconds zone = is_utc_column(cell.header) ? seconds(0) : zone_;
  if (const auto told = zones_.find(tz_.first(row).text); told && !is_utc_column(cell.header)) {
    zone = std::chrono::hours(7 + static_cast<int>(told->position));
  }
  report.reported_at = instant_of(*reported, zone);
  const Day day = local_day(report.reported_at);
  if (const auto bad = check_day(day, rules_.as_of); !bad.empty()) {
    judged.issues.add(cell.header, bad);
  }
  if (const auto bad = check_order(report.occurred_on, day); !bad.empty()) {
    judged.issues.add(occurred_.first(row).header, bad);
  }
}

void ReportJudge::judge_clock(std::size_t row, Judged& judged,
                              const std::optional<Moment>& occurred) {
  Report& report = *judged.report;
  const Cell cell = clock_.first(row);
  auto clock = parse_clock(cell.text);
  if (!clock && !cell.text.empty()) {
    const auto moment = parse_moment(cell.text, order_);
    if (moment && moment->clock) clock = Clock{*moment->clock, moment->offset};
    if (!clock) judged.issues.add(cell.header, "time_ignored");
  }
  // Midnight beside a date is a spreadsheet's way to write a date without a time.
  const bool beside = occurred && occurred->clock.value_or(seconds(0)) != seconds(0);
  if (!clock && beside) clock = Clock{*occurred->clock, occurred->offset};
  if (!clock) return;
  const seconds local = within_a_day(clock->since_midnight + zone_ - clock->offset.value_or(zone_));
  report.occurred_time = std::chrono::duration_cast<Minutes>(local);
}

}  // namespace rawan::io
