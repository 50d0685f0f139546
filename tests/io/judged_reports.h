#pragma once

#include "rawan/io/judge_tables.h"
#include "support/small_region.h"
#include "support/text_table.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace rawan::io {

struct Judgement {
  ReportTable table;
  Ledger ledger;

  std::multiset<std::string> reasons(std::uint64_t line) const {
    std::multiset<std::string> found;
    for (const Issue& issue : ledger.issues()) {
      if (issue.record.row == line) found.insert(issue.reason);
    }
    return found;
  }
  std::uint64_t count(Outcome outcome) const {
    return ledger.source(SourceId{}).outcomes[static_cast<std::size_t>(outcome)];
  }
};

inline ReadRules rules() {
  return {.as_of = test::day(2024, 12, 31)};
}

inline Judgement judge(const TextTable& table, const ReportSource& source = {},
                       const ReadRules& read = rules()) {
  Judgement result;
  const Region region = test::small_region();
  const auto crosswalk = test::small_crosswalk();
  const std::vector<ReportText> texts{{&table, &source, {}}};
  result.table = judge_reports(texts, region, crosswalk, read, result.ledger).of(0);
  result.ledger.prove_complete();
  return result;
}

using Row = std::map<std::string, std::string>;

/// A good report with some cells changed.
inline Row good(const Row& changes = {}) {
  Row row{{"report_id", "r1"},
          {"record_type", "persepsi"},
          {"source_org", "satpol_pp"},
          {"reported_at", "2024-03-05T20:00:00+07:00"},
          {"occurred_on", "2024-03-05"},
          {"occurred_time", "19:30"},
          {"patrol_id", "P-1"},
          {"lat", "0.8512"},
          {"lon", "109.0512"},
          {"coord_accuracy_m", "5"},
          {"village_code", "61.07.04.1001"},
          {"village_name", ""},
          {"district_name", ""},
          {"place_name", "Simpang pasar"},
          {"place_type", "jalan_umum"},
          {"issue_code", "gelap_sepi"},
          {"env_factors", "gelap sepi"},
          {"severity", ""},
          {"women_consulted", "12"},
          {"men_consulted", "3"},
          {"status", ""},
          {"reporter_ref", ""},
          {"referred", ""},
          {"victim_age_band", ""},
          {"consent", "agregat"}};
  for (const auto& [field, text] : changes) row[field] = text;
  return row;
}

inline TextTable table_of(const std::vector<Row>& rows) {
  std::vector<std::string> headers;
  for (const auto& [field, text] : good()) headers.push_back(field);
  test::Rows cells;
  for (const Row& row : rows) {
    cells.emplace_back();
    for (const std::string& header : headers) cells.back().push_back(row.at(header));
  }
  return test::text_table("reports", headers, cells);
}

inline Judgement judge_one(const Row& changes, const ReadRules& read = rules()) {
  return judge(table_of({good(changes)}), {}, read);
}

}  // namespace rawan::io
