#include "moment_block.h"

#include "disc_loops.h"
#include "disc_moments.h"

#include <algorithm>

namespace rawan {
MomentBlock::MomentBlock(const DiscCells& disc, int power, double reach, double cell,
                         CellBlock targets)
    : disc_(disc),
      power_(power),
      reach_(reach),
      step_(cell / reach),
      targets_(targets),
      moments_(moment_count(power)),
      width_(targets.columns + 2 * disc.margin + 1),
      line_size_(moments_ * width_ * disc.parts.across),
      middle_row_(static_cast<double>(targets.row + disc.margin) +
                  0.5 * static_cast<double>(targets.rows - 1)),
      middle_column_(static_cast<double>(targets.column + disc.margin) +
                     0.5 * static_cast<double>(targets.columns - 1)),
      lines_(kGroup * line_size_),
      sums_(targets.rows * targets.columns * moments_, 0.0) {}

void MomentBlock::add(std::size_t row, std::span<const CellEvent> events) {
  const auto column = [](const CellEvent& e) { return e.column; };
  const auto begin = std::ranges::lower_bound(events, targets_.column, {}, column);
  const auto end = std::ranges::lower_bound(events, targets_.column + width_ - 1, {}, column);
  if (begin == end) return;
  if (waiting_ + disc_.parts.down > kGroup) flush();
  gather({begin, end}, row);
  waiting_ += disc_.parts.down;
}

void MomentBlock::gather(std::span<const CellEvent> events, std::size_t row) {
  double* lines = line(waiting_);
  std::fill_n(lines, line_size_ * disc_.parts.down, 0.0);
  const double north = row_place(static_cast<double>(row));
  for (const CellEvent& event : events) {
    const double x = column_place(static_cast<double>(event.column)) + event.offset.x / reach_;
    const double y = north + event.offset.y / reach_;
    const std::size_t column = event.column - targets_.column;
    add_moments(power_, x, y, event.weight, lines + (event.part * width_ + column) * moments_);
  }
  for (std::size_t down = 0; down < disc_.parts.down; ++down) {
    sum_from_left(power_, width_, disc_.parts.across, line(waiting_ + down));
    lines_of_[waiting_ + down] = {row, down};
  }
}

void MomentBlock::flush() {
  if (waiting_ == 0) return;
  const std::size_t reach = 2 * disc_.margin;
  const std::size_t first = lines_of_[0].row < reach ? 0 : lines_of_[0].row - reach;
  const std::size_t begin = std::max(targets_.row, first);
  const std::size_t end = std::min(targets_.row + targets_.rows, lines_of_[waiting_ - 1].row + 1);
  for (std::size_t target = begin; target < end; ++target) flush_row(target);
  waiting_ = 0;
}

void MomentBlock::flush_row(std::size_t target) {
  RunningSums ends{};
  ends.right.fill(lines_.data());
  ends.left.fill(lines_.data());
  bool reached = false;
  const std::size_t parts = disc_.parts.across;
  for (std::size_t i = 0; i < waiting_; ++i) {
    const std::size_t e = target + 2 * disc_.margin - lines_of_[i].row;
    if (lines_of_[i].row > target + 2 * disc_.margin || e >= disc_.rows()) continue;
    const DiscCells::Strips strips = disc_.strips(lines_of_[i].down, e);
    if (strips.begin == strips.end) continue;
    const auto sums_before = [&](std::ptrdiff_t strip) {
      const auto from_west =
          static_cast<std::size_t>(strip + static_cast<std::ptrdiff_t>(parts * disc_.margin));
      return line(i) + (from_west % parts * width_ + from_west / parts) * moments_;
    };
    ends.left[i] = sums_before(strips.begin);
    ends.right[i] = sums_before(strips.end);
    reached = true;
  }
  if (!reached) return;
  const std::size_t n = targets_.columns * moments_;
  add_differences(ends, n, &sums_[(target - targets_.row) * n]);
}

double MomentBlock::value(std::size_t row, std::size_t column, Point offset) const {
  const double x = column_place(static_cast<double>(column + disc_.margin)) + offset.x / reach_;
  const double y = row_place(static_cast<double>(row + disc_.margin)) + offset.y / reach_;
  const std::size_t target = (row - targets_.row) * targets_.columns + column - targets_.column;
  return kernel_from(power_, &sums_[target * moments_], x, y);
}

}  // namespace rawan
