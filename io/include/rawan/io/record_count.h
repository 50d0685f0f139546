#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rawan::io {

/// Counts the records of a file without the reader under test (reliability.md D3), in two steps, so
/// that a file can be proved whole before a library sees it, and a layer of it counted once it is
/// known which.
class RecordCounter {
 public:
  /// Proves that the file is whole: a GeoPackage by `quick_check`, a Shapefile by header and file
  /// size arithmetic, GeoJSON by a streaming pass, FlatGeobuf by its header. Text and workbooks are
  /// proved when they are counted.
  /// @throws InputError if the file is damaged or of none of these formats.
  explicit RecordCounter(std::string path);

  /// Features of a GeoPackage by SQL, of the others as found above, rows of an XLSX sheet by a
  /// streaming pass, records of a CSV by the state of quotes. Of text and sheets every record that
  /// is not blank counts, titles and header included: what a header is, only a schema can say.
  /// @param layer empty: the only layer or visible sheet.
  /// @throws InputError if there is no such layer, or the text or sheet is damaged.
  std::uint64_t count(const std::string& layer) const;

 private:
  std::string path_;
  std::optional<std::uint64_t> only_layer_;  ///< Of formats with one layer.
};

/// The first step; nothing of formats that are counted by no other way than their reader's.
/// @throws InputError as RecordCounter.
std::optional<RecordCounter> counter_of(const std::string& path);

/// Both steps at once.
std::uint64_t independent_count(const std::string& path, const std::string& layer);

}  // namespace rawan::io
