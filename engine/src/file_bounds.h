#pragma once

#include <filesystem>
#include <vector>

namespace rawan::engine {

/// The files that a process has any business with.
struct FileBounds {
  /// Files, with the parts that lie beside them under the same name (desa.shp, desa.dbf), and
  /// folders with all below them.
  std::vector<std::filesystem::path> read = {};
  std::vector<std::filesystem::path> write = {};  ///< Folders with all below them.
  std::vector<std::filesystem::path> tidy = {};   ///< Folders below which empty ones may go.
};

/// From here on this thread and those it makes open nothing else, but for what libraries read of
/// the system: the system refuses it, whatever they try. What is not there yet is not opened
/// later. Takes raise_fence().
/// @return whether the system can do that (Landlock); if not, nothing has changed.
bool bound_files(const FileBounds& bounds);

}  // namespace rawan::engine
