#pragma once

#include "rawan/io/read_inputs.h"

#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// A file that is read whole.
struct FileSource {
  std::string path;
  friend bool operator==(const FileSource&, const FileSource&) = default;
};

/// Scans of the codes of stops, and the published schedule those codes were printed for.
struct CheckinSource : io::TableSource {
  std::string schedule;
  friend bool operator==(const CheckinSource&, const CheckinSource&) = default;
};

struct InputsConfig {
  io::VillageSource villages;
  std::string villages_attribution;  ///< Origin and licence, carried on every layer.
  std::vector<io::ReportSource> reports;
  std::optional<io::TableSource> patrol_log;
  std::optional<io::TableSource> krppa;
  std::optional<io::TableSource> population;
  std::optional<io::TableSource> posts;
  std::optional<io::TableSource> squads;
  std::optional<io::TableSource> contacts;
  std::optional<io::TableSource> sensitive_sites;  ///< Nothing is shown near them.
  std::optional<CheckinSource> checkins;           ///< What visits of earlier plans really took.
  std::optional<io::TableSource> crosswalk;
  std::optional<FileSource> roads;          ///< OpenStreetMap, lines, or what `rawan roads` wrote.
  std::optional<FileSource> speeds;         ///< Nothing: the program's own table.
  std::optional<FileSource> travel_matrix;  ///< Wins over roads.
  std::optional<FileSource> overrides;      ///< What commanders wrote into a copy of the schedule.
  friend bool operator==(const InputsConfig&, const InputsConfig&) = default;
};

}  // namespace rawan::engine
