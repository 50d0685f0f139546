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

/// The sources as they are, without their issues: rows name them by their position.
io::Ledger sources_of(const io::Ledger& ledger) {
  io::Ledger sources;
  for (const io::SourceCount& source : ledger.sources()) {
    sources.open(source.role, source.file, source.layer, source.independent_count);
  }
  return sources;
}

}  // namespace

Country::Country(Gathered all) : all_(std::move(all)) {
  const Records& records = all_.records;
  for (const io::Village& village : records.villages.villages) {
    if (!position_.try_emplace(io::regency_of(village.id), codes_.size()).second) continue;
    codes_.push_back(area_code(io::to_dotted(village.id), AreaLevel::regency));
  }
  const auto own = [](const auto& row) { return std::optional(row.village); };
  villages_ = rows_of(records.villages.villages,
                      [](const io::Village& village) { return std::optional(village.id); });
  krppa_ = rows_of(records.krppa, own);
  population_ = rows_of(records.population, own);
  all_.records.ledger = sources_of(records.ledger);
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
  Records& from = all_.records;
  Records records;
  records.villages = {.villages = take_rows(from.villages.villages, villages_[regency]),
                      .profile = from.villages.profile,
                      .layer = from.villages.layer,
                      .codes = from.villages.codes};
  records.crs = io::choose_metric_crs(io::bounding_box(records.villages.villages));
  records.krppa = take_rows(from.krppa, krppa_[regency]);
  records.population = take_rows(from.population, population_[regency]);
  records.protected_places = from.protected_places;
  records.ledger = from.ledger;
  fill(records, regency);
  return records;
}

}  // namespace rawan::engine
