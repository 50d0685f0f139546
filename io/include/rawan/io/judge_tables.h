#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/field_records.h"
#include "rawan/io/read_inputs.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Meters of a known zone to degrees, on any thread; nothing where there is none. May be empty.
using FromMeters = std::function<std::optional<GeoPoint>(Point)>;

/// A report table as text and how it is to be read.
struct ReportText {
  const TextTable* table = nullptr;
  const ReportSource* source = nullptr;
  FromMeters from_meters = {};
};

// The readers of read_inputs.h after their files were read as text: same rules, ledger and errors.
// Tables must have been matched against the schema of their name.

ReportStore judge_reports(std::span<const ReportText> tables, const Region& region,
                          std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                          Ledger& ledger, const Control& control = {});

/// What every other table is judged by.
struct TableContext {
  const TableSource* source = nullptr;
  const Region* region = nullptr;
  std::span<const CrosswalkEntry> crosswalk = {};
  ReadRules rules = {};
  FromMeters from_meters = {};
};

VisitStore judge_patrol_log(const TextTable& table, const TableContext& context, Ledger& ledger);
std::vector<KrppaEntry> judge_krppa(const TextTable& table, const TableContext& context,
                                    Ledger& ledger);
std::vector<Population> judge_population(const TextTable& table, const TableContext& context,
                                         Ledger& ledger);
std::vector<Post> judge_posts(const TextTable& table, const TableContext& context, Ledger& ledger);
/// The last seven need no region.
std::vector<Squad> judge_squads(const TextTable& table, const TableContext& context,
                                Ledger& ledger);
std::vector<Contact> judge_contacts(const TextTable& table, const TableContext& context,
                                    Ledger& ledger);
std::vector<ScheduledVisit> judge_schedule(const TextTable& table, const TableContext& context,
                                           Ledger& ledger);
OverrideSheet judge_overrides(const TextTable& table, const TableContext& context, Ledger& ledger);
CheckinTable judge_checkins(const TextTable& table, const TableContext& context,
                            const OverrideSheet& schedule, Ledger& ledger);
std::vector<ProtectedPlace> judge_sensitive_sites(const TextTable& table,
                                                  const TableContext& context, Ledger& ledger);
std::vector<CrosswalkEntry> judge_crosswalk(const TextTable& table, Ledger& ledger);

}  // namespace rawan::io
