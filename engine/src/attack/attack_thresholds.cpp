#include "attack/attack.h"
#include "attack/neighbors.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine::attack {
namespace {

constexpr std::uint32_t kCommanders = 3;  ///< k, whatever the policy of the run says.
constexpr std::uint32_t kPlanners = 5;

/// A village of which exactly one person told.
struct Lonely {
  std::uint32_t site = 0;
  std::uint64_t reporter = 0;
  std::uint32_t row = 0;  ///< One of her reports.
};

std::vector<Lonely> lonely_villages(const Rerun& rerun) {
  std::map<std::uint32_t, std::set<std::uint64_t>> people;
  std::map<std::uint32_t, std::uint32_t> row;
  for (const Testimony& told : rerun.told()) {
    if (!told.site || !told.about_person || told.is_referral || !counts(told)) continue;
    people[*told.site].insert(told.reporter);
    row.try_emplace(*told.site, told.report);
  }
  std::vector<Lonely> lonely;
  for (const auto& [site, reporters] : people) {
    if (reporters.size() == 1) lonely.push_back({site, *reporters.begin(), row.at(site)});
  }
  return lonely;
}

/// An invented report beside a real one: from the same source, by nobody who is known, on the same
/// or the next day, and not a repetition of another.
io::Report invented(const io::Report& real, std::uint64_t which) {
  io::Report report = real;
  report.id += "-" + std::to_string(which);
  report.reporter = 0x5eed000000000000ULL + which;
  report.dialogue_id.clear();
  report.patrol_id.clear();
  report.women_consulted.reset();
  report.status = io::ReportStatus::baru;
  report.statement = 0;
  report.location.reset();
  report.coord_method = io::CoordMethod::tidak_ada;
  report.coord_quality = io::CoordQuality::ditolak;
  const auto kind = which % io::kIssueTypes;
  report.issues = io::IssueTypes();
  if (!io::is_referral(static_cast<io::IssueType>(kind))) report.issues.set(kind);
  report.reported_at += std::chrono::days(which % 2);
  return report;
}

/// What is said of a village.
std::vector<std::string> said_of(const Answers& answers, std::uint32_t site,
                                 const std::string& village) {
  std::vector<std::string> said{answers.planner_bands[site], answers.rank_quarters[site],
                                answers.rates[site], answers.proposals[site]};
  for (const AreaCount& count : answers.counts) {
    if (count.area == village) said.push_back(count.shown.value_or(""));
  }
  return said;
}

/// The answers with and without the real one among `fakes` invented people.
class Trap {
 public:
  Trap(Rerun& rerun, const Lonely& lonely, std::uint32_t fakes) : rerun_(rerun) {
    const io::Report real = rerun.results().records.reports[lonely.row];
    for (std::uint32_t i = 0; i < fakes; ++i) rerun.add(invented(real, i));
    with = rerun.answers();
    rerun.remove(lonely.reporter);
    without = rerun.answers();
  }
  Trap(const Trap&) = delete;
  Trap& operator=(const Trap&) = delete;
  ~Trap() { rerun_.restore(); }

  Answers with;
  Answers without;

 private:
  Rerun& rerun_;
};

}  // namespace

void attack_thresholds(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  if (!scene.truth || !scene.truth->inputs) {
    lines.push_back({.attack = "sybil", .needs_truth = true});
    return;
  }
  Rerun rerun(*scene.truth->inputs, control);
  Line commanders{.attack = "sybil", .subject = "operational"};
  Line planners{.attack = "sybil", .subject = "planning"};
  std::vector<Lonely> villages = lonely_villages(rerun);
  villages.resize(std::min(villages.size(), scene.samples));
  for (const Lonely& lonely : villages) {
    control.check();
    const std::string village = io::to_dotted(rerun.results().study.sites.id[lonely.site]);
    ++planners.tried;
    const Trap planned(rerun, lonely, kPlanners - 1);
    if (said_of(planned.with, lonely.site, village) !=
        said_of(planned.without, lonely.site, village)) {
      planners.leak("told_apart", village);
    }
  }
  for (const Lonely& lonely : villages) {
    control.check();
    ++commanders.tried;
    const Trap patrolled(rerun, lonely, kCommanders - 1);
    const bool shown = !patrolled.with.commander_bands[lonely.site].empty();
    if (shown && !patrolled.with.flagged[lonely.site]) {
      commanders.leak("burst_unflagged",
                      io::to_dotted(rerun.results().study.sites.id[lonely.site]));
    }
  }
  lines.push_back(std::move(commanders));
  lines.push_back(std::move(planners));
}

}  // namespace rawan::engine::attack
