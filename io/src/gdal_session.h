#pragma once

#include "file_kind.h"
#include "rawan/io/error.h"

#include <gdal_priv.h>

#include <filesystem>
#include <string>

namespace rawan::io {

/// Prepares GDAL and PROJ once per process; called again it does nothing. Thread-safe. Only the
/// drivers this program needs exist afterwards, nothing is fetched from a network, and neither
/// the user's configuration files nor GDAL's and PROJ's environment variables count (they are
/// removed from the environment).
void start_gdal();

/// While it lives, GDAL is silent on this thread and its failures are counted here. Nests.
class GdalErrors {
 public:
  GdalErrors();
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;
  ~GdalErrors();

  bool failed() const { return failures_ > 0; }
  int failures() const { return failures_; }
  /// What GDAL said first. May quote cells: never print it after rows were read.
  const std::string& first() const { return first_; }
  void reset();

  /// Whether the feature just read lost its shape and nothing else; the failure is forgotten then.
  /// Only a GeoPackage goes on behind one: SQLite found the file itself whole.
  /// @throws as expect_none() if a feature of another format failed.
  bool lost_shape(FileKind kind, const Place& place);

  /// @throws std::bad_alloc if what failed was to get memory.
  void expect_memory() const;

  /// @throws InputError "read_failed" if anything failed since the start or the last reset;
  ///         std::bad_alloc as expect_memory().
  void expect_none(const Place& place) const;

  /// @param made whether the library gave what it was asked for.
  /// @throws OutputError as library_failure() if it did not or anything failed; std::bad_alloc as
  ///         expect_memory().
  void expect_written(const std::filesystem::path& path, bool made = true) const;

 private:
  static void collect(CPLErr level, CPLErrorNum number, const char* text);

  int failures_ = 0;
  bool out_of_memory_ = false;
  std::string first_;
};

/// Opens a vector file read-only with the one driver its content calls for; never leaves a side
/// file beside it. Starts GDAL.
/// @throws InputError as kind_of_file() and expect_at_rest(), "format_unsupported" (content no
/// driver here
///         reads), "damaged".
GDALDatasetUniquePtr open_vector(const std::string& path);

/// A new vector file of one of GDAL's drivers, with nothing in it.
/// @throws as errors.expect_written()
GDALDatasetUniquePtr create_vector(const std::filesystem::path& path, const char* driver,
                                   const GdalErrors& errors);

}  // namespace rawan::io
