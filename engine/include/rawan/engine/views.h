#pragma once

#include "rawan/engine/burden_view.h"
#include "rawan/engine/control_visits.h"
#include "rawan/engine/planning_facts.h"
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

/// By what rules a release left the house.
struct PolicyStamp {
  std::string name;
  std::string sha256;
  bool is_signed = false;
  std::string sharing_agreement;
  std::string unencrypted_accepted_by;
  std::uint32_t min_reporters = 0;  ///< Behind every number of its audience.
};

/// For the data steward: everything that was found.
struct RestrictedView {
  const Results& results;
  std::shared_ptr<const Registers> registers;
  PolicyStamp policy;
};

/// What commanders see of a village.
struct BandedVillage {
  std::optional<PriorityClass> band;  ///< Nothing where too few people stand behind it.
  bool has_data = false;              ///< Patrols were here, or there is a band.
  int score = 0;                      ///< 0 ... 100; of a masked village only what is public.
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
  int score = 0;                             ///< 0 ... 100.
  Portrait portrait;                         ///< No counts.
  Stability stability = Stability::fragile;  ///< Said again until k people came or went.
};

/// For commanders of patrols.
struct OperationalView {
  std::shared_ptr<const Registers> registers;
  std::vector<BandedVillage> villages;  ///< One per site.
  std::vector<SafeCell> cells;          ///< By id.
  std::vector<SafeHotspot> hotspots;    ///< By id.
  PolicyStamp policy;
};

/// Measures of people per area and window.
inline constexpr const char* kReporters = "pelapor";
inline constexpr const char* kReferrals = "rujukan";

/// What was counted of an area in a window of time.
struct AreaCount {
  std::string area;  ///< Dotted code.
  AreaLevel level = AreaLevel::village;
  std::string window;                ///< "2026-Q1", "2026".
  std::string measure;               ///< `kReporters` or `kReferrals`.
  bool has_data = false;             ///< Patrols were there.
  std::optional<std::string> shown;  ///< "5-9", "50+"; nothing: masked.
  std::string as_of;                 ///< Last day of the data that first said so.
};

/// People per 1,000 women who were asked, rounded outwards.
struct RateRange {
  int least = 0;
  std::optional<int> most;  ///< Nothing: the classes have no end.
  friend bool operator==(const RateRange&, const RateRange&) = default;
};

/// What planners see of a village over the whole period.
struct PlannedVillage {
  std::optional<PriorityClass> band;  ///< Nothing: masked.
  bool has_data = false;
  std::optional<std::pair<int, int>> rank_quarters;  ///< Of the list, 1 the highest.
  std::optional<RateRange> rate;                     ///< By the classes that are shown.
  LoggedEffort effort;
};

/// For those who plan services and budgets.
struct PlanningView {
  std::shared_ptr<const Registers> registers;
  std::vector<std::string> windows;      ///< Complete quarters and years of the period.
  std::vector<PlannedVillage> villages;  ///< One per site.
  std::vector<AreaCount> counts;         ///< By level, area, measure, window.
  std::vector<PlannedBurden> burden;     ///< By level, code.
  std::vector<AreaEffort> efforts;       ///< By level, window, area; empty without a log.
  std::vector<Proposal> proposals;       ///< By site, remedy.
  std::vector<ApeFigure> ape;            ///< By key.
  ControlVisits controls;                ///< Of the whole district: about no person.
  std::uint64_t masked_primary = 0;
  std::uint64_t masked_complementary = 0;
  std::uint32_t least = 0;  ///< Lower bound of the lowest class that is shown.
  std::string sources;      ///< "asked 10-19; seen 50+": who told, in classes.
  PolicyStamp policy;
};

}  // namespace rawan::engine
