#pragma once

#include "rawan/engine/stages.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What each audience may see, as plain values. Only the gate turns results into views.
namespace rawan::engine {

/// Registers: where villages lie and who patrols. Nothing in them was told by anybody.
struct Registers {
  std::vector<io::Village> villages;  ///< Row i is site i.
  io::CrsChoice crs;
  Sites sites;
  std::vector<io::KrppaEntry> krppa;
  std::vector<io::Post> posts;
  std::vector<io::Squad> squads;
  std::vector<io::Contact> contacts;
};

/// For the data steward: everything that was found.
struct RestrictedView {
  const Results& results;
  std::shared_ptr<const Registers> registers;
};

/// What commanders see of a village.
struct BandedVillage {
  /// Nothing where too few people stand behind it.
  std::optional<PriorityClass> band;
  bool has_data = false;  ///< Somebody was asked here.
  int score = 0;          ///< 0 ... 100; of a masked village only what is public.
  int krppa_score = 0;
  int stale_score = 0;
  int environment_score = 0;  ///< 0 where masked: it comes from what was told.
  bool is_burst = false;      ///< Many reporters at once whom nobody knows; false where masked.
  std::uint32_t visits = 0;
  std::optional<Day> last_visit;  ///< Of a patrol.
  bool has_findings = false;      ///< Officers saw something to mend.
  Portrait portrait;              ///< Only what enough people stand behind; no counts.
};

/// A cell of the national grid that enough people stand behind.
struct SafeCell {
  std::string id;
  io::GeoArea area;
  std::uint32_t site = 0;
  Portrait portrait;  ///< No counts.
};

/// Safe cells that belong together.
struct SafeHotspot {
  std::string id;
  io::GeoArea area;     ///< The union of its cells.
  io::GeoPoint anchor;  ///< Center of one of them.
  std::uint32_t site = 0;
  std::uint32_t cells = 0;
  int score = 0;      ///< 0 ... 100.
  Portrait portrait;  ///< No counts.
};

/// For commanders of patrols.
struct OperationalView {
  std::shared_ptr<const Registers> registers;
  std::vector<BandedVillage> villages;  ///< One per site.
  std::vector<SafeCell> cells;          ///< By id.
  std::vector<SafeHotspot> hotspots;    ///< By id.
  std::uint64_t cells_suppressed = 0;
};

}  // namespace rawan::engine
