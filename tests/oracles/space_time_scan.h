#pragma once

#include "oracles/scan.h"
#include "rawan/algorithms/space_time_scan.h"

namespace rawan::oracle {

/// Cases and expected cases as full tables [site][period].
struct SpaceTimeTables {
  std::vector<std::vector<double>> cases;
  std::vector<std::vector<double>> expected;
  std::vector<double> weight;  ///< Of sites: what the share of a circle is measured by.
};

inline double sum(const std::vector<double>& values) {
  double result = 0.0;
  for (const double v : values) result += v;
  return result;
}

/// @param population [site * periods + period] for Poisson; unused for permutation.
inline SpaceTimeTables tables(std::size_t sites, std::size_t periods,
                              std::span<const SpaceTimeCases> rows,
                              std::span<const double> population, SpaceTimeModel model) {
  SpaceTimeTables t;
  t.cases.assign(sites, std::vector<double>(periods, 0.0));
  t.expected = t.cases;
  double total = 0.0;
  for (const SpaceTimeCases& row : rows) {
    t.cases[row.site][row.period] += row.cases;
    total += row.cases;
  }
  double people = 0.0;
  for (const double n : population) people += n;
  for (std::size_t z = 0; z < sites; ++z) {
    for (std::size_t d = 0; d < periods; ++d) {
      double on_day = 0.0;
      for (std::size_t y = 0; y < sites; ++y) on_day += t.cases[y][d];
      t.expected[z][d] = model == SpaceTimeModel::permutation
                             ? sum(t.cases[z]) * on_day / total
                             : population[z * periods + d] * total / people;
    }
    t.weight.push_back(sum(t.expected[z]));
  }
  return t;
}

inline double cylinder_ratio(double c, double mu, double total) {
  if (c <= mu * (1.0 + 1e-12)) return 0.0;
  const double outside = total > c ? (total - c) * std::log((total - c) / (total - mu)) : 0.0;
  return c * std::log(c / mu) + outside;
}

inline std::vector<ScanWindow> all_cylinders(std::span<const Position> sites,
                                             const SpaceTimeTables& t,
                                             const SpaceTimeScanOptions& options) {
  const auto periods = static_cast<std::uint32_t>(t.cases[0].size());
  const double longest = std::max(1.0, std::floor(options.longest_share * periods + 1e-9));
  double total = 0.0;
  for (const auto& row : t.cases) total += sum(row);
  std::vector<ScanWindow> windows;
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    for (std::uint32_t far = 0; far < sites.size(); ++far) {
      const double limit = squared_distance(sites[i], sites[far], 1.0, 0.0) * (1.0 + 1e-9);
      std::set<std::uint32_t> members;
      double weight = 0.0;
      for (std::uint32_t j = 0; j < sites.size(); ++j) {
        if (squared_distance(sites[i], sites[j], 1.0, 0.0) > limit) continue;
        members.insert(j);
        weight += t.weight[j];
      }
      if (weight > options.largest_share * sum(t.weight) * (1.0 + 1e-9)) continue;
      for (std::uint32_t first = 0; first < periods; ++first) {
        for (std::uint32_t last = first; last < periods; ++last) {
          if (last - first + 1 > longest) continue;
          if (options.only_still_alive && last + 1 != periods) continue;
          double c = 0.0;
          double mu = 0.0;
          for (const std::uint32_t m : members) {
            for (std::uint32_t d = first; d <= last; ++d) {
              c += t.cases[m][d];
              mu += t.expected[m][d];
            }
          }
          if (c < options.min_cases) continue;
          windows.push_back({i, members, cylinder_ratio(c, mu, total), first, last});
        }
      }
    }
  }
  return windows;
}

}  // namespace rawan::oracle
