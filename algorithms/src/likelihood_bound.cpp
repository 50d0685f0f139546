#include "likelihood_bound.h"

#include "row_sums.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace rawan {
namespace {

constexpr double kMostCells = 1e6;
constexpr double kReach = 8.0;       // In sigmas.
constexpr double kBeyond = 1.3e-14;  // exp(-kReach^2 / 2), and a little more.
constexpr double kRounding = 1e-12;  // Of a sum, and far more than it can lose.
constexpr double kLogTwoPi = 1.8378770664093453;

/// Counts of events by cell.
struct Counts {
  double per_sigma = 0.0;  ///< Cells.
  double size = 0.0;
  double west = 0.0;
  double south = 0.0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<double> count;

  std::size_t cell_of(double x, double y) const {
    const auto column = static_cast<std::size_t>((x - west) / size);
    const auto row = static_cast<std::size_t>((y - south) / size);
    return std::min(row, rows - 1) * columns + std::min(column, columns - 1);
  }
};

/// About as many pairs of events as the sum itself adds, if they lie evenly over their box.
double pairs_within(const PatternColumns& events, double reach, double width, double height) {
  const auto n = static_cast<double>(events.x.size());
  const double share = std::min(1.0, 2.0 * reach / width) * std::min(1.0, 2.0 * reach / height);
  return n * n * share;
}

/// Nothing where the grid would be larger than it is worth.
std::optional<Counts> count_events(const PatternColumns& events, double sigma, double per_sigma) {
  const double size = sigma / per_sigma;
  const auto [west, east] = std::ranges::minmax(events.x);
  const auto [south, north] = std::ranges::minmax(events.y);
  const double columns = std::floor((east - west) / size) + 1.0;
  const double rows = std::floor((north - south) / size) + 1.0;
  const double reach = kReach * per_sigma;
  const double products = columns * rows * (std::min(columns, reach) + std::min(rows, reach));
  if (!(products < pairs_within(events, kReach * sigma, east - west, north - south)) ||
      columns * rows > kMostCells) {
    return std::nullopt;
  }
  Counts counts{.per_sigma = per_sigma,
                .size = size,
                .west = west,
                .south = south,
                .columns = static_cast<std::size_t>(columns),
                .rows = static_cast<std::size_t>(rows),
                .count = {}};
  counts.count.assign(counts.columns * counts.rows, 0.0);
  for (std::size_t i = 0; i < events.x.size(); ++i) {
    counts.count[counts.cell_of(events.x[i], events.y[i])] += 1.0;
  }
  return counts;
}

/// By how many cells lie between two: the most that the kernel is along one axis.
std::vector<double> kernel_of_cells(double per_sigma, std::size_t most) {
  std::vector<double> kernel;
  const auto reach = static_cast<std::size_t>(kReach * per_sigma) + 1;
  for (std::size_t apart = 0; apart < std::min(most, reach); ++apart) {
    const double sigmas = (apart < 2 ? 0.0 : static_cast<double>(apart - 1)) / per_sigma;
    kernel.push_back(std::exp(-0.5 * sigmas * sigmas));
  }
  return kernel;
}

/// Spreads lines of `width` numbers over the lines near them.
std::vector<double> spread_lines(const std::vector<double>& values, std::size_t width,
                                 double per_sigma) {
  const std::size_t lines = values.size() / width;
  const std::vector<double> kernel = kernel_of_cells(per_sigma, lines);
  std::vector<double> spread(values.size(), 0.0);
  for (std::size_t to = 0; to < lines; ++to) {
    const std::size_t begin = to - std::min(to, kernel.size() - 1);
    const std::size_t end = std::min(lines, to + kernel.size());
    for (std::size_t from = begin; from < end; ++from) {
      add_scaled(kernel[from < to ? to - from : from - to], &values[from * width], width,
                 &spread[to * width]);
    }
  }
  return spread;
}

std::vector<double> transposed(const std::vector<double>& values, std::size_t width) {
  const std::size_t lines = values.size() / width;
  std::vector<double> turned(values.size());
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t k = 0; k < width; ++k) turned[k * lines + line] = values[line * width + k];
  }
  return turned;
}

}  // namespace

std::optional<double> log_likelihood_at_most(const PatternColumns& events, double sigma,
                                             double cells_per_sigma) {
  const auto counts = count_events(events, sigma, cells_per_sigma);
  if (!counts) return std::nullopt;
  const std::vector<double> along =
      transposed(spread_lines(counts->count, counts->columns, counts->per_sigma), counts->columns);
  const std::vector<double> near =
      transposed(spread_lines(along, counts->rows, counts->per_sigma), counts->rows);
  const auto others = static_cast<double>(events.x.size() - 1);
  double sum = 0.0;
  for (std::size_t i = 0; i < events.x.size(); ++i) {
    // Without the event itself, which the kernel counts as one.
    const double density = near[counts->cell_of(events.x[i], events.y[i])] - 1.0;
    const double least = std::max(density, 0.0) + (kBeyond + kRounding) * (others + 1.0);
    const double nearest = std::log(others) - 0.5 * events.nearest[i] / (sigma * sigma);
    sum += std::min(std::log(least), nearest);
  }
  return sum - static_cast<double>(events.x.size()) * (kLogTwoPi + 2.0 * std::log(sigma));
}

}  // namespace rawan
