#include "config_paths.h"
#include "publish.h"
#include "rawan/algorithms/control.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"
#include "release_files.h"
#include "reports.h"
#include "summary.h"

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDensity = "density.tif";

/// The configuration with paths that tell nothing of the machine.
std::string portable_parameters(const Config& config) {
  Config portable = config;
  const fs::path base = fs::absolute(config.file).parent_path();
  for_each_path(portable.inputs, [&](std::string& path) {
    const std::string below = fs::path(path).lexically_relative(base).string();
    if (below.empty() || below.starts_with(".."))
      path = (base / fs::path(path).filename()).string();
  });
  return print_config(portable);
}

std::vector<io::ManifestInput> inputs_of(const io::Ledger& ledger) {
  std::vector<io::ManifestInput> inputs;
  for (const io::SourceCount& source : ledger.sources()) {
    io::ManifestInput input{.count = source,
                            .bytes = fs::file_size(source.file),
                            .sha256 = io::sha256_of_file(source.file)};
    input.count.file = fs::path(source.file).filename().string();
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// The files that travel times come from; they have no records to account for.
void add_travel_files(const InputsConfig& inputs, std::vector<io::ManifestInput>& listed) {
  const auto add = [&](const char* role, const std::optional<FileSource>& file) {
    if (!file) return;
    listed.push_back({.count = {.role = role, .file = fs::path(file->path).filename().string()},
                      .bytes = fs::file_size(file->path),
                      .sha256 = io::sha256_of_file(file->path)});
  };
  add("roads", inputs.roads);
  add("speeds", inputs.speeds);
  add("travel_matrix", inputs.travel_matrix);
}

io::Manifest manifest_of(const RestrictedContext& context, const std::vector<io::Layer>& layers) {
  const Results& results = context.results;
  io::Manifest manifest =
      start_manifest(Tier::restricted, layers, *context.cleared.view().registers,
                     context.cleared.view().policy, context.page);
  manifest.inputs = inputs_of(results.records.ledger);
  manifest.parameters = portable_parameters(context.config);
  add_travel_files(context.config.inputs, manifest.inputs);
  const auto count = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  manifest.counts = {{"villages", count(results.study.sites.size())},
                     {"reports_in_period", count(results.study.reports.size())},
                     {"dialogues", count(results.exposure.dialogues.size())},
                     {"marks", count(results.exposure.marks.size())},
                     {"hotspots", count(results.findings.hotspots.size())}};
  return manifest;
}

std::string density_text(const RestrictedContext& context) {
  const std::string description = context.words.text("layer.density.about");
  return context.config.project.synthetic
             ? context.words.text("mark.synthetic") + ". " + description
             : description;
}

bool write_density(const fs::path& dir, const RestrictedContext& context) {
  if (context.results.findings.density.values.empty()) return false;
  io::write_geotiff((dir / kDensity).string(), context.results.findings.density,
                    context.results.records.crs.crs, density_text(context), "1/km2");
  return true;
}

/// The share of the reports that lie in a gap between villages, in percent.
double nearest_share(const io::Ledger& ledger, std::uint64_t reports) {
  const std::vector<io::Issue> issues = ledger.issues();
  const auto nearest = std::ranges::count(issues, "assigned_nearest", &io::Issue::reason);
  return reports == 0 ? 0.0 : 100.0 * static_cast<double>(nearest) / static_cast<double>(reports);
}

/// What became of the reports, for the metadata: they are read by who may see the reports.
std::string quality_text(const RestrictedContext& context) {
  const io::Ledger& ledger = context.results.records.ledger;
  std::array<std::uint64_t, 4> outcomes{};
  std::uint64_t total = 0;
  for (const io::SourceCount& source : ledger.sources()) {
    if (source.role != "reports") continue;
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += source.outcomes[i];
    total += source.total();
  }
  const Catalogue& words = context.words;
  const auto whole = [&](std::uint64_t n) { return words.number(static_cast<double>(n)); };
  return words.text("iso.quality", {{"accepted", whole(outcomes[0])},
                                    {"repaired", whole(outcomes[1])},
                                    {"rejected", whole(outcomes[2])},
                                    {"excluded", whole(outcomes[3])},
                                    {"nearest", words.number(nearest_share(ledger, total), 1)}});
}

io::Manifest write_restricted(const fs::path& dir, const RestrictedContext& context,
                              const Policy& policy, const Control& control) {
  const std::vector<io::Layer> layers = restricted_layers(context);
  io::Manifest manifest = manifest_of(context, layers);
  control.check();
  const RestrictedView& view = context.cleared.view();
  const MetadataFacts facts{Tier::restricted, *view.registers, policy,
                            manifest,         context.page,    quality_text(context)};
  const bool density = write_density(dir, context);
  write_map(dir, layers, facts, density ? kDensity : "");
  if (density) {
    write_metadata(dir, {{"density", raster_metadata("density", density_text(context), facts)}});
  }
  control.check();
  io::write_csv((dir / "desa_prioritas.csv").string(),
                without_shapes(layer_named(layers, "desa_prioritas")));
  io::write_text((dir / "summary.md").string(), summary_text(context));
  write_report(dir, restricted_report(context));
  return manifest;
}

}  // namespace

TierFiles restricted_files(const RestrictedContext& context, const Policy& policy,
                           const Control& control) {
  return {Tier::restricted,
          [&](const fs::path& dir) { return write_restricted(dir, context, policy, control); }};
}

}  // namespace rawan::engine
