#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/issue.h"
#include "rawan/io/located.h"
#include "rawan/io/record_stores.h"
#include "rawan/io/records.h"
#include "rawan/io/table.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {

// --- villages (vector layers) -------------------------------------------------------------------

enum class CodeSystem : std::uint8_t { kemendagri, bps, automatic };

struct VillageSource {
  std::string path;
  std::string layer = {};        ///< Empty: the only polygon layer, or the only one with
                                 ///< village codes; else an error lists them.
  std::string profile = "auto";  ///< big-kugi, kode-nama, geoit, bps, cod-ab, custom.
  std::string code_column = {};  ///< For `custom`.
  std::string name_column = {};
  std::string district_column = {};
  CodeSystem codes = CodeSystem::automatic;
  std::string names = {};          ///< File with columns kode and nama of kecamatan, kabupaten
                                   ///< and province, if the villages' file has none.
  std::string edition = {};        ///< Vintage, if the file does not tell.
  double max_repair_share = 0.01;  ///< Larger area changes reject the village (domain.md B2).
  friend bool operator==(const VillageSource&, const VillageSource&) = default;
};

struct VillageLayer {
  std::vector<Village> villages;              ///< Sorted by id.
  std::string profile;                        ///< The one that matched.
  std::string layer;                          ///< The one that was read.
  CodeSystem codes = CodeSystem::kemendagri;  ///< Declared or proved.
};

/// Reads village polygons of any OGR source: Z and M dropped, brought to WGS 84, invalid polygons
/// repaired, the rest kept to the bit. Every feature ends in the ledger: duplicate codes (all of
/// them, unless they are equal or parts of one village), placeholder codes and non-villages are
/// set aside. docs/data_model.md lists the reasons. An empty result is no error.
/// BPS codes are translated through `crosswalk`; without one they are refused.
/// @param regency keeps only this kabupaten ("61.07"); empty: all. Others are `excluded`.
/// @throws InputError which_layer, not_polygons, profile_unknown, column_missing, crs_unknown,
///         crs_range_conflict, axes_swapped, code_scheme, crosswalk_missing, read_failed,
///         count_mismatch, and whatever opening the file throws.
VillageLayer read_villages(const VillageSource& source, std::span<const CrosswalkEntry> crosswalk,
                           const std::string& regency, Ledger& ledger, const Control& control = {});

// --- tables -------------------------------------------------------------------------------------

/// What the readers of tables may ask about the study area.
struct Region {
  std::string regency;                     ///< "61.07"; its province gives the time zone.
  GeoBox box;                              ///< Of all villages.
  std::function<bool(GeoPoint)> contains;  ///< In any village, or within the gap tolerance.
  std::function<std::optional<Located>(GeoPoint)> locate;  ///< May be asked on many threads.
  std::vector<VillageId> villages;                         ///< Sorted.
  std::vector<std::string> names;                          ///< One per village, as displayed.
  std::vector<std::string> districts;                      ///< Kecamatan of each.
};

struct ReportSource {
  std::string path;
  TableOptions table = {};
  CodeSystem codes = CodeSystem::kemendagri;
  std::string date_order = "dmy";  ///< dmy, mdy, ymd: for dates like 05/03/2024.
  std::string source_system = {};  ///< If the table has no such column.
  std::string utm_epsg = {};       ///< For coordinates in meters; empty: the area's zone.
  friend bool operator==(const ReportSource&, const ReportSource&) = default;
};

struct ReadRules {
  Day as_of{};                    ///< Nothing lies in the future of this day.
  bool accept_fuzzy = false;      ///< Village names with small spelling differences.
  double low_accuracy_m = 100.0;  ///< Coordinates worse than this do not place a report.
  std::uint32_t pile_size = 5;    ///< Reports of different places on one point (D13).
  /// Asked for the 32 bytes that reporters are hashed with where a table names any; empty: bytes
  /// for this call alone.
  std::function<std::string()> reporter_key = {};
  StoreOptions store = {};  ///< Of reports and visits.
};

/// Reads, repairs and judges report tables (domain.md 2.5, 2.6); files are read side by side, some
/// at a time, and of several that cannot be read the first is named. Each row is closed in the
/// ledger. Reports without consent are `excluded` (effort only), so are all but the last edit of an
/// id, over all sources of one source system.
/// Memory: the text of one or two batches of files, and some 130 bytes for each row, with 300 more
/// where something is noted, until all are judged.
/// @throws InputError "missing_columns", "date_order", "code_scheme", "crosswalk_missing", and as
///         `read_table` does.
ReportStore read_reports(std::span<const ReportSource> sources, const Region& region,
                         std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                         Ledger& ledger, const Control& control = {});

struct TableSource {
  std::string path;
  TableOptions table = {};
  CodeSystem codes = CodeSystem::kemendagri;
  std::string date_order = "dmy";
  friend bool operator==(const TableSource&, const TableSource&) = default;
};

VisitStore read_patrol_log(const TableSource& source, const Region& region,
                           std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                           Ledger& ledger);
std::vector<KrppaEntry> read_krppa(const TableSource& source, const Region& region,
                                   std::span<const CrosswalkEntry> crosswalk,
                                   const ReadRules& rules, Ledger& ledger);
std::vector<Population> read_population(const TableSource& source, const Region& region,
                                        std::span<const CrosswalkEntry> crosswalk,
                                        const ReadRules& rules, Ledger& ledger);
std::vector<Post> read_posts(const TableSource& source, const Region& region,
                             const ReadRules& rules, Ledger& ledger);
std::vector<Squad> read_squads(const TableSource& source, const ReadRules& rules, Ledger& ledger);
std::vector<Contact> read_contacts(const TableSource& source, const ReadRules& rules,
                                   Ledger& ledger);
std::vector<CrosswalkEntry> read_crosswalk(const TableSource& source, Ledger& ledger);

}  // namespace rawan::io
