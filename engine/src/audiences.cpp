#include "audiences.h"

#include "layers.h"
#include "patrol_basis.h"
#include "prepare.h"
#include "rawan/io/crs.h"
#include "summary.h"

#include <fmt/core.h>

#include <algorithm>

namespace rawan::engine {
namespace {

bool is_asked(Tier tier, const Config& config) {
  return std::ranges::count(config.output.tiers, tier) > 0;
}

/// The patrols, planned from what their commanders may know.
struct Patrols {
  Cleared<Tier::operational> cleared;
  Schedule schedule;
};

Patrols plan_patrols(const Results& results, const Policy& policy, const PageContext& page,
                     const RunContext& context) {
  context.announce("stage.schedule");
  auto cleared = Gate::operational(results, page.config, policy);
  const PatrolBasis basis = patrol_basis(cleared, results, page.config, page.projector);
  Schedule planned =
      schedule(patrol_inputs(results, basis, page.config, context.options), context.control);
  return {std::move(cleared), std::move(planned)};
}

}  // namespace

Policy policy_of(const Config& config) {
  return load_policy(config.output.policy, config.output.policy_key);
}

std::vector<std::filesystem::path> publish_run(const Results& results, const Policy& policy,
                                               const Config& config, const RunContext& context) {
  const io::Projector projector(results.records.crs.crs);
  const PageContext page{.config = config, .words = context.words, .projector = projector};
  std::vector<TierFiles> files;
  std::optional<Cleared<Tier::restricted>> restricted;
  std::optional<RestrictedContext> restricted_context;
  if (is_asked(Tier::restricted, config)) {
    restricted.emplace(Gate::restricted(results));
    restricted_context.emplace(RestrictedContext{.cleared = *restricted, .page = page});
    files.push_back(restricted_files(*restricted_context, context.control));
  }
  std::optional<Patrols> patrols;
  std::optional<PatrolContext> patrol_context;
  if (is_asked(Tier::operational, config)) {
    patrols.emplace(plan_patrols(results, policy, page, context));
    patrol_context.emplace(
        PatrolContext{.cleared = patrols->cleared, .schedule = patrols->schedule, .page = page});
    files.push_back(operational_files(*patrol_context, {}, context.control));
  }
  context.announce("stage.publish");
  auto paths = publish(files, context.options, context.control);
  context.announce("");
  if (!context.options.quiet) {
    fmt::print("\n{}\n", headline_text(results, patrol_context ? &*patrol_context : nullptr, page));
  }
  return paths;
}

}  // namespace rawan::engine
