#include "pdf_table.h"

#include "draw_interval.h"

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
    for (const TableColumn& column : table.columns) columns_.push_back(column);
    if (table.intervals) {
      columns_.push_back({table.intervals->title, false, table.intervals->share});
    }
    double all = 0.0;
    for (const TableColumn& column : columns_) all += column.share;
    double left = PdfPages::kMargin;
    for (const TableColumn& column : columns_) {
      edges_.push_back(left);
      left += PdfPages::kInner * column.share / all;
    }
    edges_.push_back(PdfPages::kMargin + PdfPages::kInner);
    for (const TableColumn& column : columns_) titles_.push_back(column.title);
  }

  void set() {
    const double head = height_of(titles_, true);
    const double first = table_.rows.empty() ? 0.0 : height_of(table_.rows.front(), false);
    pages_.need(head + first + 20.0);
    pages_.flow(table_.caption, {.size = 9.0, .bold = true, .width = PdfPages::kInner});
    pages_.skip(3.0);
    put_row(titles_, head, true);
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const double height = height_of(table_.rows[row], false);
      if (pages_.need(height)) put_row(titles_, head, true);
      if (table_.intervals) put_interval(row, height);
      put_row(table_.rows[row], height, false);
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
            .to_right = columns_[column].is_number,
            .most_height = kMostRow};
  }

  double height_of(const std::vector<std::string>& cells, bool is_head) const {
    double height = 0.0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      height = std::max(height, pages_.lettering().set(cells[c], setting_of(c, is_head)).height());
    }
    return height + 2 * kPad;
  }

  /// In the last column of the row that follows.
  void put_interval(std::size_t row, double height) {
    const double left = edges_[table_.columns.size()];
    const double width = edges_.back() - left;
    pages_.put({.stroke = kLine, .width = 0.5}, left, pages_.y(), width, height);
    if (!table_.intervals->rows[row]) return;
    const Drawing drawing = draw_interval(*table_.intervals, row);
    const double scale = std::min(0.9, (width - 2 * kPad) / drawing.width);
    pages_.put(drawing, {left + kPad, pages_.y() + 0.5 * (height - scale * drawing.height)}, scale);
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
  std::vector<TableColumn> columns_;  ///< Those of the table, and its intervals.
  std::vector<double> edges_;
  std::vector<std::string> titles_;
};

}  // namespace

void put_table(const Table& table, PdfPages& pages) {
  TableSetter(table, pages).set();
}

}  // namespace rawan::io
