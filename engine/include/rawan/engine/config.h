#pragma once

#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/units.h"
#include "rawan/engine/allocation_config.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/inputs_config.h"
#include "rawan/engine/patrol_config.h"
#include "rawan/engine/simulate_config.h"
#include "rawan/engine/tier.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

struct ProjectConfig {
  std::string name;          ///< "Kabupaten Bengkayang".
  std::string organization;  ///< Who runs it: "Satpol PP Kabupaten Bengkayang".
  std::string regency;       ///< "61.07"; empty: every village of the source.
  bool per_regency = false;  ///< Each kabupaten by itself, in its own metric system.
  Language language = Language::id;
  std::uint64_t seed = 1;
  bool synthetic = false;  ///< Marks every output DATA SINTETIS.
  friend bool operator==(const ProjectConfig&, const ProjectConfig&) = default;
};

/// Reports of this period are analysed. Both days belong to it.
struct PeriodConfig {
  Day from{};
  Day to{};
  Day windows_from{};  ///< No quarter or year begins before; not a setting.
  friend bool operator==(const PeriodConfig&, const PeriodConfig&) = default;
};

struct ValidationConfig {
  double max_rejected_share = 0.05;  ///< Of the rows of any one source; above: exit 4.
  Meters gap_tolerance{50.0};        ///< Points this near to a village belong to it.
  double low_accuracy_m = 100.0;
  std::uint32_t pile_size = 5;
  bool accept_fuzzy_names = false;
  friend bool operator==(const ValidationConfig&, const ValidationConfig&) = default;
};

enum class BandwidthRule : std::uint8_t { likelihood, scott, fixed };

struct AnalysisConfig {
  Kernel kernel = Kernel::quartic;
  BandwidthRule bandwidth_rule = BandwidthRule::likelihood;
  Meters bandwidth{2000.0};  ///< For `fixed`: radius (quartic) or sigma (Gaussian).
  Meters density_cell{250.0};
  Meters cell{250.0};              ///< Unsafe-place cells.
  Meters exposure_radius{2000.0};  ///< Women consulted this near speak for a place.
  Meters cluster_radius{500.0};
  std::uint32_t cluster_min_points = 5;
  /// Bootstraps of dialogues, and runs with moved positions, behind a hotspot's stability.
  std::uint32_t stability_runs = 200;
  std::uint32_t min_women = 10;  ///< Below: "belum cukup data".
  std::uint32_t min_dialogues = 2;
  std::uint32_t min_marks_for_hours = 5;
  double risk_hours_share = 0.6;  ///< Hours of risk hold this share of the marks.
  std::uint32_t rank_draws = 4000;
  double interval = 0.9;
  std::uint32_t top_k = 10;
  friend bool operator==(const AnalysisConfig&, const AnalysisConfig&) = default;
};

/// What different ways of coming to know count for in the map of places. Rates know one: asked.
struct EvidenceConfig {
  double asked = 1.0;
  double volunteered = 0.5;
  double third_hand = 0.25;
  std::uint32_t reports_per_week = 3;          ///< Of one reporter, and one per place and day.
  bool use_discovered_without_effort = false;  ///< Refused: exit 8.
  friend bool operator==(const EvidenceConfig&, const EvidenceConfig&) = default;
};

struct PriorityConfig {
  double krppa_bonus = 20.0;          ///< Points of 100; at most 20.
  double stale_bonus = 10.0;          ///< Points of 100 for a village not visited for long.
  std::int32_t stale_full_days = 90;  ///< All of them after so many days.
  double environment_bonus = 5.0;     ///< Points of 100 by the share of places with hazards; <= 10.
  friend bool operator==(const PriorityConfig&, const PriorityConfig&) = default;
};

struct OutputConfig {
  std::vector<Tier> tiers{Tier::operational, Tier::planning};  ///< In the order of kTiers.
  std::string policy = "baku";     ///< "baku", "ketat" or a file beside the project.
  std::string policy_key;          ///< minisign public key that may sign lower floors.
  std::string sharing_agreement;   ///< Id that manifests of planning and public name.
  std::string accept_unencrypted;  ///< Who accepted a disk without encryption, and when.
  friend bool operator==(const OutputConfig&, const OutputConfig&) = default;
};

struct Config {
  std::filesystem::path file;  ///< The project file; input paths are relative to it.
  ProjectConfig project;
  PeriodConfig period;
  InputsConfig inputs;
  ValidationConfig validation;
  AnalysisConfig analysis;
  EvidenceConfig evidence;
  PriorityConfig priority;
  AllocationConfig allocation;
  PatrolConfig patrol;
  OutputConfig output;
  SimulateConfig simulate;
  friend bool operator==(const Config&, const Config&) = default;
};

/// Reads a project file. Unknown keys, wrong types, missing required keys and values out of range
/// are errors that name the key and the nearest known one. Paths of inputs become absolute.
/// @param language of the messages; nothing: the one the file asks for, else Indonesian.
/// @throws ConfigError
Config read_config(const std::filesystem::path& file, std::optional<Language> language = {});

/// The effective configuration as a valid project file: reading it gives the same configuration.
/// Paths are written relative to the project file where they lie below it.
std::string print_config(const Config& config);

}  // namespace rawan::engine
