#include "publish.h"

#include "config_paths.h"
#include "lattice.h"
#include "layer_style.h"
#include "layer_words.h"
#include "patrol_files.h"
#include "patrol_rows.h"
#include "plan_json.h"
#include "printed_schedule.h"
#include "qgis_project.h"
#include "rawan/engine/version.h"
#include "rawan/io/manifest.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"
#include "summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGeoPackage = "rawan.gpkg";
constexpr const char* kDensity = "density.tif";

bool publishes_density(const LayerContext& context) {
  return context.config.output.internal && !context.results.findings.density.values.empty();
}

ProjectLook look_of(const LayerContext& context, bool with_density) {
  const Catalogue& words = context.words;
  const Config& config = context.config;
  return {.title = words.text("map.title", {{"area", config.project.name}}),
          .subtitle = words.text("map.subtitle", {{"organization", config.project.organization},
                                                  {"from", words.date(config.period.from)},
                                                  {"to", words.date(config.period.to)}}),
          .abstract = words.text("map.abstract"),
          .sources = config.inputs.villages_attribution,
          .geopackage = kGeoPackage,
          .density = with_density ? kDensity : "",
          .synthetic = config.project.synthetic,
          .epsg = static_cast<int>(context.results.records.crs.crs),
          .extent = extent_of(context.results.study.sites)};
}

void write_map(const fs::path& dir, const std::vector<io::Layer>& layers,
               const LayerContext& context, bool with_density) {
  const std::string project = qgis_project(layers, look_of(context, with_density), context.words);
  io::write_geopackage((dir / kGeoPackage).string(), layers,
                       {.styles = layer_styles(layers, context.words),
                        .project = io::EmbeddedProject{.name = kProjectName, .qgs = project}});
}

const io::Layer& layer_named(const std::vector<io::Layer>& layers, std::string_view name) {
  return *std::ranges::find(layers, name, &io::Layer::name);
}

/// Only the attributes: what a table for people and for joins holds.
io::Layer without_shapes(io::Layer layer) {
  layer.shapes = std::monostate{};
  return layer;
}

/// A sheet is printed without the sheet of contents: it carries the mark in its own name.
void mark_sheets(std::vector<io::Layer>& sheets, const std::string& mark) {
  for (io::Layer& sheet : sheets) sheet.title = mark + " " + sheet.title;
}

/// The workbook and the schedule as CSV.
/// @param tables after the schedule, in the order of the workbook; those that are there.
void write_tables(const fs::path& dir, const std::vector<io::Layer>& layers,
                  std::span<const std::string_view> tables, const LayerContext& context) {
  const Catalogue& words = context.words;
  const io::Layer schedule = layer_named(layers, "jadwal_patroli");
  io::write_csv((dir / "schedule.csv").string(), schedule);
  std::vector<io::Layer> sheets{printed_schedule(schedule, words), schedule};
  for (const std::string_view table : tables) {
    sheets.push_back(without_shapes(layer_named(layers, table)));
  }
  if (context.config.project.synthetic) mark_sheets(sheets, words.text("mark.synthetic"));
  io::write_xlsx((dir / "schedule.xlsx").string(), sheets, words.text("contents.title"),
                 {.sheet = words.text("contents.sheet"),
                  .table = words.text("contents.table"),
                  .description = words.text("contents.description"),
                  .rows = words.text("contents.rows")});
}

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

io::Manifest manifest_of(const LayerContext& context, const std::vector<io::Layer>& layers) {
  const Results& results = context.results;
  io::Manifest manifest{
      .version = version(),
      .inputs = inputs_of(results.records.ledger),
      .parameters = portable_parameters(context.config),
      .seeds = {{"project", context.config.project.seed}, {"patrol", results.schedule.search.seed}},
      .crs = static_cast<int>(results.records.crs.crs),
      .crs_name = results.records.crs.name};
  add_travel_files(context.config.inputs, manifest.inputs);
  for (const auto& [name, number] : library_versions()) manifest.libraries.emplace(name, number);
  for (const io::Layer& layer : layers) {
    manifest.layers.push_back({.file = kGeoPackage, .name = layer.name, .rows = layer.size()});
  }
  const auto count = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  manifest.counts = {{"villages", count(results.study.sites.size())},
                     {"reports_in_period", count(results.study.reports.size())},
                     {"dialogues", count(results.exposure.dialogues.size())},
                     {"marks", count(results.exposure.marks.size())},
                     {"hotspots", count(results.findings.hotspots.size())},
                     {"patrol_stops", count(list_patrols(context).stops.size())},
                     {"patrol_iterations", count(results.schedule.search.iterations)},
                     {"patrol_pool", count(results.schedule.search.pool)},
                     {"patrol_drawn", count(results.schedule.search.drawn)}};
  return manifest;
}

void write_density(const fs::path& dir, const LayerContext& context) {
  if (!publishes_density(context)) return;
  std::string description = context.words.text("layer.density.about");
  if (context.config.project.synthetic) {
    description = context.words.text("mark.synthetic") + ". " + description;
  }
  io::write_geotiff((dir / kDensity).string(), context.results.findings.density,
                    context.results.records.crs.crs, description, "1/km2");
}

constexpr std::array<std::string_view, 6> kSheets{"layanan",    "desa_prioritas", "belum_terlayani",
                                                  "pemerataan", "qc_ringkas",     "metadata"};
constexpr std::array<std::string_view, 4> kPatrolSheets{"layanan", "belum_terlayani", "pemerataan",
                                                        "metadata"};

void write_patrols(const fs::path& dir, const LayerContext& context, const Control& control) {
  write_routes(dir, context, control);
  io::write_text((dir / "plan.json").string(), plan_as_json(context));
}

fs::path seal(io::Staging& staging, io::Manifest& manifest, const RunOptions& options,
              const Control& control) {
  manifest.artifacts = staging.seal();
  control.check();
  return staging.publish(io::to_json(manifest), options.utc,
                         io::content_hash(manifest).substr(0, 12));
}

}  // namespace

fs::path publish(const LayerContext& context, const RunOptions& options, const Control& control) {
  const std::vector<io::Layer> layers = make_layers(context);
  io::Manifest manifest = manifest_of(context, layers);
  io::Staging staging(options.out);
  const fs::path& dir = staging.directory();
  control.check();
  write_map(dir, layers, context, publishes_density(context));
  control.check();
  write_density(dir, context);
  write_tables(dir, layers, kSheets, context);
  io::write_csv((dir / "desa_prioritas.csv").string(),
                without_shapes(layer_named(layers, "desa_prioritas")));
  write_patrols(dir, context, control);
  io::write_text((dir / "summary.md").string(), summary_text(context));
  return seal(staging, manifest, options, control);
}

fs::path publish_patrols(const LayerContext& context, std::span<const ExtraFile> extra,
                         const RunOptions& options, const Control& control) {
  const std::vector<io::Layer> layers = make_patrol_layers(context);
  io::Manifest manifest = manifest_of(context, layers);
  io::Staging staging(options.out);
  const fs::path& dir = staging.directory();
  control.check();
  write_map(dir, layers, context, false);
  control.check();
  write_tables(dir, layers, kPatrolSheets, context);
  write_patrols(dir, context, control);
  for (const ExtraFile& file : extra) io::write_text((dir / file.name).string(), file.text);
  io::write_text((dir / "summary.md").string(), patrol_summary_text(context));
  return seal(staging, manifest, options, control);
}

}  // namespace rawan::engine
