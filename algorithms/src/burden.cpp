#include "rawan/algorithms/burden.h"

#include "rawan/algorithms/contract.h"

#include <cmath>

namespace rawan::burden {
namespace {

constexpr double kSignificance = 0.05;

std::vector<double> totals_of(const Hours& hours) {
  std::vector<double> totals(hours.rounds, 0.0);
  for (std::size_t cell = 0; cell < hours.hours.size(); ++cell) {
    const double spent = hours.hours[cell];
    expects(spent >= 0.0 && std::isfinite(spent), "hours are not negative");
    totals[cell / hours.units] += spent;
  }
  return totals;
}

std::uint32_t rounds_over(std::span<const double> own, std::span<const double> totals,
                          double allowed) {
  std::uint32_t over = 0;
  for (std::size_t round = own.size(); round-- > 0;) {
    if (totals[round] <= 0.0) continue;
    if (own[round] <= allowed * totals[round]) break;
    ++over;
  }
  return over;
}

std::optional<Trend> trend_of(std::span<const double> own) {
  const MannKendall test = mann_kendall(own);
  if (!test.p_value || *test.p_value > kSignificance || test.s == 0) return std::nullopt;
  return test.s > 0 ? Trend::rising : Trend::falling;
}

}  // namespace

std::vector<Burden> measure(const Hours& hours, std::span<const double> estimated,
                            const Options& options) {
  expects(hours.hours.size() == hours.rounds * hours.units, "hours of each round and unit");
  expects(estimated.size() == hours.units, "one estimated share per unit");
  const std::vector<double> totals = totals_of(hours);
  double all = 0.0;
  for (const double total : totals) all += total;
  std::vector<Burden> burdens(hours.units);
  for (std::size_t unit = 0; unit < hours.units; ++unit) {
    expects(estimated[unit] >= 0.0 && std::isfinite(estimated[unit]), "shares are not negative");
    std::vector<double> own(hours.rounds);
    for (std::size_t round = 0; round < hours.rounds; ++round) {
      own[round] = hours.hours[round * hours.units + unit];
    }
    Burden& burden = burdens[unit];
    for (const double spent : own) burden.hours += spent;
    burden.share = all > 0.0 ? burden.hours / all : 0.0;
    burden.rounds_over = rounds_over(own, totals, options.times * estimated[unit]);
    burden.alert = burden.rounds_over >= options.rounds;
    burden.trend = trend_of(own);
  }
  return burdens;
}

}  // namespace rawan::burden
