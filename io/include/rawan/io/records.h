#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/io/companions.h"
#include "rawan/io/geo.h"
#include "rawan/io/issue.h"
#include "rawan/io/report_codes.h"
#include "rawan/io/village_id.h"

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

struct Village {
  RecordRef source;
  VillageId id{};
  std::string name;
  std::string district;  ///< Kecamatan, as named in the source or the district table; may be empty.
  std::string regency;
  std::string province;
  GeoArea area;
  double area_m2 = 0.0;         ///< On the ellipsoid.
  double repaired_share = 0.0;  ///< |area after - before| / before, 0 where nothing was done.
  std::string edition;          ///< Vintage from METADATA or the project file; may be empty.
};

inline GeoBox bounding_box(std::span<const Village> villages) {
  GeoBox box;
  for (const Village& village : villages) {
    const GeoBox own = bounding_box(village.area);
    box.extend(own.low);
    box.extend(own.high);
  }
  return box;
}

using Instant = std::chrono::sys_seconds;

/// One row of a report table after reading and judging: typed, located, in UTC.
struct Report {
  RecordRef source;
  std::string id;
  RecordType type = RecordType::nihil;
  SourceOrg org = SourceOrg::lainnya;
  std::string source_system;
  std::string patrol_id;
  std::string squad_id;
  Instant reported_at{};
  std::optional<Day> occurred_on;        ///< Local calendar day.
  std::optional<Minutes> occurred_time;  ///< Local minutes after midnight.
  TimeBand time_band = TimeBand::tidak_tahu;
  std::bitset<7> weekdays;  ///< Bit 0 is Monday; none set: not told.

  std::optional<GeoPoint> location;
  std::optional<double> accuracy_m;
  CoordMethod coord_method = CoordMethod::tidak_ada;
  CoordQuality coord_quality = CoordQuality::ditolak;
  std::optional<VillageId> village;  ///< Where it belongs, after rule D14 and B3.
  bool assigned_nearest = false;

  PlaceType place = PlaceType::lainnya;
  std::string place_name;  ///< Scanned for personal words; empty if any was found.
  IssueTypes issues;
  EnvFactors factors;
  int severity = 0;  ///< 1 ... 4; 0 where there is none.

  std::string dialogue_id;
  std::optional<std::int32_t> women_consulted;
  std::optional<std::int32_t> men_consulted;
  std::optional<std::int32_t> women_declined;
  std::optional<std::int32_t> women_aware_service;
  Sex reporter_sex = Sex::tidak_tahu;
  std::optional<std::uint64_t> reporter;  ///< Keyed hash of who told it; nothing: not told.
  bool involves_child = false;            ///< Under 18, or an age nobody understands.
  Consent consent = Consent::agregat;
  ReportStatus status = ReportStatus::baru;
  bool referred = false;        ///< `referred` is ditawarkan, diterima or darurat.
  std::uint64_t statement = 0;  ///< Equal where all is equal but the id; 0: not compared.
  friend bool operator==(const Report&, const Report&) = default;
};

/// Whether the report's position may stand as a point: a measured place of good enough quality, not
/// a village's center or a pile. Says nothing about privacy: see `is_private`.
bool has_usable_point(const Report& report);

}  // namespace rawan::io
