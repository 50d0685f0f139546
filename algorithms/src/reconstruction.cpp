#include "rawan/algorithms/reconstruction.h"

#include "kernel_taps.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan::reconstruction {
namespace {

/// Heaviest first; ties by position, so that equal maps give equal lists.
void sort_by_mass(std::vector<Guess>& guesses) {
  std::ranges::sort(guesses, {},
                    [](const Guess& g) { return std::tuple(-g.mass, g.at.y, g.at.x); });
}

/// A map as the attacker holds it: events per cell, 0 where nothing is known.
struct Masses {
  std::vector<double> value;
  std::vector<double> known;  ///< 1 or 0.
  double total = 0.0;
};

Masses masses_of(const Grid<double>& surface, const Options& options) {
  expects(surface.values.size() == surface.frame.size(), "one value per cell");
  const double area = surface.frame.cell.value * surface.frame.cell.value;
  Masses masses{.value = std::vector<double>(surface.values.size(), 0.0),
                .known = std::vector<double>(surface.values.size(), 0.0)};
  for (std::size_t i = 0; i < surface.values.size(); ++i) {
    const double density = surface.values[i];
    if (std::isnan(density)) continue;
    expects(std::isfinite(density), "densities must be finite");
    masses.known[i] = 1.0;
    masses.value[i] = std::max(density, 0.0) * area;
    masses.total += masses.value[i];
  }
  if (options.events > 0.0 && masses.total > 0.0) {
    for (double& value : masses.value) value *= options.events / masses.total;
    masses.total = options.events;
  }
  return masses;
}

/// The iteration with its buffers.
class RichardsonLucy {
 public:
  RichardsonLucy(const Masses& masses, const KernelTaps& taps)
      : masses_(masses),
        taps_(taps),
        seen_(masses.value.size()),
        sums_(masses.value.size()),
        wide_(taps.bordered(masses.known)) {
    taps_.sum(wide_, seen_);
    start();
  }

  void step() {
    taps_.fill(events_, wide_);
    taps_.sum(wide_, sums_);
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      sums_[i] = masses_.known[i] > 0.0 && sums_[i] > 0.0 ? masses_.value[i] / sums_[i] : 0.0;
    }
    taps_.fill(sums_, wide_);
    taps_.sum(wide_, sums_);
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      if (events_[i] > 0.0) events_[i] *= sums_[i] / seen_[i];
    }
  }

  std::vector<double> take() { return std::move(events_); }

 private:
  /// The same everywhere where an event would be seen.
  void start() {
    const double cells = std::accumulate(masses_.known.begin(), masses_.known.end(), 0.0);
    events_.assign(seen_.size(), 0.0);
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i] > 0.0) events_[i] = masses_.total / cells;
    }
  }

  const Masses& masses_;
  const KernelTaps& taps_;
  std::vector<double> seen_;  ///< Share of an event's kernel that falls on known cells.
  std::vector<double> sums_;
  std::vector<double> wide_;
  std::vector<double> events_;
};

/// The nine cells around one.
struct Neighborhood {
  double mass = 0.0;
  double highest = 0.0;
  Point center;
};

Neighborhood around(const Grid<double>& events, std::size_t row, std::size_t column) {
  Neighborhood nine;
  const auto& frame = events.frame;
  for (std::size_t r = row > 0 ? row - 1 : 0; r < std::min(row + 2, frame.rows); ++r) {
    for (std::size_t c = column > 0 ? column - 1 : 0; c < std::min(column + 2, frame.columns);
         ++c) {
      const double mass = events.at(r, c);
      const Point at = frame.center(r, c);
      nine.mass += mass;
      nine.highest = std::max(nine.highest, mass);
      nine.center = {nine.center.x + mass * at.x, nine.center.y + mass * at.y};
    }
  }
  if (nine.mass > 0.0) nine.center = {nine.center.x / nine.mass, nine.center.y / nine.mass};
  return nine;
}

/// Greedy explanation of a map, kernel by kernel.
class Pursuit {
 public:
  Pursuit(const Masses& masses, const KernelTaps& taps, const GridFrame& frame)
      : taps_(taps), frame_(frame), rest_(masses.value), fit_(masses.value.size()) {
    taps_.sum(taps_.bordered(rest_), fit_);
  }

  Guess take_best() {
    const std::size_t best =
        static_cast<std::size_t>(std::ranges::max_element(fit_) - fit_.begin());
    const double mass = fit_[best] / taps_.energy();
    if (mass > 0.0) remove(best / frame_.columns, best % frame_.columns, mass);
    return {frame_.center(best / frame_.columns, best % frame_.columns), mass};
  }

 private:
  struct Window {
    std::size_t top, bottom, left, right;
  };

