#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// Functions that take any bytes. Nothing may come of them but an answer or an error that says what
/// is wrong with the input: no crash, no undefined behavior, no record lost. libFuzzer feeds them
/// (run.py), and a test replays their corpora (tests/fuzz/corpus/<name>) and mutations of them.
namespace rawan::fuzz {

using Bytes = std::span<const std::uint8_t>;

struct Target {
  std::string_view name;
  void (*run)(Bytes bytes);
};

void read_areas(Bytes bytes);                ///< WKB to a repaired polygon.
void read_audit_logs(Bytes bytes);           ///< OUT/.rawan/audit.jsonl.
void read_codes(Bytes bytes);                ///< Cells to villages, codes of lists and columns.
void read_delimited_reports(Bytes bytes);    ///< CSV to judged reports.
void read_features_of_text(Bytes bytes);     ///< CSV to columns for the tools.
void read_flatgeobuf(Bytes bytes);           ///< To villages, reports and columns.
void read_geodatabase(Bytes bytes);          ///< A folder of files, as files.h packs it.
void read_geojson_features(Bytes bytes);     ///< To reports and columns.
void read_geojson_lines(Bytes bytes);        ///< To villages, reports and columns.
void read_geojson_villages(Bytes bytes);     ///< GeoJSON to villages.
void read_geopackage_features(Bytes bytes);  ///< To reports and columns.
void read_geopackage_villages(Bytes bytes);  ///< GeoPackage to villages.
void read_gpx(Bytes bytes);                  ///< To reports and columns.
void read_kml(Bytes bytes);                  ///< To villages, reports and columns.
void read_layer_bytes(Bytes bytes);          ///< What one district of a country leaves for all.
void read_ledgers(Bytes bytes);              ///< OUT/.rawan/ledger.
void read_manifests(Bytes bytes);            ///< manifest.json of a release.
void read_rasters(Bytes bytes);              ///< GeoTIFF of a release.
void read_registers(Bytes bytes);            ///< CSV to every other table of an office.
void read_roads(Bytes bytes);                ///< OpenStreetMap, packed or not, or lines.
void read_schedules(Bytes bytes);            ///< CSV or XLSX that squads hand back.
void read_settings(Bytes bytes);             ///< TOML to a project, a policy or speeds.
void read_shapefile(Bytes bytes);            ///< .shp, .shx and .dbf, as files.h packs them.
void read_signatures(Bytes bytes);           ///< What minisign writes.
void read_texts(Bytes bytes);                ///< Cells to dates, clocks, numbers and coordinates.
void read_workbook_reports(Bytes bytes);     ///< XLSX to judged reports.

inline constexpr std::array<Target, 26> kTargets{{
    {"areas", read_areas},
    {"audit_logs", read_audit_logs},
    {"codes", read_codes},
    {"delimited_reports", read_delimited_reports},
    {"features_of_text", read_features_of_text},
    {"flatgeobuf", read_flatgeobuf},
    {"geodatabase", read_geodatabase},
    {"geojson_features", read_geojson_features},
    {"geojson_lines", read_geojson_lines},
    {"geojson_villages", read_geojson_villages},
    {"geopackage_features", read_geopackage_features},
    {"geopackage_villages", read_geopackage_villages},
    {"gpx", read_gpx},
    {"kml", read_kml},
    {"layer_bytes", read_layer_bytes},
    {"ledgers", read_ledgers},
    {"manifests", read_manifests},
    {"rasters", read_rasters},
    {"registers", read_registers},
    {"roads", read_roads},
    {"schedules", read_schedules},
    {"settings", read_settings},
    {"shapefile", read_shapefile},
    {"signatures", read_signatures},
    {"texts", read_texts},
    {"workbook_reports", read_workbook_reports},
}};

/// Ends the process if what is promised does not hold, as fuzzers expect it.
void expect(bool holds, std::string_view what);

}  // namespace rawan::fuzz
