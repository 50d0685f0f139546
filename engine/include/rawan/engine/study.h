#pragma once

#include "rawan/algorithms/exposure.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/engine/config.h"
#include "rawan/io/crs.h"
#include "rawan/io/field_records.h"
#include "rawan/io/records.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// SHA-256 of every input file that exists, by path as configured.
using InputHashes = std::map<std::string, std::string>;

/// Everything that was read and judged. Rows, as found.
struct Records {
  io::VillageLayer villages;
  io::CrsChoice crs;
  std::vector<io::Report> reports;
  std::vector<io::DialogueEffort> unconsented;  ///< Effort of reports that may not be kept.
  std::vector<io::PatrolVisit> visits;
  io::CheckinTable checkins;  ///< Those before the plan are in `visits` too.
  std::vector<io::KrppaEntry> krppa;
  std::vector<io::Population> population;
  std::vector<io::Post> posts;
  std::vector<io::Squad> squads;
  std::vector<io::Contact> contacts;
  std::vector<io::ProtectedPlace> protected_places;  ///< Only gate and schedule ask for them.
  io::Ledger ledger;
  InputHashes hashes;  ///< Of the files as they were read.
};

/// Villages as columns: row i of every vector is the same village. Sorted by id.
struct Sites {
  std::vector<io::VillageId> id;
  std::vector<std::string> name;
  std::vector<std::string> district;
  std::vector<Polygon> area;
  std::vector<Point> center;                        ///< A point inside.
  std::vector<std::optional<double>> women;         ///< Female population.
  std::vector<std::optional<std::uint32_t>> krppa;  ///< Row of Records::krppa in force.

  std::size_t size() const { return id.size(); }
  /// Position of a village, or nothing.
  std::optional<std::uint32_t> find(io::VillageId village) const;
};

/// Clean, metric, and never changed again. Reports are those of the period.
struct Study {
  PeriodConfig period;
  Sites sites;
  std::vector<std::uint32_t> reports;  ///< Rows of Records::reports in the period.
  std::vector<std::uint32_t> visits;   ///< Rows of Records::visits in the period.
};

/// How something came to be known.
enum class Origin : std::uint8_t {
  asked,        ///< Told in a dialogue whose women were counted.
  volunteered,  ///< Told by a woman outside of any dialogue.
  seen,         ///< Seen by officers (temuan).
  third_hand    ///< Passed on by others: a man, an office, another application.
};

/// A place that women pointed out: a public place, with coordinates.
struct Mark {
  std::uint32_t report = 0;  ///< Row of Records::reports.
  Point position;
  io::GeoPoint place;                     ///< The same in degrees.
  std::uint32_t site = 0;                 ///< Village it lies in.
  std::optional<std::uint32_t> dialogue;  ///< Position in Exposure::dialogues.
  Origin origin = Origin::asked;
  double weight = 1.0;  ///< Of its origin, in the map of places.
  Meters deviation{};   ///< Standard deviation of the position per axis, as far as it is told.
};

struct VillageEffort {
  std::uint32_t dialogues = 0;
  std::uint32_t visits = 0;
  double women = 0.0;
  double men = 0.0;
  std::uint32_t marks = 0;     ///< Raised in its dialogues.
  std::uint32_t places = 0;    ///< Women's marks and findings located here,
  std::uint32_t hazards = 0;   ///< and those of them that name an environmental factor.
  std::uint32_t findings = 0;  ///< Officers' findings on visits that the log knows.
  std::optional<Day> last_visit;
};

/// A public place that women told of, known by its village alone: no coordinates, a village's
/// center or a heap of reports on one point.
struct PlacelessMark {
  std::uint32_t report = 0;
  std::uint32_t site = 0;
  Origin origin = Origin::asked;
  double weight = 1.0;
};

/// What officers found on a visit that the log knows.
struct Finding {
  std::uint32_t site = 0;
  Day day{};
};

/// A patrol in a village on a day, as the log has it.
struct PatrolDay {
  std::uint32_t site = 0;
  Day day{};
  Minutes minutes{};  ///< On site, as far as they were written down.
};

/// How many reports do not count for themselves. All rows are kept.
struct EvidenceCounts {
  std::uint64_t duplicates = 0;  ///< Another report is counted in their place.
  std::uint64_t over_cap = 0;    ///< One reporter's influence ended before them.
};

/// The effort behind the reports.
struct Exposure {
  std::vector<Dialogue> dialogues;
  std::vector<Day> dialogue_day;       ///< One per dialogue: by the log, else its first report.
  std::vector<PatrolDay> visits;       ///< One per patrol, day and village.
  std::vector<VillageEffort> village;  ///< One per site.
  std::vector<Mark> marks;
  std::vector<PlacelessMark> placeless;
  std::vector<Finding> findings;
  EvidenceCounts counts;
  std::uint64_t marks_without_effort = 0;     ///< No women counted: never enter a rate.
  std::uint64_t findings_without_effort = 0;  ///< No visit in the log: not used at all.
  std::uint64_t marks_by_men = 0;
  std::uint64_t not_public = 0;  ///< Private places and referral issues: never a place.
};

/// The last day to which anything in the inputs may belong.
Day as_of(const Config& config);

}  // namespace rawan::engine
