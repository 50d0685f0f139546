#include "judge_report.h"
#include "parse_number.h"

namespace rawan::io {
namespace {

std::string listed(const std::vector<VillageId>& villages) {
  std::string text;
  for (const VillageId village : villages) text += (text.empty() ? "" : ", ") + to_dotted(village);
  return text;
}

/// A refused coordinate or name costs the record only if nothing else places it.
Outcome effect_on_placed(std::string_view reason) {
  if (reason == "no_location") return Outcome::accepted;
  return reason == "code_scientific" ? Outcome::rejected : Outcome::repaired;
}

/// Code and place agree: nothing is wrong with a row of a table that is wider than the kabupaten.
bool is_elsewhere(const VillageAnswer& answer, const Coordinates& found) {
  return answer.reason == "other_regency" && found.refusal == "outside_area";
}

void note_answer(const Cell& cell, const VillageAnswer& answer, bool is_placed, RowIssues& issues) {
  if (answer.reason.empty()) return;
  Outcome effect = effect_of(answer.reason);
  if (!answer.village) effect = is_placed ? effect_on_placed(answer.reason) : Outcome::rejected;
  issues.add(cell.header, answer.reason, effect, listed(answer.candidates));
}

CoordQuality quality_of(const Report& report, const Coordinates& found, double low_accuracy_m) {
  constexpr double kGoodAccuracy = 30.0;
  if (!found.point) return CoordQuality::ditolak;
  if (report.accuracy_m.value_or(0.0) > low_accuracy_m || found.is_coarse) {
    return CoordQuality::rendah;
  }
  for (const std::string_view repair : found.repairs) {
    if (repair != "coordinate_dms") return CoordQuality::diperbaiki;
  }
  return report.accuracy_m.value_or(kGoodAccuracy + 1.0) <= kGoodAccuracy ? CoordQuality::baik
                                                                          : CoordQuality::cukup;
}

}  // namespace

std::pair<Cell, VillageAnswer> ReportJudge::named_village(std::size_t row) {
  if (const Cell code = code_.first(row); !code.text.empty()) {
    return {code, finder_.by_code(code.text)};
  }
  const Cell name = name_.first(row);
  if (name.text.empty()) return {name, {}};
  return {name, finder_.by_name(name.text, district_.first(row).text)};
}

std::pair<Cell, Coordinates> ReportJudge::coordinates_at(std::size_t row, Judged& judged) const {
  const Cell lat = lat_.first(row);
  const Cell lon = lon_.first(row);
  judge_accuracy(row, {}, judged);
  if (!lat.text.empty() || !lon.text.empty()) {
    return {lat.text.empty() ? lon : lat, read_coordinates(lat.text, lon.text, area_)};
  }
  const Cell point = geopoint_.first(row);
  if (!point.text.empty()) {
    const auto parts = split_point(point.text);
    if (!parts) return {point, {.refusal = "coordinate_format"}};
    judge_accuracy(row, parts->accuracy, judged);
    return {point, read_coordinates(parts->lat, parts->lon, area_)};
  }
  if (table_->geometry.empty() || !table_->geometry[row]) return {lat, {.refusal = "no_location"}};
  return {lat, check_point(*table_->geometry[row])};
}

void ReportJudge::judge_accuracy(std::size_t row, std::string_view told, Judged& judged) const {
  const Cell cell = accuracy_.first(row);
  const std::string_view text = cell.text.empty() ? told : cell.text;
  if (text.empty() || judged.report->accuracy_m) return;
  const auto accuracy = parse_real(text, cell.text.empty() ? DecimalMark::point : accuracy_mark_);
  if (accuracy && *accuracy >= 0.0) {
    judged.report->accuracy_m = accuracy;
  } else {
    judged.issues.add(cell.header, "number_ignored");
  }
}

void ReportJudge::judge_position(std::size_t row, Judged& judged) {
  Report& report = *judged.report;
  auto [where, found] = coordinates_at(row, judged);
  std::optional<Located> around;
  if (found.point) around = region_->locate(*found.point);
  if (found.point && !around) found = {.refusal = "outside_area"};

  const auto [who, answer] = named_village(row);
  judged.named_village = answer.village;
  const bool is_placed = around || answer.village;
  if (is_elsewhere(answer, found)) {
    judged.issues.add(who.header, answer.reason);
    return;
  }
  note_answer(who, answer, is_placed, judged.issues);
  const bool has_points = !lat_.is_absent() || !geopoint_.is_absent() || !table_->geometry.empty();
  if (!found.point && (has_points || !is_placed)) {
    const bool named_wrong = !is_placed && !answer.reason.empty();
    // The name was the record's only place, and its own reason was given above.
    if (!named_wrong || found.refusal != "no_location") {
      judged.issues.add(where.header, found.refusal,
                        is_placed ? effect_on_placed(found.refusal) : Outcome::rejected);
    }
  }
  for (const std::string_view repair : found.repairs) judged.issues.add(where.header, repair);

  report.location = found.point;
  report.coord_quality = quality_of(report, found, rules_.low_accuracy_m);
  if (found.point) report.coord_method = CoordMethod::gps;
  if (found.point && found.is_coarse) judged.issues.add(where.header, "low_precision");
  if (found.point && report.accuracy_m.value_or(0.0) > rules_.low_accuracy_m) {
    judged.issues.add(where.header, "low_accuracy");
  }
  if (around) report.village = around->village;
  report.assigned_nearest = around && around->how == Located::How::nearest;
  if (around && around->how == Located::How::border) judged.issues.add(where.header, "on_border");
  settle_village(row, judged, found);
  if (report.assigned_nearest) judged.issues.add(where.header, "assigned_nearest");
}

/// Which of the two holds where a point lies outside the village it was named for (D14).
void ReportJudge::settle_village(std::size_t row, Judged& judged, const Coordinates& found) {
  Report& report = *judged.report;
  if (found.point) {
    const auto method = methods_.find(method_.first(row).text);
    if (method) report.coord_method = static_cast<CoordMethod>(method->position);
  }
  if (!judged.named_village) return;
  const bool differs = report.village && report.village != judged.named_village;
  const bool point_wins = report.accuracy_m && *report.accuracy_m <= rules_.low_accuracy_m &&
                          report.coord_quality != CoordQuality::rendah;
  if (differs) judged.issues.add(code_.first(row).header, "village_mismatch");
  if (differs && point_wins) return;
  if (differs) report.coord_quality = CoordQuality::rendah;
  if (differs) report.assigned_nearest = false;
  report.village = judged.named_village;
}

}  // namespace rawan::io
