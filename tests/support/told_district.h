#pragma once

#include "rawan/engine/gate.h"

#include <chrono>
#include <string>

namespace rawan::testing {

inline Day day(int y, unsigned m, unsigned d) {
  return std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

/// Villages of kecamatan side by side over the year 2025, and what people told there.
struct ToldDistrict {
  engine::Config config;
  engine::Results results;

  explicit ToldDistrict(std::size_t villages, const std::string& prefix = "61.07.01.200") {
    config.period = {day(2025, 1, 1), day(2025, 12, 31)};
    config.patrol.start = day(2026, 2, 1);
    results.records.crs = io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}});
    add_villages(villages, prefix);
  }

  /// At most nine.
  void add_villages(std::size_t villages, const std::string& prefix) {
    auto& all = results.records.villages.villages;
    for (std::size_t i = 0; i < villages; ++i) {
      const double west = 109.4 + 0.01 * static_cast<double>(all.size());
      io::Village village{.id = *io::parse_village_code(prefix + std::to_string(i + 1)),
                          .name = "Desa " + std::to_string(i + 1)};
      village.area = {
          {.outer = {{west, 0.8}, {west + 0.01, 0.8}, {west + 0.01, 0.81}, {west, 0.81}},
           .holes = {}}};
      all.push_back(village);
    }
  }

  io::Report& add_report(std::size_t village, Day when, std::uint64_t reporter) {
    io::Report report{.id = std::to_string(results.records.reports.size()),
                      .type = io::RecordType::persepsi};
    report.reported_at = when;
    report.occurred_on = when;
    report.village = results.records.villages.villages[village].id;
    report.place = io::PlaceType::jalan_umum;
    report.reporter_sex = io::Sex::perempuan;
    report.reporter = reporter;
    report.source_system = "kobo";
    report.status = io::ReportStatus::diverifikasi;
    return results.records.reports.emplace_back(std::move(report));
  }

  /// Some people, on two days: sessions without a dialogue are told apart by their day.
  void tell(std::size_t village, Day when, int people) {
    for (int i = 0; i < people; ++i) {
      add_report(village, when + std::chrono::days(i % 2), 1000 + results.records.reports.size());
    }
  }

  const engine::Results& analysed() {
    results.study = project(results.records, config);
    results.exposure = measure_exposure(results.records, results.study, config);
    results.ranking.villages.assign(results.study.sites.size(), {});
    return results;
  }

  engine::Passed<engine::Tier::planning> planning(const engine::Policy& policy,
                                                  const engine::Memory& memory) {
    return engine::Gate::planning(analysed(), config, policy, memory);
  }
};

}  // namespace rawan::testing
