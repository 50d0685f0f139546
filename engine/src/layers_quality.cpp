#include "layer_words.h"
#include "layers.h"
#include "rawan/engine/version.h"

#include <fmt/format.h>

#include <filesystem>

namespace rawan::engine {
namespace {

/// Only the name of a file: paths tell of the machine and its user.
std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

struct Entry {
  std::string key;
  std::string value;
};

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

std::string search_text(const SearchRecord& search, const Catalogue& words) {
  return words.text("metadata.patrol_search.value",
                    {{"seed", std::to_string(search.seed)},
                     {"iterations", std::to_string(search.iterations)},
                     {"pool", std::to_string(search.pool)},
                     {"drawn", std::to_string(search.drawn)}});
}

std::vector<Entry> entries_of(const LayerContext& context) {
  const Catalogue& words = context.words;
  const Config& config = context.config;
  const Results& results = context.results;
  const Exposure& exposure = results.exposure;
  const io::CrsChoice& crs = results.records.crs;
  const auto whole = [&](std::uint64_t value) { return words.number(static_cast<double>(value)); };
  return {
      {"metadata.area", config.project.name},
      {"metadata.organization", config.project.organization},
      {"metadata.period", words.date(config.period.from) + " - " + words.date(config.period.to)},
      {"metadata.boundaries", config.inputs.villages_attribution},
      {"metadata.boundary_status", words.text("d.disclaimer_boundary")},
      {"metadata.scope", words.text("d.disclaimer_scope")},
      {"metadata.zero", words.text("d.disclaimer_zero")},
      {"metadata.crs", fmt::format("{} (EPSG:{})", crs.name, static_cast<int>(crs.crs))},
      {"metadata.scale", fmt::format("{} - {}", words.number(crs.smallest_scale, 5),
                                     words.number(crs.largest_scale, 5))},
      {"metadata.dialogues", whole(exposure.dialogues.size())},
      {"metadata.design_effect", words.number(results.ranking.rates.design_effect, 2)},
      {"metadata.overall_rate", words.number(1000.0 * results.ranking.rates.overall, 1)},
      {"metadata.marks_without_effort", whole(exposure.marks_without_effort)},
      {"metadata.marks_by_men", whole(exposure.marks_by_men)},
      {"metadata.not_public", whole(exposure.not_public)},
      {"metadata.bandwidth", bandwidth_text(results.findings, words)},
      {"metadata.seed", std::to_string(config.project.seed)},
      {"metadata.patrol_search", search_text(results.schedule.search, words)},
      {"metadata.version", version()},
      {"metadata.security", words.text("sec.T")},
  };
}

}  // namespace

io::Layer quality_table(const LayerContext& context) {
  io::Layer layer = start_layer("qc_ringkas", context);
  const Catalogue& words = context.words;
  const auto& sources = context.results.records.ledger.sources();
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, sources.size(), value);
  };
  const auto whole = [&](const char* name, auto value) {
    fill_column<Whole>(layer, words, name, sources.size(), value);
  };
  const auto count = [&](std::size_t i, io::Outcome outcome) {
    return static_cast<Whole>(sources[i].outcomes[static_cast<std::size_t>(outcome)]);
  };
  put("peran", [&](std::size_t i) { return words.text("role." + sources[i].role); });
  put("berkas", [&](std::size_t i) { return file_name(sources[i].file); });
  put("lapisan", [&](std::size_t i) { return sources[i].layer; });
  whole("jumlah_berkas", [&](std::size_t i) { return Whole(sources[i].independent_count); });
  whole("diterima", [&](std::size_t i) { return count(i, io::Outcome::accepted); });
  whole("diperbaiki", [&](std::size_t i) { return count(i, io::Outcome::repaired); });
  whole("ditolak", [&](std::size_t i) { return count(i, io::Outcome::rejected); });
  whole("dikecualikan", [&](std::size_t i) { return count(i, io::Outcome::excluded); });
  return layer;
}

io::Layer issue_table(const LayerContext& context) {
  io::Layer layer = start_layer("qc_catatan", context);
  const Catalogue& words = context.words;
  const io::Ledger& ledger = context.results.records.ledger;
  const std::vector<io::Issue> issues = ledger.issues();
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, issues.size(), value);
  };
  const auto source = [&](std::size_t i) -> const io::SourceCount& {
    return ledger.source(issues[i].record.source);
  };
  put("peran", [&](std::size_t i) { return words.text("role." + source(i).role); });
  put("berkas", [&](std::size_t i) { return file_name(source(i).file); });
  put("lapisan", [&](std::size_t i) { return source(i).layer; });
  fill_column<Whole>(layer, words, "baris", issues.size(), [&](std::size_t i) {
    const std::uint64_t row = issues[i].record.row;
    return row > 0 ? std::optional<Whole>(row) : std::nullopt;
  });
  put("kolom", [&](std::size_t i) { return issues[i].column; });
  put("kode_alasan", [&](std::size_t i) { return issues[i].reason; });
  put("alasan", [&](std::size_t i) { return words.text("reason." + issues[i].reason); });
  put("akibat", [&](std::size_t i) {
    const auto effect = static_cast<std::size_t>(issues[i].effect);
    return words.text("outcome." + std::string(io::kOutcomeCodes[effect]));
  });
  return layer;
}

io::Layer metadata_table(const LayerContext& context) {
  io::Layer layer = start_layer("metadata", context);
  const std::vector<Entry> entries = entries_of(context);
  fill_column<Text>(layer, context.words, "kunci", entries.size(),
                    [&](std::size_t i) { return context.words.text(entries[i].key); });
  fill_column<Text>(layer, context.words, "nilai", entries.size(),
                    [&](std::size_t i) { return entries[i].value; });
  return layer;
}

}  // namespace rawan::engine
