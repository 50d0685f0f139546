#include "rawan/engine/stages.h"
#include "rawan/engine/testimony.h"
#include "talks.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

/// Dialogues with women, in the order of their names, and where each is found.
std::map<std::string, std::uint32_t> list_dialogues(const Talks& talks, Exposure& exposure) {
  std::map<std::string, std::uint32_t> position;
  for (const auto& [name, talk] : talks) {
    VillageEffort& effort = exposure.village[talk.site];
    effort.men += talk.men;
    if (talk.women <= 0.0) continue;
    effort.women += talk.women;
    ++effort.dialogues;
    position.emplace(name, static_cast<std::uint32_t>(exposure.dialogues.size()));
    exposure.dialogues.push_back({.site = talk.site, .women = talk.women});
    exposure.dialogue_day.push_back(talk.day);
  }
  return position;
}

void count_visits(const Records& records, const Study& study, Exposure& exposure) {
  std::map<std::tuple<std::string, Day, std::uint32_t>, std::size_t> seen;
  for (const std::uint32_t row : study.visits) {
    const io::PatrolVisit& visit = records.visits[row];
    const auto site = study.sites.find(visit.village);
    if (!site) continue;
    const auto [found, is_new] =
        seen.try_emplace({visit.patrol_id, visit.date, *site}, exposure.visits.size());
    if (is_new) exposure.visits.push_back({.site = *site, .day = visit.date});
    PatrolDay& stay = exposure.visits[found->second];
    stay.minutes = std::max(stay.minutes, Minutes(visit.minutes_on_site.value_or(0)));
    if (!is_new) continue;
    VillageEffort& effort = exposure.village[*site];
    ++effort.visits;
    effort.last_visit = std::max(effort.last_visit.value_or(visit.date), visit.date);
  }
}

/// Days on which the log knows a patrol in a village.
using PatrolDays = std::set<std::pair<std::uint32_t, Day>>;

PatrolDays patrol_days(const Records& records, const Study& study) {
  PatrolDays days;
  for (const std::uint32_t row : study.visits) {
    const io::PatrolVisit& visit = records.visits[row];
    if (const auto site = study.sites.find(visit.village)) days.emplace(*site, visit.date);
  }
  return days;
}

/// The standard deviation per axis of a position. The accuracy of a receiver holds two thirds of
/// its errors (68 %), which is 1.51 deviations of a normal error in the plane; where none is told,
/// the position is as bad as one may be that still places a report.
Meters deviation_of(const io::Report& report, const ValidationConfig& rules) {
  constexpr double kDeviationsOfAccuracy = 1.51;
  return Meters(report.accuracy_m.value_or(rules.low_accuracy_m) / kDeviationsOfAccuracy);
}

/// Sorts testimonies into rates, places and counts.
struct Sorter {
  const Records& records;
  const Config& config;
  const std::map<std::string, std::uint32_t>& dialogues;
  PatrolDays patrol_days;
  io::Projector projector;
  Exposure& exposure;

  void add(const Testimony& testimony) {
    const io::Report& report = records.reports[testimony.report];
    if (report.type == io::RecordType::temuan) add_finding(testimony, report);
    if (report.type != io::RecordType::persepsi) return;
    if (report.reporter_sex == io::Sex::laki_laki) {
      ++exposure.marks_by_men;
    } else if (!testimony.about_place) {
      ++exposure.not_public;
    } else {
      add_mark(testimony, report);
    }
  }

 private:
  void add_mark(const Testimony& testimony, const io::Report& report) {
    const std::optional<std::uint32_t> dialogue = count(testimony, report);
    add_place(*testimony.site, report);
    if (!io::has_usable_point(report)) {
      exposure.placeless.push_back({.report = testimony.report,
                                    .site = *testimony.site,
                                    .origin = testimony.origin,
                                    .weight = testimony.weight});
      return;
    }
    exposure.marks.push_back({.report = testimony.report,
                              .position = projector.to_meters(*report.location),
                              .place = *report.location,
                              .site = *testimony.site,
                              .dialogue = dialogue,
                              .origin = testimony.origin,
                              .weight = testimony.weight,
                              .deviation = deviation_of(report, config.validation)});
  }

  /// Told in a counted dialogue: into the rate of the village it was held in.
  std::optional<std::uint32_t> count(const Testimony& testimony, const io::Report& report) {
    const auto found = dialogues.find(report.dialogue_id);
    if (testimony.origin != Origin::asked || found == dialogues.end()) {
      ++exposure.marks_without_effort;
      return std::nullopt;
    }
    exposure.dialogues[found->second].marks += 1.0;
    ++exposure.village[exposure.dialogues[found->second].site].marks;
    return found->second;
  }

  /// What officers find counts where the log knows of the visit: without effort there is no rate.
  void add_finding(const Testimony& testimony, const io::Report& report) {
    const Day day =
        report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at));
    if (!patrol_days.contains({*testimony.site, day})) {
      ++exposure.findings_without_effort;
      return;
    }
    ++exposure.village[*testimony.site].findings;
    exposure.findings.push_back({*testimony.site, day});
    if (testimony.about_place) add_place(*testimony.site, report);
  }

  void add_place(std::uint32_t site, const io::Report& report) {
    io::EnvFactors hazards = report.factors;
    hazards.reset(static_cast<std::size_t>(io::EnvFactor::lainnya));
    ++exposure.village[site].places;
    if (hazards.any()) ++exposure.village[site].hazards;
  }
};

void tally(std::span<const Testimony> testimonies, EvidenceCounts& counts) {
  for (const Testimony& t : testimonies) {
    if (t.same_as) ++counts.duplicates;
    if (t.over_cap) ++counts.over_cap;
  }
}

}  // namespace

Exposure measure_exposure(const Records& records, const Study& study, const Config& config) {
  return measure_exposure(records, study, testimonies(records, study, config), config);
}

Exposure measure_exposure(const Records& records, const Study& study,
                          std::span<const Testimony> testimonies, const Config& config) {
  Exposure exposure;
  exposure.village.resize(study.sites.size());
  const auto dialogues = list_dialogues(talks_of(records, study), exposure);
  count_visits(records, study, exposure);
  tally(testimonies, exposure.counts);

  Sorter sorter{
      records, config, dialogues, patrol_days(records, study), io::Projector(records.crs.crs),
      exposure};
  for (const Testimony& testimony : testimonies) {
    if (testimony.site && !testimony.same_as && !testimony.over_cap) sorter.add(testimony);
  }
  return exposure;
}

}  // namespace rawan::engine
