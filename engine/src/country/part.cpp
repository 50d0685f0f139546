#include "part.h"

#include "country_layers.h"
#include "prepare.h"
#include "rawan/engine/gate.h"
#include "results_page.h"
#include "sample_density.h"

namespace rawan::engine {
namespace {

std::map<std::string, std::int64_t> figures_of(const Results& results) {
  double women = 0.0;
  std::int64_t asked = 0;
  for (const VillageEffort& effort : results.exposure.village) {
    women += effort.women;
    asked += effort.dialogues > 0 ? 1 : 0;
  }
  const Exposure& exposure = results.exposure;
  const auto count = [](auto value) { return static_cast<std::int64_t>(value); };
  return {{"villages", count(results.study.sites.size())},
          {"reports_in_period", count(results.study.reports.size())},
          {"dialogues", count(exposure.dialogues.size())},
          {"women", count(women)},
          {"asked", asked},
          {"marks", count(exposure.marks.size())},
          {"placeless", count(exposure.placeless.size())},
          {"marks_by_men", count(exposure.marks_by_men)},
          {"marks_without_effort", count(exposure.marks_without_effort)},
          {"not_public", count(exposure.not_public)},
          {"hotspots", count(results.findings.hotspots.size())}};
}

}  // namespace

Part make_part(std::string code, Results results, const Surroundings& around, const Config& config,
               const Policy& policy, const RunContext& context) {
  results.findings = analyze_within(around, results.records, results.study, results.exposure,
                                    config, context.control);
  rank_and_allocate(results, config, context);
  const ResultsPage shared(results, config, context.words);
  const Cleared<Tier::restricted> cleared = Gate::restricted(results, policy);
  const RestrictedContext restricted{.cleared = cleared, .page = shared.page};
  return {.code = std::move(code),
          .crs = results.records.crs,
          .layers = layers_of_areas(restricted),
          .notes = results.records.ledger.issues(),
          .density = sample_density(results, shared.projector, config.analysis.density_cell),
          .figures = figures_of(results)};
}

}  // namespace rawan::engine
