#include "header_match.h"
#include "see_parts.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace rawan::io {
namespace {

constexpr std::size_t kHeaderWithin = 15;  ///< Records, as read_table() searches.
constexpr std::size_t kFewestCells = 3;
constexpr std::size_t kShortest = 4;  ///< Anything shorter stands in every text by chance.

std::vector<std::size_t> personal_columns(const std::vector<std::string>& header) {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < header.size(); ++c) {
    if (is_personal_header(header[c])) columns.push_back(c);
  }
  return header.size() < kFewestCells ? std::vector<std::size_t>{} : columns;
}

}  // namespace

std::vector<std::string> private_texts(const std::filesystem::path& table) {
  std::ifstream file(table, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<std::string> texts;
  if (bytes.find('\0') != std::string::npos) return texts;
  const auto rows = rows_of_csv(bytes);
  std::vector<std::size_t> columns;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (columns.empty() && r < kHeaderWithin) {
      columns = personal_columns(rows[r]);
      continue;
    }
    for (const std::size_t c : columns) {
      if (c < rows[r].size() && rows[r][c].size() >= kShortest) texts.push_back(rows[r][c]);
    }
  }
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

}  // namespace rawan::io
