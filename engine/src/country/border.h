#pragma once

#include "rawan/engine/stages.h"
#include "surroundings.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rawan::engine {

/// A mark of one of several kabupaten.
struct BorderMark {
  std::uint32_t regency = 0;
  std::uint32_t mark = 0;  ///< In its exposure.
  friend auto operator<=>(const BorderMark&, const BorderMark&) = default;
};

/// Marks of several kabupaten that gather in one place.
struct BorderCluster {
  std::uint32_t owner = 0;        ///< The kabupaten with most of the marks; ties: the first.
  std::vector<BorderMark> marks;  ///< Sorted.
};

/// Density clusters of the marks of all kabupaten, as far as they lie in several of them. Lengths
/// are those of the UTM zone a mark lies in, wrong by at most 0.1 %; clusters of two zones that
/// share marks by the meridian between them are one. Nothing depends on how the country is cut
/// into shares. Cost: of DBSCAN.
std::vector<BorderCluster> clusters_across(std::span<const Results> regencies,
                                           const AnalysisConfig& config,
                                           const Control& control = {});

/// A village where women were consulted, of one of several kabupaten.
struct AskedVillage {
  std::uint32_t regency = 0;
  std::uint32_t site = 0;
  io::GeoBox box;
};

/// By kabupaten, then site.
std::vector<AskedVillage> asked_villages(std::span<const Results> regencies);

/// What the kabupaten know of each other.
struct Neighborhood {
  std::span<const Results> regencies;
  std::span<const BorderCluster> clusters;
  std::span<const AskedVillage> asked;
  /// All reports of a kabupaten. Asked for once by each neighbor that borrows some of them: in
  /// a country that was asked everywhere they are too many to keep.
  std::function<std::vector<io::Report>(std::uint32_t regency)> reports_of;
};

/// Where the hotspots of a kabupaten are looked for: its marks without those that belong to a
/// neighbor's cluster, and the neighbors' marks that belong to its own, which the records get too;
/// and the women consulted beyond its border who speak for these places.
Surroundings surroundings_of(std::uint32_t regency, const Neighborhood& country,
                             const AnalysisConfig& config, Records& records);

}  // namespace rawan::engine
