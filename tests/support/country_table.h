#pragma once

#include "rawan/algorithms/disclosure.h"
#include "rawan/algorithms/random.h"
#include "support/count_tables.h"

#include <cstdint>

namespace rawan::testing {

/// Kecamatan of villages over four quarters: every village, every kecamatan by quarter, and by
/// choice both by year, which crosses the quarters.
struct CountryShape {
  std::size_t kecamatan = 7000;
  std::size_t villages = 12;
  double mean = 8.0;  ///< Per village and quarter.
  bool years = true;
  std::uint32_t least = 5;
};

inline disclosure::Table kecamatan_by_quarters(const CountryShape& shape, std::uint64_t seed) {
  constexpr std::size_t kQuarters = 4;
  Stream stream(seed, 3);
  disclosure::Table table;
  std::vector<std::vector<std::uint32_t>> of_year(shape.villages);
  std::vector<std::uint32_t> all;
  for (std::size_t q = 0; q < kQuarters; ++q) {
    std::vector<std::uint32_t> quarter;
    for (std::size_t v = 0; v < shape.villages; ++v) {
      const auto atom = static_cast<std::uint32_t>(table.count.size());
      table.count.push_back(
          static_cast<std::uint32_t>(stream.poisson(shape.mean * stream.exponential())));
      table.units.push_back({atom});
      of_year[v].push_back(atom);
      quarter.push_back(atom);
      all.push_back(atom);
    }
    table.units.push_back(quarter);
    table.siblings.push_back(quarter);
  }
  if (shape.years) {
    table.units.insert(table.units.end(), of_year.begin(), of_year.end());
    table.units.push_back(all);
  }
  for (const auto& unit : table.units) {
    std::uint32_t count = 0;
    for (const std::uint32_t atom : unit) count += table.count[atom];
    table.safe.push_back(count >= shape.least);
  }
  return table;
}

inline disclosure::Table country_table(const CountryShape& shape, std::uint64_t seed) {
  disclosure::Table country;
  for (std::size_t k = 0; k < shape.kecamatan; ++k) {
    append(country, kecamatan_by_quarters(shape, seed + k));
  }
  return country;
}

}  // namespace rawan::testing
