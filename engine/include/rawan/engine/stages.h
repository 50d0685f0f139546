#pragma once

#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/risk_hours.h"
#include "rawan/engine/priority.h"
#include "rawan/engine/schedule.h"
#include "rawan/engine/study.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// Reads and judges every input of the project; each record is closed in the ledger.
/// @param reporter_key hashes reporters, so that runs with one key know them again; empty: a key
///        for this call alone.
/// @throws io::InputError, QualityGate
Records read(const Config& config, const Control& control, const std::string& reporter_key = {});

Study project(const Records& records, const Config& config);

/// What was told, by the weights and the cap of the configuration, and the effort behind it.
Exposure measure_exposure(const Records& records, const Study& study, const Config& config);

/// What the marks of a place have in common.
struct Portrait {
  std::uint32_t marks = 0;
  std::uint32_t dialogues = 0;
  std::optional<io::IssueType> issue;  ///< Most frequent; ties: the first of the list.
  std::optional<io::EnvFactor> factor;
  std::optional<io::PlaceType> place;
  std::optional<HourRange> hours;          ///< Nothing: not enough marks tell an hour.
  std::optional<HourRange> workday_hours;  ///< Of Monday to Friday and of the weekend: where both
  std::optional<HourRange> weekend_hours;  ///< have enough marks that tell day and hour.
};

/// A cell of the lattice of the metric CRS: whole multiples of the cell size from its origin.
struct LatticeCell {
  std::int64_t column = 0;
  std::int64_t row = 0;  ///< Counted northwards.
  friend auto operator<=>(const LatticeCell&, const LatticeCell&) = default;
};

struct UnsafeCell {
  LatticeCell cell;
  std::uint32_t site = 0;
  Portrait portrait;
};

/// How far a hotspot would be found again (docs/methods.md).
enum class Stability : std::uint8_t { core, likely, fragile };

/// Shares of the runs in which a hotspot recurs with a Jaccard index of its marks >= 0.5.
struct HotspotStability {
  double dialogues = 0.0;      ///< Of bootstraps of the dialogues.
  double positions = 0.0;      ///< Of runs with positions moved by their own errors.
  std::uint32_t variants = 0;  ///< Of three: HDBSCAN, half and twice the radius.
  Stability verdict = Stability::fragile;
};

/// A union of cells where women's marks gather.
struct Hotspot {
  std::string id;  ///< From the cell with most marks: stable between runs.
  std::vector<LatticeCell> cells;
  Polygon outline;
  Point anchor;                ///< Center of the cell with most marks.
  std::uint32_t site = 0;      ///< Village of the anchor's marks.
  double women = 0.0;          ///< Consulted in villages within the exposure radius.
  std::optional<double> rate;  ///< Marks per woman, shrunk; nothing without exposure.
  Portrait portrait;
  HotspotStability stability;
};

struct Findings {
  Grid<double> density;                   ///< Marks per km2; empty without marks.
  Meters sigma{};                         ///< Gaussian-equivalent bandwidth.
  Meters radius{};                        ///< Quartic-equivalent radius.
  std::optional<BandwidthChoice> choice;  ///< Of the automatic rule.
  double spread_share = 0.0;              ///< Of the mass, known by its village alone.
  std::vector<UnsafeCell> cells;          ///< By row from the south, column.
  std::vector<Hotspot> hotspots;          ///< By id.
  std::vector<Portrait> villages;         ///< One per site.
};

Findings analyze(const Records& records, const Study& study, const Exposure& exposure,
                 const Config& config, const Control& control);

Ranking rank(const Study& study, const Exposure& exposure, const Findings& findings,
             const Config& config, const Control& control = {});

/// Everything that can be published.
struct Results {
  Records records;
  Study study;
  Exposure exposure;
  Findings findings;
  Ranking ranking;
  Schedule schedule;
};

}  // namespace rawan::engine
