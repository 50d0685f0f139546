#include "rawan/engine/replan.h"

#include "check_plan.h"
#include "frontier_files.h"
#include "plan_json.h"
#include "prepare.h"
#include "publish.h"
#include "rawan/io/crs.h"
#include "report_run.h"

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

int judge(const PlanRequest& request, Results& results, const LayerContext& layers) {
  const PlanJudgment judgment = judge_plan(request.check, results, layers.config, layers.words);
  fmt::print(
      "{}", request.json ? judgment_as_json(judgment, layers) : judgment_as_text(judgment, layers));
  return judgment.is_right() ? kDone : kFaults;
}

}  // namespace

int replan(Config config, const PlanRequest& request, const RunContext& context) {
  apply(request, config.patrol);
  Results results = prepare(config, context);
  context.announce("stage.schedule");
  results.schedule =
      patrol_problem(patrol_inputs(results, config, context.options), context.control);
  const io::Projector projector(results.records.crs.crs);
  const LayerContext layers{
      .results = results, .config = config, .words = context.words, .projector = projector};
  if (!request.check.empty()) {
    context.announce("");
    return judge(request, results, layers);
  }
  const patrol::SearchOptions options = options_for(request, config);
  std::vector<ExtraFile> extra;
  if (!results.schedule.problem.shifts.empty()) {
    search_schedule(results.schedule, options, context.control);
    if (request.frontier) extra = frontier_files(layers, options, context.control);
  }
  context.announce("stage.publish");
  const auto release = publish_patrols(layers, extra, context.options, context.control);
  context.announce("");
  if (request.json) fmt::print("{}", plan_as_json(layers));
  if (!context.options.quiet) print_findings(layers, context.options.out, release);
  return kDone;
}

}  // namespace rawan::engine
