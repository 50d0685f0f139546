#include "attack/neighbors.h"

#include "area_code.h"
#include "attack/published_counts.h"
#include "layer_words.h"
#include "rawan/engine/bursts.h"
#include "rawan/engine/gate.h"
#include "remedies.h"
#include "residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rawan::engine::attack {
namespace {

/// No other run knows these reporters: nothing depends on the key but the order of their hashes.
const std::string kKey(32, 'k');

std::string text_of(const std::optional<std::pair<int, int>>& quarters) {
  return quarters ? fmt::format("{}-{}", quarters->first, quarters->second) : std::string();
}

std::string text_of(const std::optional<RateRange>& rate) {
  return rate ? fmt::format("{}-{}", rate->least, rate->most.value_or(-1)) : std::string();
}

std::string text_of(const Proposal& proposal) {
  return fmt::format("{} {} {} {} {};", facts_of(proposal.remedy).code, proposal.women.value_or(0),
                     proposal.factors.to_ulong(),
                     proposal.place ? static_cast<int>(*proposal.place) : -1, proposal.urgency);
}

template <class Village>
std::vector<std::string> bands_of(const std::vector<Village>& villages) {
  std::vector<std::string> bands;
  for (const Village& village : villages) {
    bands.emplace_back(village.band ? code_of(*village.band) : std::string_view());
  }
  return bands;
}

std::vector<disclosure::Evidence> evidence_of_each(
    const std::vector<Group>& groups, const std::vector<Testimony>& all,
    const std::vector<std::optional<double>>& households) {
  std::vector<disclosure::Evidence> evidence;
  for (std::size_t site = 0; site < groups.size(); ++site) {
    evidence.push_back(evidence_of(groups[site], all, households[site]));
  }
  return evidence;
}

/// "2026-Q1" and "2026" of an ISO day.
std::vector<std::string> windows_of(const std::string& day) {
  const int month = std::stoi(day.substr(5, 2));
  return {day.substr(0, 4), fmt::format("{}-Q{}", day.substr(0, 4), (month - 1) / 3 + 1)};
}

/// Village, kecamatan and regency, by the lengths of dotted codes.
std::vector<std::string> areas_of(const std::string& village) {
  return {village, area_code(village, AreaLevel::district), area_code(village, AreaLevel::regency)};
}

/// The step that a report came to: told, verified, followed up.
std::size_t step_of(const io::Report& report) {
  if (report.status == io::ReportStatus::selesai) return 2;
  return report.status == io::ReportStatus::diverifikasi ? 1 : 0;
}

/// The villages of an area by its code.
std::vector<std::uint32_t> villages_in(const std::string& area, const Sites& sites) {
  std::vector<std::uint32_t> inside;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    if (io::to_dotted(sites.id[site]).starts_with(area)) inside.push_back(site);
  }
  return inside;
}

}  // namespace

Rerun::Rerun(const Inputs& inputs, Control control)
    : inputs_(inputs), control_(std::move(control)), results_{.records = inputs.records} {
  results_.study = project(results_.records, inputs.config);
  reports_ = results_.study.reports;
}

std::vector<Testimony> Rerun::told() const {
  return testimonies(results_.records, results_.study, inputs_.config);
}

void Rerun::remove(std::uint64_t reporter) {
  std::set<std::uint32_t> rows;
  for (const Testimony& testimony : told()) {
    if (testimony.reporter == reporter) rows.insert(testimony.report);
  }
  std::erase_if(results_.study.reports, [&](std::uint32_t row) { return rows.contains(row); });
}

void Rerun::add(const io::Report& report) {
  results_.study.reports.push_back(static_cast<std::uint32_t>(results_.records.reports.size()));
  results_.records.reports.push_back(report);
}

void Rerun::restore() {
  results_.study.reports = reports_;
  results_.records.reports.resize(inputs_.records.reports.size());
}

