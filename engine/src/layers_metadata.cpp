#include "country_layers.h"
#include "layer_words.h"
#include "rawan/algorithms/zoning.h"
#include "rawan/engine/version.h"
#include "zoning_index.h"

#include <fmt/format.h>

#include <cmath>

namespace rawan::engine {
namespace {

using Entries = std::vector<MetadataEntry>;

std::string bandwidth_text(const Findings& findings, const Catalogue& words) {
  if (findings.density.values.empty()) return words.text("value.none");
  std::string text =
      words.text("metadata.bandwidth.value", {{"sigma", words.number(findings.sigma.value)},
                                              {"radius", words.number(findings.radius.value)}});
  if (findings.choice && findings.choice->at_end_of_range) {
    text += " " + words.text("metadata.bandwidth.end");
  }
  return text;
}

std::string search_record_text(const SearchRecord& search, const Catalogue& words) {
  return words.text("metadata.patrol_search.value",
                    {{"seed", std::to_string(search.seed)},
                     {"iterations", std::to_string(search.iterations)},
                     {"pool", std::to_string(search.pool)},
                     {"drawn", std::to_string(search.drawn)}});
}

/// How fast the allocation of patrols forgets.
std::string memory_text(double memory, const Catalogue& words) {
  if (memory >= 1.0) return words.text("metadata.memory.none");
  return words.text("metadata.memory.value",
                    {{"memory", words.number(memory, 2)},
                     {"weeks", words.number(std::log(0.5) / std::log(memory), 0)}});
}

/// Beside the rate of all visits, of which more go where more was found.
std::string controls_text(const ControlVisits& controls, const Catalogue& words) {
  if (controls.drawn == 0) return words.text("value.none");
  const auto whole = [&](double value) { return words.number(value); };
  const auto rate = [&](double value) { return words.number(value, 2); };
  const std::pair visited{std::string_view("visited"), whole(controls.visited)};
  const std::pair drawn{std::string_view("drawn"), whole(controls.drawn)};
  if (!controls.per_visit) return words.text("metadata.controls.few", {visited, drawn});
  return words.text("metadata.controls.value", {{"rate", rate(*controls.per_visit)},
                                                {"low", rate(controls.interval.low)},
                                                {"high", rate(controls.interval.high)},
                                                {"all", rate(controls.over_all)},
                                                visited,
                                                drawn});
}

std::string zoning_text(const Results& results, const Catalogue& words) {
  const auto index = zoning_stability(results.study, results.exposure);
  if (!index) return words.text("value.none");
  const char* key = *index < zoning::kStable ? "metadata.zoning.depends" : "metadata.zoning.stable";
  return words.text(key, {{"index", words.number(*index, 2)}});
}

/// What every release says of itself.
Entries common_entries(Tier tier, const io::CrsChoice& crs, const PageContext& page) {
  const Catalogue& words = page.words;
  const Config& config = page.config;
  return {
      {"metadata.area", config.project.name},
      {"metadata.organization", config.project.organization},
      {"metadata.audience", words.text("tier." + std::string(code_of(tier)))},
      {"metadata.security", words.text("security." + std::string(code_of(tier)))},
      {"metadata.period", words.date(config.period.from) + " - " + words.date(config.period.to)},
      {"metadata.boundaries", config.inputs.villages_attribution},
      {"metadata.boundary_status", words.text("d.disclaimer_boundary")},
      {"metadata.scope", words.text("d.disclaimer_scope")},
      {"metadata.zero", words.text("d.disclaimer_zero")},
      {"metadata.crs", fmt::format("{} (EPSG:{})", crs.name, static_cast<int>(crs.crs))},
      {"metadata.scale", fmt::format("{} - {}", words.number(crs.smallest_scale, 5),
                                     words.number(crs.largest_scale, 5))},
      {"metadata.memory", memory_text(config.allocation.memory, words)},
      {"metadata.version", version()}};
}

std::string noise_text(const OpenView& view, const Catalogue& words) {
  return words.text("noise.text",
                    {{"half_width", words.number(static_cast<double>(view.half_width))},
                     {"epsilon", words.number(view.epsilon, 2)}});
}

/// How sure anything can be (reliability.md 9.6): what was done, and that nothing was tested.
Entries honesty_entries(const PageContext& page) {
  const Catalogue& words = page.words;
  const Config& config = page.config;
  return {{"metadata.ranks_by_reports", words.text("d.ranks_by_reports")},
          {"metadata.test", words.text("metadata.test.value")},
          {"metadata.tests", words.text("metadata.tests.none")},
          {"metadata.draws", words.number(config.analysis.rank_draws)},
          {"metadata.seed", std::to_string(config.project.seed)}};
}

void append(const Entries& own, Entries& entries) {
  entries.insert(entries.end(), own.begin(), own.end());
}

/// Of all reports that count, those that patrols discovered themselves.
std::string discovered_text(const Exposure& exposure, const Catalogue& words) {
  const auto findings = static_cast<double>(exposure.findings.size());
  const double all =
      findings + static_cast<double>(exposure.marks.size() + exposure.placeless.size());
  if (all <= 0.0) return words.text("value.none");
  return words.text("metadata.discovered.value",
                    {{"percent", words.number(100.0 * findings / all)},
                     {"without", words.number(double(exposure.findings_without_effort))}});
}

std::string exposure_text(const PlanningView& view, const Catalogue& words) {
  LoggedEffort sum;
  std::size_t asked = 0;
  for (const PlannedVillage& village : view.villages) {
    sum.dialogues += village.effort.dialogues;
    sum.women += village.effort.women;
    asked += village.effort.dialogues > 0 ? 1 : 0;
  }
  return words.text("metadata.exposure.value",
                    {{"dialogues", words.number(sum.dialogues)},
                     {"women", words.number(sum.women)},
                     {"asked", words.number(double(asked))},
                     {"villages", words.number(double(view.villages.size()))}});
}

std::string visits_text(const OperationalView& view, const Catalogue& words) {
  std::uint64_t visits = 0;
  std::size_t visited = 0;
  for (const BandedVillage& village : view.villages) {
    visits += village.visits;
    visited += village.visits > 0 ? 1 : 0;
  }
  return words.text("metadata.visits.value",
                    {{"visits", words.number(double(visits))},
                     {"visited", words.number(double(visited))},
                     {"villages", words.number(double(view.villages.size()))}});
}

io::Layer table_of(const Entries& entries, const PageContext& page) {
  io::Layer layer = start_layer("metadata", page);
  fill_column<Text>(layer, page.words, "kunci", entries.size(),
                    [&](std::size_t i) { return page.words.text(entries[i].key); });
  fill_column<Text>(layer, page.words, "nilai", entries.size(),
                    [&](std::size_t i) { return entries[i].value; });
  return layer;
}

}  // namespace

io::Layer metadata_table(const RestrictedContext& context) {
  const Catalogue& words = context.words;
  const Results& results = context.results;
  const Exposure& exposure = results.exposure;
  const auto whole = [&](std::uint64_t value) { return words.number(static_cast<double>(value)); };
  Entries entries = common_entries(Tier::restricted, results.records.crs, context.page);
  const Entries own{
      {"metadata.dialogues", whole(exposure.dialogues.size())},
      {"metadata.design_effect", words.number(results.ranking.rates.design_effect, 2)},
      {"metadata.overall_rate", words.number(1000.0 * results.ranking.rates.overall, 1)},
      {"metadata.marks_without_effort", whole(exposure.marks_without_effort)},
      {"metadata.marks_by_men", whole(exposure.marks_by_men)},
      {"metadata.not_public", whole(exposure.not_public)},
      {"metadata.bandwidth", bandwidth_text(results.findings, words)},
      {"metadata.zoning", zoning_text(results, words)},
      {"metadata.discovered", discovered_text(exposure, words)},
      {"metadata.controls", controls_text(control_visits(results.study, exposure, context.config,
                                                         results.allocation.slots),
                                          words)},
      {"metadata.stability_runs", whole(context.config.analysis.stability_runs)}};
  append(own, entries);
  append(honesty_entries(context.page), entries);
  return table_of(entries, context.page);
}

io::Layer metadata_table(const io::CrsChoice& crs, const std::vector<MetadataEntry>& own,
                         const PageContext& page) {
  Entries entries = common_entries(Tier::restricted, crs, page);
  append(own, entries);
  append(honesty_entries(page), entries);
  return table_of(entries, page);
}

io::Layer metadata_table(const PatrolContext& context) {
  Entries entries = common_entries(Tier::operational, context.registers().crs, context.page);
  append({{"metadata.exposure", visits_text(context.view(), context.words)},
          {"metadata.plan_code", context.schedule.code},
          {"metadata.patrol_search", search_record_text(context.schedule.search, context.words)}},
         entries);
  append(honesty_entries(context.page), entries);
  return table_of(entries, context.page);
}

io::Layer metadata_table(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const PlanningView& view = context.view();
  const auto whole = [&](std::uint64_t value) { return words.number(static_cast<double>(value)); };
  Entries entries = common_entries(Tier::planning, context.registers().crs, context.page);
  const Entries own{
      {"metadata.exposure", exposure_text(view, words)},
      {"metadata.least", whole(view.least)},
      {"metadata.masked",
       words.text("metadata.masked.value", {{"primary", whole(view.masked_primary)},
                                            {"complementary", whole(view.masked_complementary)}})},
      {"metadata.sources", origins_text(view.sources, words)},
      {"metadata.controls", controls_text(view.controls, words)},
      {"metadata.agreement", view.policy.sharing_agreement}};
  append(own, entries);
  append(honesty_entries(context.page), entries);
  return table_of(entries, context.page);
}

io::Layer metadata_table(const OpenContext& context) {
  const Catalogue& words = context.page.words;
  const OpenView& view = context.view();
  Entries entries = common_entries(Tier::open, context.registers().crs, context.page);
  const Entries own{{"metadata.ranks_by_reports", words.text("d.ranks_by_reports")},
                    {"metadata.noise", noise_text(view, words)},
                    {"metadata.tests", words.text("metadata.tests.none")},
                    {"metadata.agreement", view.policy.sharing_agreement}};
  append(own, entries);
  return table_of(entries, context.page);
}

}  // namespace rawan::engine
