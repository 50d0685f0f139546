#include "country.h"

#include "area_code.h"
#include "rawan/algorithms/contract.h"
#include "rawan/engine/study.h"
#include "rawan/io/crs.h"

#include <optional>
#include <utility>

namespace rawan::engine {
namespace {

template <class Row>
std::vector<Row> take_rows(std::vector<Row>& table, std::vector<std::uint32_t>& rows) {
  std::vector<Row> taken;
  taken.reserve(rows.size());
  for (const std::uint32_t row : rows) taken.push_back(std::move(table[row]));
  rows.clear();
  return taken;
}

/// The sources as they are: rows name them by their position.
io::Ledger sources_of(const io::Ledger& ledger) {
  io::Ledger sources;
  for (const io::SourceCount& source : ledger.sources()) {
    sources.open(source.role, source.file, source.layer, source.independent_count);
  }
  return sources;
}

}  // namespace

Country::Country(Records records) : records_(std::move(records)) {
  for (const io::Village& village : records_.villages.villages) {
    if (!position_.try_emplace(io::regency_of(village.id), codes_.size()).second) continue;
    codes_.push_back(area_code(io::to_dotted(village.id), AreaLevel::regency));
  }
  const auto own = [](const auto& row) { return std::optional(row.village); };
  villages_ = rows_of(records_.villages.villages,
                      [](const io::Village& village) { return std::optional(village.id); });
  reports_ = rows_of(records_.reports, [](const io::Report& report) { return report.village; });
  unconsented_ = rows_of(records_.unconsented, own);
  visits_ = rows_of(records_.visits, own);
  krppa_ = rows_of(records_.krppa, own);
  population_ = rows_of(records_.population, own);
}

template <class Row, class Village>
Country::Rows Country::rows_of(const std::vector<Row>& table, Village&& village) const {
  Rows rows(codes_.size());
  for (std::uint32_t row = 0; row < table.size(); ++row) {
    const std::optional<io::VillageId> where = village(table[row]);
    const auto found = where ? position_.find(io::regency_of(*where)) : position_.end();
    rows[found == position_.end() ? 0 : found->second].push_back(row);
  }
  return rows;
}

Records Country::take(std::size_t regency) {
  expects(!villages_[regency].empty(), "a kabupaten is taken once");
  Records records;
  records.villages = {.villages = take_rows(records_.villages.villages, villages_[regency]),
                      .profile = records_.villages.profile,
                      .layer = records_.villages.layer,
                      .codes = records_.villages.codes};
  records.crs = io::choose_metric_crs(io::bounding_box(records.villages.villages));
  records.reports = take_rows(records_.reports, reports_[regency]);
  records.unconsented = take_rows(records_.unconsented, unconsented_[regency]);
  records.visits = take_rows(records_.visits, visits_[regency]);
  records.krppa = take_rows(records_.krppa, krppa_[regency]);
  records.population = take_rows(records_.population, population_[regency]);
  records.protected_places = records_.protected_places;
  records.ledger = sources_of(records_.ledger);
  return records;
}

}  // namespace rawan::engine
