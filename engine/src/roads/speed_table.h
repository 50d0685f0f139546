#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/roads.h"

#include <array>
#include <filesystem>
#include <map>
#include <string>

namespace rawan::engine {

/// A vehicle and the conditions it drives under.
struct TravelProfile {
  io::Vehicle vehicle = io::Vehicle::car;
  bool night = false;
  bool rain = false;
  friend bool operator==(const TravelProfile&, const TravelProfile&) = default;
};

using Speeds = std::map<std::string, double, std::less<>>;  ///< km/h by word; 0: closed.

/// How fast vehicles drive on which roads. km/h; factors are 0 < f <= 1.
struct SpeedTable {
  std::array<Speeds, io::kVehicles> by_class;  ///< A class that is missing is closed.
  Speeds surface;                              ///< Caps; what is missing caps nothing.
  Speeds tracktype;
  Speeds smoothness;
  std::array<double, io::kVehicles> night{1.0, 1.0};
  std::array<double, io::kVehicles> rain_paved{1.0, 1.0};
  std::array<double, io::kVehicles> rain_unpaved{1.0, 1.0};
};

/// The program's own table (data/speeds/patroli.toml).
const SpeedTable& default_speeds();

/// @throws ConfigError "speeds_...": the file, the line, the key and what it takes.
SpeedTable read_speeds(const std::filesystem::path& file, const Catalogue& words);

/// km/h on a road; 0: closed. The law's limit caps what is driven; darkness and rain slow it down,
/// but not ferries.
double speed_on(const io::RoadTraits& road, const SpeedTable& speeds, const TravelProfile& profile);

}  // namespace rawan::engine
