#pragma once

#include "rawan/algorithms/disclosure.h"

#include <numeric>
#include <utility>
#include <vector>

namespace rawan::testing {

/// The villages of one kecamatan and their total, all published if `least` or more.
inline disclosure::Table kecamatan_table(std::vector<std::uint32_t> counts,
                                         std::uint32_t least = 5) {
  disclosure::Table table;
  std::vector<std::uint32_t> all(counts.size());
  std::iota(all.begin(), all.end(), 0U);
  for (const std::uint32_t village : all) {
    table.units.push_back({village});
    table.safe.push_back(counts[village] >= least);
  }
  table.units.push_back(all);
  table.safe.push_back(std::accumulate(counts.begin(), counts.end(), 0U) >= least);
  table.siblings.push_back(all);
  table.count = std::move(counts);
  return table;
}

/// Puts another table's atoms and units behind those of the first.
inline void append(disclosure::Table& table, disclosure::Table other) {
  const auto shift = static_cast<std::uint32_t>(table.count.size());
  const auto shifted = [&](std::vector<std::vector<std::uint32_t>>& sets) {
    for (auto& atoms : sets) {
      for (std::uint32_t& atom : atoms) atom += shift;
    }
  };
  shifted(other.units);
  shifted(other.siblings);
  table.count.insert(table.count.end(), other.count.begin(), other.count.end());
  table.units.insert(table.units.end(), other.units.begin(), other.units.end());
  table.safe.insert(table.safe.end(), other.safe.begin(), other.safe.end());
  table.siblings.insert(table.siblings.end(), other.siblings.begin(), other.siblings.end());
}

}  // namespace rawan::testing
