#pragma once

#include "rawan/engine/gate.h"

#include <map>
#include <string>
#include <vector>

namespace rawan::engine {

/// Measures of the ledger: what a kecamatan counted as one, and the parts of one that was divided.
inline constexpr const char* kWholeMeasure = "pelapor";
inline constexpr const char* kPartMeasure = "bagian";

/// Where noise is drawn once: a whole kecamatan, a large village, or all that a kecamatan has
/// beside its large villages.
struct NoisyPart {
  std::string unit;     ///< Dotted code of the village, else of the kecamatan.
  std::string measure;  ///< Of the ledger.
  std::vector<std::uint32_t> sites;
};

/// Parts of each kecamatan by its code. They do not overlap: a person is in one of them.
using Partition = std::map<std::string, std::vector<NoisyPart>>;

/// Villages of at least `min_inhabitants` and the rest. A kecamatan stays whole where nobody knows
/// how many live in one of its villages, or where the rest would be smaller than that: who took the
/// villages from the sum would learn of few people. What was drawn for a year before stays as it
/// was divided then. None of it depends on what anybody told.
Partition partition_of(const std::string& year, const Results& results, const TierPolicy& policy,
                       const Memory& memory);

}  // namespace rawan::engine
