#include "layer_metadata.h"

#include "embedded.h"
#include "layer_words.h"
#include "rawan/io/release.h"
#include "xml_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

namespace rawan::engine {
namespace {

constexpr const char* kCodeLists = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#";

/// What is told of one layer, whatever it is made of.
struct Subject {
  std::string name;
  std::string title;
  std::string description;
  std::string representation;  ///< "vector", "textTable", "grid".
  std::string format;
  int epsg = 4326;
  Box degrees;  ///< x is the longitude.
};

/// Whole cells of the national grid (8 seconds of arc) around a box, as the file declares it: no
/// position is told more exactly than the features do.
Box in_cells(const io::GeoBox& box) {
  constexpr double kCells = 450.0;  // Per degree.
  constexpr double kOnTheGrid = 1e-6;
  const auto down = [](double v) { return std::floor(v * kCells + kOnTheGrid) / kCells; };
  const auto up = [](double v) { return std::ceil(v * kCells - kOnTheGrid) / kCells; };
  return {{down(box.low.lon), down(box.low.lat)}, {up(box.high.lon), up(box.high.lat)}};
}

Box district_in_cells(const Registers& registers) {
  return in_cells(io::bounding_box(registers.villages));
}

/// MD_ClassificationCode of an audience; the words of ANRI stand beside it.
std::string_view classification(Tier tier) {
  constexpr std::array<std::string_view, 4> kCodes{"secret", "restricted", "restricted",
                                                   "unclassified"};
  return kCodes[static_cast<std::size_t>(tier)];
}

std::string security_text(const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  const std::string tier(code_of(facts.tier));
  return words.text("security.label", {{"class", words.text("security." + tier)}}) + ". " +
         words.text("tier." + tier) + ".";
}

std::string share_text(std::int64_t part, std::int64_t whole, const Catalogue& words) {
  if (whole <= 0) return words.number(0.0, 1);
  return words.number(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1);
}

std::int64_t count_of(const io::Manifest& manifest, const char* name) {
  const auto found = manifest.counts.find(name);
  return found == manifest.counts.end() ? 0 : found->second;
}

/// Rows of the tables of classes by area and window.
std::int64_t counted_windows(const io::Manifest& manifest) {
  std::int64_t rows = 0;
  for (const io::ManifestLayer& layer : manifest.layers) {
    if (layer.name.ends_with("_periode")) rows += static_cast<std::int64_t>(layer.rows);
  }
  return rows;
}

/// Of the values by area and window that planners get, the share that is not shown. Commanders are
/// told none: how many cells are left out follows one report.
std::string suppressed_share(const MetadataFacts& facts) {
  const io::Manifest& manifest = facts.manifest;
  return share_text(
      count_of(manifest, "masked_primary") + count_of(manifest, "masked_complementary"),
      counted_windows(manifest), facts.page.words);
}

/// By what rules a layer left the house: threshold, method, share suppressed.
std::string disclosure_text(const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  const auto k = facts.policy.of(facts.tier).unit.min_reporters;
  return words.text("iso.disclosure." + std::string(code_of(facts.tier)),
                    {{"policy", facts.policy.name},
                     {"k", std::to_string(k)},
                     {"share", suppressed_share(facts)}});
}

std::string sources_text(const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  const Config& config = facts.page.config;
  const io::Manifest& manifest = facts.manifest;
  return words.text("iso.lineage", {{"boundaries", config.inputs.villages_attribution},
                                    {"edition", config.inputs.villages.edition},
                                    {"from", words.date(config.period.from)},
                                    {"to", words.date(config.period.to)},
                                    {"crs", manifest.crs_name},
                                    {"epsg", std::to_string(manifest.crs)},
                                    {"version", manifest.version},
                                    {"policy", facts.policy.sha256}});
}

/// Where the data come from and what was done to them.
std::string lineage_text(const MetadataFacts& facts) {
  std::string text = sources_text(facts);
  if (!facts.manifest.parameters.empty()) {
    text += " " + facts.page.words.text("iso.parameters",
                                        {{"sha256", io::sha256(facts.manifest.parameters)}});
  }
  return facts.quality.empty() ? text : text + " " + facts.quality;
}

std::string limits_text(const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  std::string text = words.text("d.disclaimer_boundary") + ". " + words.text("d.disclaimer_scope") +
                     ". " + words.text("d.disclaimer_zero") + ".";
  return facts.page.config.project.synthetic ? words.text("mark.synthetic") + ". " + text : text;
}

std::string keywords_xml(const Catalogue& words) {
  std::string xml;
  for (const char* key : {"iso.keyword.safety", "iso.keyword.gender", "iso.keyword.patrol"}) {
    xml += fmt::format(
        "     <gmd:keyword><gco:CharacterString>{}</gco:CharacterString></gmd:keyword>\n",
        escape_xml(words.text(key)));
  }
  return xml;
}

/// Names the layer of this district, audience and period, in the same way in every run.
std::string identifier(const Subject& subject, const MetadataFacts& facts) {
  const Config& config = facts.page.config;
  return fmt::format("rawan:{}:{}:{}:{}/{}", config.project.regency, code_of(facts.tier),
                     subject.name, iso_date(config.period.from), iso_date(config.period.to));
}

TemplateValues names_of(const Subject& subject, const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  const bool indonesian = words.language() == Language::id;
  static const Catalogue kIndonesian(Language::id);
  static const Catalogue kEnglish(Language::en);
  const Catalogue& other = indonesian ? kEnglish : kIndonesian;
  return {{"identifier", identifier(subject, facts)},
          {"language", indonesian ? "ind" : "eng"},
          {"title", subject.title},
          {"other_title", layer_title(subject.name, other)},
          {"abstract", subject.description},
          {"representation", subject.representation},
          {"format", subject.format},
          {"epsg", std::to_string(subject.epsg)},
          {"west", fmt::format("{:.6f}", subject.degrees.low.x)},
          {"east", fmt::format("{:.6f}", subject.degrees.high.x)},
          {"south", fmt::format("{:.6f}", subject.degrees.low.y)},
          {"north", fmt::format("{:.6f}", subject.degrees.high.y)}};
}

TemplateValues common(const MetadataFacts& facts) {
  const Catalogue& words = facts.page.words;
  const Config& config = facts.page.config;
  return {{"lists", kCodeLists},
          {"organization", config.project.organization},
          {"purpose", words.text("iso.purpose")},
          {"from", iso_date(config.period.from)},
          {"to", iso_date(config.period.to)},
          {"keywords", keywords_xml(words)},
          {"limits", limits_text(facts)},
          {"license", config.inputs.villages_attribution},
          {"disclosure", disclosure_text(facts)},
          {"classification", std::string(classification(facts.tier))},
          {"security", security_text(facts)},
          {"lineage", lineage_text(facts)}};
}

std::string metadata_of(const Subject& subject, const MetadataFacts& facts) {
  TemplateValues values = names_of(subject, facts);
  const TemplateValues rest = common(facts);
  values.insert(values.end(), rest.begin(), rest.end());
  return fill_template(embedded("qgis/layer_metadata.xml.in"), values);
}

}  // namespace

std::string layer_metadata(const io::LayerPieces& pieces, const MetadataFacts& facts) {
  const io::Layer& layer = pieces.head;
  const bool spatial = !std::holds_alternative<std::monostate>(layer.shapes);
  return metadata_of(
      {.name = layer.name,
       .title = layer.title,
       .description = layer.description,
       .representation = spatial ? "vector" : "textTable",
       .format = "GeoPackage",
       .degrees = pieces.box.empty() ? district_in_cells(facts.registers) : in_cells(pieces.box)},
      facts);
}

std::string raster_metadata(std::string_view name, const std::string& description, int epsg,
                            const MetadataFacts& facts) {
  return metadata_of({.name = std::string(name),
                      .title = layer_title(name, facts.page.words),
                      .description = description,
                      .representation = "grid",
                      .format = "GeoTIFF",
                      .epsg = epsg,
                      .degrees = district_in_cells(facts.registers)},
                     facts);
}

}  // namespace rawan::engine
