#include "see_parts.h"

#include <algorithm>

namespace rawan::io {
namespace {

constexpr std::size_t kStart = 4096;

/// Cuts a text into rows of cells, quotes undone.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    const std::string_view start = text_.substr(0, kStart);
    separator_ = std::ranges::count(start, ';') >= std::ranges::count(start, ',') ? ';' : ',';
  }

  std::vector<std::vector<std::string>> rows() {
    while (at_ < text_.size()) take();
    if (!cell_.empty() || !row_.empty()) end_row();
    return std::move(rows_);
  }

 private:
  void take() {
    const char c = text_[at_++];
    if (quoted_) return take_quoted(c);
    if (c == '"' && cell_.empty()) {
      quoted_ = true;
    } else if (c == separator_) {
      end_cell();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell_ += c;
    }
  }

  void take_quoted(char c) {
    if (c != '"') {
      cell_ += c;
    } else if (at_ < text_.size() && text_[at_] == '"') {
      cell_ += '"';
      ++at_;
    } else {
      quoted_ = false;
    }
  }

  void end_cell() {
    row_.push_back(std::move(cell_));
    cell_.clear();
  }

  void end_row() {
    end_cell();
    rows_.push_back(std::move(row_));
    row_.clear();
  }

  std::string_view text_;
  char separator_ = ';';
  std::size_t at_ = 0;
  bool quoted_ = false;
  std::string cell_;
  std::vector<std::string> row_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

std::vector<std::vector<std::string>> rows_of_csv(std::string_view text) {
  return Cutter(text).rows();
}

SeenTable see_csv(const std::string& name, std::string_view bytes) {
  SeenTable table{.file = name, .name = name.substr(0, name.rfind('.'))};
  auto rows = rows_of_csv(bytes);
  if (rows.empty()) return table;
  table.columns = std::move(rows.front());
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != table.columns.size()) continue;
    table.rows.emplace_back();
    for (std::string& cell : rows[i]) {
      if (cell.empty()) {
        table.rows.back().emplace_back(std::monostate{});
      } else {
        table.rows.back().emplace_back(std::move(cell));
      }
    }
  }
  return table;
}

}  // namespace rawan::io
