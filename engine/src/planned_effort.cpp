#include "planned_effort.h"

#include "area_code.h"
#include "burden_rows.h"
#include "layer_words.h"

#include <map>

namespace rawan::engine {
namespace {

void add(const std::optional<std::uint32_t>& other, std::optional<std::uint32_t>& sum) {
  if (other) sum = sum.value_or(0) + *other;
}

/// Quarters and years, then the whole period.
std::vector<Window> windows_of(const PeriodConfig& period) {
  std::vector<Window> windows = complete_quarters(period);
  for (Window& year : complete_years(period)) windows.push_back(std::move(year));
  windows.push_back({period_name(period), period.from, period.to});
  return windows;
}

std::vector<LoggedEffort> effort_within(const Window& window, const Results& results,
                                        const Config& config) {
  std::vector<LoggedEffort> effort = logged_effort(results, window.from, window.to);
  for (const PatrolDay& visit : results.exposure.visits) {
    if (visit.day < window.from || visit.day > window.to) continue;
    effort[visit.site].hours += hours_of(visit, config);
  }
  return effort;
}

std::string name_of(const Results& results, std::uint32_t site, AreaLevel level) {
  const Sites& sites = results.study.sites;
  if (level == AreaLevel::village) return sites.name[site];
  return level == AreaLevel::district ? sites.district[site]
                                      : results.records.villages.villages[site].regency;
}

using ByCode = std::map<std::string, AreaEffort>;

ByCode sums_of(const Results& results, AreaLevel level, const std::vector<LoggedEffort>& effort) {
  ByCode areas;
  for (std::uint32_t site = 0; site < effort.size(); ++site) {
    const std::string village = io::to_dotted(results.study.sites.id[site]);
    AreaEffort& area = areas[area_code(village, level)];
    area.name = name_of(results, site, level);
    ++area.villages;
    area.visited += effort[site].visits > 0 ? 1 : 0;
    area.effort += effort[site];
  }
  return areas;
}

}  // namespace

LoggedEffort& LoggedEffort::operator+=(const LoggedEffort& other) {
  visits += other.visits;
  dialogues += other.dialogues;
  women += other.women;
  men += other.men;
  last_asked = std::max(last_asked, other.last_asked);
  hours += other.hours;
  add(other.declined, declined);
  add(other.cards, cards);
  return *this;
}

std::string period_name(const PeriodConfig& period) {
  return iso_date(period.from) + "/" + iso_date(period.to);
}

std::vector<AreaEffort> efforts_of_areas(const Results& results, const Config& config) {
  std::vector<AreaEffort> efforts;
  if (results.records.visits.empty()) return efforts;
  for (const AreaLevel level : {AreaLevel::regency, AreaLevel::district, AreaLevel::village}) {
    for (const Window& window : windows_of(config.period)) {
      const auto effort = effort_within(window, results, config);
      for (auto& [code, area] : sums_of(results, level, effort)) {
        area.area = code;
        area.level = level;
        area.window = window.name;
        area.is_whole = window.name != period_name(config.period);
        efforts.push_back(std::move(area));
      }
    }
  }
  return efforts;
}

}  // namespace rawan::engine
