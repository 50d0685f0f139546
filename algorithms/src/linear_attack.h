#pragma once

#include "nested_bounds.h"
#include "published_statements.h"

#include <span>
#include <vector>

namespace rawan::disclosure {

/// What the attack asks about: the unsafe, as the whole table has them.
struct Targets {
  std::vector<bool> atom;                            ///< One per atom: unsafe.
  std::vector<std::vector<std::uint32_t>> siblings;  ///< Only the unsafe ones, two or more.
  std::vector<std::uint32_t> units;                  ///< Unsafe units of several atoms.
};

Targets targets_of(const Table& table, std::uint32_t least);

/// Something the release gives away.
struct Leak {
  std::vector<std::uint32_t> atoms;
  std::uint32_t unit = kNoUnit;  ///< Where it is an unsafe unit of several atoms.
  Bounds bounds = {};            ///< If asked for.
  static constexpr std::uint32_t kNoUnit = std::numeric_limits<std::uint32_t>::max();
};

enum class LeakBounds : std::uint8_t { wanted, unwanted };

/// The leaks of what is said, by atoms. One thread per part; the same for any number of them.
std::vector<Leak> leaks_of(const Table& table, const Targets& targets, std::span<const Part> parts,
                           const SuppressionOptions& options, LeakBounds bounds,
                           const Control& control);

/// What must be asked again after something was hidden: what was protected stays so.
Targets still_open(const Targets& targets, std::span<const Leak> leaks);

}  // namespace rawan::disclosure
