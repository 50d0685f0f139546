#include "rawan/engine/pipeline.h"

#include "audiences.h"
#include "input_hashes.h"
#include "prepare.h"
#include "rawan/engine/gates.h"
#include "report_run.h"

namespace rawan::engine {
namespace {

/// Reads the inputs and shows what became of their records, before any gate judges them.
Records read_and_tell(const Config& config, const std::string& reporter_key,
                      const RunContext& context) {
  context.announce("stage.read");
  const auto before = hash_inputs(config);
  Records records = read(config, context.control, reporter_key);
  expect_unchanged(config, before);
  context.announce("");
  if (!context.options.quiet) print_quality(records.ledger, context.words);
  return records;
}

}  // namespace

Results prepare(const Config& config, const std::string& reporter_key, const RunContext& context) {
  const Control& control = context.control;
  Results results{.records = read_and_tell(config, reporter_key, context)};
  pass_quality_gate(results.records.ledger, config.validation, context.options.strict);
  context.announce("stage.analyze");
  results.study = project(results.records, config);
  results.exposure = measure_exposure(results.records, results.study, config);
  pass_statistics_gate(results.exposure);
  results.findings = analyze(results.records, results.study, results.exposure, config, control);
  context.announce("stage.rank");
  results.ranking = rank(results.study, results.exposure, results.findings, config, control);
  return results;
}

int check(const Config& config, const RunContext& context) {
  const Records records = read_and_tell(config, {}, context);
  if (!context.options.out.empty()) {
    write_ledger(records, config, context.words, context.options.out);
  }
  pass_quality_gate(records.ledger, config.validation, context.options.strict);
  return 0;
}

int run(const Config& config, const RunContext& context) {
  const Policy policy = policy_of(config);
  KeptMemory kept(context.options.out);
  const Results results = prepare(config, kept.key(), context);
  const auto paths = publish_run(results, policy, kept, config, context);
  context.announce("");
  if (!context.options.quiet) print_releases(paths, context.words);
  return 0;
}

}  // namespace rawan::engine
