#include "burden_rows.h"
#include "gate_parts.h"
#include "planned_ape.h"
#include "planned_burden.h"
#include "planned_effort.h"
#include "planned_proposals.h"
#include "planned_rates.h"
#include "planned_villages.h"
#include "planning_counts.h"
#include "rawan/engine/bursts.h"

#include <algorithm>

namespace rawan::engine {

Passed<Tier::planning> Gate::planning(const Results& results, const Config& project,
                                      const Policy& policy, const Memory& memory,
                                      const Control& control) {
  expect_agreement(policy);
  Config config = project;
  config.period = remembered_windows(project.period, memory.ledger);
  const TierPolicy& rules = policy.of(Tier::planning);
  const std::vector<Testimony> all = testimonies(results.records, results.study, config);
  const std::vector<bool> invented =
      doubtful(results.records, results.study, all, std::max(2U, rules.unit.min_reporters) - 1);
  PlanningCounts people = count_people(kReporters, AreaLevel::village, all, invented, results,
                                       config, rules, memory, control);
  PlanningCounts referrals = count_people(kReferrals, AreaLevel::district, all, invented, results,
                                          config, rules, memory, control);
  io::LedgerRelease record{.tier = std::string(code_of(Tier::planning)),
                           .policy_sha256 = policy.sha256,
                           .cells = std::move(people.record)};
  record.cells.insert(record.cells.end(), referrals.record.begin(), referrals.record.end());
  const auto rates = planned_rates(people.counts, results, config, rules);
  PlanningView view{.registers = registers_of(results),
                    .villages = planned_villages(all, invented, results, config, rules, memory,
                                                 rates, record.cells),
                    .counts = std::move(people.counts),
                    .masked_primary = people.primary + referrals.primary,
                    .masked_complementary = people.complementary + referrals.complementary,
                    .least = rules.classes.empty() ? 0 : rules.classes.front(),
                    .sources = sources_in_classes(all, rules),
                    .policy = stamp_of(policy, Tier::planning)};
  view.counts.insert(view.counts.end(), referrals.counts.begin(), referrals.counts.end());
  view.efforts = efforts_of_areas(results, config);
  view.proposals = planned_proposals(all, invented, results, config, rules, memory, view.villages,
                                     view.counts, record.cells);
  view.ape = ape_figures(all, invented, results, config, rules, memory, view.efforts, view.counts,
                         record.cells);
  view.controls = control_visits(results.study, results.exposure, config, results.allocation.slots);
  view.burden = planned_burden(view.villages, view.counts, results, config);
  const auto alerts = alert_cells(view.burden, kRunning);
  record.cells.insert(record.cells.end(), alerts.begin(), alerts.end());
  for (const Window& window : complete_quarters(config.period)) view.windows.push_back(window.name);
  for (const Window& window : complete_years(config.period)) view.windows.push_back(window.name);
  return {Cleared<Tier::planning>(std::move(view)), {std::move(record)}};
}

}  // namespace rawan::engine
