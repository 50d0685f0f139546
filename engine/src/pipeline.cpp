#include "rawan/engine/pipeline.h"

#include "audiences.h"
#include "burden_rows.h"
#include "country/country_run.h"
#include "evidence_notes.h"
#include "input_hashes.h"
#include "prepare.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/testimony.h"
#include "rawan/io/release_ledger.h"
#include "report_run.h"
#include "sentence.h"

namespace rawan::engine {
namespace {

/// Two planning releases with an alert of burden end automatic ranking until a person resumes it.
bool is_suspended(const Config& config, const RunContext& context) {
  if (context.options.out.empty()) return false;
  const auto ledger = io::ReleaseLedger::open(context.options.out);
  return ranking_is_suspended(ledger.releases(), config.allocation);
}

/// Reporters are known again from release to release by the key of their folder; without a folder
/// nothing is to be known again.
std::function<std::string()> reporter_key(const RunOptions& options) {
  if (options.out.empty()) return {};
  return [out = options.out] { return io::ReleaseLedger::open(out).key(); };
}

}  // namespace

Gathered gather_and_tell(const Config& config, const RunContext& context, Cut cut,
                         const std::function<std::string()>& key, InputHashes hashes) {
  context.announce("stage.read");
  Gathered all = gather(config, context.control, cut, key);
  expect_unchanged(hashes);
  all.records.hashes = std::move(hashes);
  context.announce("");
  if (!context.options.quiet) print_quality(all.records.ledger, context.words);
  return all;
}

void survey(Results& results, const Config& config) {
  results.study = project(results.records, config);
  const std::vector<Testimony> told = testimonies(results.records, results.study, config);
  results.exposure = measure_exposure(results.records, results.study, told, config);
  note_evidence(told, results.records);
}

void rank_and_allocate(Results& results, const Config& config, const RunContext& context) {
  results.ranking =
      rank(results.study, results.exposure, results.findings, config, context.control);
  results.allocation = allocate_patrols(results.study, results.exposure, results.ranking, config,
                                        {.slots = slots_of_plan(results.records, config),
                                         .suspended = is_suspended(config, context)});
}

Results prepare(const Config& config, const RunContext& context) {
  Results results{
      .records = unpacked(gather_and_tell(config, context, Cut::whole,
                                          reporter_key(context.options), hash_inputs(config)))};
  pass_quality_gate(results.records.ledger, config.validation, context.options.strict);
  context.announce("stage.analyze");
  survey(results, config);
  pass_statistics_gate(sums_of(results.exposure), config.evidence);
  pass_bandwidth_gate(results.study.sites, config.analysis);
  results.findings =
      analyze(results.records, results.study, results.exposure, config, context.control);
  context.announce("stage.rank");
  rank_and_allocate(results, config, context);
  return results;
}

int check(const Config& config, const RunContext& context) {
  const Records records =
      gather_and_tell(config, context, Cut::none, {}, hash_inputs(config)).records;
  if (!context.options.out.empty()) {
    write_ledger(records, config, context.words, context.options.out);
  }
  pass_quality_gate(records.ledger, config.validation, context.options.strict);
  return 0;
}

int run(const Config& config, const RunContext& context) {
  if (config.project.per_regency) return run_country(config, context);
  if (context.options.share || context.options.merge) {
    constexpr const char* kId = "config_one_regency";
    throw ConfigError(sentence(context.words, kId, {.file = config.file.string()}, {}), kId);
  }
  const Policy policy = policy_of(config);
  KeptMemory kept(context.options.out);
  if (is_asked(Tier::restricted, config)) expect_encrypted(context.options.out, policy);
  const Results results = prepare(config, context);
  const auto paths = publish_run(results, policy, kept, config, context);
  context.announce("");
  if (!context.options.quiet) print_releases(paths, context.words);
  return 0;
}

}  // namespace rawan::engine
