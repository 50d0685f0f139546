#include "feedback_pipeline.h"

#include "audiences.h"
#include "prepare.h"
#include "rawan/io/crs.h"

#include <fmt/format.h>

#include <set>

namespace rawan::engine::feedback {
namespace {

/// A village counts once per tour, however many stops it has there.
std::vector<std::uint32_t> visits_of(const Schedule& schedule, std::size_t areas) {
  std::vector<std::uint32_t> visits(areas, 0);
  for (const patrol::Tour& tour : schedule.plan.tours) {
    std::set<std::uint32_t> villages;
    for (const patrol::Visit& visit : tour.visits) {
      villages.insert(schedule.problem.stops[visit.stop].village);
    }
    for (const std::uint32_t village : villages) ++visits[village];
  }
  return visits;
}

void remember(std::vector<io::LedgerRelease> record, const std::string& utc, KeptMemory& kept) {
  for (io::LedgerRelease& release : record) {
    release.utc = release.content_hash = utc;
    kept.ledger().add(std::move(release));
  }
}

}  // namespace

Pipeline::Pipeline(const WorldTerms& terms, const AllocationConfig& config, std::uint64_t seed)
    : terms_(terms),
      allocation_(config),
      seed_(seed),
      district_(terms),
      policy_(load_policy("baku", "")),
      words_(Language::id) {
  allocation_.detection = terms.detection;
  allocation_.visits_per_shift = 1;
}

void Pipeline::visited(std::uint32_t area, Day day, std::uint32_t visits) {
  for (std::uint32_t k = 0; k < visits; ++k) district_.add_visit(area, day);
}

void Pipeline::found(std::uint32_t area, Day day, std::uint64_t findings) {
  for (std::uint64_t k = 0; k < findings; ++k) district_.add_finding(area, day);
}

void Pipeline::told(std::uint32_t area, Day day, std::uint64_t reports) {
  district_.add_dialogue(area, day, reports);
}

Config Pipeline::config_before(Day start) const {
  Config config = district_.project(start);
  config.project.seed = seed_;
  config.allocation = allocation_;
  return config;
}

Choice Pipeline::choose(Day start) {
  const Config config = config_before(start);
  const RunOptions options{.out = district_.folder() / "out", .quiet = true};
  const RunContext context{options, {}, words_, [](std::string_view) {}};
  KeptMemory kept(options.out);
  const Results results = prepare(config, context);
  Passed<Tier::operational> passed = Gate::operational(results, config, policy_, kept.memory());
  const PatrolBasis basis =
      patrol_basis(passed.cleared, results, config, io::Projector(results.records.crs.crs));
  const Schedule plan = schedule(patrol_inputs(results, basis, config, options));
  remember(std::move(passed.record), fmt::format("{}", start.time_since_epoch().count()), kept);
  return {basis.allocation.intent, visits_of(plan, terms_.areas)};
}

}  // namespace rawan::engine::feedback
