#include "country_release.h"

#include "country_layers.h"
#include "density_file.h"
#include "gate_parts.h"
#include "join_parts.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"
#include "release_files.h"
#include "restricted_facts.h"
#include "summary_parts.h"

#include <fmt/ranges.h>
#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <span>
#include <utility>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// A map of the country has to lie in one system: Mercator, true to shape; nothing is measured in
/// it.
constexpr io::MetricCrs kMapCrs{3395};
constexpr io::MetricCrs kDegrees{4326};

/// The system of the map, with the scales of those that were measured in.
io::CrsChoice map_crs(const std::vector<Part>& parts) {
  io::CrsChoice crs = parts.front().crs;
  crs.crs = kMapCrs;
  crs.name = "WGS 84 / World Mercator";
  for (const Part& part : parts) {
    crs.smallest_scale = std::min(crs.smallest_scale, part.crs.smallest_scale);
    crs.largest_scale = std::max(crs.largest_scale, part.crs.largest_scale);
    crs.distorted = crs.distorted || part.crs.distorted;
  }
  return crs;
}

/// "EPSG:32648, EPSG:32748": where lengths were measured.
std::string zones_text(const std::vector<Part>& parts) {
  std::set<int> zones;
  for (const Part& part : parts) zones.insert(static_cast<int>(part.crs.crs));
  return fmt::format("EPSG:{}", fmt::join(zones, ", EPSG:"));
}

io::GeoArea area_of(const io::GeoBox& box) {
  return {
      {.outer =
           {box.low, {box.high.lon, box.low.lat}, box.high, {box.low.lon, box.high.lat}, box.low},
       .holes = {}}};
}

/// The box of all villages: enough for the extent of the map.
Registers registers_of(const CountryFindings& findings, const io::Projector& projector) {
  Registers registers;
  registers.crs = map_crs(findings.parts);
  registers.villages.emplace_back().area = area_of(findings.base.box);
  registers.sites.area.push_back(projector.to_meters(registers.villages.front().area));
  return registers;
}

io::Ledger take_ledger(CountryFindings& findings) {
  io::Ledger ledger = std::move(findings.base.ledger);
  for (Part& part : findings.parts) {
    for (io::Issue& issue : std::exchange(part.notes, {})) ledger.note(std::move(issue));
  }
  return ledger;
}

std::vector<MetadataEntry> entries_of(const std::vector<Part>& parts, const Catalogue& words) {
  const auto sum = [&](const char* figure) {
    return words.number(static_cast<double>(sum_of(parts, figure)));
  };
  return {{"metadata.regencies", words.number(static_cast<double>(parts.size()))},
          {"metadata.zones", zones_text(parts)},
          {"metadata.dialogues", sum("dialogues")},
          {"metadata.marks_without_effort", sum("marks_without_effort")},
          {"metadata.marks_by_men", sum("marks_by_men")},
          {"metadata.not_public", sum("not_public")}};
}

std::string summary_text(const CountryFindings& findings, const io::Ledger& ledger,
                         const PageContext& page) {
  const Catalogue& words = page.words;
  const auto sum = [&](const char* figure) { return sum_of(findings.parts, figure); };
  const auto text = [&](std::int64_t value) { return whole(static_cast<double>(value), words); };
  return summary_title(Tier::restricted, page) + heading("summary.asked", words) +
         words.text("summary.asked.text", {{"dialogues", text(sum("dialogues"))},
                                           {"women", text(sum("women"))},
                                           {"asked", text(sum("asked"))},
                                           {"villages", text(sum("villages"))},
                                           {"unknown", text(sum("villages") - sum("asked"))}}) +
         "\n\n" +
         words.text("summary.regencies",
                    {{"regencies", whole(static_cast<double>(findings.parts.size()), words)},
                     {"hotspots", text(sum("hotspots"))}}) +
         "\n" + quality_section(ledger, words) + limits_text(page);
}

std::map<std::string, std::int64_t> counts_of(const std::vector<Part>& parts) {
  std::map<std::string, std::int64_t> counts{
      {"regencies", static_cast<std::int64_t>(parts.size())}};
  for (const char* figure : {"villages", "reports_in_period", "dialogues", "marks", "hotspots"}) {
    counts.emplace(figure, sum_of(parts, figure));
  }
  return counts;
}

class CountryWriter {
 public:
  CountryWriter(CountryFindings& findings, const Config& config, const Policy& policy,
                const RunContext& context)
      : findings_(findings),
        config_(config),
        policy_(policy),
        words_(context.words),
        control_(context.control),
        projector_(kMapCrs),
        page_{.config = config, .words = context.words, .projector = projector_} {}

  io::Manifest write(const fs::path& dir) {
    const Registers registers = registers_of(findings_, projector_);
    io::Ledger ledger = take_ledger(findings_);
    const std::string quality = quality_sentence(ledger, words_);
    const std::vector<io::LayerPieces> layers = take_layers(registers, ledger);
    const io::Manifest manifest = manifest_of(layers, registers, ledger);
    control_.check();
    const MetadataFacts facts{Tier::restricted, registers, policy_, manifest, page_, quality};
    const Grid<double> density = join_density(findings_.parts, config_.analysis.density_cell);
    tbb::parallel_invoke([&] { write_map(dir, layers, facts, density_file(density, kDegrees)); },
                         [&] {
                           write_density(dir, density, kDegrees, facts);
                           io::write_csv((dir / "desa_prioritas.csv").string(),
                                         without_shapes(layer_named(layers, "desa_prioritas")));
                         });
    io::write_text((dir / "summary.md").string(), summary_text(findings_, ledger, page_));
    return manifest;
  }

 private:
  /// Takes the issues out of the ledger.
  std::vector<io::LayerPieces> take_layers(const Registers& registers, io::Ledger& ledger) {
    std::vector<io::LayerPieces> layers = std::move(findings_.layers);
    layers.insert(std::prev(layers.end()), io::whole_of(std::move(findings_.base.services)));
    layers.push_back(io::whole_of(quality_table(ledger, page_)));
    layers.push_back(take_issue_table(ledger, page_));
    layers.push_back(
        io::whole_of(metadata_table(registers.crs, entries_of(findings_.parts, words_), page_)));
    return layers;
  }

  io::Manifest manifest_of(std::span<const io::LayerPieces> layers, const Registers& registers,
                           const io::Ledger& ledger) const {
    io::Manifest manifest = start_manifest(Tier::restricted, layers, registers,
                                           stamp_of(policy_, Tier::restricted), page_);
    manifest.inputs = inputs_of(ledger, findings_.inputs);
    manifest.parameters = portable_parameters(config_);
    manifest.counts = counts_of(findings_.parts);
    return manifest;
  }

  CountryFindings& findings_;
  const Config& config_;
  const Policy& policy_;
  const Catalogue& words_;
  const Control& control_;
  io::Projector projector_;
  PageContext page_;
};

}  // namespace

TierFiles country_files(CountryFindings& findings, const Config& config, const Policy& policy,
                        const RunContext& context) {
  return {Tier::restricted, [&](const fs::path& dir) {
            return CountryWriter(findings, config, policy, context).write(dir);
          }};
}

}  // namespace rawan::engine
