#pragma once

#include "rawan/algorithms/disclosure.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// A release as its readers see it: sums of atoms that lie between two whole numbers.
namespace rawan::disclosure {

/// Above every count; sums stop here.
inline constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max() / 4;

inline std::int64_t added(std::int64_t a, std::int64_t b) {
  return std::min(kUnbounded, a + b);
}

struct Bounds {
  std::int64_t low = 0;
  std::int64_t high = kUnbounded;
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

struct Statement {
  std::uint32_t unit = 0;  ///< Of the table.
  std::vector<std::uint32_t> atoms;
  Bounds sum;
};

/// Sum of the counts of a unit's atoms.
std::int64_t count_of(const Table& table, std::uint32_t unit);

/// What is said of a unit when it is shown.
Bounds said_of(std::int64_t count, const SuppressionOptions& options);

/// What is shown, by unit.
std::vector<Statement> statements_of(const Table& table, std::span<const Showing> showing,
                                     const SuppressionOptions& options);

/// Atoms that only statements about each other tie together. What is known of one part is
/// independent of all others.
struct Part {
  std::vector<std::uint32_t> atoms;   ///< Of the table, ascending.
  std::vector<Statement> statements;  ///< Their atoms are positions in `atoms`.
};

/// Parts by their first atom, after everything has been subtracted that is known to the last one:
/// an atom that is known is a part of its own. Atoms of which nothing is said are in none.
std::vector<Part> parts_of(std::size_t atoms, std::vector<Statement> statements);

/// For each atom the smallest one that statements tie it to, nothing subtracted.
std::vector<std::uint32_t> tied_to(std::size_t atoms, std::span<const Statement> statements);

/// Whether each atom is safe: see Table::atom_safe.
std::vector<bool> safe_atoms(const Table& table, std::uint32_t least);

}  // namespace rawan::disclosure
