#include "rawan/engine/pipeline.h"

#include "input_hashes.h"
#include "layers.h"
#include "prepare.h"
#include "publish.h"
#include "rawan/engine/gates.h"
#include "rawan/io/writers.h"
#include "report_run.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// Reads the inputs and shows what became of their records, before any gate judges them.
Records read_and_tell(const Config& config, const RunContext& context) {
  context.announce("stage.read");
  const auto before = hash_inputs(config);
  Records records = read(config, context.control);
  expect_unchanged(config, before);
  context.announce("");
  if (!context.options.quiet) print_quality(records.ledger, context.words);
  return records;
}

}  // namespace

Results prepare(const Config& config, const RunContext& context) {
  const Control& control = context.control;
  Results results{.records = read_and_tell(config, context)};
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
  const Records records = read_and_tell(config, context);
  if (!context.options.out.empty()) {
    write_ledger(records, config, context.words, context.options.out);
  }
  pass_quality_gate(records.ledger, config.validation, context.options.strict);
  return 0;
}

int run(const Config& config, const RunContext& context) {
  Results results = prepare(config, context);
  context.announce("stage.schedule");
  results.schedule = schedule(patrol_inputs(results, config, context.options), context.control);
  context.announce("stage.publish");
  const io::Projector projector(results.records.crs.crs);
  const LayerContext layers{
      .results = results, .config = config, .words = context.words, .projector = projector};
  const fs::path release = publish(layers, context.options, context.control);
  context.announce("");
  if (!context.options.quiet) print_findings(layers, context.options.out, release);
  return 0;
}

}  // namespace rawan::engine
