#include "layers.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <span>

namespace rawan::engine {
namespace {

/// Of a table in pieces.
constexpr std::size_t kPieceRows = 65'536;

/// Only the name of a file: paths tell of the machine and its user.
std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

io::Layer rows_of(std::span<const io::Issue> issues, std::span<const io::SourceCount> sources,
                  const PageContext& page) {
  io::Layer layer = start_layer("qc_catatan", page);
  const Catalogue& words = page.words;
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, issues.size(), value);
  };
  const auto source = [&](std::size_t i) -> const io::SourceCount& {
    return sources[static_cast<std::size_t>(issues[i].record.source)];
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

}  // namespace

io::Layer quality_table(const io::Ledger& ledger, const PageContext& page) {
  io::Layer layer = start_layer("qc_ringkas", page);
  const Catalogue& words = page.words;
  const auto& sources = ledger.sources();
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

io::Layer issue_table(const io::Ledger& ledger, const PageContext& page) {
  return rows_of(ledger.issues(), ledger.sources(), page);
}

io::LayerPieces take_issue_table(io::Ledger& ledger, const PageContext& page) {
  const auto issues = std::make_shared<const std::vector<io::Issue>>(ledger.take_issues());
  return {.head = rows_of({}, {}, page),
          .rows = issues->size(),
          .count = (issues->size() + kPieceRows - 1) / kPieceRows,
          .piece = [issues, sources = ledger.sources(), page](std::size_t i) {
            const std::span<const io::Issue> rest = std::span(*issues).subspan(i * kPieceRows);
            return std::make_shared<const io::Layer>(
                rows_of(rest.first(std::min(rest.size(), kPieceRows)), sources, page));
          }};
}

}  // namespace rawan::engine
