#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/io/geo.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// A release as a stranger sees it who has the files, SQLite, GDAL and an unpacker. Shares no code
/// with the writers.
namespace rawan::io {

/// A file, a member of an archive ("schedule.xlsx/xl/sharedStrings.xml") or a cell that holds one.
struct SeenFile {
  std::string name;
  std::string bytes;
};

/// What the file system says of an entry of the release.
struct SeenEntry {
  std::string name;
  std::uint32_t mode = 0;  ///< Permission bits.
  bool is_regular = true;  ///< A file or a directory.
};

using SeenCell = std::variant<std::monostate, std::int64_t, double, std::string>;

struct SeenTable {
  std::string file;
  std::string name;
  std::vector<std::string> columns;  ///< Without key and shape.
  std::vector<std::vector<SeenCell>> rows;
  std::vector<std::vector<std::vector<GeoPoint>>> shapes;  ///< Rings or lines per row, as stored.
  std::vector<std::int64_t> keys;  ///< In the order in which the rows lie; empty in a CSV.
  GeoBox declared;                 ///< Extent of gpkg_contents.
  bool has_extent = false;
  bool has_areas = false;                ///< Declared as polygons.
  std::string changed;                   ///< last_change of gpkg_contents.
  std::optional<std::int64_t> sequence;  ///< Highest key ever given (sqlite_sequence).
};

struct SeenRaster {
  std::string file;
  Grid<double> grid;  ///< NaN: no data.
  int epsg = 0;       ///< 0: not known.
};

struct SeenRelease {
  std::filesystem::path directory;
  std::string tier;  ///< Of the manifest, or of the folder it lies in; empty: not known.
  std::optional<std::uint32_t> least;  ///< People behind a number, as the manifest says.
  std::string title;                   ///< "planning/20261122T050000Z-0123456789ab".
  std::vector<SeenEntry> entries;
  std::vector<SeenFile> files;  ///< Everything unpacked.
  std::vector<SeenTable> tables;
  std::vector<SeenRaster> rasters;
  std::vector<std::string> free_pages;  ///< Databases with free pages.
};

/// Reads a release directory, or the `current` of the folder given.
/// @throws InputError "not_found" | "not_a_release" (no manifest) | "format_newer" | "damaged".
SeenRelease see_release(const std::filesystem::path& path);

/// Text of a cell; empty where there is none.
std::string text_of(const SeenCell& cell);

/// A number, also one written as text with a point or a decimal comma.
std::optional<double> number_of(const SeenCell& cell);

/// What nobody outside may ever read of a table of reports: the cells of its personal columns
/// (is_personal_header), each once, sorted. Of delimited texts; empty for other files.
std::vector<std::string> private_texts(const std::filesystem::path& table);

}  // namespace rawan::io
