#pragma once

#include "rawan/algorithms/disclosure.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <span>
#include <vector>

/// The attacker who tries every table of whole numbers. Shares nothing with the engine's audit.
namespace rawan::oracle {

using disclosure::Showing;
using disclosure::SuppressionOptions;
using disclosure::Table;
using Atoms = std::vector<std::uint32_t>;

class TableAttack {
 public:
  TableAttack(const Table& table, std::span<const Showing> showing,
              const SuppressionOptions& options)
      : table_(table), least_(options.least), cap_(table.count.size(), options.least) {
    for (std::size_t u = 0; u < table.units.size(); ++u) {
      if (showing[u] != Showing::shown) continue;
      std::uint32_t count = 0;
      for (const std::uint32_t atom : table.units[u]) count += table.count[atom];
      rows_.push_back(row(table.units[u], count, options));
    }
    // Above the largest lower bound and k more, a larger number changes no answer.
    std::uint32_t enough = options.least;
    for (const Row& row : rows_) enough = std::max(enough, row.low + options.least);
    for (const Row& row : rows_) {
      for (const std::uint32_t atom : row.atoms) cap_[atom] = enough;
    }
  }

  /// Whether some table that fits gives these atoms a sum from `low` to `high`.
  bool may_be(const Atoms& atoms, std::uint32_t low, std::uint32_t high) const {
    std::vector<Row> rows = rows_;
    rows.push_back({atoms, low, high});
    std::vector<std::uint32_t> value(cap_.size(), 0);
    return fits(rows, value, 0);
  }

  bool may_be_none(const Atoms& atoms) const { return may_be(atoms, 0, 0); }
  bool may_be_many(const Atoms& atoms) const { return may_be(atoms, least_, kMany); }

  /// Smallest sum the atoms may have.
  std::uint32_t low(const Atoms& atoms) const {
    std::uint32_t low = 0;
    while (!may_be(atoms, low, low)) ++low;
    return low;
  }

  /// Every unsafe atom and every smallest union of up to three unsafe siblings that is not
  /// protected.
  std::set<Atoms> determined() const {
    std::set<Atoms> found;
    for (std::uint32_t a = 0; a < cap_.size(); ++a) {
      if (is_unsafe(a) && !(may_be_none({a}) && may_be_many({a}))) found.insert({a});
    }
    for (const Atoms& group : table_.siblings) {
      for_unions(group, [&](const Atoms& atoms) {
        const bool is_smallest = std::ranges::none_of(found, [&](const Atoms& part) {
          return !may_be_none(part) && std::ranges::includes(atoms, part);
        });
        if (is_smallest && !may_be_none(atoms)) found.insert(atoms);
      });
    }
    return found;
  }

 private:
  static constexpr std::uint32_t kMany = std::numeric_limits<std::uint32_t>::max();

  struct Row {
    Atoms atoms;
    std::uint32_t low = 0;
    std::uint32_t high = 0;
  };

  static Row row(const Atoms& atoms, std::uint32_t count, const SuppressionOptions& options) {
    if (options.exact_values) return {atoms, count, count};
    Row result{atoms, 0, kMany};
    for (const std::uint32_t lower : options.classes) {
      if (lower <= count) result.low = lower;
      if (lower > count) result.high = std::min(result.high, lower - 1);
    }
    return result;
  }

  bool is_unsafe(std::uint32_t atom) const {
    if (!table_.atom_safe.empty()) return !table_.atom_safe[atom];
    for (std::size_t u = 0; u < table_.units.size(); ++u) {
      if (table_.units[u] == Atoms{atom}) return !table_.safe[u];
    }
    return table_.count[atom] < least_;
  }

  void for_unions(const Atoms& group, const std::function<void(const Atoms&)>& visit) const {
    Atoms unsafe;
    std::ranges::copy_if(group, std::back_inserter(unsafe), [&](auto a) { return is_unsafe(a); });
    const std::size_t n = unsafe.size();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) visit({unsafe[i], unsafe[j]});
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        for (std::size_t k = j + 1; k < n; ++k) visit({unsafe[i], unsafe[j], unsafe[k]});
      }
    }
  }

  /// Sum of the atoms that have a value already, and whether that is all of them.
  static bool row_can_fit(const Row& row, std::span<const std::uint32_t> value,
                          std::uint32_t given) {
    std::uint64_t sum = 0;
    bool whole = true;
    for (const std::uint32_t atom : row.atoms) {
      if (atom < given) sum += value[atom];
      whole = whole && atom < given;
    }
    return sum <= row.high && (!whole || sum >= row.low);
  }

  bool fits(std::span<const Row> rows, std::vector<std::uint32_t>& value,
            std::uint32_t given) const {
    for (const Row& row : rows) {
      if (!row_can_fit(row, value, given)) return false;
    }
    if (given == value.size()) return true;
    for (std::uint32_t v = 0; v <= cap_[given]; ++v) {
      value[given] = v;
      if (fits(rows, value, given + 1)) return true;
    }
    return false;
  }

  const Table& table_;
  std::uint32_t least_;
  Atoms cap_;
  std::vector<Row> rows_;
};

}  // namespace rawan::oracle
