#pragma once

#include "judge_report.h"
#include "report_rows.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace rawan::io {

/// Judges report tables one after the other and keeps in memory only what tells their rows apart.
class ReportIntake {
 public:
  ReportIntake(const Region& region, std::span<const CrosswalkEntry> crosswalk,
               const ReadRules& rules, Ledger& ledger, const Control& control);

  /// The table is not needed any more afterwards.
  void take(const ReportText& text);
  /// Compares the rows of all tables and ends each in the ledger. Once, after all were taken.
  ReportStore finish();

 private:
  const std::string& key_for(const ReportText& text);
  void judge_rows(const ReportText& text, const ReportJudge& judge, std::size_t first);

  const Region& region_;
  std::span<const CrosswalkEntry> crosswalk_;
  const ReadRules& rules_;
  Ledger& ledger_;
  const Control& control_;
  std::optional<std::string> reporter_key_;
  std::shared_ptr<ReportStore::Rows> rows_;
  ReportGists gists_;
};

}  // namespace rawan::io
