#include "pdf_table.h"

#include <algorithm>

namespace rawan::io {
namespace {

constexpr double kSize = 8.0;
constexpr double kPad = 3.0;
constexpr double kMostRow = 0.6 * PdfPages::kFull;
constexpr const char* kLine = "#999999";
constexpr const char* kHead = "#e4e9ef";

class TableSetter {
 public:
  TableSetter(const Table& table, PdfPages& pages) : table_(table), pages_(pages) {
    double all = 0.0;
    for (const TableColumn& column : table.columns) all += column.share;
    double left = PdfPages::kMargin;
    for (const TableColumn& column : table.columns) {
      edges_.push_back(left);
      left += PdfPages::kInner * column.share / all;
    }
    edges_.push_back(PdfPages::kMargin + PdfPages::kInner);
    for (const TableColumn& column : table.columns) titles_.push_back(column.title);
  }

  void set() {
    const double head = height_of(titles_, true);
    const double first = table_.rows.empty() ? 0.0 : height_of(table_.rows.front(), false);
    pages_.need(head + first + 20.0);
    pages_.flow(table_.caption, {.size = 9.0, .bold = true, .width = PdfPages::kInner});
    pages_.skip(3.0);
    put_row(titles_, head, true);
    for (const auto& row : table_.rows) {
      const double height = height_of(row, false);
      if (pages_.need(height)) put_row(titles_, head, true);
      put_row(row, height, false);
    }
    pages_.skip(3.0);
    for (const std::string& note : table_.notes) {
      pages_.flow(note, {.size = 7.5, .width = PdfPages::kInner}, PdfPages::kMargin, "#444444");
    }
    pages_.skip(8.0);
  }

 private:
  Setting setting_of(std::size_t column, bool is_head) const {
    return {.size = kSize,
            .bold = is_head,
            .width = std::max(8.0, edges_[column + 1] - edges_[column] - 2 * kPad),
            .to_right = table_.columns[column].is_number,
            .most_height = kMostRow};
  }

  double height_of(const std::vector<std::string>& cells, bool is_head) const {
    double height = 0.0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      height = std::max(height, pages_.lettering().set(cells[c], setting_of(c, is_head)).height());
    }
    return height + 2 * kPad;
  }

  void put_row(const std::vector<std::string>& cells, double height, bool is_head) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      pages_.put({.fill = is_head ? kHead : "", .stroke = kLine, .width = 0.5}, edges_[c],
                 pages_.y(), edges_[c + 1] - edges_[c], height);
      pages_.put(cells[c], setting_of(c, is_head), {edges_[c] + kPad, pages_.y() + kPad});
    }
    pages_.skip(height);
  }

  const Table& table_;
  PdfPages& pages_;
  std::vector<double> edges_;
  std::vector<std::string> titles_;
};

}  // namespace

void put_table(const Table& table, PdfPages& pages) {
  TableSetter(table, pages).set();
}

}  // namespace rawan::io
