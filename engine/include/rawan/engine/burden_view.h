#pragma once

#include "rawan/algorithms/burden.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace rawan::engine {

/// What areas the burden of patrols is told of.
enum class BurdenLevel : std::uint8_t { regency, district, zone, village };

/// How much of the patrols an area carries. Effort is that of the log; all else follows from what
/// planners see anyway: the bands of villages and the classes of counts.
struct PlannedBurden {
  BurdenLevel level = BurdenLevel::district;
  std::string code;  ///< Dotted; of a zone "krppa" or "luar_krppa".
  std::string name;
  std::uint32_t visits = 0;
  std::optional<double> people;        ///< Nothing where a village's population is not known.
  std::optional<double> estimated;     ///< Share that the bands ask for; of villages nothing.
  burden::Burden burden;               ///< Of villages without an alert.
  std::string window;                  ///< The newest complete year, else quarter.
  bool has_data = false;               ///< Patrols were there in this window.
  std::optional<std::string> reports;  ///< "50+" people in it; nothing: masked, or a village.
  /// Hours of the window per report of its class, at least and at most.
  std::pair<std::optional<double>, std::optional<double>> hours_per_report;
};

}  // namespace rawan::engine
