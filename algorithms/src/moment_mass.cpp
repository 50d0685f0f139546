#include "moment_mass.h"

#include "disc_loops.h"
#include "disc_terms.h"
#include "lattice_events.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>

namespace rawan {
namespace {

/// The window with all cells that a disc around an event can touch; runs of inside cells by row.
class WideWindow {
 public:
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  WideWindow(const Grid<std::uint8_t>& window, std::size_t margin)
      : columns_(window.frame.columns + 2 * margin),
        inside_(columns_ * (window.frame.rows + 2 * margin), window.values.empty() ? 1 : 0) {
    for (std::size_t i = 0; i < window.values.size(); ++i) {
      const std::size_t row = i / window.frame.columns + margin;
      inside_[row * columns_ + i % window.frame.columns + margin] = window.values[i] != 0 ? 1 : 0;
    }
    for (std::size_t row = 0; row * columns_ < inside_.size(); ++row) add_runs(row);
    sum_cells();
  }

  /// Whether all cells of a square are inside.
  bool covers(std::size_t row, std::size_t column, std::size_t side) const {
    const auto sum = [&](std::size_t r, std::size_t c) { return counts_[r * (columns_ + 1) + c]; };
    return sum(row + side, column + side) + sum(row, column) - sum(row, column + side) -
               sum(row + side, column) ==
           side * side;
  }

  const std::uint8_t* row(std::size_t r) const { return &inside_[r * columns_]; }
  std::span<const Run> runs(std::size_t r) const {
    return std::span(runs_).subspan(run_begin_[r], run_begin_[r + 1] - run_begin_[r]);
  }

 private:
  void add_runs(std::size_t row) {
    const std::uint8_t* cells = &inside_[row * columns_];
    std::size_t c = 0;
    while (c < columns_) {
      const std::size_t begin = c;
      while (c < columns_ && cells[c] == cells[begin]) ++c;
      if (cells[begin] != 0) runs_.push_back({begin, c});
    }
    run_begin_.push_back(runs_.size());
  }

  /// How many cells north and west of each corner are inside.
  void sum_cells() {
    const std::size_t rows = inside_.size() / columns_;
    const std::size_t corners = columns_ + 1;
    counts_.resize((rows + 1) * corners, 0);
    for (std::size_t i = 0; i < inside_.size(); ++i) {
      const std::size_t at = (i / columns_ + 1) * corners + i % columns_ + 1;
      counts_[at] =
          inside_[i] + counts_[at - 1] + counts_[at - corners] - counts_[at - corners - 1];
    }
  }

  std::size_t columns_;
  std::vector<std::size_t> counts_;
  std::vector<std::uint8_t> inside_;
  std::vector<std::size_t> run_begin_{0};
  std::vector<Run> runs_;
};

/// Sums from the left, along each row of the disc, of (1 - |v|^2)^i v_x^k for i + k <= power;
/// v is the place of a center seen from the source cell's, in units of the reach.
class RowSums {
 public:
  RowSums(const DiscCells& disc, double step, int power)
      : width_(2 * disc.margin + 2), power_(power) {
    for (int i = 0; i <= power; ++i) kinds_ += static_cast<std::size_t>(power - i + 1);
    sums_.resize((2 * disc.margin + 1) * width_ * kinds_, 0.0);
    for (std::size_t e = 0; e <= 2 * disc.margin; ++e) {
      const double y = (static_cast<double>(disc.margin) - static_cast<double>(e)) * step;
      for (std::size_t c = 0; c <= 2 * disc.margin; ++c) {
        const double x = (static_cast<double>(c) - static_cast<double>(disc.margin)) * step;
        append(e, c, x, 1.0 - x * x - y * y);
      }
    }
  }

  std::size_t kinds() const { return kinds_; }
  /// Before column c of row e, the columns counted from the western end of the disc.
  const double* before(std::size_t e, std::size_t c) const {
    return &sums_[(e * width_ + c) * kinds_];
  }
  /// Which of the kinds (i, k) is.
  std::size_t kind(int i, int k) const {
    return static_cast<std::size_t>(i * (power_ + 1) - i * (i - 1) / 2 + k);
  }

 private:
  void append(std::size_t e, std::size_t c, double x, double rest) {
    double* next = &sums_[(e * width_ + c + 1) * kinds_];
    for (int i = 0; i <= power_; ++i) {
      for (int k = 0; i + k <= power_; ++k) {
        const std::size_t q = kind(i, k);
        next[q] = before(e, c)[q] + rawan::power(rest, i) * rawan::power(x, k);
      }
    }
  }

  std::size_t width_;
  int power_;
  std::size_t kinds_ = 0;
  std::vector<double> sums_;
};

template <int P>
class Masses {
 public:
  Masses(const KernelShape& shape, const DiscCells& disc, const Grid<std::uint8_t>& window)
      : shape_(shape),
        disc_(disc),
        window_(window, 2 * disc.margin),
        step_(window.frame.cell.value / shape.reach),
        sums_(disc, step_, P),
        scale_(shape.scale * window.frame.cell.value * window.frame.cell.value) {
    for (std::size_t e = 0; e <= 2 * disc_.margin; ++e) {
      if (disc_.inner[e] < 0) continue;
      RowOfKinds all{};
      add_run(e, disc_.margin - inner(e), disc_.margin + inner(e) + 1, all);
      add_row(e, all, whole_);
    }
  }

