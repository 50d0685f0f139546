#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// Functions that take any bytes. Nothing may come of them but an answer or an error that says what
/// is wrong with the input: no crash, no undefined behavior, no record lost. A test replays their
/// corpora (tests/fuzz/corpus/<name>) and mutations of them.
namespace rawan::fuzz {

using Bytes = std::span<const std::uint8_t>;

struct Target {
  std::string_view name;
  void (*run)(Bytes bytes);
};

void read_areas(Bytes bytes);                ///< WKB to a repaired polygon.
void read_delimited_reports(Bytes bytes);    ///< CSV to judged reports.
void read_geojson_villages(Bytes bytes);     ///< GeoJSON to villages.
void read_geopackage_villages(Bytes bytes);  ///< GeoPackage to villages.
void read_settings(Bytes bytes);             ///< TOML to a project or a policy.
void read_texts(Bytes bytes);                ///< Cells to dates, clocks, numbers and coordinates.
void read_workbook_reports(Bytes bytes);     ///< XLSX to judged reports.

inline constexpr std::array<Target, 7> kTargets{{
    {"areas", read_areas},
    {"delimited_reports", read_delimited_reports},
    {"geojson_villages", read_geojson_villages},
    {"geopackage_villages", read_geopackage_villages},
    {"settings", read_settings},
    {"texts", read_texts},
    {"workbook_reports", read_workbook_reports},
}};

/// Ends the process if what is promised does not hold, as fuzzers expect it.
void expect(bool holds, std::string_view what);

}  // namespace rawan::fuzz
