#include "summary_quality.h"

#include "aligned_text.h"
#include "summary_parts.h"

#include <algorithm>
#include <filesystem>

namespace rawan::engine {
namespace {

constexpr std::string_view kQualityColumns[] = {
    "column.peran",      "column.berkas",  "column.jumlah_berkas", "column.diterima",
    "column.diperbaiki", "column.ditolak", "column.dikecualikan"};

}  // namespace

std::vector<std::vector<std::string>> quality_rows(const io::Ledger& ledger,
                                                   const Catalogue& words) {
  std::vector<std::vector<std::string>> rows;
  for (const io::SourceCount& source : ledger.sources()) {
    std::vector<std::string> row{words.text("role." + source.role),
                                 std::filesystem::path(source.file).filename().string(),
                                 whole(double(source.independent_count), words)};
    for (const std::uint64_t count : source.outcomes) row.push_back(whole(double(count), words));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string_view> quality_columns() {
  return {std::begin(kQualityColumns), std::end(kQualityColumns)};
}

std::string quality_text(const io::Ledger& ledger, const Catalogue& words) {
  std::vector<std::vector<std::string>> rows = quality_rows(ledger, words);
  std::vector<std::string> head;
  for (const std::string_view key : kQualityColumns) head.push_back(words.text(key));
  rows.insert(rows.begin(), std::move(head));
  constexpr std::size_t kFirstNumber = 2;
  return aligned_text(rows, kFirstNumber);
}

std::string empty_tables_text(const io::Ledger& ledger, const Catalogue& words) {
  std::string tables;
  for (const io::SourceCount& source : ledger.sources()) {
    // A crosswalk is needed for BPS codes only.
    if (source.independent_count > 0 || source.role == "crosswalk") continue;
    tables += (tables.empty() ? "" : ", ") + std::filesystem::path(source.file).filename().string();
  }
  return tables.empty() ? "" : words.text("summary.empty_tables", {{"tables", tables}}) + "\n";
}

}  // namespace rawan::engine