  /// @param row a row of the lattice, and its events.
  void of_row(std::size_t row, std::span<const CellEvent> events, double* masses) const {
    std::vector<double> x(disc_.column.size());
    std::vector<double> y(disc_.column.size());
    const double reach2 = shape_.reach * shape_.reach;
    const double per_unit = power<P>(reach2);
    while (!events.empty()) {
      const std::span<const CellEvent> cell = first_cell(events);
      const std::size_t column = cell.front().column;
      const bool whole = window_.covers(row, column, 2 * disc_.margin + 1);
      const Polynomial inner = whole ? whole_ : inner_sum(row, column);
      const Rim rim = whole ? Rim{disc_.x.data(), disc_.y.data(), disc_.x.size(), reach2}
                            : Rim{x.data(), y.data(), rim_in_window(row, column, x, y), reach2};
      for (const CellEvent& event : cell) {
        *masses++ = scale_ * (per_unit * value(inner, event.offset) +
                              sum_rim(P, rim, event.offset.x, event.offset.y));
      }
      events = events.subspan(cell.size());
    }
  }

 private:
  static constexpr auto kTerms = disc_terms<P>();
  /// One coefficient for each term.
  using Polynomial = std::array<double, kTerms.size()>;
  /// One sum for each of RowSums' kinds.
  using RowOfKinds = std::array<double, (P + 1) * (P + 2) / 2>;

  double value(const Polynomial& polynomial, Point offset) const {
    const double x = offset.x / shape_.reach;
    const double y = offset.y / shape_.reach;
    const double s = x * x + y * y;
    double sum = 0.0;
    for (std::size_t q = 0; q < kTerms.size(); ++q) {
      const DiscTerm& term = kTerms[q];
      sum += polynomial[q] * power(y, term.j) * power(x, term.k) * power(s, term.l);
    }
    return sum;
  }

  std::size_t inner(std::size_t e) const { return static_cast<std::size_t>(disc_.inner[e]); }

  Polynomial inner_sum(std::size_t row, std::size_t column) const {
    Polynomial sum{};
    for (std::size_t e = 0; e <= 2 * disc_.margin; ++e) {
      if (disc_.inner[e] >= 0) add_runs(row, column, e, sum);
    }
    return sum;
  }

  void add_runs(std::size_t row, std::size_t column, std::size_t e, Polynomial& sum) const {
    const std::size_t west = column + disc_.margin - inner(e);
    const std::size_t east = column + disc_.margin + inner(e) + 1;
    const std::span runs = window_.runs(row + e);
    auto run = std::ranges::upper_bound(runs, west, {}, &WideWindow::Run::end);
    if (run == runs.end() || run->begin >= east) return;
    RowOfKinds of_row{};
    for (; run != runs.end() && run->begin < east; ++run) {
      add_run(e, std::max(run->begin, west) - column, std::min(run->end, east) - column, of_row);
    }
    add_row(e, of_row, sum);
  }

  void add_run(std::size_t e, std::size_t begin, std::size_t end, RowOfKinds& sums) const {
    const double* left = sums_.before(e, begin);
    const double* right = sums_.before(e, end);
    for (std::size_t q = 0; q < sums.size(); ++q) sums[q] += right[q] - left[q];
  }

  void add_row(std::size_t e, const RowOfKinds& of_row, Polynomial& sum) const {
    const double y = (static_cast<double>(disc_.margin) - static_cast<double>(e)) * step_;
    for (std::size_t q = 0; q < kTerms.size(); ++q) {
      const DiscTerm& term = kTerms[q];
      sum[q] += term.factor * power(y, term.j) * of_row[sums_.kind(term.i, term.k)];
    }
  }

  std::size_t rim_in_window(std::size_t row, std::size_t column, std::span<double> x,
                            std::span<double> y) const {
    std::size_t n = 0;
    for (std::size_t e = 0; e <= 2 * disc_.margin; ++e) {
      const std::uint8_t* inside = window_.row(row + e) + column + disc_.margin;
      for (std::size_t j = disc_.rim_begin[e]; j < disc_.rim_begin[e + 1]; ++j) {
        x[n] = disc_.x[j];
        y[n] = disc_.y[j];
        n += inside[disc_.column[j]];
      }
    }
    return n;
  }

  const KernelShape& shape_;
  const DiscCells& disc_;
  WideWindow window_;
  double step_;
  RowSums sums_;
  double scale_;
  Polynomial whole_{};  // Where the window has all cells around.
};

template <int P>
std::vector<double> masses_of(const KernelShape& shape, const DiscCells& disc,
                              const Grid<std::uint8_t>& window, const LatticeEvents& sources,
                              std::size_t rows, std::size_t events) {
  const Masses<P> masses(shape, disc, window);
  std::vector<double> result(events, 0.0);
  parallel_for(rows, [&](std::size_t row) {
    masses.of_row(row, sources.row(row), result.data() + sources.first_of_row(row));
  });
  return result;
}

}  // namespace

std::vector<double> moment_masses(const KernelShape& shape, const DiscCells& disc,
                                  const Grid<std::uint8_t>& window, const GridFrame& lattice,
                                  std::span<const WeightedEvent> events) {
  const LatticeEvents sources(events, lattice);
  const std::size_t n = events.size();
  switch (shape.power) {
    case 0:
      return masses_of<0>(shape, disc, window, sources, lattice.rows, n);
    case 1:
      return masses_of<1>(shape, disc, window, sources, lattice.rows, n);
    case 2:
      return masses_of<2>(shape, disc, window, sources, lattice.rows, n);
    default:
      return masses_of<3>(shape, disc, window, sources, lattice.rows, n);
  }
}

}  // namespace rawan
