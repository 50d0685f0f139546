#include "burden_rows.h"

#include "patrol_history.h"
#include "rawan/io/release.h"
#include "residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace rawan::engine {
namespace {

constexpr std::string_view kAlertMeasure = "peringatan_beban";
constexpr double kMinutesPerHour = 60.0;

/// Areas whose dotted code has some length, 61.07 or 61.07.04, by code.
template <class Name>
std::vector<BurdenRow> areas_of(const Sites& sites, BurdenLevel level, std::size_t length,
                                Name&& name) {
  std::map<std::string, BurdenRow> by_code;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    const std::string code = io::to_dotted(sites.id[site]).substr(0, length);
    BurdenRow& row = by_code[code];
    row.level = level;
    row.code = code;
    row.name = name(site);
    row.sites.push_back(site);
  }
  std::vector<BurdenRow> rows;
  for (auto& [code, row] : by_code) rows.push_back(std::move(row));
  return rows;
}

/// D/KRPPA villages together, and all others.
std::vector<BurdenRow> zones_of(const Sites& sites) {
  BurdenRow zone{.level = BurdenLevel::zone, .code = "krppa", .name = "D/KRPPA"};
  BurdenRow rest{.level = BurdenLevel::zone, .code = "luar_krppa"};
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    (sites.krppa[site] ? zone : rest).sites.push_back(site);
  }
  if (zone.sites.empty()) return {};
  return {std::move(zone), std::move(rest)};
}

std::vector<BurdenRow> villages_of(const Sites& sites) {
  std::vector<BurdenRow> rows;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    rows.push_back({.level = BurdenLevel::village,
                    .code = io::to_dotted(sites.id[site]),
                    .name = sites.name[site],
                    .sites = {site}});
  }
  return rows;
}

/// Hours by round and area.
burden::Hours hours_by_round(const std::vector<BurdenRow>& areas, const Results& results,
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
    if (round) hours.hours[*round * hours.units + area_of[visit.site]] += hours_of(visit, config);
  }
  return hours;
}

void add_sums(const Results& results, const std::vector<std::optional<double>>& people,
              BurdenRow& row) {
  row.people = sum_over(row.sites, people);
  for (const std::uint32_t site : row.sites) {
    const VillageEffort& effort = results.exposure.village[site];
    row.visits += effort.visits;
    row.reports += effort.marks + effort.findings;
  }
}

/// Areas of one level, which together are the whole district.
void add_level(std::vector<BurdenRow> areas, const Results& results, const Config& config,
               std::span<const double> shares, std::vector<BurdenRow>& rows) {
  if (areas.empty()) return;
  const auto people = residents_of(results);
  std::vector<double> estimated;
  for (BurdenRow& area : areas) {
    add_sums(results, people, area);
    for (const std::uint32_t site : area.sites) area.estimated += shares[site];
    area.estimated = std::min(area.estimated, 1.0);  // A sum of parts may exceed it by a rounding.
    estimated.push_back(area.estimated);
  }
  const auto burdens = burden::measure(hours_by_round(areas, results, config), estimated);
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i].burden = burdens[i];
    rows.push_back(std::move(areas[i]));
  }
}

/// The alerts of a release; equal where they were found in the same data.
std::vector<std::pair<std::string, std::string>> alerts_of(const io::LedgerRelease& release) {
  std::vector<std::pair<std::string, std::string>> alerts;
  for (const io::LedgerCell& cell : release.cells) {
    if (cell.measure == kAlertMeasure && !cell.shown.empty()) {
      alerts.emplace_back(cell.unit, cell.shown);
    }
  }
  return alerts;
}

/// What the burden was found in, in few characters: the effort and the reports of every area.
std::string mark_of_data(const std::vector<PlannedBurden>& rows) {
  constexpr std::size_t kCharacters = 16;
  std::string text;
  for (const PlannedBurden& row : rows) {
    text += fmt::format("{} {} {} {} {} {}\n", code_of(row.level), row.code, row.visits,
                        row.burden.hours, row.window, row.reports.value_or(""));
  }
  return io::sha256(text).substr(0, kCharacters);
}

/// "20261121T183000Z" as "2026-11-21".
std::string iso_day_of(const std::string& utc) {
  if (utc.size() < 8) return {};
  return utc.substr(0, 4) + "-" + utc.substr(4, 2) + "-" + utc.substr(6, 2);
}

}  // namespace

std::string_view code_of(BurdenLevel level) {
  constexpr std::array<std::string_view, 4> codes{"kabupaten", "kecamatan", "zona", "desa"};
  return codes[static_cast<std::size_t>(level)];
}

double hours_of(const PatrolDay& visit, const Config& config) {
  const Minutes stay = visit.minutes.count() > 0 ? visit.minutes : config.patrol.dwell_dialogue;
  return stay.count() / kMinutesPerHour;
}

std::vector<BurdenRow> burden_rows(const Results& results, const Config& config) {
  if (results.study.sites.size() == 0) return {};
  // The estimate without priorities: policy must not excuse a burden.
  return burden_rows(
      results, config,
      allocation::intended_shares(results.allocation.draw.risk, {}, config.allocation.floor,
                                  allocation::Options{}.least));
}

std::vector<BurdenRow> burden_rows(const Results& results, const Config& config,
                                   std::span<const double> estimated) {
  const Sites& sites = results.study.sites;
  if (sites.size() == 0) return {};
  const auto& villages = results.records.villages.villages;
  const auto regency = [&](std::uint32_t site) { return villages[site].regency; };
  const auto district = [&](std::uint32_t site) { return sites.district[site]; };
  constexpr std::size_t kRegencyCode = 5;
  constexpr std::size_t kDistrictCode = 8;
  std::vector<BurdenRow> rows;
  const auto add = [&](std::vector<BurdenRow> areas) {
    add_level(std::move(areas), results, config, estimated, rows);
  };
  add(areas_of(sites, BurdenLevel::regency, kRegencyCode, regency));
  add(areas_of(sites, BurdenLevel::district, kDistrictCode, district));
  add(zones_of(sites));
  add(villages_of(sites));
  return rows;
}

std::vector<io::LedgerCell> alert_cells(const std::vector<PlannedBurden>& rows,
                                        const std::string& window) {
  std::vector<io::LedgerCell> cells;
  const std::string shown = "ya " + mark_of_data(rows);
  for (const PlannedBurden& row : rows) {
    if (!row.burden.alert || row.level == BurdenLevel::village) continue;
    cells.push_back({.unit = row.code,
                     .window = window,
                     .measure = std::string(kAlertMeasure),
                     .shown = shown,
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
    if (release.tier != code_of(Tier::planning)) continue;
    // The same data run again says nothing new.
    const auto alerts = alerts_of(release);
    const bool is_repeated =
        !alerts.empty() && !planning.empty() && alerts_of(*planning.back()) == alerts;
    if (!is_repeated) planning.push_back(&release);
  }
  if (planning.size() < 2) return false;
  const io::LedgerRelease& last = *planning.back();
  if (alerts_of(last).empty() || alerts_of(*planning[planning.size() - 2]).empty()) return false;
  constexpr std::size_t kIsoDay = 10;
  const std::string& resume = config.resume;
  if (resume.size() <= kIsoDay) return true;
  return resume.substr(resume.size() - kIsoDay) < iso_day_of(last.utc);
}

}  // namespace rawan::engine
