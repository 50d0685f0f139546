#include "density_file.h"
#include "publish.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"
#include "release_files.h"
#include "reports.h"
#include "restricted_facts.h"
#include "summary.h"

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// The files that travel times come from; they have no records to account for.
void add_travel_files(const InputsConfig& inputs, const InputHashes& hashes,
                      std::vector<io::ManifestInput>& listed) {
  const auto add = [&](const char* role, const std::optional<FileSource>& file) {
    if (!file) return;
    io::ManifestInput& input = listed.emplace_back();
    input.count.role = role;
    input.count.file = fs::path(file->path).filename().string();
    input.bytes = fs::file_size(file->path);
    input.sha256 = hash_of(file->path, hashes);
  };
  add("roads", inputs.roads);
  add("speeds", inputs.speeds);
  add("travel_matrix", inputs.travel_matrix);
}

io::Manifest manifest_of(const RestrictedContext& context,
                         std::span<const io::LayerPieces> layers) {
  const Results& results = context.results;
  io::Manifest manifest =
      start_manifest(Tier::restricted, layers, *context.cleared.view().registers,
                     context.cleared.view().policy, context.page);
  manifest.inputs = inputs_of(results.records.ledger, results.records.hashes);
  manifest.parameters = portable_parameters(context.config);
  add_travel_files(context.config.inputs, results.records.hashes, manifest.inputs);
  const auto count = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  manifest.counts = {{"villages", count(results.study.sites.size())},
                     {"reports_in_period", count(results.study.reports.size())},
                     {"dialogues", count(results.exposure.dialogues.size())},
                     {"marks", count(results.exposure.marks.size())},
                     {"hotspots", count(results.findings.hotspots.size())}};
  return manifest;
}

io::Manifest write_restricted(const fs::path& dir, const RestrictedContext& context,
                              const Policy& policy, const Control& control) {
  const std::vector<io::Layer> layers = restricted_layers(context);
  const std::vector<io::LayerPieces> pieces = io::pieces_of(layers);
  io::Manifest manifest = manifest_of(context, pieces);
  const RestrictedView& view = context.cleared.view();
  const MetadataFacts facts{
      Tier::restricted, *view.registers,
      policy,           manifest,
      context.page,     quality_sentence(context.results.records.ledger, context.words)};
  const Results& results = context.results;
  const auto write_maps = [&] {
    write_map(dir, pieces, facts,
              write_density(dir, results.findings.density, results.records.crs.crs, facts));
  };
  const auto write_texts = [&] {
    write_table_files(dir, layers, std::array{std::string_view("desa_prioritas")});
    io::write_text((dir / "summary.md").string(), summary_text(context));
    write_report(dir, restricted_report(context));
  };
  take_steps(control, {write_maps, write_texts});
  return manifest;
}

}  // namespace

TierFiles restricted_files(const RestrictedContext& context, const Policy& policy,
                           const Control& control) {
  return {Tier::restricted,
          [&](const fs::path& dir) { return write_restricted(dir, context, policy, control); }};
}

}  // namespace rawan::engine
