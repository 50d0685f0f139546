#include "audiences.h"

#include "failure.h"
#include "overrides.h"
#include "patrol_basis.h"
#include "prepare.h"
#include "rawan/engine/gates.h"
#include "rawan/io/encrypted_disk.h"
#include "rawan/io/release.h"
#include "rawan/io/system_random.h"
#include "results_page.h"
#include "summary.h"
#include "top_places.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace rawan::engine {
namespace {

constexpr std::size_t kKeyBytes = 32;

/// The releases of a run while they are made: contexts must outlive their files.
class Desk {
 public:
  Desk(const Results& results, const Policy& policy, const Memory& memory, const PageContext& page,
       const RunContext& context)
      : results_(results), policy_(policy), memory_(memory), page_(page), context_(context) {}

  void add_restricted() {
    expect_encrypted(context_.options.out, policy_);
    restricted_.emplace(Gate::restricted(results_, policy_));
    restricted_context_.emplace(RestrictedContext{.cleared = *restricted_, .page = page_});
    outgoing.files.push_back(restricted_files(*restricted_context_, policy_, context_.control));
  }

  void add_operational() {
    context_.announce("stage.schedule");
    operational_.emplace(Gate::operational(results_, page_.config, policy_, memory_));
    const PatrolBasis basis =
        patrol_basis(operational_->cleared, results_, page_.config, page_.projector);
    schedule_ =
        schedule(patrol_inputs(results_, basis, page_.config, context_.options), context_.control);
    settle_plan(schedule_, results_.records.squads, page_.config, page_.words);
    patrols.emplace(
        PatrolContext{.cleared = operational_->cleared, .schedule = schedule_, .page = page_});
    outgoing.files.push_back(operational_files(*patrols, policy_, {}, context_.control));
    remember(operational_->record);
  }

  void add_planning() {
    planning_.emplace(Gate::planning(results_, page_.config, policy_, memory_, context_.control));
    planning_context_.emplace(PlanningContext{.cleared = planning_->cleared, .page = page_});
    outgoing.files.push_back(planning_files(*planning_context_, policy_, context_.control));
    remember(planning_->record);
  }

  void add_open() {
    open_.emplace(Gate::open(results_, page_.config, policy_, memory_, io::system_random_bits));
    open_context_.emplace(OpenContext{.cleared = open_->cleared, .page = page_});
    outgoing.files.push_back(open_files(*open_context_, policy_));
    remember(open_->record);
  }

  Outgoing outgoing;
  std::optional<PatrolContext> patrols;

 private:
  void remember(const std::vector<io::LedgerRelease>& record) {
    outgoing.record.insert(outgoing.record.end(), record.begin(), record.end());
  }

  const Results& results_;
  const Policy& policy_;
  const Memory& memory_;
  const PageContext& page_;
  const RunContext& context_;
  std::optional<Cleared<Tier::restricted>> restricted_;
  std::optional<RestrictedContext> restricted_context_;
  std::optional<Passed<Tier::operational>> operational_;
  Schedule schedule_;
  std::optional<Passed<Tier::planning>> planning_;
  std::optional<PlanningContext> planning_context_;
  std::optional<Passed<Tier::open>> open_;
  std::optional<OpenContext> open_context_;
};

}  // namespace

bool is_asked(Tier tier, const Config& config) {
  return std::ranges::count(config.output.tiers, tier) > 0;
}

void expect_encrypted(const std::filesystem::path& out, const Policy& policy) {
  if (policy.accept_unencrypted) return;
  io::work_folder(out);
  const std::filesystem::path tier = out / code_of(Tier::restricted);
  const bool encrypted = io::is_encrypted(std::filesystem::exists(tier) ? tier : out);
  if (!encrypted)
    throw GateRefusal(exit_code::kPrivacy, "unencrypted_target", {.file = tier.string()});
}

std::filesystem::path policy_file(const Config& config) {
  const std::string& named = config.output.policy;
  return comes_with_the_program(named) ? std::filesystem::path()
                                       : config.file.parent_path() / named;
}

Policy policy_of(const Config& config) {
  const std::filesystem::path file = policy_file(config);
  Policy policy =
      load_policy(file.empty() ? config.output.policy : file.string(), config.output.policy_key);
  if (!config.output.sharing_agreement.empty()) {
    policy.sharing_agreement = config.output.sharing_agreement;
  }
  if (!config.output.accept_unencrypted.empty()) {
    policy.accept_unencrypted = true;
    policy.accepted_by = config.output.accept_unencrypted;
  }
  return policy;
}

KeptMemory::KeptMemory(const std::filesystem::path& out) : key_(kKeyBytes, '\0') {
  if (out.empty()) return;
  io::work_folder(out);
  ledger_ = io::ReleaseLedger::open(out);
  key_ = ledger_.key();
}

std::vector<std::filesystem::path> publish_run(const Results& results, const Policy& policy,
                                               KeptMemory& kept, const Config& config,
                                               const RunContext& context) {
  const ResultsPage shared(results, config, context.words);
  const PageContext& page = shared.page;
  const Memory memory = kept.memory();
  Desk desk(results, policy, memory, page, context);
  desk.outgoing.inputs = results.records.hashes;
  if (is_asked(Tier::restricted, config)) desk.add_restricted();
  if (is_asked(Tier::operational, config)) desk.add_operational();
  context.announce("stage.clear");
  if (is_asked(Tier::planning, config)) desk.add_planning();
  if (is_asked(Tier::open, config)) desk.add_open();
  auto paths = send_out(std::move(desk.outgoing), "run", kept, policy, config, context);
  context.announce("");
  if (!context.options.quiet) {
    fmt::print("\n{}\n", headline_text(results, desk.patrols ? &*desk.patrols : nullptr, page));
    fmt::print("{}", top_places_text(results, page.words));
  }
  return paths;
}

}  // namespace rawan::engine
