#pragma once

#include <cstdint>

namespace rawan::engine {

/// The generative model of `rawan simulate`. Rates are marks per woman consulted.
struct SimulateConfig {
  std::int32_t months = 10;  ///< Back from the end of the period.
  double mean_rate = 0.12;
  double rate_shape = 1.5;      ///< Gamma shape of the true village rates.
  double dialogue_shape = 4.0;  ///< Gamma shape of the dialogue effect.
  double dialogues_per_village = 6.0;
  double effort_shape = 0.7;      ///< Gamma shape of effort between villages: small is uneven.
  double unvisited_share = 0.12;  ///< Villages no patrol reached.
  double women_per_dialogue = 14.0;
  std::uint32_t hotspots = 24;
  double hotspot_share = 0.65;   ///< Marks that fall at a hotspot of their village.
  double dirty_share = 0.04;     ///< Rows spoilt in ways the reader must repair or reject.
  std::int64_t women_total = 0;  ///< Official population; 0: no population table.
  std::int64_t men_total = 0;
  std::uint32_t squads = 4;
  friend bool operator==(const SimulateConfig&, const SimulateConfig&) = default;
};

}  // namespace rawan::engine
