#include "rawan/engine/replan.h"

#include "audiences.h"
#include "check_plan.h"
#include "frontier_files.h"
#include "overrides.h"
#include "plan_json.h"
#include "prepare.h"
#include "report_run.h"
#include "results_page.h"

#include <fmt/core.h>

#include <limits>

namespace rawan::engine {
namespace {

constexpr int kDone = 0;
constexpr int kFaults = 4;

void apply(const PlanRequest& request, PatrolConfig& patrol) {
  if (request.start) patrol.start = *request.start;
  if (request.days) patrol.days = *request.days;
  if (request.seed) patrol.seed = *request.seed;
  if (request.iterations) patrol.search_iterations = *request.iterations;
}

patrol::SearchOptions options_for(const PlanRequest& request, const Config& config) {
  patrol::SearchOptions options = search_options(config);
  if (request.time_limit) {
    options.time_limit = request.time_limit;
    options.iterations = std::numeric_limits<std::uint64_t>::max();
  }
  return options;
}

int judge(const PlanRequest& request, Schedule& schedule, const PatrolContext& patrols) {
  const PlanJudgment judgment =
      judge_plan(request.check, patrols.registers(), schedule, patrols.config, patrols.words);
  fmt::print("{}", request.json ? judgment_as_json(judgment, patrols)
                                : judgment_as_text(judgment, patrols));
  return judgment.is_right() ? kDone : kFaults;
}

/// What `rawan schedule` publishes: the release of the commanders.
struct PlanRelease {
  const Passed<Tier::operational>& passed;
  KeptMemory& kept;
  const Policy& policy;
  const InputHashes& inputs;
};

int search_and_publish(const PlanRequest& request, Schedule& schedule, const PatrolContext& patrols,
                       const PlanRelease& release, const RunContext& context) {
  const patrol::SearchOptions options = options_for(request, patrols.config);
  std::vector<ExtraFile> extra;
  if (!schedule.problem.shifts.empty()) {
    search_schedule(schedule, options, context.control);
    settle_plan(schedule, patrols.registers().squads, patrols.config, patrols.words);
    if (request.frontier) extra = frontier_files(patrols, options, context.control);
  }
  const auto paths =
      send_out({.files = {operational_files(patrols, release.policy, extra, context.control)},
                .record = release.passed.record,
                .inputs = release.inputs},
               "schedule", release.kept, release.policy, patrols.config, context);
  context.announce("");
  if (request.json) fmt::print("{}", plan_as_json(patrols));
  if (!context.options.quiet) print_releases(paths, context.words);
  return kDone;
}

}  // namespace

int replan(Config config, const PlanRequest& request, const RunContext& context) {
  apply(request, config.patrol);
  const Policy policy = policy_of(config);
  KeptMemory kept(context.options.out);
  const Results results = prepare(config, context);
  context.announce("stage.schedule");
  const ResultsPage shared(results, config, context.words);
  const auto passed = Gate::operational(results, config, policy, kept.memory());
  const PatrolBasis basis = patrol_basis(passed.cleared, results, config, shared.projector);
  Schedule schedule =
      patrol_problem(patrol_inputs(results, basis, config, context.options), context.control);
  const PatrolContext patrols{.cleared = passed.cleared, .schedule = schedule, .page = shared.page};
  if (request.check.empty()) {
    return search_and_publish(request, schedule, patrols,
                              {passed, kept, policy, results.records.hashes}, context);
  }
  context.announce("");
  return judge(request, schedule, patrols);
}

}  // namespace rawan::engine
