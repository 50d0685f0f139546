#include "moment_block.h"

#include "disc_loops.h"
#include "disc_moments.h"

#include <algorithm>

namespace rawan {
namespace {

constexpr std::size_t kMostMoments = 16;

}  // namespace

MomentBlock::MomentBlock(const BandReach& reach, std::size_t margin, const KernelShape& shape,
                         double cell, CellBlock targets)
    : reach_(reach),
      margin_(margin),
      power_(shape.power),
      unit_(shape.reach),
      step_(cell / shape.reach),
      targets_(targets),
      rest_(rest_of_moments(moment_count(power_))),
      lead_(moment_count(power_) - rest_),
      width_(targets.columns + 2 * margin + 1),
      line_registers_(registers(width_ * lead_) + registers(width_ * rest_)),
      sums_registers_(registers(targets.columns * lead_) + registers(targets.columns * rest_)),
      middle_row_(static_cast<double>(targets.row + margin) +
                  0.5 * static_cast<double>(targets.rows - 1)),
      middle_column_(static_cast<double>(targets.column + margin) +
                     0.5 * static_cast<double>(targets.columns - 1)),
      lines_(kGroup * line_registers_),
      sums_(targets.rows * sums_registers_) {}

MomentTable<double> MomentBlock::line(std::size_t slot) {
  double* begin = lines_.data()->values.data() + slot * line_registers_ * kRegister;
  return {begin, begin + registers(width_ * lead_) * kRegister};
}

MomentTable<const double> MomentBlock::sums_of(std::size_t target_row) const {
  const double* begin =
      sums_.data()->values.data() + (target_row - targets_.row) * sums_registers_ * kRegister;
  return {begin, begin + registers(targets_.columns * lead_) * kRegister};
}

void MomentBlock::add(std::size_t row, std::span<const CellEvent> events) {
  const auto column = [](const CellEvent& e) { return e.column; };
  const auto begin = std::ranges::lower_bound(events, targets_.column, {}, column);
  const auto end = std::ranges::lower_bound(events, targets_.column + width_ - 1, {}, column);
  if (begin == end) return;
  open_band(row / reach_.height);
  const ColumnPlaces places{column_place(static_cast<double>(targets_.column)), step_,
                            row_place(static_cast<double>(row))};
  add_row(power_, {begin, end}, targets_.column, places, unit_, line(waiting_ - 1));
}

void MomentBlock::open_band(std::size_t band) {
  if (open_ && band_of_[waiting_ - 1] == band) return;
  close_band();
  if (waiting_ == kGroup) flush();
  std::fill_n(&lines_[waiting_ * line_registers_], line_registers_, Register{});
  band_of_[waiting_++] = band;
  open_ = true;
}

void MomentBlock::close_band() {
  if (!open_) return;
  const MomentTable<double> sums = line(waiting_ - 1);
  sum_from_left(lead_, width_, sums.lead);
  if (rest_ > 0) sum_from_left(rest_, width_, sums.rest);
  open_ = false;
}

void MomentBlock::finish() {
  close_band();
  flush();
}

void MomentBlock::flush() {
  if (waiting_ == 0) return;
  const auto row_of = [&](std::size_t slot) {
    return static_cast<std::ptrdiff_t>(band_of_[slot] * reach_.height) + reach_.first -
           static_cast<std::ptrdiff_t>(margin_);
  };
  const auto top = static_cast<std::ptrdiff_t>(targets_.row);
  const auto begin = std::max(top, row_of(0));
  const auto end = std::min(top + static_cast<std::ptrdiff_t>(targets_.rows),
                            row_of(waiting_ - 1) + static_cast<std::ptrdiff_t>(reach_.half.size()));
  for (std::ptrdiff_t row = begin; row < end; ++row) flush_row(row);
  waiting_ = 0;
}

void MomentBlock::flush_row(std::ptrdiff_t target) {
  RunningSums lead{};
  RunningSums rest{};
  lead.right.fill(lines_.front().values.data());
  lead.left = rest.right = rest.left = lead.right;
  bool reached = false;
  for (std::size_t i = 0; i < waiting_; ++i) {
    const std::ptrdiff_t row = target + static_cast<std::ptrdiff_t>(margin_) -
                               static_cast<std::ptrdiff_t>(band_of_[i] * reach_.height) -
                               reach_.first;
    if (row < 0 || row >= static_cast<std::ptrdiff_t>(reach_.half.size())) continue;
    const std::int32_t half = reach_.half[static_cast<std::size_t>(row)];
    if (half < 0) continue;
    const std::size_t begin = margin_ - static_cast<std::size_t>(half);
    const std::size_t end = margin_ + static_cast<std::size_t>(half) + 1;
    const MomentTable<double> sums = line(i);
    lead.left[i] = sums.lead + begin * lead_;
    lead.right[i] = sums.lead + end * lead_;
    rest.left[i] = sums.rest + begin * rest_;
    rest.right[i] = sums.rest + end * rest_;
    reached = true;
  }
  if (!reached) return;
  const std::size_t row = static_cast<std::size_t>(target) - targets_.row;
  Register* sums = &sums_[row * sums_registers_];
  add_differences(lead, targets_.columns * lead_, sums->values.data());
  if (rest_ > 0) {
    sums += registers(targets_.columns * lead_);
    add_differences(rest, targets_.columns * rest_, sums->values.data());
  }
}

double MomentBlock::value(std::size_t row, std::size_t column, Point offset) const {
  const double x = column_place(static_cast<double>(column + margin_)) + offset.x / unit_;
  const double y = row_place(static_cast<double>(row + margin_)) + offset.y / unit_;
  const MomentTable<const double> sums = sums_of(row);
  const std::size_t at = column - targets_.column;
  std::array<double, kMostMoments> moments;
  std::copy_n(sums.lead + at * lead_, lead_, moments.data());
  std::copy_n(sums.rest + at * rest_, rest_, moments.data() + lead_);
  return kernel_from(power_, moments.data(), x, y);
}

void MomentBlock::write_row(std::size_t row, double scale, std::span<double> out) const {
  const ColumnPlaces places{column_place(static_cast<double>(targets_.column + margin_)), step_,
                            row_place(static_cast<double>(row + margin_))};
  kernels_of_row(power_, sums_of(row), places, scale, out);
}

}  // namespace rawan
