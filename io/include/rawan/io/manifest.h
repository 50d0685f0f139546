#pragma once

#include "rawan/io/issue.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// One published file.
struct Artifact {
  std::string name;  ///< Relative to the release, with '/'.
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const Artifact&, const Artifact&) = default;
};

/// One input file or layer and what became of its records.
struct ManifestInput {
  SourceCount count;
  std::uint64_t bytes = 0;
  std::string sha256;
};

/// One layer of a published GeoPackage.
struct ManifestLayer {
  std::string file;  ///< Name of its artifact.
  std::string name;
  std::uint64_t rows = 0;
};

/// Form of the manifest and of the directory it lies in. It grows where an older program would
/// misread a release; the first releases say nothing of it and are of form 1.
inline constexpr int kManifestFormat = 1;

/// What was run on what, to run it again and to prove the release complete. No clock: two equal
/// runs have equal manifests.
struct Manifest {
  std::string version;                            ///< Of the program.
  std::string tier;                               ///< The audience.
  std::map<std::string, std::string> disclosure;  ///< Policy, agreement: by what rules it left.
  std::map<std::string, std::string> libraries;   ///< "gdal" -> "3.6.2".
  std::vector<ManifestInput> inputs;
  std::string parameters;  ///< The effective configuration, as valid input.
  std::map<std::string, std::uint64_t> seeds;
  int crs = 0;  ///< EPSG code of the metric CRS.
  std::string crs_name;
  std::map<std::string, std::int64_t> counts;
  std::vector<ManifestLayer> layers;
  std::vector<Artifact> artifacts;  ///< As sealed; the manifest itself is not among them.
};

/// Identifies the run: twelve hexadecimal digits from version, inputs, parameters and seeds; known
/// before anything is written. Only for releases that may name their inputs: whoever guesses the
/// inputs could prove the guess with it.
std::string release_id(const Manifest& manifest);

/// SHA-256 over one line "sha256, two spaces, name" per artifact, by name, and a last line with
/// the SHA-256 of the parameters. Its first twelve digits name the directory of the release.
std::string content_hash(const Manifest& manifest);

/// The manifest as JSON: keys sorted, ids and hashes included.
/// @throws ContractViolation if a text is not UTF-8.
std::string to_json(const Manifest& manifest);

}  // namespace rawan::io