Answers Rerun::answers() {
  const Config& config = inputs_.config;
  results_.exposure = measure_exposure(results_.records, results_.study, config);
  results_.ranking = rank(results_.study, results_.exposure, results_.findings, config, control_);
  const io::ReleaseLedger nothing;
  const Memory memory{nothing, kKey};
  const auto commanders = Gate::operational(results_, config, inputs_.policy, memory);
  const auto planners = Gate::planning(results_, config, inputs_.policy, memory, control_);
  const PlanningView& planned = planners.cleared.view();
  Answers answers{.commander_bands = bands_of(commanders.cleared.view().villages),
                  .flagged = {},
                  .planner_bands = bands_of(planned.villages),
                  .rank_quarters = {},
                  .rates = {},
                  .counts = planned.counts,
                  .proposals = {},
                  .remedies = {},
                  .figures = {}};
  for (const BandedVillage& village : commanders.cleared.view().villages) {
    answers.flagged.push_back(village.is_burst);
  }
  answers.proposals.resize(planned.villages.size());
  for (const Proposal& proposal : planned.proposals) {
    answers.proposals[proposal.site] += text_of(proposal);
    if (proposal.women) answers.remedies.insert({proposal.site, proposal.remedy});
  }
  for (const ApeFigure& figure : planned.ape) {
    if (figure.key == "ape_05") answers.figures.push_back(figure.shown);
  }
  for (const PlannedVillage& village : planned.villages) {
    answers.rank_quarters.push_back(text_of(village.rank_quarters));
    answers.rates.push_back(text_of(village.rate));
  }
  return answers;
}

Behind Rerun::behind() const {
  const std::vector<Testimony> all = told();
  const Sites& sites = results_.study.sites;
  const auto houses = households_of(results_);
  std::vector<Group> marks(sites.size());
  std::vector<Group> people(sites.size());
  std::map<UnitKey, Group> units;
  std::map<RemedyKey, Group> remedies;
  std::array<Group, 3> steps;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Testimony& told = all[i];
    if (!told.site || !told.about_person || !counts(told)) continue;
    const io::Report& report = results_.records.reports[told.report];
    if (told.about_place) {
      marks[*told.site].push_back(i);
      for (const RemedyFacts& facts : kRemedies) {
        const bool named = (report.factors & factors_of(facts.remedy)).any();
        if (named) remedies[{*told.site, facts.remedy}].push_back(i);
      }
      for (std::size_t step = 0; step <= step_of(report); ++step) steps[step].push_back(i);
    }
    if (!told.is_referral) people[*told.site].push_back(i);
    const std::string day = iso_date(told_day(report));
    for (const std::string& area : areas_of(io::to_dotted(sites.id[*told.site]))) {
      for (const std::string& window : windows_of(day)) {
        units[{area, window, told.is_referral ? "rujukan" : "pelapor"}].push_back(i);
      }
    }
  }
  Behind behind{
      evidence_of_each(marks, all, houses), evidence_of_each(people, all, houses), {}, {}, {}, {}};
  const std::vector<bool> doubted =
      doubtful(results_.records, results_.study, all,
               std::max(2U, inputs_.policy.of(Tier::planning).unit.min_reporters) - 1);
  for (const auto& [key, group] : units) {
    const auto households = sum_over(villages_in(std::get<0>(key), sites), houses);
    behind.counts.emplace(key, evidence_of(group, all, households));
    behind.undoubted.emplace(key, evidence_of(without(group, doubted), all, households));
  }
  for (const auto& [key, group] : remedies) behind.remedies.emplace(key, evidence_of(group, all));
  const auto households = sum_over(villages_in("", sites), houses);
  for (std::size_t step = 0; step < steps.size(); ++step) {
    behind.steps[step] = {.marks = static_cast<std::uint32_t>(steps[step].size()),
                          .undoubted = evidence_of(without(steps[step], doubted), all, households)};
  }
  return behind;
}

}  // namespace rawan::engine::attack
