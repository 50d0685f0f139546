#include "rawan/io/record_stores.h"

#include "report_rows.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace rawan::io {
namespace {

/// Sorts rows by their numbers where they are.
template <class Row>
void sort_by(const std::vector<std::uint64_t>& numbers, std::vector<Row>& rows) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return numbers[i]; });
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (std::size_t i = 0; i < place.size(); ++i) {
    while (place[i] != i) {
      std::swap(rows[i], rows[place[i]]);
      std::swap(place[i], place[place[i]]);
    }
  }
}

DialogueEffort effort_of(const ReportRow& row) {
  const Report& report = row.report;
  return {.source = report.source,
          .dialogue_id = report.dialogue_id,
          .patrol_id = report.patrol_id,
          .village = *report.village,
          .date = *row.dialogue_day,
          .women_consulted = report.women_consulted,
          .men_consulted = report.men_consulted,
          .women_declined = report.women_declined};
}

Fate fate_of(const ReportGist& gist) {
  if (gist.is_kept()) return gist.is_piled ? Fate::piled : Fate::kept;
  return gist.is_withdrawn ? Fate::effort_only : Fate::dropped;
}

/// The point stands for the village, which the name tells better.
void stand_for_village(ReportRow& row) {
  row.report.coord_method = CoordMethod::pusat_desa;
  if (row.named_village) row.report.village = row.named_village;
}

}  // namespace

std::size_t drawer_of(std::optional<VillageId> village, std::span<const RegencyId> regencies) {
  if (!village) return 0;
  const RegencyId regency = regency_of(*village);
  const auto found = std::ranges::lower_bound(regencies, regency);
  if (found == regencies.end() || *found != regency) return 0;
  return static_cast<std::size_t>(found - regencies.begin());
}

// --- reports ------------------------------------------------------------------------------------

void ReportStore::Rows::settle(const ReportGists& gists, Repeats repeats) {
  std::set<std::size_t> with_piles;
  fate_.reserve(gists.size());
  kept_.resize(rows_.drawers());
  for (std::size_t row = 0; row < gists.size(); ++row) {
    fate_.push_back(fate_of(gists[row]));
    if (gists[row].is_kept()) ++kept_[gists[row].drawer];
    if (fate_.back() == Fate::piled) with_piles.insert(gists[row].drawer);
  }
  repeats_ = std::move(repeats);
  if (rows_.drawers() > 1) {
    for (const std::size_t drawer : with_piles) move_piled(drawer);
  }
  rows_.close();
}

void ReportStore::Rows::move_piled(std::size_t drawer) {
  rows_.each_of(drawer, [&](ReportRow& row) {
    if (fate_[row.number] != Fate::piled) return;
    stand_for_village(row);
    if (drawer_of(row.report.village) != drawer) add(row);
  });
}

/// A row that went to another drawer is in both until it is looked at.
ReportTable ReportStore::Rows::of(std::size_t drawer) const {
  ReportTable table;
  table.reports.reserve(kept_.empty() ? 0 : kept_[drawer]);
  std::vector<std::uint64_t> reports;
  std::vector<std::uint64_t> effort;
  rows_.each_of(drawer, [&](ReportRow& row) {
    const Fate fate = fate_[row.number];
    if (fate == Fate::effort_only && row.report.village) {
      table.effort.push_back(effort_of(row));
      effort.push_back(row.number);
    }
    if (fate != Fate::kept && fate != Fate::piled) return;
    if (fate == Fate::piled) stand_for_village(row);
    if (drawer_of(row.report.village) != drawer) return;
    const auto repeat = repeats_.find(row.number);
    if (repeat != repeats_.end()) row.report.id += "-" + std::to_string(repeat->second);
    table.reports.push_back(row.report);
    reports.push_back(row.number);
  });
  sort_by(reports, table.reports);
  sort_by(effort, table.effort);
  return table;
}

ReportStore::ReportStore(const StoreOptions& options) : rows_(std::make_shared<Rows>(options)) {}

ReportTable ReportStore::of(std::size_t drawer) const {
  return rows_->of(drawer);
}

// --- visits -------------------------------------------------------------------------------------

class VisitStore::Rows : public PackedRows<PatrolVisit> {
 public:
  using PackedRows::PackedRows;
};

VisitStore::VisitStore(const StoreOptions& options) : rows_(std::make_shared<Rows>(options)) {}

void VisitStore::add(const PatrolVisit& visit) {
  rows_->add(visit.village, visit);
}

void VisitStore::close() {
  rows_->close();
}

std::vector<PatrolVisit> VisitStore::of(std::size_t drawer) const {
  std::vector<PatrolVisit> visits;
  rows_->each_of(drawer, [&](const PatrolVisit& visit) { visits.push_back(visit); });
  return visits;
}

}  // namespace rawan::io
