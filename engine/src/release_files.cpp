#include "release_files.h"

#include "lattice.h"
#include "qgis_project.h"
#include "rawan/algorithms/control.h"
#include "rawan/engine/version.h"

#include <algorithm>
#include <memory>
#include <type_traits>
#include <variant>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

ProjectLook look_of(const MetadataFacts& facts, std::string subtitle, const RasterFile& density) {
  const Registers& registers = facts.registers;
  const Catalogue& words = facts.page.words;
  const Config& config = facts.page.config;
  const std::string code(code_of(facts.tier));
  return {
      .title = words.text("map.title", {{"area", config.project.name}}),
      .subtitle = std::move(subtitle),
      .abstract = words.text("map.abstract") + " " + words.text("tier." + code) + ".",
      .classification = words.text("security.label", {{"class", words.text("security." + code)}}) +
                        "\n" + words.text("tier." + code),
      .facts =
          words.text("map.facts", {{"date", words.date(config.period.to)},
                                   {"crs", registers.crs.name},
                                   {"epsg", std::to_string(static_cast<int>(registers.crs.crs))},
                                   {"version", version()}}),
      .sources = config.inputs.villages_attribution,
      .geopackage = kGeoPackage,
      .density = density,
      .synthetic = config.project.synthetic,
      .epsg = static_cast<int>(registers.crs.crs),
      .extent = extent_of(registers.sites)};
}

std::vector<io::LayerMetadata> metadata_of(std::span<const io::LayerPieces> layers,
                                           const MetadataFacts& facts) {
  std::vector<io::LayerMetadata> metadata;
  for (const io::LayerPieces& layer : layers) {
    metadata.push_back({layer.head.name, layer_metadata(layer, facts)});
  }
  return metadata;
}

/// A sheet is printed without the sheet of contents: it carries the mark in its own name.
void mark_sheets(std::vector<io::Layer>& sheets, const std::string& mark) {
  for (io::Layer& sheet : sheets) sheet.title = mark + " " + sheet.title;
}

void append(decltype(io::Column::values)& all, const decltype(io::Column::values)& more) {
  std::visit(
      [&](auto& values) {
        const auto& own = std::get<std::decay_t<decltype(values)>>(more);
        values.insert(values.end(), own.begin(), own.end());
      },
      all);
}

std::map<std::string, std::string> disclosure_of(const PolicyStamp& policy) {
  std::map<std::string, std::string> stamp{{"policy", policy.name},
                                           {"policy_sha256", policy.sha256},
                                           {"policy_signed", policy.is_signed ? "true" : "false"},
                                           {"sharing_agreement", policy.sharing_agreement},
                                           {"min_reporters", std::to_string(policy.min_reporters)}};
  if (!policy.unencrypted_accepted_by.empty()) {
    stamp.emplace("unencrypted_accepted_by", policy.unencrypted_accepted_by);
  }
  return stamp;
}

}  // namespace

void take_steps(const Control& control, std::initializer_list<std::function<void()>> steps) {
  for (const std::function<void()>& step : steps) {
    control.check();
    step();
  }
}

std::string map_subtitle(Tier tier, std::span<const io::LayerPieces> layers,
                         const PageContext& page) {
  const Catalogue& words = page.words;
  const Config& config = page.config;
  std::string subtitle = words.text("map.subtitle", {{"organization", config.project.organization},
                                                     {"from", words.date(config.period.from)},
                                                     {"to", words.date(config.period.to)}});
  const bool ranks = tier != Tier::open;
  if (ranks && page.ranking_suspended) subtitle += ". " + words.text("ranking.suspended.short");
  if (!ranks && layer_named(layers, "kecamatan_tahun").rows == 0) {
    subtitle += ". " + words.text("summary.no_year");
  }
  return subtitle;
}

void write_map(const fs::path& dir, std::span<const io::LayerPieces> layers,
               const MetadataFacts& facts, const RasterFile& density) {
  const PageContext& page = facts.page;
  const ProjectLook look = look_of(facts, map_subtitle(facts.tier, layers, page), density);
  const std::string project = qgis_project(layers, look, page.words);
  const std::vector<io::LayerMetadata> metadata = metadata_of(layers, facts);
  io::write_geopackage((dir / kGeoPackage).string(), layers,
                       {.styles = layer_styles(layers, page.words),
                        .project = io::EmbeddedProject{.name = kProjectName, .qgs = project},
                        .metadata = metadata});
  write_metadata(dir, metadata);
}

void write_metadata(const fs::path& dir, const std::vector<io::LayerMetadata>& metadata) {
  fs::create_directories(dir / "metadata");
  for (const io::LayerMetadata& own : metadata) {
    io::write_text((dir / "metadata" / (own.layer + ".xml")).string(), own.xml);
  }
}

const io::Layer& layer_named(const std::vector<io::Layer>& layers, std::string_view name) {
  return *std::ranges::find(layers, name, &io::Layer::name);
}

const io::LayerPieces& layer_named(std::span<const io::LayerPieces> layers, std::string_view name) {
  return *std::ranges::find_if(layers,
                               [&](const io::LayerPieces& l) { return l.head.name == name; });
}

io::Layer without_shapes(const io::Layer& layer) {
  return {.name = layer.name,
          .title = layer.title,
          .description = layer.description,
          .shapes = std::monostate{},
          .columns = layer.columns};
}

io::Layer without_shapes(const io::LayerPieces& layer) {
  io::Layer table = without_shapes(layer.head);
  for (std::size_t i = 0; i < layer.count; ++i) {
    const std::shared_ptr<const io::Layer> piece = layer.piece(i);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      append(table.columns[c].values, piece->columns[c].values);
    }
  }
  return table;
}

void write_table_files(const fs::path& dir, const std::vector<io::Layer>& layers,
                       std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    io::write_csv((dir / (std::string(name) + ".csv")).string(),
                  without_shapes(layer_named(layers, name)));
  }
}

void write_workbook(const fs::path& file, std::vector<io::Layer> sheets, const PageContext& page) {
  const Catalogue& words = page.words;
  if (page.config.project.synthetic) mark_sheets(sheets, words.text("mark.synthetic"));
  io::write_xlsx(file.string(), sheets, words.text("contents.title"),
                 {.sheet = words.text("contents.sheet"),
                  .table = words.text("contents.table"),
                  .description = words.text("contents.description"),
                  .rows = words.text("contents.rows")});
}

io::Manifest start_manifest(Tier tier, std::span<const io::LayerPieces> layers,
                            const Registers& registers, const PolicyStamp& policy,
                            const PageContext& page) {
  io::Manifest manifest{.version = version(),
                        .tier = std::string(code_of(tier)),
                        .disclosure = disclosure_of(policy),
                        .seeds = {{"project", page.config.project.seed}},
                        .crs = static_cast<int>(registers.crs.crs),
                        .crs_name = registers.crs.name};
  for (const auto& [name, number] : library_versions()) manifest.libraries.emplace(name, number);
  for (const io::LayerPieces& layer : layers) {
    manifest.layers.push_back({.file = kGeoPackage, .name = layer.head.name, .rows = layer.rows});
  }
  return manifest;
}

}  // namespace rawan::engine
