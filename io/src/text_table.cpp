#include "rawan/algorithms/contract.h"
#include "rawan/io/table.h"

namespace rawan::io {

void CellText::reserve(std::size_t texts, std::size_t bytes) {
  spans_.reserve(texts);
  bytes_.reserve(bytes);
}

std::uint64_t CellText::store(std::string_view text) {
  expects(text.size() <= kLongest, "a cell has at most 1 MiB");
  const std::uint64_t offset = bytes_.size();
  bytes_.append(text);
  return (offset << kLengthBits) | text.size();
}

void CellText::keep(const std::vector<bool>& columns) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    if (columns[i % columns.size()]) spans_[kept++] = spans_[i];
  }
  spans_.resize(kept);
}

void TextTable::add_row(std::uint64_t line, std::span<const std::string_view> texts) {
  expects(texts.size() == columns(), "a row has one text per column");
  lines.push_back(line);
  for (const std::string_view text : texts) cells.push_back(text);
}

}  // namespace rawan::io
