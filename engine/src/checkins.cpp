#include "checkins.h"

#include "layer_words.h"
#include "plan_reading.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

/// What a squad did in a village on a day.
using DayKey = std::tuple<Day, std::string, io::VillageId>;

io::PatrolVisit visit_of(const io::Dwell& dwell) {
  io::PatrolVisit visit;
  visit.source = dwell.source;
  visit.patrol_id = "QR-" + dwell.squad_id + "-" + iso_date(dwell.date);
  visit.dialogue_id = visit.patrol_id + "-" + dwell.stop_id;
  visit.date = dwell.date;
  visit.shift_code = dwell.shift_code;
  visit.squad_id = dwell.squad_id;
  visit.village = dwell.village;
  return visit;
}

std::map<DayKey, io::PatrolVisit> visits_before(Day start, const io::CheckinTable& table) {
  std::map<DayKey, io::PatrolVisit> visits;
  for (const io::Dwell& dwell : table.visits) {
    if (!dwell.arrived || dwell.date >= start) continue;
    const auto [found, is_new] =
        visits.try_emplace({dwell.date, dwell.squad_id, dwell.village}, visit_of(dwell));
    if (!dwell.left) continue;
    const auto minutes = static_cast<std::int32_t>((*dwell.left - *dwell.arrived).count());
    found->second.minutes_on_site = found->second.minutes_on_site.value_or(0) + minutes;
  }
  return visits;
}

/// Without its village a visit would be effort of nowhere.
void expect_villages(const io::OverrideSheet& schedule, const std::string& file) {
  for (const io::Override& row : schedule.rows) {
    if (row.village_code.empty())
      throw io::InputError("missing_columns", {.file = file}, "kode_desa");
  }
}

/// Whether the log knows the visit; its minutes are then those of the scans.
bool is_logged(const io::PatrolVisit& visit, std::vector<io::PatrolVisit>& log) {
  bool found = false;
  for (io::PatrolVisit& old : log) {
    const bool same =
        old.date == visit.date && old.squad_id == visit.squad_id && old.village == visit.village;
    found = found || same;
    if (same && visit.minutes_on_site) old.minutes_on_site = visit.minutes_on_site;
  }
  return found;
}

}  // namespace

void add_checkins(const Config& config, const io::Region& region, const io::ReadRules& rules,
                  Records& records) {
  const CheckinSource& source = *config.inputs.checkins;
  const io::TableSource printed =
      schedule_source(source.schedule, config, Catalogue(config.project.language));
  const io::OverrideSheet schedule = io::read_overrides(printed, records.ledger);
  expect_villages(schedule, source.schedule);
  records.checkins = io::read_checkins(source, schedule, region, rules, records.ledger);
  for (const auto& [key, visit] : visits_before(config.patrol.start, records.checkins)) {
    if (!is_logged(visit, records.visits)) records.visits.push_back(visit);
  }
}

DwellSums dwell_sums(const io::CheckinTable& table) {
  DwellSums sums;
  for (const io::Dwell& dwell : table.visits) {
    if (!dwell.arrived) {
      ++sums.unseen;
    } else if (!dwell.left || !dwell.planned) {
      ++sums.open;
    } else {
      ++sums.timed;
      sums.planned += static_cast<double>(dwell.planned->count());
      sums.actual += static_cast<double>((*dwell.left - *dwell.arrived).count());
    }
  }
  return sums;
}

}  // namespace rawan::engine
