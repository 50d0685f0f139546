#pragma once

#include "rawan/algorithms/false_discovery.h"

#include <cstddef>
#include <cstdint>

namespace rawan {

/// What to do so that Benjamini-Hochberg can reject a single one of many tests.
enum class TestRoute : std::uint8_t {
  enough,            ///< The replicates asked for can do it.
  raise_replicates,  ///< More of them can, and that many may be drawn.
  exact_tail,        ///< Too many to draw; a tail without draws takes their place.
  cannot_decide,     ///< Neither: a lone finding cannot be told from chance.
};

struct TestPolicy {
  double alpha = 0.05;
  Sides sides = Sides::two;
  std::uint64_t replicates = 999;           ///< Asked for.
  std::uint64_t most_replicates = 100'000;  ///< May be drawn.
  bool has_exact_tail = false;              ///< Cases, exposure and weights equal within rows.
};

struct TestAdvice {
  TestRoute route = TestRoute::enough;
  std::uint64_t replicates = 0;  ///< To draw; 0 with the exact tail.
  std::uint64_t needed = 0;      ///< For a lone rejection.
  std::uint64_t fewest = 0;      ///< Rejected together or not at all; above the tests: never.
};

/// Can the least p-value there is be small enough? A draw count that answers is kept or raised; a
/// map too large for it, as one of all villages of a country, takes the exact tail if there is one.
/// @throws ContractViolation unless 0 < alpha < 1.
TestAdvice advise(std::size_t tests, const TestPolicy& policy);

}  // namespace rawan
