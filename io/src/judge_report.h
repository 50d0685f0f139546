#pragma once

#include "code_lookup.h"
#include "content_hash.h"
#include "parse_coordinate.h"
#include "parse_date.h"
#include "parse_number.h"
#include "parse_village.h"
#include "rawan/io/judge_tables.h"
#include "table_columns.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rawan::io {

/// A row after judging.
struct Judged {
  Report* report = nullptr;  ///< Complete only if the outcome is accepted or repaired.
  RowIssues issues;
  Digest content;             ///< Of everything but the id.
  bool has_own_id = false;    ///< The id was told, not derived.
  bool is_numbered = false;   ///< The id is a running number: not unique across files.
  bool is_withdrawn = false;  ///< No consent.
  std::optional<Day> dialogue_day;
  std::optional<VillageId> named_village;  ///< As told by code or name.
};

/// Judges the rows of one report table.
class ReportJudge {
 public:
  ReportJudge(const ReportText& text, const Region& region,
              std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules, SourceId source,
              const std::string& reporter_key);

  /// @param report a new one, to be filled.
  Judged judge(std::size_t row, Report& report);

 private:
  FieldColumns field(std::string_view name) const;
  Day local_day(Instant instant) const;

  void judge_codes(std::size_t row, Judged& judged);
  void judge_status(std::size_t row, Judged& judged);
  void judge_place_type(std::size_t row, Judged& judged);
  void judge_issues(std::size_t row, Judged& judged);
  void judge_factors(std::size_t row, Judged& judged);
  void judge_severity(std::size_t row, Judged& judged);
  void judge_weekdays(std::size_t row, Judged& judged);
  std::vector<std::size_t> codes_of(const FieldColumns& columns, CodeLookup& lookup,
                                    std::size_t row, RowIssues& issues);

  void judge_times(std::size_t row, Judged& judged);
  std::optional<Moment> moment_at(const Cell& cell, RowIssues& issues) const;
  void judge_reported(std::size_t row, Judged& judged, const std::optional<Moment>& occurred);
  void judge_clock(std::size_t row, Judged& judged, const std::optional<Moment>& occurred);
  Instant instant_of(const Moment& moment, std::chrono::seconds zone) const;

  void judge_counts(std::size_t row, Judged& judged);
  std::optional<std::int32_t> count_at(const FieldColumns& columns, std::size_t row, bool is_needed,
                                       RowIssues& issues) const;

  void judge_position(std::size_t row, Judged& judged);
  std::pair<Cell, VillageAnswer> named_village(std::size_t row);
  std::pair<Cell, Coordinates> coordinates_at(std::size_t row, Judged& judged) const;
  void judge_accuracy(std::size_t row, std::string_view told, Judged& judged) const;
  void settle_village(std::size_t row, Judged& judged, const Coordinates& found);

  void judge_texts(std::size_t row, Judged& judged);
  void judge_people(std::size_t row, Judged& judged);
  bool is_personal(std::string_view place);
  std::string id_text(const Cell& cell, RowIssues& issues) const;
  void derive(std::size_t row, Judged& judged);

  const TextTable* table_;
  const TableSchema* schema_;
  const Region* region_;
  ReadRules rules_;
  std::string reporter_key_;
  SourceId source_;
  DateOrder order_;
  std::chrono::seconds zone_;
  CoordinateArea area_;
  std::string default_system_;

  FieldColumns id_, system_, org_, type_, patrol_, squad_, reported_, occurred_, clock_, band_,
      days_, tz_, lat_, lon_, geopoint_, accuracy_, method_, code_, name_, district_, place_name_,
      place_type_, issue_, factors_, severity_, dialogue_, declined_, aware_, women_, men_, group_,
      sex_, reporter_, victim_age_, referred_, status_, consent_;
  DecimalMark accuracy_mark_;

  CodeLookup systems_, orgs_, types_, bands_, day_names_, zones_, methods_, place_types_,
      issue_codes_, factor_codes_, severities_, groups_, sexes_, referrals_, statuses_, consents_;
  VillageFinder finder_;
  std::unordered_map<std::string, bool, TextHash, std::equal_to<>> personal_places_;
};

/// The identity of a dialogue where none was told: patrol, village, day and group.
std::string derived_dialogue_id(std::string_view patrol, VillageId village, Day day,
                                std::string_view group);

/// A hash over everything a report says except its id and where it was read.
Digest report_content(const Report& report);

}  // namespace rawan::io