  Window window(std::size_t row, std::size_t column, std::size_t reach) const {
    return {row > reach ? row - reach : 0, std::min(row + reach + 1, frame_.rows),
            column > reach ? column - reach : 0, std::min(column + reach + 1, frame_.columns)};
  }

  template <class Visit>
  static void each(const Window& w, Visit&& visit) {
    for (std::size_t r = w.top; r < w.bottom; ++r) {
      for (std::size_t c = w.left; c < w.right; ++c) visit(r, c);
    }
  }

  static std::size_t apart(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

  void remove(std::size_t row, std::size_t column, double mass) {
    each(window(row, column, taps_.reach()), [&](std::size_t r, std::size_t c) {
      rest_[r * frame_.columns + c] -= mass * taps_.tap(apart(r, row), apart(c, column));
    });
    each(window(row, column, 2 * taps_.reach()),
         [&](std::size_t r, std::size_t c) { fit_[r * frame_.columns + c] = fit_at(r, c); });
  }

  double fit_at(std::size_t row, std::size_t column) const {
    double sum = 0.0;
    each(window(row, column, taps_.reach()), [&](std::size_t r, std::size_t c) {
      sum += rest_[r * frame_.columns + c] * taps_.tap(apart(r, row), apart(c, column));
    });
    return sum;
  }

  const KernelTaps& taps_;
  const GridFrame& frame_;
  std::vector<double> rest_;
  std::vector<double> fit_;
};

constexpr double kLeastResidual = 1e-12;

}  // namespace

Grid<double> deconvolve(const Grid<double>& surface, Meters bandwidth, const Options& options,
                        const Control& control) {
  const Masses masses = masses_of(surface, options);
  Grid<double> events{surface.frame, std::vector<double>(surface.values.size(), 0.0)};
  if (masses.total <= 0.0) return events;
  const KernelTaps taps(options.kernel, bandwidth, surface.frame);
  RichardsonLucy iteration(masses, taps);
  for (std::uint32_t i = 0; i < options.iterations; ++i) {
    control.check();
    iteration.step();
  }
  events.values = iteration.take();
  return events;
}

double residual(const Grid<double>& surface, const Grid<double>& events, Meters bandwidth,
                const Options& options) {
  const Masses masses = masses_of(surface, options);
  if (masses.total <= 0.0) return 0.0;
  const KernelTaps taps(options.kernel, bandwidth, surface.frame);
  std::vector<double> model(masses.value.size());
  taps.sum(taps.bordered(events.values), model);
  double rest = 0.0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    rest += masses.known[i] * std::abs(masses.value[i] - model[i]);
  }
  return rest / masses.total;
}

std::vector<Guess> peaks(const Grid<double>& events, double least_mass) {
  std::vector<Guess> guesses;
  for (std::size_t row = 0; row < events.frame.rows; ++row) {
    for (std::size_t column = 0; column < events.frame.columns; ++column) {
      if (events.at(row, column) <= 0.0) continue;
      const Neighborhood nine = around(events, row, column);
      if (events.at(row, column) < nine.highest || nine.mass < least_mass) continue;
      guesses.push_back({nine.center, nine.mass});
    }
  }
  sort_by_mass(guesses);
  return guesses;
}

std::vector<Guess> matching_pursuit(const Grid<double>& surface, Meters bandwidth,
                                    const Options& options, const Control& control) {
  const Masses masses = masses_of(surface, options);
  std::vector<Guess> guesses;
  if (masses.total <= 0.0) return guesses;
  const KernelTaps taps(options.kernel, bandwidth, surface.frame);
  Pursuit pursuit(masses, taps, surface.frame);
  const auto most = static_cast<std::size_t>(masses.total / options.least_mass) + 1;
  while (guesses.size() < most) {
    control.check();
    const Guess guess = pursuit.take_best();
    if (guess.mass < options.least_mass) break;
    guesses.push_back(guess);
  }
  sort_by_mass(guesses);
  return guesses;
}

Reconstruction reconstruct(const Grid<double>& surface, std::span<const Meters> candidates,
                           const Options& options, const Control& control) {
  std::vector<Reconstruction> tried;
  for (const Meters bandwidth : candidates) {
    const Grid<double> events = deconvolve(surface, bandwidth, options, control);
    tried.push_back({.bandwidth = bandwidth,
                     .residual = residual(surface, events, bandwidth, options),
                     .guesses = peaks(events, options.least_mass)});
  }
  expects(tried.size() >= 2, "bandwidths to compare");
  std::size_t knee = 0;
  double steepest = 0.0;
  for (std::size_t i = 0; i + 1 < tried.size(); ++i) {
    expects(candidates[i] < candidates[i + 1], "ascending bandwidths");
    const double jump = tried[i + 1].residual / std::max(tried[i].residual, kLeastResidual);
    if (jump > steepest) {
      steepest = jump;
      knee = i;
    }
  }
  return tried[knee];
}

}  // namespace rawan::reconstruction
