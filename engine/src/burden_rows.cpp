#include "burden_rows.h"

#include "patrol_history.h"

#include <algorithm>
#include <array>
#include <map>

namespace rawan::engine {
namespace {

constexpr std::string_view kAlertMeasure = "peringatan_beban";
constexpr double kMinutesPerHour = 60.0;

/// An area as the sites that belong to it.
struct Area {
  BurdenRow row;
  std::vector<std::uint32_t> sites;
};

std::vector<Area> districts_of(const Sites& sites) {
  std::map<std::string, Area> by_code;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    const std::string code = io::to_dotted(io::district_of(sites.id[site]));
    Area& area = by_code[code];
    area.row = {.level = BurdenLevel::district, .code = code, .name = sites.district[site]};
    area.sites.push_back(site);
  }
  std::vector<Area> areas;
  for (auto& [code, area] : by_code) areas.push_back(std::move(area));
  return areas;
}

/// D/KRPPA villages together, and all others.
std::vector<Area> zones_of(const Sites& sites) {
  Area zone{{.level = BurdenLevel::zone, .code = "krppa", .name = "D/KRPPA"}, {}};
  Area rest{{.level = BurdenLevel::zone, .code = "luar_krppa", .name = {}}, {}};
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    (sites.krppa[site] ? zone : rest).sites.push_back(site);
  }
  if (zone.sites.empty()) return {};
  return {std::move(zone), std::move(rest)};
}

std::vector<Area> villages_of(const Sites& sites) {
  std::vector<Area> areas;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    areas.push_back({{.level = BurdenLevel::village,
                      .code = io::to_dotted(sites.id[site]),
                      .name = sites.name[site]},
                     {site}});
  }
  return areas;
}

/// Of the newest year a village has.
std::vector<std::optional<double>> people_of(const Results& results) {
  std::vector<std::optional<double>> people(results.study.sites.size());
  std::vector<int> year(people.size(), 0);
  for (const io::Population& population : results.records.population) {
    const auto site = results.study.sites.find(population.village);
    if (!site || population.year < year[*site]) continue;
    year[*site] = population.year;
    people[*site] = static_cast<double>(population.total);
  }
  return people;
}

/// Hours by round and area.
burden::Hours hours_of(const std::vector<Area>& areas, const Results& results,
                       const Config& config) {
  const Rounds rounds(config);
  std::vector<std::size_t> area_of(results.study.sites.size());
  for (std::size_t a = 0; a < areas.size(); ++a) {
    for (const std::uint32_t site : areas[a].sites) area_of[site] = a;
  }
  burden::Hours hours{.units = areas.size(), .rounds = rounds.count(), .hours = {}};
  hours.hours.assign(hours.units * hours.rounds, 0.0);
  for (const PatrolDay& visit : results.exposure.visits) {
    const auto round = rounds.of(visit.day);
    if (!round) continue;
    const Minutes stay = visit.minutes.count() > 0 ? visit.minutes : config.patrol.dwell_dialogue;
    hours.hours[*round * hours.units + area_of[visit.site]] += stay.count() / kMinutesPerHour;
  }
  return hours;
}

void add_sums(const Results& results, Area& area) {
  const auto people = people_of(results);
  area.row.people = 0.0;
  for (const std::uint32_t site : area.sites) {
    const VillageEffort& effort = results.exposure.village[site];
    area.row.visits += effort.visits;
    area.row.reports += effort.marks + effort.findings;
    if (!people[site]) area.row.people.reset();
    if (area.row.people) *area.row.people += *people[site];
  }
}

/// Areas of one level, which together are the whole district.
void add_level(std::vector<Area> areas, const Results& results, const Config& config,
               std::span<const double> intent, std::vector<BurdenRow>& rows) {
  if (areas.empty()) return;
  std::vector<double> estimated;
  for (Area& area : areas) {
    add_sums(results, area);
    for (const std::uint32_t site : area.sites) area.row.estimated += intent[site];
    estimated.push_back(area.row.estimated);
  }
  const auto burdens = burden::measure(hours_of(areas, results, config), estimated);
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i].row.burden = burdens[i];
    rows.push_back(std::move(areas[i].row));
  }
}

bool has_alert(const io::LedgerRelease& release) {
  return std::ranges::any_of(release.cells, [](const io::LedgerCell& cell) {
    return cell.measure == kAlertMeasure && !cell.shown.empty();
  });
}

/// "20261121T183000Z" as "2026-11-21".
std::string iso_day_of(const std::string& utc) {
  if (utc.size() < 8) return {};
  return utc.substr(0, 4) + "-" + utc.substr(4, 2) + "-" + utc.substr(6, 2);
}

}  // namespace

std::string_view code_of(BurdenLevel level) {
  constexpr std::array<std::string_view, 3> codes{"kecamatan", "zona", "desa"};
  return codes[static_cast<std::size_t>(level)];
}

std::vector<BurdenRow> burden_rows(const Results& results, const Config& config) {
  const Sites& sites = results.study.sites;
  if (sites.size() == 0) return {};
  // The estimate without priorities: policy must not excuse a burden.
  const std::vector<double> intent = allocation::intended_shares(
      results.allocation.draw.risk, {}, config.allocation.floor, allocation::Options{}.least);
  std::vector<BurdenRow> rows;
  add_level(districts_of(sites), results, config, intent, rows);
  add_level(zones_of(sites), results, config, intent, rows);
  add_level(villages_of(sites), results, config, intent, rows);
  return rows;
}

std::vector<io::LedgerCell> alert_cells(const std::vector<BurdenRow>& rows,
                                        const std::string& window) {
  std::vector<io::LedgerCell> cells;
  for (const BurdenRow& row : rows) {
    if (!row.burden.alert || row.level == BurdenLevel::village) continue;
    cells.push_back({.unit = row.code,
                     .window = window,
                     .measure = std::string(kAlertMeasure),
                     .shown = "ya",
                     .since = {},
                     .reporters = {},
                     .atoms = {}});
  }
  return cells;
}

bool ranking_is_suspended(const std::vector<io::LedgerRelease>& releases,
                          const AllocationConfig& config) {
  std::vector<const io::LedgerRelease*> planning;
  for (const io::LedgerRelease& release : releases) {
    if (release.tier == code_of(Tier::planning)) planning.push_back(&release);
  }
  if (planning.size() < 2) return false;
  const io::LedgerRelease& last = *planning.back();
  if (!has_alert(last) || !has_alert(*planning[planning.size() - 2])) return false;
  constexpr std::size_t kIsoDay = 10;
  const std::string& resume = config.resume;
  if (resume.size() <= kIsoDay) return true;
  return resume.substr(resume.size() - kIsoDay) < iso_day_of(last.utc);
}

}  // namespace rawan::engine
