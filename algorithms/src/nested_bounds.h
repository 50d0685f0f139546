#pragma once

#include "published_statements.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::disclosure {

/// Exact bounds where of two statements one holds the other or they share nothing. A statement is
/// then a node of a forest, and what its children may sum to are all whole numbers of an interval.
class NestedBounds {
 public:
  /// Nothing where statements cross.
  static std::optional<NestedBounds> of(std::size_t atoms, std::span<const Statement> statements);

  /// What the sum of some atoms may be. Work: the children of all nodes above them.
  Bounds of(std::span<const std::uint32_t> atoms) const;

 private:
  /// What a node may sum to, and how much of the sum may or must come from the atoms asked about.
  struct Reach {
    std::int64_t low = 0;
    std::int64_t high = kUnbounded;
    std::int64_t least = 0;        ///< Of them, if the sum is at most `without`.
    std::int64_t without = 0;      ///< Above it each further one is one of them.
    std::int64_t most_at_low = 0;  ///< Of them, if the sum is `low`.
    std::int64_t room = 0;         ///< How many of those above `low` may be of them.
  };
  struct Node {
    std::uint32_t parent = 0;
    std::vector<std::uint32_t> children = {};
    Bounds sum = {};
    Reach unasked = {};  ///< If none of its atoms is asked about.
  };

  static Reach leaf(bool asked);
  static Reach narrowed(Reach reach, Bounds sum);
  static Reach sum_of(const Reach& a, const Reach& b);

  bool add(const Statement& statement, std::vector<std::uint32_t>& top,
           std::vector<std::uint32_t>& size);

  std::vector<Node> nodes_;  ///< Atoms first, children before their parents.
};

}  // namespace rawan::disclosure
