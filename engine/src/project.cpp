#include "rawan/algorithms/polygons.h"
#include "rawan/engine/stages.h"

#include <algorithm>
#include <map>

namespace rawan::engine {
namespace {

bool in_period(Day day, const PeriodConfig& period) {
  return day >= period.from && day <= period.to;
}

/// The local day a report tells of; reports without one belong to the day they were made.
Day day_of(const io::Report& report) {
  return report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at));
}

bool in_force(const io::KrppaEntry& entry, const PeriodConfig& period) {
  return entry.status != io::KrppaStatus::dicabut && entry.valid_from <= period.to &&
         (!entry.valid_to || *entry.valid_to >= period.to);
}

/// The female population of the latest year told, by village.
std::map<io::VillageId, double> latest_women(const std::vector<io::Population>& population) {
  std::map<io::VillageId, std::pair<int, double>> latest;
  for (const io::Population& row : population) {
    auto& [year, women] = latest[row.village];
    if (row.year >= year) std::tie(year, women) = std::pair(row.year, double(row.women));
  }
  std::map<io::VillageId, double> women;
  for (const auto& [village, value] : latest) women.emplace(village, value.second);
  return women;
}

void attach_krppa(Sites& sites, const std::vector<io::KrppaEntry>& krppa,
                  const PeriodConfig& period) {
  sites.krppa.resize(sites.size());
  for (std::uint32_t i = 0; i < krppa.size(); ++i) {
    const auto site = sites.find(krppa[i].village);
    if (site && in_force(krppa[i], period)) sites.krppa[*site] = i;
  }
}

/// The name of a village's kecamatan; the code where the boundaries name none.
std::string district_label(const io::Village& village) {
  return village.district.empty() ? io::to_dotted(io::district_of(village.id)) : village.district;
}

Sites make_sites(const Records& records, const PeriodConfig& period) {
  const io::Projector projector(records.crs.crs);
  const auto women = latest_women(records.population);
  Sites sites;
  for (const io::Village& village : records.villages.villages) {
    sites.id.push_back(village.id);
    sites.name.push_back(village.name);
    sites.district.push_back(district_label(village));
    sites.area.push_back(projector.to_meters(village.area));
    sites.center.push_back(interior_point(sites.area.back()));
    const auto found = women.find(village.id);
    sites.women.push_back(found == women.end() ? std::optional<double>() : found->second);
  }
  attach_krppa(sites, records.krppa, period);
  return sites;
}

}  // namespace

std::optional<std::uint32_t> Sites::find(io::VillageId village) const {
  const auto found = std::ranges::lower_bound(id, village);
  if (found == id.end() || *found != village) return std::nullopt;
  return static_cast<std::uint32_t>(found - id.begin());
}

Study project(const Records& records, const Config& config) {
  Study study{.period = config.period, .sites = make_sites(records, config.period)};
  for (std::uint32_t i = 0; i < records.reports.size(); ++i) {
    if (in_period(day_of(records.reports[i]), config.period)) study.reports.push_back(i);
  }
  for (std::uint32_t i = 0; i < records.visits.size(); ++i) {
    if (in_period(records.visits[i].date, config.period)) study.visits.push_back(i);
  }
  return study;
}

}  // namespace rawan::engine
