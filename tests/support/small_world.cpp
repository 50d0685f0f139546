#include "support/small_world.h"

namespace rawan::testing {
namespace {

using namespace std::chrono;

io::GeoArea square(double west, double south) {
  const double d = 0.09;
  return {{.outer = {{west, south}, {west + d, south}, {west + d, south + d}, {west, south + d}},
           .holes = {}}};
}

}  // namespace

SmallWorld::SmallWorld() {
  config.project.seed = 7;
  config.period = {sys_days(year(2026) / 1 / 1), sys_days(year(2026) / 10 / 31)};
  config.patrol.start = sys_days(year(2026) / 11 / 23);
  config.patrol.shifts = {{.code = "P", .start = Minutes(7 * 60), .end = Minutes(15 * 60)}};
  records.crs = io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}});
  const char* codes[] = {"61.07.04.1001", "61.07.12.2009"};
  const char* names[] = {"Barat", "Timur"};
  for (std::size_t i = 0; i < 2; ++i) {
    io::Village village{.id = *io::parse_village_code(codes[i]), .name = names[i]};
    village.district = names[i];
    village.area = square(109.4 + 0.09 * static_cast<double>(i), 0.8);
    records.villages.villages.push_back(village);
  }
}

io::Report& SmallWorld::add_mark(std::size_t village_index, const std::string& dialogue) {
  io::Report report{.id = std::to_string(records.reports.size()), .type = io::RecordType::persepsi};
  report.reported_at = sys_days(year(2026) / 5 / 5);
  report.occurred_on = sys_days(year(2026) / 5 / 5);
  report.village = village(village_index);
  report.location = io::GeoPoint{109.44 + 0.09 * static_cast<double>(village_index), 0.84};
  report.coord_method = io::CoordMethod::gps;
  report.coord_quality = io::CoordQuality::baik;
  report.place = io::PlaceType::jalan_umum;
  report.issues.set(static_cast<std::size_t>(io::IssueType::gelap_sepi));
  report.dialogue_id = dialogue;
  report.reporter_sex = io::Sex::perempuan;
  return records.reports.emplace_back(report);
}

io::PatrolVisit& SmallWorld::add_visit(std::size_t village_index, const std::string& dialogue,
                                       int women) {
  io::PatrolVisit visit{.patrol_id = "P-" + dialogue, .dialogue_id = dialogue};
  visit.date = sys_days(year(2026) / 5 / 5);
  visit.village = village(village_index);
  visit.women_consulted = women;
  return records.visits.emplace_back(visit);
}

Analyzed analyzed(const SmallWorld& world) {
  Analyzed all{.study = world.study(), .exposure = world.exposure()};
  all.findings = engine::analyze(world.records, all.study, all.exposure, world.config, {});
  all.ranking = engine::rank(all.study, all.exposure, all.findings, world.config);
  return all;
}

engine::Cleared<engine::Tier::operational> cleared_for_patrols(const SmallWorld& world) {
  engine::Results results{.records = world.records, .study = world.study()};
  results.exposure.village.resize(results.study.sites.size());
  results.ranking.villages.resize(results.study.sites.size());
  const io::ReleaseLedger ledger;
  return engine::Gate::operational(results, world.config, engine::load_policy("baku", ""),
                                   {ledger, std::string(32, 'k')})
      .cleared;
}

}  // namespace rawan::testing
